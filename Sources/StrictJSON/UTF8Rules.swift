/// Well-formed UTF-8 (RFC 3629 §4: no overlong forms, no surrogates), without noncharacters.
enum UTF8Rules {
    /// The length of the sequence of two to four bytes that starts at `start`.
    static func length(_ text: Span<UInt8>, at start: Int) throws(JSONFault) -> Int {
        let first = text[start]
        switch first {
        case 0xC2...0xDF:
            _ = try following(text, start, 1, 0x80...0xBF)
            return 2
        case 0xE0...0xEF:
            let second: ClosedRange<UInt8> =
                switch first {
                case 0xE0: 0xA0...0xBF
                case 0xED: 0x80...0x9F
                default: 0x80...0xBF
                }
            let high = try following(text, start, 1, second)
            let low = try following(text, start, 2, 0x80...0xBF)
            try refuseNoncharacter(UInt32(first & 0x0F) << 12 | high << 6 | low, at: start)
            return 3
        case 0xF0...0xF4:
            let second: ClosedRange<UInt8> =
                switch first {
                case 0xF0: 0x90...0xBF
                case 0xF4: 0x80...0x8F
                default: 0x80...0xBF
                }
            let high = try following(text, start, 1, second)
            let middle = try following(text, start, 2, 0x80...0xBF)
            let low = try following(text, start, 3, 0x80...0xBF)
            let scalar = UInt32(first & 0x07) << 18 | high << 12 | middle << 6 | low
            try refuseNoncharacter(scalar, at: start)
            return 4
        default: throw JSONFault(.badUTF8, at: start)
        }
    }

    private static func following(
        _ text: Span<UInt8>,
        _ start: Int,
        _ offset: Int,
        _ allowed: ClosedRange<UInt8>
    ) throws(JSONFault) -> UInt32 {
        guard start + offset < text.count else { throw JSONFault(.cutOff, at: text.count) }
        let byte = text[start + offset]
        guard allowed.contains(byte) else { throw JSONFault(.badUTF8, at: start) }
        return UInt32(byte & 0x3F)
    }

    private static func refuseNoncharacter(
        _ scalar: UInt32,
        at start: Int
    ) throws(JSONFault) {
        guard !Escape.isNoncharacter(scalar) else { throw JSONFault(.noncharacter, at: start) }
    }
}
