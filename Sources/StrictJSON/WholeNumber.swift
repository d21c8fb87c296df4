/// Whole numbers within ±(2^53 − 1), however a text spells them.
enum WholeNumber {
    /// The value of a number that the parser has passed; nil with a fraction, or beyond the range.
    static func value(of text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var position = range.lowerBound
        let isNegative = text[position] == UInt8(ascii: "-")
        if isNegative { position &+= 1 }
        var value = 0
        // 2^53 has sixteen digits, which cannot overflow.
        guard range.upperBound &- position <= 16 else { return spelt(text, range) }
        while position < range.upperBound {
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit <= 9 else { return spelt(text, range) }
            value = value &* 10 &+ Int(digit)
            position &+= 1
        }
        guard value < 1 << 53 else { return nil }
        return isNegative ? -value : value
    }

    /// Moves the decimal point through the digits, as no double could: those round.
    private static func spelt(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var (digits, point, exponent) = ([Int](), 0, 0)
        var (sawPoint, sawExponent, isExponentNegative) = (false, false, false)
        for position in range {
            switch text[position] {
            case UInt8(ascii: "."): sawPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): sawExponent = true
            case UInt8(ascii: "-") where sawExponent: isExponentNegative = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = Int(text[position] - UInt8(ascii: "0"))
                // Beyond 9,999 the size no longer matters: no text has so many digits.
                guard !sawExponent else {
                    exponent = min(exponent * 10 + digit, 9_999)
                    continue
                }
                if sawPoint { point -= 1 }
                if digit > 0 || !digits.isEmpty { digits.append(digit) }
            default: continue
            }
        }
        while digits.last == 0 {
            digits.removeLast()
            point += 1
        }
        guard !digits.isEmpty else { return 0 }
        let zeros = point + (isExponentNegative ? -exponent : exponent)
        guard zeros >= 0, digits.count + zeros <= 16 else { return nil }
        let value = (digits + Array(repeating: 0, count: zeros)).reduce(0) { $0 * 10 + $1 }
        guard value < 1 << 53 else { return nil }
        return text[range.lowerBound] == UInt8(ascii: "-") ? -value : value
    }
}
