/// Reading a request's target: path segments, percent-encoding, query parameters (RFC 3986).
public enum Target {
    /// One `name=value` of a query, both still encoded.
    public struct Parameter: Sendable, Equatable {
        /// Where the name lies.
        public let name: Range<Int>
        /// Where the value lies; nil when there is no `=`.
        public let value: Range<Int>?
    }

    /// The segments of a path that begins with `/`; `/a/` has two, the second empty, and `/` one.
    public static func segments(_ bytes: Span<UInt8>, _ path: Range<Int>) -> [Range<Int>] {
        var segments: [Range<Int>] = []
        var start = path.lowerBound + 1
        for index in path.dropFirst() where bytes[index] == Octet.slash {
            segments.append(start..<index)
            start = index + 1
        }
        if start <= path.upperBound { segments.append(start..<path.upperBound) }
        return segments
    }

    /// The parameters of a query, in order; empty ones (`a=1&&b=2`) are left out.
    public static func parameters(_ bytes: Span<UInt8>, _ query: Range<Int>) -> [Parameter] {
        var parameters: [Parameter] = []
        var start = query.lowerBound
        while start < query.upperBound {
            var end = start
            var equals: Int?
            while end < query.upperBound, bytes[end] != UInt8(ascii: "&") {
                if equals == nil, bytes[end] == UInt8(ascii: "=") { equals = end }
                end += 1
            }
            if end > start {
                parameters.append(
                    Parameter(name: start..<(equals ?? end), value: equals.map { $0 + 1..<end })
                )
            }
            start = end + 1
        }
        return parameters
    }

    /// The text of a path segment, percent-encoding undone once.
    ///
    /// - Returns: nil for `%` without two hexadecimal digits, for `%00`, for what is not UTF-8.
    public static func decodedSegment(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        decoded(bytes, range, plusIsSpace: false)
    }

    /// The text of a query name or value: as a segment, but `+` is a space, as forms write it.
    public static func decodedQueryPart(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        decoded(bytes, range, plusIsSpace: true)
    }

    /// Whether a segment stands for this text: `%61` equals `a`, `%2F` never ends a segment.
    public static func segment(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        equals text: String
    ) -> Bool {
        let wanted = text.utf8Span.span
        var index = range.lowerBound
        var place = 0
        while index < range.upperBound {
            var byte = bytes[index]
            index &+= 1
            if byte == Octet.percent {
                guard let escaped = escapedByte(bytes, index..<range.upperBound) else {
                    return false
                }
                byte = escaped
                index &+= 2
            }
            guard place < wanted.count, wanted[place] == byte else { return false }
            place &+= 1
        }
        return place == wanted.count
    }

    /// Text with every byte but the unreserved ones percent-encoded (RFC 3986 §2.3).
    public static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            guard !Octet.isUnreserved(byte) else {
                bytes.append(byte)
                continue
            }
            bytes.append(Octet.percent)
            for digit in [byte >> 4, byte & 15] {
                bytes.append(
                    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
                )
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func decoded(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        plusIsSpace: Bool
    ) -> String? {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            index += 1
            switch byte {
            case Octet.percent:
                guard let escaped = escapedByte(bytes, index..<range.upperBound), escaped != 0
                else { return nil }
                text.append(escaped)
                index += 2
            case UInt8(ascii: "+") where plusIsSpace: text.append(Octet.space)
            default: text.append(byte)
            }
        }
        return String(validating: text, as: UTF8.self)
    }

    private static func escapedByte(_ bytes: Span<UInt8>, _ rest: Range<Int>) -> UInt8? {
        guard rest.count >= 2, let high = Octet.hexValue(bytes[rest.lowerBound]),
            let low = Octet.hexValue(bytes[rest.lowerBound + 1])
        else { return nil }
        return high << 4 | low
    }
}

extension Request {
    /// Where the path's segments lie.
    public var segments: [Range<Int>] { Target.segments(bytes.span, path) }

    /// The query's parameters in order, decoded; a parameter without `=` has an empty value.
    ///
    /// - Throws: `badTarget` when a name or value is not validly encoded UTF-8.
    public func queryParameters() throws(Refusal) -> [(name: String, value: String)] {
        guard let query else { return [] }
        var decoded: [(name: String, value: String)] = []
        let span = bytes.span
        for parameter in Target.parameters(span, query) {
            let valueRange =
                parameter.value ?? parameter.name.upperBound..<parameter.name.upperBound
            guard let name = Target.decodedQueryPart(span, parameter.name),
                let value = Target.decodedQueryPart(span, valueRange)
            else { throw Refusal(.badTarget) }
            decoded.append((name, value))
        }
        return decoded
    }
}
