/// Numbers as decimal digits, without a String.
enum Decimal {
    /// Appends a number's digits, and up to two line ends behind them.
    static func append(_ value: Int, lineEnds: Int = 0, to bytes: inout [UInt8]) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        // As many digits as `UInt` may have, filled from the end; then the line ends.
        var text: InlineArray<24, UInt8> = [
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            Octet.carriageReturn, Octet.lineFeed, Octet.carriageReturn, Octet.lineFeed,
        ]
        var first = 20
        repeat {
            first &-= 1
            text[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        bytes.append(copying: text.span.extracting(first..<20 + 2 * lineEnds))
    }

    /// Appends a number as two digits.
    static func appendTwo(_ value: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value / 10 % 10))
        bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value % 10))
    }

    /// Appends a number in lower-case hexadecimal digits.
    static func appendHex(_ value: Int, to bytes: inout [UInt8]) {
        var shift = 60
        while shift > 0, value >> shift & 15 == 0 { shift -= 4 }
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: value >> shift & 15)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            shift -= 4
        }
    }

    /// The number that one or more digits stand for; nil when empty, signed, or beyond `Int`.
    static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        let digits = bytes.extracting(range)
        var value = 0
        // So few cannot overflow.
        let isShort = digits.count <= 18
        for index in 0..<digits.count {
            let digit = digits[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            guard !isShort else {
                value = value &* 10 &+ Int(digit)
                continue
            }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(digit))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }
}
