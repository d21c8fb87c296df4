/// Classes of bytes, and comparisons that never leave ASCII.
enum Octet {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let colon = UInt8(ascii: ":")
    static let comma = UInt8(ascii: ",")
    static let slash = UInt8(ascii: "/")
    static let percent = UInt8(ascii: "%")
    static let quote = UInt8(ascii: "\"")

    /// Whether the byte may stand in a token (RFC 9110 §5.6.2).
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "#"),
            UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"),
            UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// Whether the byte may stand in a request target: visible ASCII but for `#` (RFC 9112 §3.2).
    @inline(__always)
    static func isTarget(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "#")
    }

    /// Whether the byte may stand in a field value: HTAB, SP, visible, obs-text (RFC 9110 §5.5).
    ///
    /// The other controls and DEL are refused as well, which §5.5 leaves to us: some peers cut a
    /// value at them.
    @inline(__always)
    static func isFieldValue(_ byte: UInt8) -> Bool {
        (byte >= 0x20 && byte != 0x7F) || byte == tab
    }

    /// Whether each of eight bytes may stand in a request target; never said wrongly.
    @inline(__always)
    static func areTarget(_ octets: UInt64) -> Bool {
        areVisible(octets, above: 0x20) && !areAny(octets, UInt8(ascii: "#"))
    }

    /// Whether each of eight bytes may stand in a field value; some that may are looked at singly.
    @inline(__always)
    static func areFieldValue(_ octets: UInt64) -> Bool { areVisible(octets, above: 0x1F) }

    /// Whether one of eight bytes is this one.
    @inline(__always)
    static func areAny(_ octets: UInt64, _ byte: UInt8) -> Bool {
        // Zero where they are alike: it alone borrows when 1 is taken from it.
        let unlike = octets ^ eightTimes(byte)
        return (unlike &- eightTimes(1)) & ~unlike & eightTimes(0x80) != 0
    }

    /// Whether each of eight bytes is ASCII above this one, and not DEL.
    @inline(__always)
    private static func areVisible(_ octets: UInt64, above least: UInt8) -> Bool {
        // Of bytes up to 0x7F only the smaller ones borrow when lowered, and only DEL
        // becomes 0x80 when raised.
        let (lowered, raised) = (octets &- eightTimes(least &+ 1), octets &+ eightTimes(1))
        return (octets | lowered | raised) & eightTimes(0x80) == 0
    }

    @inline(__always)
    private static func eightTimes(_ byte: UInt8) -> UInt64 {
        UInt64(byte) &* 0x0101_0101_0101_0101
    }

    /// Whether the byte is optional white space (RFC 9110 §5.6.3).
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    /// Whether the byte is a decimal digit.
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    /// Whether the byte is an ASCII letter.
    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    /// Whether the byte is unreserved in URIs (RFC 3986 §2.3).
    @inline(__always)
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// The value of a hexadecimal digit, either case.
    @inline(__always)
    static func hexValue(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte &- UInt8(ascii: "0") }
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? letter &+ 10 : nil
    }

    /// An upper-case ASCII letter as lower case, any other byte as it is.
    @inline(__always)
    static func lowered(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    /// Whether the range holds exactly this text.
    static func equal(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
        let given = bytes.extracting(range)
        guard text.count == given.count else { return false }
        for offset in 0..<given.count where given[offset] != text[offset] { return false }
        return true
    }

    /// Whether the range holds this lower-case ASCII text in any case.
    static func equalFolded(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: String) -> Bool {
        equalFolded(bytes, range, text.utf8Span.span)
    }

    /// The same for a text's bytes.
    static func equalFolded(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ text: Span<UInt8>
    ) -> Bool {
        let given = bytes.extracting(range)
        guard text.count == given.count else { return false }
        for offset in 0..<given.count where lowered(given[offset]) != text[offset] {
            return false
        }
        return true
    }

    /// The range without white space at either end.
    static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, isBlank(bytes[lower]) { lower &+= 1 }
        while upper > lower, isBlank(bytes[upper &- 1]) { upper &-= 1 }
        return lower..<upper
    }

    /// Gives each element of a list that commas part, without the white space around it; empty
    /// ones are none (RFC 9110 §5.6.1.2).
    static func forEachElement(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ take: (Range<Int>) -> Void
    ) {
        var start = range.lowerBound
        for index in range.lowerBound...range.upperBound
        where index == range.upperBound || bytes[index] == comma {
            let element = trimmed(bytes, start..<index)
            if !element.isEmpty { take(element) }
            start = index + 1
        }
    }
}
