/// What an answer's fields say that bears on whether, and how, its content may be coded.
///
/// Noted when a line is appended, so that nobody walks the lines of each answer.
public struct FieldTraits: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// Takes the bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The content is of a type that gzip makes smaller.
    public static let compressible = FieldTraits(rawValue: 1)
    /// The content is coded already, or part of something.
    public static let coded = FieldTraits(rawValue: 2)
    /// There is an `ETag`.
    public static let tagged = FieldTraits(rawValue: 4)
    /// `Vary` names `Accept-Encoding`, or `*`.
    public static let varies = FieldTraits(rawValue: 8)

    /// Whether a client's `Accept-Encoding` has a say in what it gets.
    public var mayBeCoded: Bool { contains(.compressible) && !contains(.coded) }

    mutating func note(_ name: String, _ value: Span<UInt8>) {
        let span = name.utf8Span.span
        let whole = 0..<span.count
        switch span.count {
        case 4 where Octet.equalFolded(span, whole, "etag"): insert(.tagged)
        case 4 where Octet.equalFolded(span, whole, "vary"):
            if Self.namesCoding(value) { insert(.varies) }
        case 12 where Octet.equalFolded(span, whole, "content-type"):
            if Self.isCompressible(value) { insert(.compressible) }
        case 13 where Octet.equalFolded(span, whole, "content-range"): insert(.coded)
        case 16 where Octet.equalFolded(span, whole, "content-encoding"): insert(.coded)
        default: break
        }
    }

    private static func namesCoding(_ value: Span<UInt8>) -> Bool {
        var isNamed = false
        Octet.forEachElement(value, 0..<value.count) { element in
            if Octet.equalFolded(value, element, "accept-encoding")
                || Octet.equalFolded(value, element, "*")
            {
                isNamed = true
            }
        }
        return isNamed
    }

    /// Texts of any kind; not events, which are short and kept open for hours.
    private static func isCompressible(_ value: Span<UInt8>) -> Bool {
        var end = 0
        while end < value.count, value[end] != UInt8(ascii: ";") { end += 1 }
        let type = Octet.trimmed(value, 0..<end)
        let isText =
            type.count > 5
            && Octet.equalFolded(value, type.lowerBound..<type.lowerBound + 5, "text/")
        if isText { return !Octet.equalFolded(value, type, "text/event-stream") }
        for suffix in ["+json", "+xml"] where type.count > suffix.utf8.count {
            let tail = type.upperBound - suffix.utf8.count..<type.upperBound
            if Octet.equalFolded(value, tail, suffix) { return true }
        }
        for known in types where Octet.equalFolded(value, type, known) { return true }
        return false
    }

    private static let types = [
        "application/json", "application/x-ndjson", "application/ndjson",
        "application/javascript", "application/xml", "application/yaml",
        "application/openmetrics-text",
    ]
}
