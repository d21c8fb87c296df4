/// What decides where a message ends and whether another may follow (RFC 9112 §6, §9).
///
/// Anything on which two servers could disagree is refused, even where the RFC allows repair.
enum FramingRules {
    /// Takes in one field line, as it is read.
    static func note(
        _ field: FieldName,
        _ bytes: Span<UInt8>,
        _ value: Range<Int>,
        _ head: inout RequestHead
    ) throws(Refusal) {
        switch field {
        case .contentLength:
            guard let length = Decimal.parse(bytes, value) else { throw Refusal(.badContentLength) }
            guard head.framing == .none else { throw Refusal(.conflictingLength) }
            head.framing = .length(length)
        case .transferEncoding:
            guard !head.isRepeated(.transferEncoding) else { throw Refusal(.badTransferEncoding) }
            guard head.framing == .none else { throw Refusal(.conflictingLength) }
            try judgeCodings(bytes, value)
            head.framing = .chunked
        case .connection:
            noteConnection(bytes, value, &head)
        case .expect:
            guard Octet.equalFolded(bytes, value, "100-continue") else {
                throw Refusal(.unknownExpectation)
            }
            head.expectsContinue = true
        case .host:
            guard Authority.isValid(bytes, value) else { throw Refusal(.badHost) }
        default:
            break
        }
    }

    /// Judges the head as a whole.
    static func judge(_ bytes: Span<UInt8>, _ head: inout RequestHead) throws(Refusal) {
        if head.minorVersion == 0 {
            // RFC 9112 §6.1: such a message has been through something that did not understand it.
            guard head.framing != .chunked else { throw Refusal(.badTransferEncoding) }
            head.expectsContinue = false
        } else {
            guard head.has(.host) else { throw Refusal(.missingHost) }
        }
        if head.authority == .none, let host = head.stretch(.host) { head.authority = host }
    }

    /// `chunked` alone is taken; twice or not last is malformed, anything else unknown.
    private static func judgeCodings(
        _ bytes: Span<UInt8>,
        _ value: Range<Int>
    ) throws(Refusal) {
        if Octet.equalFolded(bytes, value, "chunked") { return }
        var chunkedAt: [Int] = []
        var count = 0
        var start = value.lowerBound
        for index in value.lowerBound...value.upperBound
        where index == value.upperBound || bytes[index] == Octet.comma {
            let coding = Octet.trimmed(bytes, start..<index)
            guard !coding.isEmpty else { throw Refusal(.badTransferEncoding) }
            if Octet.equalFolded(bytes, coding, "chunked") { chunkedAt.append(count) }
            count += 1
            start = index + 1
        }
        let isWellFormed = chunkedAt.isEmpty || chunkedAt == [count - 1]
        throw Refusal(isWellFormed ? .unknownTransferCoding : .badTransferEncoding)
    }

    private static func noteConnection(
        _ bytes: Span<UInt8>,
        _ value: Range<Int>,
        _ head: inout RequestHead
    ) {
        var start = value.lowerBound
        for index in value.lowerBound...value.upperBound
        where index == value.upperBound || bytes[index] == Octet.comma {
            let option = Octet.trimmed(bytes, start..<index)
            if Octet.equalFolded(bytes, option, "close") { head.asksToClose = true }
            if Octet.equalFolded(bytes, option, "keep-alive") { head.asksToKeepAlive = true }
            start = index + 1
        }
    }
}
