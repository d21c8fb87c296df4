internal import CLinux
internal import Glibc
internal import HTTPWire

/// What a call on a non-blocking socket came to.
enum Transfer: Equatable {
    /// Bytes were moved; never 0 of a receive.
    case moved(Int)
    /// Not now.
    case blocked
    /// The peer has ended its side.
    case ended
    /// The connection is of no more use.
    case failed
}

/// What came of accepting.
enum Accepted: ~Copyable {
    case connection(Descriptor, PeerAddress)
    case none
    /// No descriptor or memory is left (EMFILE, ENFILE, ENOBUFS, ENOMEM).
    case exhausted(Int32)
}

/// The socket calls, on descriptors that their owner keeps open meanwhile.
enum Sockets {
    /// One receive into a part of a buffer.
    static func receive(
        _ number: Int32,
        into bytes: inout [UInt8],
        _ room: Range<Int>
    ) -> Transfer {
        receive(number, into: &bytes, room, flags: 0)
    }

    /// The same, but what is read stays to be read again.
    static func peek(_ number: Int32, into bytes: inout [UInt8], _ room: Range<Int>) -> Transfer {
        receive(number, into: &bytes, room, flags: Int32(MSG_PEEK))
    }

    @inline(__always)
    private static func receive(
        _ number: Int32,
        into bytes: inout [UInt8],
        _ room: Range<Int>,
        flags: Int32
    ) -> Transfer {
        precondition(room.lowerBound >= 0 && room.upperBound <= bytes.count, "room in the buffer")
        // SAFETY: the range lies in the buffer, which is ours alone while the kernel writes it.
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe recv(
                number,
                buffer.baseAddress?.advanced(by: room.lowerBound),
                room.count,
                flags
            )
        }
        if count > 0 { return .moved(count) }
        return count == 0 ? .ended : fault()
    }

    /// The first byte that waits, which stays; nil when there is none.
    static func firstByte(_ number: Int32) -> UInt8? {
        var byte: UInt8 = 0
        // SAFETY: one byte is written into a local.
        return unsafe recv(number, &byte, 1, Int32(MSG_PEEK)) == 1 ? byte : nil
    }

    /// One send of the bytes from an offset on.
    static func send(_ number: Int32, _ bytes: [UInt8], from offset: Int) -> Transfer {
        precondition(offset >= 0 && offset < bytes.count, "something to send")
        // SAFETY: offset and count lie in the buffer; MSG_NOSIGNAL, for SIGPIPE ends the process.
        let count = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.send(
                number,
                buffer.baseAddress?.advanced(by: offset),
                buffer.count - offset,
                Int32(MSG_NOSIGNAL)
            )
        }
        return count >= 0 ? .moved(count) : fault()
    }

    /// One send of two buffers, one behind the other, without putting them together.
    static func send(_ number: Int32, _ head: [UInt8], _ body: [UInt8]) -> Transfer {
        // SAFETY: both buffers, and the two vectors on the stack, outlive the call; the kernel
        // only reads them.
        let count = unsafe head.withUnsafeBytes { head in
            unsafe body.withUnsafeBytes { body in
                let parts = unsafe (
                    iovec(
                        iov_base: UnsafeMutableRawPointer(mutating: head.baseAddress),
                        iov_len: head.count
                    ),
                    iovec(
                        iov_base: UnsafeMutableRawPointer(mutating: body.baseAddress),
                        iov_len: body.count
                    )
                )
                return unsafe withUnsafePointer(to: parts) { parts in
                    unsafe parts.withMemoryRebound(to: iovec.self, capacity: 2) { vector in
                        var message = unsafe msghdr()
                        unsafe message.msg_iov = UnsafeMutablePointer(mutating: vector)
                        unsafe message.msg_iovlen = 2
                        return unsafe sendmsg(number, &message, Int32(MSG_NOSIGNAL))
                    }
                }
            }
        }
        return count >= 0 ? .moved(count) : fault()
    }

    /// Ends our side; what was sent still arrives.
    static func endOutput(_ number: Int32) {
        shutdown(number, Int32(SHUT_WR))
    }

    /// One connection that waits at a listener, non-blocking, closed on exec.
    static func accept(_ listener: Int32) -> Accepted {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // SAFETY: storage and length are locals of the sizes stated.
        let number = unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe accept4(
                    listener,
                    address,
                    &length,
                    Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
                )
            }
        }
        if number >= 0 {
            return .connection(Descriptor(owning: number), SocketAddress.peer(storage))
        }
        switch errno {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted(errno)
        default: return .none
        }
    }

    /// Sends small answers at once (TCP_NODELAY): they go out whole, and nothing follows soon.
    static func sendAtOnce(_ number: Int32) {
        set(number, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    }

    /// Makes closing a reset, which tells the peer that something is missing.
    static func resetOnClose(_ number: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        // SAFETY: the value is a local of the size stated.
        unsafe _ = setsockopt(
            number,
            SOL_SOCKET,
            SO_LINGER,
            &linger,
            socklen_t(MemoryLayout<Glibc.linger>.size)
        )
    }

    @discardableResult
    static func set(_ number: Int32, _ level: Int32, _ option: Int32, _ value: Int32) -> Int32 {
        var value = value
        // SAFETY: four bytes are read from a local.
        return unsafe setsockopt(number, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func fault() -> Transfer {
        let number = errno
        return number == EAGAIN || number == EINTR ? .blocked : .failed
    }

    /// A descriptor that is kept to be given up when there are no others.
    static func spare() -> Descriptor? {
        // SAFETY: the path is a constant.
        let number = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
        return number >= 0 ? Descriptor(owning: number) : nil
    }
}
