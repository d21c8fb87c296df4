import Glibc

/// Standard output and standard error, unbuffered.
enum StandardStream: Int32 {
    case output = 1
    case error = 2

    /// Writes a text whole; a reader that has gone is no error of ours.
    func write(_ text: String) {
        write(Array(text.utf8))
    }

    /// Writes bytes whole.
    func write(_ bytes: [UInt8]) {
        var written = 0
        while written < bytes.count {
            // SAFETY: offset and count lie in the array, which outlives the call.
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    rawValue,
                    buffer.baseAddress?.advanced(by: written),
                    buffer.count - written
                )
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            written += count
        }
    }
}
