/// Response fields as the bytes that go out: `Name: value` CRLF, any number of times.
///
/// `Date`, `Connection`, `Content-Length` and `Transfer-Encoding` are the engine's and not taken.
/// Values made once (for a stored record, say) can be kept and shared: a copy costs a reference.
public struct FieldLines: Sendable, Equatable {
    /// The lines, each with its CRLF.
    public private(set) var bytes: [UInt8] = []

    /// No lines.
    public init() {}

    /// Appends a line, unless the name is no token or the engine's own, or the value could end it.
    ///
    /// A value with CR, LF or NUL is dropped with its name: what cannot be said safely is not said
    /// (RFC 9110 §5.5).
    public mutating func append(_ name: String, _ value: String) {
        guard Self.accepts(name: name), Self.accepts(value: value.utf8) else { return }
        bytes.append(contentsOf: name.utf8)
        appendSeparator()
        bytes.append(contentsOf: value.utf8)
        endLine()
    }

    /// Appends a line whose value is these bytes, under the same rules.
    public mutating func append(_ name: String, _ value: [UInt8]) {
        guard Self.accepts(name: name), Self.accepts(value: value) else { return }
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
