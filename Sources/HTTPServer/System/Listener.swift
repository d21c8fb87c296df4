internal import CLinux
internal import Glibc
internal import HTTPWire

/// A listening socket; a socket file is removed with it.
final class Listener: Sendable {
    private let descriptor: Descriptor
    private let path: String?
    /// Whether other loops watch the same socket.
    let isShared: Bool
    private let traits: Traits

    /// How a listener takes connections.
    struct Traits {
        let isSecure: Bool
        let takesPreamble: Bool
        let isDualStack: Bool
        let backlog: Int32
        let owner: UInt32?
        let group: UInt32?

        init(_ address: ListenAddress, _ settings: ServerSettings, isSecure: Bool) {
            self.isSecure = isSecure
            takesPreamble = settings.proxiedAddresses.contains(address)
            isDualStack = settings.isDualStack
            backlog = Int32(clamping: settings.backlog)
            owner = settings.socketOwner
            group = settings.socketGroup
        }
    }

    private init(
        _ descriptor: consuming Descriptor,
        path: String? = nil,
        isShared: Bool = false,
        _ traits: Traits
    ) {
        self.descriptor = descriptor
        self.path = path
        self.isShared = isShared
        self.traits = traits
    }

    /// Takes over a socket that listens already; its file, if it has one, is its maker's.
    convenience init(adopting socket: InheritedSocket, _ traits: Traits) {
        self.init(Descriptor(owning: socket.descriptor), isShared: true, traits)
    }

    /// Whether its clients speak TLS.
    var isSecure: Bool { traits.isSecure }

    /// Whether each connection begins with a PROXY preamble.
    var takesPreamble: Bool { traits.takesPreamble }

    deinit {
        // SAFETY: the path is a terminated copy for the call. Whoever bound it since was refused.
        if let path { unsafe _ = unlink(path) }
    }

    var number: Int32 { descriptor.number }

    var isLocal: Bool { path != nil }

    /// One listening socket for each of `count` loops, all on one address, and that address.
    ///
    /// `SO_REUSEPORT` would let a second server of the same user join in silence, so a socket
    /// without it tries the address first.
    static func tcp(
        _ host: String,
        _ port: UInt16,
        count: Int,
        _ traits: Traits
    ) throws(ServerError) -> (listeners: [Listener], port: UInt16) {
        guard var address = SocketAddress.tcp(host, port) else { throw .badAddress(host) }
        let name = "\(host):\(port)"
        if port != 0 {
            do throws(SystemError) {
                _ = try bound(address, reusesPort: false, traits)
            } catch {
                throw .cannotListen(name, error)
            }
        }
        var listeners: [Listener] = []
        var bound = port
        do throws(SystemError) {
            for _ in 0..<count {
                let descriptor = try self.bound(address, reusesPort: true, traits)
                if bound == 0 {
                    bound = try self.port(of: descriptor.number)
                    address = SocketAddress.tcp(host, bound) ?? address
                }
                try listen(descriptor.number, traits.backlog)
                listeners.append(Listener(descriptor, traits))
            }
        } catch {
            throw .cannotListen(name, error)
        }
        return (listeners, bound)
    }

    /// One listening socket file, to be shared by all loops.
    ///
    /// A socket file that is there is removed only when nobody answers on it; any other file stays.
    static func unix(
        _ path: String,
        mode: UInt32,
        _ traits: Traits
    ) throws(ServerError) -> Listener {
        guard let address = SocketAddress.unix(path) else { throw .badAddress(path) }
        let name = "unix:\(path)"
        do throws(SystemError) {
            if try isAnswered(path, address) {
                throw SystemError("bind", EADDRINUSE)
            }
            let descriptor = try bound(address, reusesPort: false, traits)
            // SAFETY: the path is a terminated copy for the call.
            guard unsafe chmod(path, mode) == 0 else { throw SystemError.last("chmod") }
            if traits.owner != nil || traits.group != nil {
                // The number with all bits set leaves an owner as it is.
                let (owner, group) = (traits.owner ?? .max, traits.group ?? .max)
                guard unsafe chown(path, owner, group) == 0 else { throw SystemError.last("chown") }
            }
            try listen(descriptor.number, traits.backlog)
            return Listener(descriptor, path: path, isShared: true, traits)
        } catch {
            throw .cannotListen(name, error)
        }
    }

    private static func listen(_ number: Int32, _ backlog: Int32) throws(SystemError) {
        guard Glibc.listen(number, backlog) == 0 else { throw .last("listen") }
    }

    private static func stream(_ family: Int32) throws(SystemError) -> Descriptor {
        let type = Int32(
            SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        )
        let number = socket(family, type, 0)
        guard number >= 0 else { throw .last("socket") }
        return Descriptor(owning: number)
    }

    private static func bound(
        _ address: sockaddr_storage,
        reusesPort: Bool,
        _ traits: Traits
    ) throws(SystemError) -> Descriptor {
        let family = Int32(address.ss_family)
        let descriptor = try stream(family)
        if family != AF_UNIX {
            Sockets.set(descriptor.number, SOL_SOCKET, SO_REUSEADDR, 1)
            if reusesPort { Sockets.set(descriptor.number, SOL_SOCKET, SO_REUSEPORT, 1) }
            if family == AF_INET6 {
                let isAlone: Int32 = traits.isDualStack ? 0 : 1
                Sockets.set(descriptor.number, Int32(IPPROTO_IPV6), IPV6_V6ONLY, isAlone)
            }
        }
        // SAFETY: pointer and length are those of `withKernelForm`, good for the call.
        let result = unsafe withKernelForm(address) { unsafe bind(descriptor.number, $0, $1) }
        guard result == 0 else {
            throw .last("bind")
        }
        return descriptor
    }

    /// Whether a server answers at a socket file; one that nobody serves is removed.
    private static func isAnswered(
        _ path: String,
        _ address: sockaddr_storage
    ) throws(SystemError) -> Bool {
        guard let isSocket = try isSocket(path) else { return false }
        // To connect to any other file is refused as well: only its kind says that it may go.
        guard isSocket else { throw SystemError("bind", ENOTSOCK) }
        let probe = try stream(AF_UNIX)
        // SAFETY: pointer and length are those of `withKernelForm`, good for the call.
        let result = unsafe withKernelForm(address) { unsafe connect(probe.number, $0, $1) }
        if result == 0 { return true }
        let fault = errno
        guard fault == ECONNREFUSED else { return fault != ENOENT }
        // SAFETY: the path is a terminated copy for the call.
        unsafe _ = unlink(path)
        return false
    }

    /// Whether the file itself, not what a link names, is a socket; nil when there is none.
    private static func isSocket(_ path: String) throws(SystemError) -> Bool? {
        var status = stat()
        // SAFETY: the path is a terminated copy for the call, which writes into a local.
        guard unsafe lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw .last("lstat") }
            return nil
        }
        return status.st_mode & S_IFMT == S_IFSOCK
    }

    private static func port(of number: Int32) throws(SystemError) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // SAFETY: storage and length are locals of the sizes stated.
        let result = unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe getsockname(number, address, &length)
            }
        }
        guard result == 0 else { throw .last("getsockname") }
        return SocketAddress.peer(storage).port
    }

    @unsafe private static func withKernelForm(
        _ address: sockaddr_storage,
        _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        let length = SocketAddress.length(of: address)
        // SAFETY: the kernel reads `length` bytes of a local during the call.
        return unsafe withUnsafePointer(to: address) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe call(pointer, length)
            }
        }
    }
}
