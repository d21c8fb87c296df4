/// A stretch of a request's bytes, counted from the request's first byte.
struct Stretch: Sendable, Equatable {
    var lower: UInt32
    var upper: UInt32

    static let none = Stretch(0..<0)

    init(_ range: Range<Int>) {
        lower = UInt32(truncatingIfNeeded: range.lowerBound)
        upper = UInt32(truncatingIfNeeded: range.upperBound)
    }

    /// Where it lies when the request begins at `base`.
    func range(from base: Int) -> Range<Int> { (base &+ Int(lower))..<(base &+ Int(upper)) }
}

/// A parsed head: where everything lies, and what the framing rules found; no bytes of its own.
public struct RequestHead: Sendable {
    /// The length of the body that the head announces (RFC 9112 §6.3).
    public enum Framing: Sendable, Equatable {
        /// Neither Content-Length nor Transfer-Encoding.
        case none
        /// Content-Length, which may be 0.
        case length(Int)
        /// Transfer-Encoding: chunked.
        case chunked
    }

    /// The method.
    public internal(set) var method = Method.get
    /// The minor version; 0 is HTTP/1.0, everything else is spoken to as 1.1.
    public internal(set) var minorVersion: UInt8 = 1
    /// How the body is framed.
    public internal(set) var framing = Framing.none
    /// Whether `Connection` lists `close`.
    public internal(set) var asksToClose = false
    /// Whether `Connection` lists `keep-alive`.
    public internal(set) var asksToKeepAlive = false
    /// Whether `Expect: 100-continue` asks for a sign before the body (RFC 9110 §10.1.1).
    public internal(set) var expectsContinue = false
    /// Whether the target is `*` (RFC 9112 §3.2.4).
    public internal(set) var isAsterisk = false
    /// The head's length in bytes, with the empty line that ends it.
    public internal(set) var length = 0

    var target = Stretch.none
    var path = Stretch.none
    var query: Stretch?
    var authority = Stretch.none
    var fieldsStart: UInt32 = 0
    var fieldCount = 0
    var present: UInt32 = 0
    var repeated: UInt32 = 0
    var fields = InlineArray<32, Stretch>(repeating: .none)

    init() {}

    /// Makes ready for another head; `fields` keeps what `present` no longer vouches for.
    mutating func forget() {
        method = .get
        minorVersion = 1
        framing = .none
        asksToClose = false
        asksToKeepAlive = false
        expectsContinue = false
        isAsterisk = false
        length = 0
        target = .none
        path = .none
        query = nil
        authority = .none
        fieldsStart = 0
        fieldCount = 0
        present = 0
        repeated = 0
    }

    /// Whether a body that is not empty is announced; a chunked one may turn out to be empty.
    public var announcesBody: Bool {
        switch framing {
        case .none, .length(0): false
        case .length, .chunked: true
        }
    }

    /// Whether the connection may carry another request after this one (RFC 9112 §9.3).
    public var keepsAlive: Bool {
        minorVersion == 0 ? asksToKeepAlive && !asksToClose : !asksToClose
    }

    // Inlined, for a call would be handed a copy of all the fields.
    @inline(__always)
    func has(_ name: FieldName) -> Bool { present & (1 << UInt32(name.rawValue)) != 0 }

    @inline(__always)
    func isRepeated(_ name: FieldName) -> Bool { repeated & (1 << UInt32(name.rawValue)) != 0 }

    @inline(__always)
    func stretch(_ name: FieldName) -> Stretch? {
        has(name) ? fields[Int(name.rawValue)] : nil
    }
}

extension RequestHead {
    /// Takes in a field line, with the blanks behind its value.
    mutating func take(
        _ bytes: Span<UInt8>,
        name: Range<Int>,
        value untrimmed: Range<Int>
    ) throws(Refusal) {
        guard let field = FieldName.named(bytes, name) else { return }
        var upper = untrimmed.upperBound
        while upper > untrimmed.lowerBound, Octet.isBlank(bytes[upper &- 1]) { upper &-= 1 }
        let value = untrimmed.lowerBound..<upper
        if has(field) {
            guard !field.isSingleton else {
                throw Refusal(field == .contentLength ? .badContentLength : .repeatedField)
            }
            repeated |= 1 << UInt32(field.rawValue)
        } else {
            present |= 1 << UInt32(field.rawValue)
            fields[Int(field.rawValue)] = Stretch(value)
        }
        try FramingRules.note(field, bytes, value, &self)
    }
}
