// Copies into output, and looks at input, that count no reference and make no String: every request
// and every answer makes several.
extension [UInt8] {
    /// Appends the bytes of a span.
    package mutating func append(copying bytes: Span<UInt8>) {
        // SAFETY: the pointer is good for the call, which copies what lies there.
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// Appends a constant text.
    mutating func append(text: StaticString) {
        // SAFETY: as above.
        text.withUTF8Buffer { unsafe append(contentsOf: $0) }
    }
}

extension Span<UInt8> {
    /// Eight bytes as one number, the first of them the highest.
    @inline(__always)
    func octets(at index: Int) -> UInt64 {
        precondition(index >= 0 && index <= count &- 8, "eight bytes of the span")
        // SAFETY: they lie in the span, and a number may hold any.
        return unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).bigEndian
    }
}

extension Octet {
    /// Whether the range holds this lower-case ASCII text in any case.
    static func equalFolded(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool
    {
        // SAFETY: the text is a constant.
        text.withUTF8Buffer { unsafe equalFolded(bytes, range, $0.span) }
    }

    /// Whether the range holds exactly this text.
    static func equal(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
        // SAFETY: as above.
        text.withUTF8Buffer { unsafe equal(bytes, range, $0.span) }
    }
}
