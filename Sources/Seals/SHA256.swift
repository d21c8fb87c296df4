internal import COpenSSL

/// SHA-256 (FIPS 180-4), as libcrypto computes it.
package enum SHA256 {
    /// How many bytes a digest has.
    package static let byteCount = 32

    /// The digest of bytes: 32 of them.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        // SAFETY: the input is lent for the call; the output has room for a whole digest.
        unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { digest, count in
            unsafe bytes.withUnsafeBufferPointer { input in
                _ = unsafe COpenSSL.SHA256(input.baseAddress, input.count, digest.baseAddress)
            }
            count = byteCount
        }
    }
}
