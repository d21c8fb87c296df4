// Copies into output that count no reference and make no String: every answer makes several.
extension [UInt8] {
    /// Appends the bytes of a span.
    mutating func append(copying bytes: Span<UInt8>) {
        // SAFETY: the pointer is good for the call, which copies what lies there.
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// Appends a constant text.
    mutating func append(text: StaticString) {
        // SAFETY: as above.
        text.withUTF8Buffer { unsafe append(contentsOf: $0) }
    }
}
