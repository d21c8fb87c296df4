/// The escapes of JSON strings (RFC 8259 §7), checked once by the parser and resolved on demand.
enum Escape {
    /// The scalar that a checked escape stands for, and its length in bytes: 2, 6 or 12.
    private static func resolve(_ text: Span<UInt8>, at start: Int) -> (Unicode.Scalar, Int) {
        let letter = text[start + 1]
        guard letter == UInt8(ascii: "u") else {
            return (Unicode.Scalar(short(letter) ?? letter), 2)
        }
        let first = unit(text, at: start + 2) ?? 0
        if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
        let second = unit(text, at: start + 8) ?? 0xDC00
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) & 0x3FF)
        return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
    }

    /// The bytes of a checked string's content with its escapes resolved.
    static func resolved(_ text: Span<UInt8>, _ content: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var position = content.lowerBound
        while position < content.upperBound {
            guard text[position] == UInt8(ascii: "\\") else {
                result.append(text[position])
                position += 1
                continue
            }
            let (scalar, length) = resolve(text, at: position)
            result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            position += length
        }
        return result
    }

    /// The length of the escape that starts at `start`.
    static func check(_ text: Span<UInt8>, at start: Int) throws(JSONFault) -> Int {
        guard start + 1 < text.count else { throw JSONFault(.cutOff, at: text.count) }
        let letter = text[start + 1]
        guard letter == UInt8(ascii: "u") else {
            guard short(letter) != nil else { throw JSONFault(.badEscape, at: start) }
            return 2
        }
        let first = try checkedUnit(text, at: start + 2)
        switch first {
        case 0xDC00...0xDFFF: throw JSONFault(.loneSurrogate, at: start)
        case 0xD800...0xDBFF: break
        default:
            guard !isNoncharacter(UInt32(first)) else { throw JSONFault(.noncharacter, at: start) }
            return 6
        }
        for (offset, due) in [(6, UInt8(ascii: "\\")), (7, UInt8(ascii: "u"))] {
            guard start + offset < text.count else { throw JSONFault(.cutOff, at: text.count) }
            guard text[start + offset] == due else { throw JSONFault(.loneSurrogate, at: start) }
        }
        let second = try checkedUnit(text, at: start + 8)
        guard (0xDC00...0xDFFF).contains(second) else { throw JSONFault(.loneSurrogate, at: start) }
        let scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) & 0x3FF)
        guard !isNoncharacter(scalar) else { throw JSONFault(.noncharacter, at: start) }
        return 12
    }

    /// Unicode's 66 noncharacters, which RFC 7493 §2.1 keeps out.
    static func isNoncharacter(_ scalar: UInt32) -> Bool {
        (0xFDD0...0xFDEF).contains(scalar) || scalar & 0xFFFE == 0xFFFE
    }

    private static func short(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    private static func checkedUnit(
        _ text: Span<UInt8>,
        at start: Int
    ) throws(JSONFault) -> UInt16 {
        guard start + 4 <= text.count else { throw JSONFault(.cutOff, at: text.count) }
        guard let value = unit(text, at: start) else { throw JSONFault(.badEscape, at: start - 2) }
        return value
    }

    private static func unit(_ text: Span<UInt8>, at start: Int) -> UInt16? {
        guard start + 4 <= text.count else { return nil }
        var value: UInt16 = 0
        for offset in 0..<4 {
            guard let digit = hexadecimal(text[start + offset]) else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
