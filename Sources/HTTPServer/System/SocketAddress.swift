internal import CLinux
internal import Glibc
internal import HTTPWire

/// Addresses in the kernel's form and in ours.
enum SocketAddress {
    /// A numeric host and a port in the kernel's form; nil when the host is no address.
    static func tcp(_ host: String, _ port: UInt16) -> sockaddr_storage? {
        var storage = sockaddr_storage()
        var four = in_addr()
        var six = in6_addr()
        // SAFETY: the destinations are locals of the type that each family asks for, and the
        // storage is large and aligned enough for every address of the system.
        if unsafe inet_pton(AF_INET, host, &four) == 1 {
            unsafe withUnsafeMutableBytes(of: &storage) { bytes in
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = port.bigEndian
                address.sin_addr = four
                unsafe bytes.storeBytes(of: address, as: sockaddr_in.self)
            }
            return storage
        }
        guard unsafe inet_pton(AF_INET6, host, &six) == 1 else { return nil }
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = six
            unsafe bytes.storeBytes(of: address, as: sockaddr_in6.self)
        }
        return storage
    }

    /// A socket file's path in the kernel's form; nil when it is too long (107 bytes) or empty.
    static func unix(_ path: String) -> sockaddr_storage? {
        let bytes = Array(path.utf8)
        guard !bytes.isEmpty, bytes.count <= 107, !bytes.contains(0) else { return nil }
        var storage = sockaddr_storage()
        storage.ss_family = sa_family_t(AF_UNIX)
        // SAFETY: family and path come to at most 110 bytes of the storage's 128; the rest is 0.
        unsafe withUnsafeMutableBytes(of: &storage) { target in
            let start = MemoryLayout<sa_family_t>.size
            for (offset, byte) in bytes.enumerated() { unsafe target[start + offset] = byte }
        }
        return storage
    }

    /// How many bytes of the storage the kernel is to read.
    static func length(of storage: sockaddr_storage) -> socklen_t {
        switch Int32(storage.ss_family) {
        case AF_INET: socklen_t(MemoryLayout<sockaddr_in>.size)
        case AF_INET6: socklen_t(MemoryLayout<sockaddr_in6>.size)
        default: socklen_t(MemoryLayout<sockaddr_un>.size)
        }
    }

    /// The address of a peer, or of a socket of ours, in our form.
    static func peer(_ storage: sockaddr_storage) -> PeerAddress {
        // SAFETY: the storage is large and aligned enough for each family's address, and the
        // family says which of them the kernel wrote.
        unsafe withUnsafeBytes(of: storage) { bytes in
            switch Int32(storage.ss_family) {
            case AF_INET:
                let address = unsafe bytes.load(as: sockaddr_in.self)
                return PeerAddress(
                    family: .ipv4,
                    high: 0,
                    low: UInt64(UInt32(bigEndian: address.sin_addr.s_addr)),
                    port: UInt16(bigEndian: address.sin_port)
                )
            case AF_INET6:
                let address = unsafe bytes.load(as: sockaddr_in6.self)
                let halves = unsafe withUnsafeBytes(of: address.sin6_addr) { octets in
                    unsafe (
                        octets.loadUnaligned(as: UInt64.self),
                        octets.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                    )
                }
                return PeerAddress(
                    family: .ipv6,
                    high: UInt64(bigEndian: halves.0),
                    low: UInt64(bigEndian: halves.1),
                    port: UInt16(bigEndian: address.sin6_port)
                )
            default:
                return .local
            }
        }
    }
}
