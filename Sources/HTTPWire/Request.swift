/// A whole request: the bytes as they came, and where everything lies in them.
///
/// A copy keeps the bytes alive, so that a request can be handed to another thread. All ranges are
/// positions in ``bytes``; nothing is decoded until it is asked for.
public struct Request: Sendable {
    /// What the engine knows of a request that its bytes do not say.
    public struct Origin: Sendable {
        /// The client's address.
        public var peer: PeerAddress
        /// Whether the bytes came through TLS.
        public var isSecure: Bool
        /// The subject of the client's certificate (RFC 4514), where it showed one that is good.
        public var clientName: String?
        /// Tells this request from every other of this server.
        public var serial: UInt64
        /// The host that the client addressed, where a trusted proxy says that it was another one.
        public var host: String?

        /// States an origin.
        public init(
            peer: PeerAddress = .local,
            isSecure: Bool = false,
            clientName: String? = nil,
            serial: UInt64 = 0,
            host: String? = nil
        ) {
            self.peer = peer
            self.isSecure = isSecure
            self.clientName = clientName
            self.serial = serial
            self.host = host
        }
    }

    /// The head: method, version, framing.
    public let head: RequestHead
    /// Where the request came from.
    public let origin: Origin
    /// Everything ranges point into: the head, the body, and maybe other bytes around them.
    public let bytes: [UInt8]
    /// The body, framing removed; empty while `admit` is asked.
    public let body: Range<Int>
    @usableFromInline let base: Int

    /// Puts a request together; the head's positions count from `base`.
    @inlinable public init(
        head: RequestHead,
        bytes: consuming [UInt8],
        base: Int,
        body: Range<Int>,
        origin: Origin
    ) {
        self.head = head
        self.bytes = bytes
        self.base = base
        self.body = body
        self.origin = origin
    }

    /// The method.
    public var method: Method { head.method }

    /// The target's path, still percent-encoded; begins with `/`, or is `*`.
    public var path: Range<Int> { head.path.range(from: base) }

    /// The target's query without its `?`; nil when there is no `?`.
    public var query: Range<Int>? { head.query?.range(from: base) }

    /// The target as it came.
    public var target: Range<Int> { head.target.range(from: base) }

    /// Host and port that the client addressed; empty in an HTTP/1.0 request without `Host`.
    public var authority: Range<Int> { head.authority.range(from: base) }

    /// The client's address.
    public var peer: PeerAddress { origin.peer }

    /// Whether the bytes came through TLS.
    public var isSecure: Bool { origin.isSecure }

    /// The subject of the client's certificate (RFC 4514), where it showed one that is good.
    public var clientName: String? { origin.clientName }

    /// The request's id: `X-Request-Id` where it is `[A-Za-z0-9._-]{1,128}`, else one of our own.
    ///
    /// Made when asked for; always the same for one request.
    public var id: String {
        if let given = field(.xRequestID), Self.isValidID(bytes.span, given),
            let text = text(given)
        {
            return text
        }
        return RequestID.text(of: origin.serial)
    }

    /// Where a field's first value lies, without the white space around it; nil when absent.
    public func field(_ name: FieldName) -> Range<Int>? {
        head.stretch(name)?.range(from: base)
    }

    /// A field's value as text, several lines joined by `, ` (RFC 9110 §5.3).
    ///
    /// - Returns: nil when the field is absent or not valid UTF-8.
    public func fieldText(_ name: FieldName) -> String? {
        guard head.isRepeated(name) else { return field(name).flatMap(text) }
        return fieldText(named: name.name)
    }

    /// The value of any field by its name in lower case, found by walking the head.
    public func fieldText(named name: String) -> String? {
        var joined: String?
        for line in fieldLines where Octet.equalFolded(bytes.span, line.name, name) {
            guard let value = text(line.value) else { return nil }
            joined = joined.map { "\($0), \(value)" } ?? value
        }
        return joined
    }

    /// All field lines in order: where each name and each value lies.
    public var fieldLines: [(name: Range<Int>, value: Range<Int>)] {
        var lines: [(name: Range<Int>, value: Range<Int>)] = []
        let span = bytes.span
        let end = base + head.length - 2
        var start = base + Int(head.fieldsStart)
        while start < end {
            var colon = start
            while span[colon] != Octet.colon { colon += 1 }
            var lineEnd = colon + 1
            while span[lineEnd] != Octet.carriageReturn { lineEnd += 1 }
            lines.append((start..<colon, Octet.trimmed(span, (colon + 1)..<lineEnd)))
            start = lineEnd + 2
        }
        return lines
    }

    /// A stretch of the bytes as text; nil when it is not valid UTF-8.
    public func text(_ range: Range<Int>) -> String? {
        String(validating: bytes[range], as: UTF8.self)
    }

    /// Lends the body.
    public func withBody<Result, Failure: Error>(
        _ read: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try read(bytes.span.extracting(body))
    }

    /// A copy of the body.
    public var bodyBytes: [UInt8] { Array(bytes[body]) }

    /// Gives the bytes back to the connection that lent them.
    public consuming func takeBytes() -> [UInt8] { bytes }

    private static func isValidID(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard (1...128).contains(range.count) else { return false }
        for index in range {
            switch bytes[index] {
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): continue
            case let byte where Octet.isLetter(byte) || Octet.isDigit(byte): continue
            default: return false
            }
        }
        return true
    }
}

extension Request {
    /// Parses exactly one whole request: for tests, and for programs that have the bytes already.
    ///
    /// - Throws: the refusal that a connection would be answered with; `truncated` when the bytes
    ///   end before the request does.
    public static func parsed(
        from bytes: [UInt8],
        limits: RequestLimits = RequestLimits(),
        origin: Origin = Origin()
    ) throws(Refusal) -> Request {
        var parser = RequestParser(limits: limits)
        guard try parser.parse(bytes.span) else { throw Refusal(.truncated) }
        let head = parser.head
        var gathered = bytes
        let start = head.length
        var end = start
        switch head.framing {
        case .none: break
        case .length(let length):
            guard length <= limits.bodyBytesMax else {
                throw Refusal(.bodyTooLong, limit: limits.bodyBytesMax)
            }
            guard bytes.count - start >= length else { throw Refusal(.truncated) }
            end = start + length
        case .chunked:
            var decoder = ChunkDecoder(limits: limits, bodyBytesMax: limits.bodyBytesMax)
            let step = try decoder.decode(&gathered, start..<bytes.count, into: start)
            guard decoder.isDone else { throw Refusal(.truncated) }
            end = step.bodyEnd
        }
        guard end == start || head.method.takesContent else { throw Refusal(.misplacedBody) }
        return Request(head: head, bytes: gathered, base: 0, body: start..<end, origin: origin)
    }

    /// Parses one whole request given as text.
    public static func parsed(from text: String) throws(Refusal) -> Request {
        try parsed(from: Array(text.utf8))
    }
}

extension Request {
    /// The host that the client addressed, in lower case and without the port; may be empty.
    public var host: String {
        if let told = origin.host {
            let span = told.utf8Span.span
            return Self.host(span, 0..<span.count)
        }
        return Self.host(bytes.span, authority)
    }

    private static func host(_ span: Span<UInt8>, _ authority: Range<Int>) -> String {
        var end = authority.upperBound
        while end > authority.lowerBound, Octet.isDigit(span[end - 1]) { end -= 1 }
        let hasPort = end > authority.lowerBound && span[end - 1] == Octet.colon
        let range = authority.lowerBound..<(hasPort ? end - 1 : authority.upperBound)
        return String(decoding: range.map { Octet.lowered(span[$0]) }, as: UTF8.self)
    }
}
