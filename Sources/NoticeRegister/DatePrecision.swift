/// How exactly a partial date tells when something was.
package enum DatePrecision: String, Sendable, CaseIterable {
    case day, month, season, year, decade, century
    /// From one date to another.
    case interval
    /// From a date on, or up to one.
    case open
}

extension PartialDate {
    /// How exactly the date is told; what `~`, `?` and `%` say is another matter.
    package var precision: DatePrecision {
        if text.utf8.contains(UInt8(ascii: "/")) {
            return earliest == .min || latest == .max ? .open : .interval
        }
        guard !text.utf8.contains(UInt8(ascii: "T")) else { return .day }
        let parts = Self.parts(of: text)
        guard parts.count > 1 else {
            let unspecified = parts[0].utf8.count(where: Self.isUnspecified)
            return unspecified == 0 ? .year : unspecified == 1 ? .decade : .century
        }
        guard let month = Int(parts[1]) else { return .year }
        guard parts.count > 2 else { return month > 12 ? .season : .month }
        return Int(parts[2]) == nil ? .month : .day
    }

    /// Whether the date is said to be near the true one (`~`, `%`).
    package var isApproximate: Bool { hasQualifier("~") }
    /// Whether the date is said to be doubtful (`?`, `%`).
    package var isUncertain: Bool { hasQualifier("?") }

    /// The date as a sentence has it: `2021-01-05 to 2021-01-06`, `about 2020`, `since 2020-06`.
    var words: String {
        // A plain day or year, as most dates are, reads as it is written.
        let length = text.utf8.count
        let isPlain = text.utf8.allSatisfy { Letters.isDigit($0) || $0 == UInt8(ascii: "-") }
        guard !isPlain || length != 4 && length != 10 else { return text }
        let sides = text.split(separator: "/", omittingEmptySubsequences: false)
        guard sides.count == 2 else { return Self.words(of: text[...]) }
        let isOpen = sides.map { $0.isEmpty || $0 == ".." }
        if isOpen[0] { return "until " + Self.words(of: sides[1]) }
        if isOpen[1] { return "since " + Self.words(of: sides[0]) }
        return Self.words(of: sides[0]) + " to " + Self.words(of: sides[1])
    }

    private func hasQualifier(_ sign: Unicode.Scalar) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: sign) || $0 == UInt8(ascii: "%") }
    }

    private static func isUnspecified(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "X") }

    /// The parts between the hyphens of a single date, without a sign and qualifiers.
    private static func parts(of text: some StringProtocol) -> [String] {
        var bytes = Array(text.utf8)[...]
        if bytes.first == UInt8(ascii: "-") { bytes = bytes.dropFirst() }
        bytes = bytes.prefix { !DateText.isQualifier($0) }
        return bytes.split(separator: UInt8(ascii: "-")).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func words(of side: Substring) -> String {
        let day = side.prefix { $0 != "T" }
        let parts = parts(of: day)
        var words = day.hasPrefix("-") ? "-" : ""
        switch parts[0].utf8.count(where: isUnspecified) {
        case 0: words += parts[0]
        case 1: words += parts[0].replacing("X", with: "0") + "s"
        default:
            words += parts[0].replacing("X", with: "0")
            words += " to " + parts[0].replacing("X", with: "9")
        }
        if parts.count > 1, let month = Int(parts[1]) {
            let seasons = ["spring", "summer", "autumn", "winter"]
            words = month > 12 ? seasons[(month - 21) & 3] + " " + words : words + "-" + parts[1]
            if parts.count > 2, Int(parts[2]) != nil { words += "-" + parts[2] }
        }
        let sign = side.utf8.last
        let (isAbout, isDoubtful) = (sign == UInt8(ascii: "~"), sign == UInt8(ascii: "?"))
        let isBoth = sign == UInt8(ascii: "%")
        return (isAbout || isBoth ? "about " : "") + words
            + (isDoubtful || isBoth ? " (uncertain)" : "")
    }
}
