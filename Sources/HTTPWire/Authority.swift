/// Host and port, as `Host` or an absolute target gives them (RFC 3986 §3.2, RFC 9110 §7.2).
enum Authority {
    /// Whether the range is `host` or `host:port`, without userinfo; the host is not empty.
    static func isValid(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        guard let hostEnd = hostEnd(bytes, range), hostEnd > range.lowerBound else { return false }
        guard hostEnd < range.upperBound else { return true }
        guard bytes[hostEnd] == Octet.colon else { return false }
        let port = (hostEnd + 1)..<range.upperBound
        guard port.count <= 5 else { return false }
        if port.isEmpty { return true }
        return Decimal.parse(bytes, port).map { $0 <= 65_535 } ?? false
    }

    private static func hostEnd(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard bytes[range.lowerBound] == UInt8(ascii: "[") else {
            return nameEnd(bytes, range)
        }
        var index = range.lowerBound + 1
        while index < range.upperBound, bytes[index] != UInt8(ascii: "]") { index += 1 }
        guard index < range.upperBound,
            isVersionSix(bytes, (range.lowerBound + 1)..<index)
        else { return nil }
        return index + 1
    }

    /// The end of a registered name or version 4 address.
    ///
    /// Of RFC 3986's sub-delims none is taken: a comma would be a list, and no host has the rest.
    private static func nameEnd(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while true {
            while index < range.upperBound, Octet.isUnreserved(bytes[index]) { index &+= 1 }
            guard index < range.upperBound, bytes[index] != Octet.colon else { return index }
            guard bytes[index] == Octet.percent, index + 2 < range.upperBound,
                Octet.hexValue(bytes[index + 1]) != nil, Octet.hexValue(bytes[index + 2]) != nil
            else { return nil }
            index += 3
        }
    }

    /// Whether the text between the brackets is an address: up to eight groups, one `::`, and in
    /// the place of the last two groups perhaps a version 4 address (RFC 3986 §3.2.2).
    private static func isVersionSix(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var groups = 0
        var hasGap = false
        var index = range.lowerBound
        if range.count >= 2, bytes[index] == Octet.colon {
            guard bytes[index + 1] == Octet.colon else { return false }
            hasGap = true
            index += 2
        }
        while index < range.upperBound {
            var end = index
            while end < range.upperBound, Octet.hexValue(bytes[end]) != nil { end += 1 }
            if end < range.upperBound, bytes[end] == UInt8(ascii: ".") {
                guard isVersionFour(bytes, index..<range.upperBound) else { return false }
                groups += 2
                break
            }
            guard (1...4).contains(end - index) else { return false }
            groups += 1
            guard end < range.upperBound else { break }
            guard bytes[end] == Octet.colon else { return false }
            index = end + 1
            if index < range.upperBound, bytes[index] == Octet.colon {
                guard !hasGap else { return false }
                hasGap = true
                index += 1
            } else if index == range.upperBound {
                return false
            }
        }
        return hasGap ? groups < 8 : groups == 8
    }

    private static func isVersionFour(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var parts = 0
        var start = range.lowerBound
        for index in range.lowerBound...range.upperBound
        where index == range.upperBound || bytes[index] == UInt8(ascii: ".") {
            guard (1...3).contains(index - start), let part = Decimal.parse(bytes, start..<index),
                part <= 255
            else { return false }
            parts += 1
            start = index + 1
        }
        return parts == 4
    }
}
