extension QuoteCheck {
    /// Whether words stand in a text: as they are, or but for case, white space and the shape of
    /// quotation marks and dashes.
    static func check(_ words: String, in text: String?) -> QuoteCheck {
        guard let text else { return .textNotHeld }
        if contains(Array(text.utf8), Array(words.utf8)) { return .verified }
        return contains(folded(text), folded(words)) ? .near : .absent
    }

    /// Case folded, runs of white space one blank, marks and dashes in their plainest shape.
    private static func folded(_ text: String) -> [UInt8] {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case _ where scalar.properties.isWhitespace:
                if let last = folded.last, last != 0x20 { folded.append(0x20) }
            case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}": folded.append(UInt8(ascii: "'"))
            case "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}":
                folded.append(UInt8(ascii: "\""))
            case "\u{2010}"..."\u{2015}": folded.append(UInt8(ascii: "-"))
            default: folded.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
            }
        }
        while folded.last == 0x20 { folded.removeLast() }
        return folded
    }

    /// Whether bytes hold others: Knuth, Morris and Pratt's search, so that no text makes it slow.
    private static func contains(_ text: [UInt8], _ sought: [UInt8]) -> Bool {
        guard let first = sought.first else { return false }
        var fallback = [Int](repeating: 0, count: sought.count)
        var length = 0
        for place in sought.indices.dropFirst() {
            while length > 0, sought[place] != sought[length] { length = fallback[length - 1] }
            if sought[place] == sought[length] { length += 1 }
            fallback[place] = length
        }
        var matched = 0
        for byte in text {
            while matched > 0, byte != sought[matched] { matched = fallback[matched - 1] }
            if byte == (matched == 0 ? first : sought[matched]) { matched += 1 }
            if matched == sought.count { return true }
        }
        return false
    }
}
