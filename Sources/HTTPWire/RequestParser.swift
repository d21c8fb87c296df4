/// Reads a request's head (RFC 9112 §2 to §6): strict, in one pass, resumable at every byte.
///
/// Fed the same bytes in any pieces it comes to the same result. It holds offsets only, counted
/// from the request's first byte, so the bytes may be moved between two calls.
public struct RequestParser: Sendable {
    private enum State: UInt8 {
        case start, emptyLine, method, target, version, requestLineFeed
        case fieldStart, name, valueStart, value, valueLineFeed, lastLineFeed, done
    }

    /// `HTTP/1.1`.
    private static let currentVersion: UInt64 = 0x4854_5450_2F31_2E31

    private let limits: RequestLimits
    private var state = State.start
    private var position = 0
    private var mark = 0
    private var lineStart = 0
    private var methodName = Stretch.none
    private var name = Stretch.none

    /// What has been found; whole once ``parse(_:)`` has answered true.
    public private(set) var head = RequestHead()

    /// Starts before the first byte of a request.
    public init(limits: RequestLimits) {
        self.limits = limits
    }

    /// Whether any byte of this request has been taken.
    public var hasBegun: Bool { position > 0 }

    /// Makes ready for the next request.
    public mutating func reset() {
        state = .start
        position = 0
        head.forget()
    }

    /// Goes on with the head.
    ///
    /// What it calls is inlined: a call for each piece of a small request costs as much as the pieces.
    ///
    /// - Parameter bytes: all bytes of this request so far, those of earlier calls included.
    /// - Returns: whether the head is whole; `head.length` is then where the body begins.
    /// - Throws: the first rule that was broken; nothing more may be parsed on the connection.
    public mutating func parse(_ bytes: Span<UInt8>) throws(Refusal) -> Bool {
        while position < bytes.count, state != .done {
            switch state {
            case .start, .emptyLine: try takeStart(bytes)
            case .method: try takeMethod(bytes)
            case .target: try takeTarget(bytes)
            case .version: try takeVersion(bytes)
            case .requestLineFeed: try takeLineFeed(bytes, then: .fieldStart)
            case .fieldStart: try takeFieldStart(bytes)
            case .name: try takeName(bytes)
            case .valueStart, .value: try takeValue(bytes)
            case .valueLineFeed: try takeLineFeed(bytes, then: .fieldStart)
            case .lastLineFeed: try takeEnd(bytes)
            case .done: break
            }
        }
        return state == .done
    }

    // MARK: The request line

    /// One empty line before the request line is skipped (RFC 9112 §2.2), no more.
    @inline(__always)
    private mutating func takeStart(_ bytes: Span<UInt8>) throws(Refusal) {
        let byte = bytes[position]
        if state == .emptyLine {
            guard byte == Octet.lineFeed else { throw Refusal(.bareLineEnd) }
            position = 2
            beginLine(.method)
        } else if byte == Octet.carriageReturn {
            position = 1
            state = .emptyLine
        } else {
            beginLine(.method)
        }
    }

    private mutating func beginLine(_ next: State) {
        state = next
        mark = position
        lineStart = position
    }

    @inline(__always)
    private mutating func takeMethod(_ bytes: Span<UInt8>) throws(Refusal) {
        let end = try lineLimit(bytes)
        var index = position
        while index < end, Octet.isToken(bytes[index]) { index &+= 1 }
        position = index
        guard index < end else { return }
        guard bytes[index] == Octet.space, index > mark else { throw Refusal(.badRequestLine) }
        methodName = Stretch(mark..<index)
        position &+= 1
        mark = position
        state = .target
    }

    @inline(__always)
    private mutating func takeTarget(_ bytes: Span<UInt8>) throws(Refusal) {
        let end = try lineLimit(bytes)
        var index = position
        while end &- index >= 8, Octet.areTarget(bytes.octets(at: index)) { index &+= 8 }
        while index < end, Octet.isTarget(bytes[index]) { index &+= 1 }
        position = index
        guard index < end else { return }
        switch bytes[index] {
        case Octet.space where index > mark: break
        case Octet.space, Octet.carriageReturn, Octet.lineFeed: throw Refusal(.badRequestLine)
        default: throw Refusal(.badTarget)
        }
        head.target = Stretch(mark..<index)
        position &+= 1
        mark = position
        state = .version
    }

