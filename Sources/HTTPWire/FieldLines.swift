/// Response fields as the bytes that go out: `Name: value` CRLF, any number of times.
///
/// `Date`, `Connection`, `Content-Length` and `Transfer-Encoding` are the engine's and not taken.
/// Values made once (for a stored record, say) can be kept and shared: a copy costs a reference.
public struct FieldLines: Sendable, Equatable {
    /// The lines, each with its CRLF.
    public private(set) var bytes: [UInt8] = []
    /// What the lines say that bears on a content coding, noted as they are appended.
    public private(set) var traits: FieldTraits = []

    /// No lines.
    public init() {}

    /// Appends a line, unless the name is no token or the engine's own, or the value could end it.
    ///
    /// A value with CR, LF or NUL is dropped with its name: what cannot be said safely is not said
    /// (RFC 9110 §5.5).
    public mutating func append(_ name: String, _ value: String) {
        guard Self.accepts(name: name), Self.accepts(value: value.utf8) else { return }
        traits.note(name, value.utf8Span.span)
        bytes.append(contentsOf: name.utf8)
        appendSeparator()
        bytes.append(contentsOf: value.utf8)
        endLine()
    }

    /// Appends a line whose value is these bytes, under the same rules.
    public mutating func append(_ name: String, _ value: [UInt8]) {
        guard Self.accepts(name: name), Self.accepts(value: value) else { return }
        traits.note(name, value.span)
        bytes.append(contentsOf: name.utf8)
        appendSeparator()
        bytes.append(contentsOf: value)
        endLine()
    }

    /// Appends a line whose value is a number.
    public mutating func append(_ name: String, _ value: Int) {
        guard Self.accepts(name: name) else { return }
        bytes.append(contentsOf: name.utf8)
        appendSeparator()
        Decimal.append(value, to: &bytes)
        endLine()
    }

    /// Appends all lines of another value.
    public mutating func append(_ other: FieldLines) {
        bytes.append(contentsOf: other.bytes)
        traits.formUnion(other.traits)
    }

    /// The value of the first line of this name, in any case; for tests and logs.
    public func value(of name: String) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        let wanted = name.lowercased()
        for line in text.split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == wanted else { continue }
            return String(parts[1].drop { $0 == " " })
        }
        return nil
    }

    /// The lines of the same answer with its content in gzip: `Content-Encoding`, and a tag of its
    /// own where the tag is strong (RFC 9110 §8.8.3.3).
    public var inGzip: FieldLines {
        var lines = withGzipTag
        lines.append("Content-Encoding", "gzip")
        return lines
    }

    /// The lines with the strong tag that the form in gzip has; a weak one stands for both.
    public var withGzipTag: FieldLines {
        guard traits.contains(.tagged), let end = strongTagEnd else { return self }
        var lines = self
        lines.bytes.insert(contentsOf: EntityTag.gzipSuffix.utf8, at: end)
        return lines
    }

    /// Where the closing quote of a strong `ETag` stands.
    private var strongTagEnd: Int? {
        let span = bytes.span
        var start = 0
        while start < span.count {
            var end = start
            while span[end] != Octet.carriageReturn { end += 1 }
            if end - start > 7, Octet.equalFolded(span, start..<start + 5, "etag:") {
                let value = Octet.trimmed(span, start + 5..<end)
                let isStrong =
                    value.count > 1 && span[value.lowerBound] == Octet.quote
                    && span[value.upperBound - 1] == Octet.quote
                return isStrong ? value.upperBound - 1 : nil
            }
            start = end + 2
        }
        return nil
    }

    private mutating func appendSeparator() {
        bytes.append(Octet.colon)
        bytes.append(Octet.space)
    }

    private mutating func endLine() {
        bytes.append(Octet.carriageReturn)
        bytes.append(Octet.lineFeed)
    }

    private static func accepts(name: String) -> Bool {
        guard !name.isEmpty, name.utf8.allSatisfy(Octet.isToken) else { return false }
        let span = name.utf8Span.span
        let whole = 0..<span.count
        switch span.count {
        case 4: return !Octet.equalFolded(span, whole, "date")
        case 10: return !Octet.equalFolded(span, whole, "connection")
        case 14: return !Octet.equalFolded(span, whole, "content-length")
        case 17: return !Octet.equalFolded(span, whole, "transfer-encoding")
        default: return true
        }
    }

    private static func accepts(value: some Sequence<UInt8>) -> Bool {
        value.allSatisfy { $0 != Octet.carriageReturn && $0 != Octet.lineFeed && $0 != 0 }
    }
}

extension FieldLines: ExpressibleByDictionaryLiteral {
    /// Writes lines in the order given.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }
}
