import HTTPWire

/// The media types that the API speaks.
enum MediaType: String, CaseIterable, Sendable {
    case json = "application/json"
    case problem = "application/problem+json"
    case mergePatch = "application/merge-patch+json"
    case lines = "application/x-ndjson"
    case text = "text/plain"
    case markdown = "text/markdown"

    /// Whether `Content-Type` names this type (RFC 9110 §8.3): in any case, in UTF-8 or unsaid.
    func isNamed(by value: String) -> Bool {
        // What nearly every client sends, letter for letter.
        if value == rawValue { return true }
        let parts = value.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
        guard let type = parts.first, type.lowercasedASCII == rawValue else { return false }
        for parameter in parts.dropFirst() {
            let halves = parameter.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2, halves[0].lowercasedASCII == "charset" else { continue }
            let charset = halves[1].filter { $0 != "\"" }.lowercasedASCII
            guard charset == "utf-8" || charset == "utf8" else { return false }
        }
        return true
    }

    /// Whether `Accept` lets any of these types through (RFC 9110 §12.5.1).
    ///
    /// The most specific range that matches a type decides; one of quality 0 shuts it out. What is
    /// no range at all is passed over.
    static func isAny(of types: [MediaType], acceptedBy value: String) -> Bool {
        let ranges = ranges(in: value)
        return ranges.isEmpty || types.contains { $0.quality(by: ranges) > 0 }
    }

    /// The type that `Accept` likes best; of several the first, and the first too where it likes
    /// none or is absent.
    static func best(of types: [MediaType], for value: String?) -> MediaType {
        let ranges = ranges(in: value ?? "")
        var best = types[0]
        for type in types where type.quality(by: ranges) > best.quality(by: ranges) { best = type }
        return best
    }

    private static func ranges(in value: String) -> [AcceptedRange] {
        value.split(separator: ",").compactMap(AcceptedRange.init)
    }

    private func quality(by ranges: [AcceptedRange]) -> Int {
        ranges.filter { $0.matches(self) }.max { $0.rank < $1.rank }?.quality ?? 0
    }

    fileprivate static func trimmed(_ text: some StringProtocol) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let tail = text.drop(while: isBlank)
        return String(String(tail.reversed().drop(while: isBlank)).reversed())
    }
}

/// One range of an `Accept` field.
private struct AcceptedRange {
    let type: String
    let subtype: String
    /// In thousandths.
    let quality: Int

    init?(_ text: Substring) {
        let parts = text.split(separator: ";").map(MediaType.trimmed)
        let names = (parts.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 2 else { return nil }
        type = String(names[0]).lowercasedASCII
        subtype = String(names[1]).lowercasedASCII
        let weights = parts.dropFirst().map(\.lowercasedASCII).filter { $0.hasPrefix("q=") }
        quality = weights.first.map { Self.thousandths($0.dropFirst(2)) } ?? 1_000
    }

    /// A quality value (RFC 9110 §12.4.2); what is none counts as 1.
    private static func thousandths(_ text: Substring) -> Int {
        guard let value = Double(text), (0...1).contains(value) else { return 1_000 }
        return Int(value * 1_000)
    }

    var rank: Int { type == "*" ? 0 : subtype == "*" ? 1 : 2 }

    func matches(_ media: MediaType) -> Bool {
        let names = media.rawValue.split(separator: "/")
        return (type == "*" || type == names[0]) && (subtype == "*" || subtype == names[1])
    }
}