    @inline(__always)
    private mutating func takeVersion(_ bytes: Span<UInt8>) throws(Refusal) {
        let end = try lineLimit(bytes)
        // What nearly every client sends, in one piece.
        if position == mark, end &- mark > 8, bytes.octets(at: mark) == Self.currentVersion {
            position = mark &+ 8
        }
        while position < end, position &- mark < 8 {
            let byte = bytes[position]
            let isRight =
                switch position &- mark {
                case 0: byte == UInt8(ascii: "H")
                case 1, 2: byte == UInt8(ascii: "T")
                case 3: byte == UInt8(ascii: "P")
                case 4: byte == Octet.slash
                case 6: byte == UInt8(ascii: ".")
                default: Octet.isDigit(byte)
                }
            guard isRight else {
                throw Refusal(byte == Octet.space ? .badRequestLine : .badVersion)
            }
            position &+= 1
        }
        guard position < end else { return }
        guard bytes[position] == Octet.carriageReturn else {
            throw Refusal(bytes[position] == Octet.lineFeed ? .bareLineEnd : .badRequestLine)
        }
        position += 1
        state = .requestLineFeed
        try judgeRequestLine(bytes)
    }

    /// Version before method, so that HTTP/2's preface is answered 505 (RFC 9113 §3.4).
    private mutating func judgeRequestLine(_ bytes: Span<UInt8>) throws(Refusal) {
        guard bytes[mark &+ 5] == UInt8(ascii: "1") else { throw Refusal(.unsupportedVersion) }
        head.minorVersion = bytes[mark &+ 7] &- UInt8(ascii: "0")
        guard let method = Method.named(bytes, methodName.range(from: 0)) else {
            throw Refusal(.unknownMethod)
        }
        head.method = method
        try TargetForm.split(bytes, &head)
    }

    /// How far the request line may be read now; where it ends there, the next call refuses it.
    private func lineLimit(_ bytes: Span<UInt8>) throws(Refusal) -> Int {
        // And the CR behind it, which is not counted.
        let limit = lineStart &+ limits.requestLineBytesMax &+ 1
        guard position < limit else {
            throw Refusal(.requestLineTooLong, limit: limits.requestLineBytesMax)
        }
        return min(bytes.count, limit)
    }

    // MARK: Field lines

    @inline(__always)
    private mutating func takeLineFeed(_ bytes: Span<UInt8>, then next: State) throws(Refusal) {
        guard bytes[position] == Octet.lineFeed else { throw Refusal(.bareLineEnd) }
        position += 1
        if head.fieldsStart == 0 { head.fieldsStart = UInt32(truncatingIfNeeded: position) }
        state = next
    }

    @inline(__always)
    private mutating func takeFieldStart(_ bytes: Span<UInt8>) throws(Refusal) {
        let byte = bytes[position]
        if byte == Octet.carriageReturn {
            position += 1
            state = .lastLineFeed
            return
        }
        // White space here is obs-fold, or hides a first field (RFC 9112 §2.2, §5.2).
        guard !Octet.isBlank(byte) else { throw Refusal(.foldedField) }
        guard byte != Octet.lineFeed else { throw Refusal(.bareLineEnd) }
        head.fieldCount += 1
        guard head.fieldCount <= limits.fieldsMax else {
            throw Refusal(.tooManyFields, limit: limits.fieldsMax)
        }
        mark = position
        state = .name
    }

    @inline(__always)
    private mutating func takeName(_ bytes: Span<UInt8>) throws(Refusal) {
        let end = try headLimit(bytes)
        var index = position
        while index < end, Octet.isToken(bytes[index]) { index &+= 1 }
        position = index
        guard index < end else { return }
        guard bytes[index] == Octet.colon, index > mark else { throw Refusal(.badFieldName) }
        name = Stretch(mark..<index)
        position &+= 1
        state = .valueStart
    }

    @inline(__always)
    private mutating func takeValue(_ bytes: Span<UInt8>) throws(Refusal) {
        let end = try headLimit(bytes)
        var index = position
        if state == .valueStart {
            while index < end, Octet.isBlank(bytes[index]) { index &+= 1 }
            position = index
            guard index < end else { return }
            mark = index
            state = .value
        }
        while end &- index >= 8, Octet.areFieldValue(bytes.octets(at: index)) { index &+= 8 }
        while index < end, Octet.isFieldValue(bytes[index]) { index &+= 1 }
        position = index
        guard index < end else { return }
        guard bytes[index] == Octet.carriageReturn else {
            throw Refusal(bytes[index] == Octet.lineFeed ? .bareLineEnd : .badFieldValue)
        }
        position &+= 1
        state = .valueLineFeed
        try head.take(bytes, name: name.range(from: 0), value: mark..<index)
    }

    @inline(__always)
    private mutating func takeEnd(_ bytes: Span<UInt8>) throws(Refusal) {
        guard bytes[position] == Octet.lineFeed else { throw Refusal(.bareLineEnd) }
        position += 1
        guard position <= limits.headBytesMax else {
            throw Refusal(.headTooLong, limit: limits.headBytesMax)
        }
        head.length = position
        try FramingRules.judge(bytes, &head)
        state = .done
    }

    private func headLimit(_ bytes: Span<UInt8>) throws(Refusal) -> Int {
        guard position < limits.headBytesMax else {
            throw Refusal(.headTooLong, limit: limits.headBytesMax)
        }
        return min(bytes.count, limits.headBytesMax)
    }
}
