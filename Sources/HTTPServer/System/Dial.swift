internal import CLinux
internal import Glibc

/// A blocking connection to a server, for verbs that are clients themselves.
final class Dial: Sendable {
    private let descriptor: Descriptor

    /// Connects to a host by name or number, within the time given for each call.
    init(host: String, port: UInt16, seconds: Int) throws(SystemError) {
        var hints = unsafe addrinfo()
        // SAFETY: plain data, all zero: what the call takes for "any".
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        // SAFETY: names and hints live through the call; the list is freed below.
        let result = unsafe getaddrinfo(host, String(port), &hints, &found)
        guard result == 0 else { throw SystemError("getaddrinfo", ENOENT) }
        defer { unsafe freeaddrinfo(found) }
        var last = SystemError("connect", ECONNREFUSED)
        var next = unsafe found
        while let address = unsafe next {
            // SAFETY: each element of the list is valid until it is freed.
            let info = unsafe address.pointee
            let number = unsafe socket(
                info.ai_family,
                info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue),
                info.ai_protocol
            )
            if number >= 0 {
                let descriptor = Descriptor(owning: number)
                Self.limit(number, seconds)
                if unsafe connect(number, info.ai_addr, info.ai_addrlen) == 0 {
                    self.descriptor = descriptor
                    return
                }
                last = .last("connect")
            }
            unsafe next = info.ai_next
        }
        throw last
    }

    /// The descriptor, for TLS; good as long as this object.
    var number: Int32 { descriptor.number }

    /// Sends all bytes.
    func send(_ bytes: [UInt8]) throws(SystemError) {
        var sent = 0
        while sent < bytes.count {
            switch Sockets.send(descriptor.number, bytes, from: sent) {
            case .moved(let count): sent += count
            case .blocked: throw SystemError("send", ETIMEDOUT)
            case .ended, .failed: throw .last("send")
            }
        }
    }

    /// Receives some bytes; none at the end.
    func receive() throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 16_384)
        switch Sockets.receive(descriptor.number, into: &bytes, 0..<bytes.count) {
        case .moved(let count): return Array(bytes[..<count])
        case .ended: return []
        case .blocked: throw SystemError("recv", ETIMEDOUT)
        case .failed: throw .last("recv")
        }
    }

    /// Says that nothing more will be sent.
    func endOutput() { Sockets.endOutput(descriptor.number) }

    private static func limit(_ number: Int32, _ seconds: Int) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            // SAFETY: the value is a local of the size stated.
            unsafe _ = setsockopt(
                number,
                SOL_SOCKET,
                option,
                &time,
                socklen_t(MemoryLayout<timeval>.size)
            )
        }
    }
}
