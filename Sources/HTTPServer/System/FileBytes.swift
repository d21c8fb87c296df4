internal import CLinux
internal import Glibc

/// A small file's bytes.
enum FileBytes {
    /// Reads a file of at most `most` bytes; nil when it is longer.
    static func of(_ path: String, atMost most: Int) throws(SystemError) -> [UInt8]? {
        // SAFETY: the path is a terminated copy for the call. Not waiting keeps a pipe that nobody
        // writes to from holding up the start.
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw .last("open") }
        let file = Descriptor(owning: number)
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16_384)
        while true {
            // SAFETY: the kernel writes into an array of ours of the size stated.
            let count = unsafe piece.withUnsafeMutableBytes { buffer in
                unsafe read(file.number, buffer.baseAddress, buffer.count)
            }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw .last("read")
            }
            if count == 0 { return bytes }
            bytes += piece[..<count]
            guard bytes.count <= most else { return nil }
        }
    }
}
