import Glibc

/// A file, or standard input, read from its start to its end.
struct InputFile: ~Copyable {
    private let descriptor: Int32

    /// Why a file cannot be read.
    struct Unreadable: Error {
        /// The system's word for it.
        let reason: String
    }

    /// Opens a file; `-` is standard input.
    init(_ path: String) throws(Unreadable) {
        guard path != "-" else {
            descriptor = 0
            return
        }
        // SAFETY: the path is a terminated copy for the call.
        descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unreadable(reason: Self.lastFailure()) }
    }

    deinit {
        if descriptor > 0 { close(descriptor) }
    }

    /// The next bytes; none at the end.
    func next() throws(Unreadable) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while true {
            // SAFETY: read writes at most as many bytes as the array has.
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe read(descriptor, buffer.baseAddress, buffer.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Unreadable(reason: Self.lastFailure()) }
            return Array(bytes[..<count])
        }
    }

    /// A small file's text, up to 1 MiB; nil when it cannot be read or is no UTF-8.
    static func text(of path: String) -> String? {
        do {
            let file = try InputFile(path)
            var bytes: [UInt8] = []
            while bytes.count < 1 << 20 {
                let more = try file.next()
                if more.isEmpty { return String(validating: bytes, as: UTF8.self) }
                bytes += more
            }
        } catch {}
        return nil
    }

    private static func lastFailure() -> String {
        // SAFETY: strerror answers a terminated string, copied at once.
        unsafe String(cString: strerror(errno))
    }
}
