internal import CLinux
internal import Glibc

extension Sockets {
    /// As `receive`, but what is read stays to be read again.
    static func peek(_ number: Int32, into bytes: inout [UInt8], _ room: Range<Int>) -> Transfer {
        precondition(room.lowerBound >= 0 && room.upperBound <= bytes.count, "room in the buffer")
        // SAFETY: the range lies in the buffer, which is ours alone while the kernel writes it.
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe recv(
                number,
                buffer.baseAddress?.advanced(by: room.lowerBound),
                room.count,
                Int32(MSG_PEEK)
            )
        }
        if count > 0 { return .moved(count) }
        guard count < 0 else { return .ended }
        let fault = errno
        return fault == EAGAIN || fault == EINTR ? .blocked : .failed
    }
}
