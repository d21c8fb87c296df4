internal import COpenSSL

/// Bytes that nobody can guess, from libcrypto's generator.
package enum RandomBytes {
    /// The generator had nothing to give: the system's entropy is not there.
    package struct Unavailable: Error {}

    /// So many bytes, at least one.
    ///
    /// - Throws: when the generator is not seeded, which on Linux happens only very early at boot.
    package static func make(_ count: Int) throws(Unavailable) -> [UInt8] {
        precondition(count > 0, "no bytes are asked for")
        var bytes = [UInt8](repeating: 0, count: count)
        // SAFETY: the array is lent for the call, with its own length.
        let made = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            unsafe RAND_bytes(buffer.baseAddress, Int32(buffer.count))
        }
        guard made == 1 else { throw Unavailable() }
        return bytes
    }
}
