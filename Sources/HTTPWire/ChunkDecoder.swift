/// Takes the chunked framing off a body (RFC 9112 §7.1), as the bytes come.
///
/// Works in place: what is decoded is moved together at `into`, so that a gathered body lies in one
/// piece behind its head. Stateful and resumable at every byte.
public struct ChunkDecoder: Sendable {
    /// What one call did.
    public struct Step: Sendable {
        /// How far the input was taken.
        public let consumed: Int
        /// Where the decoded bytes end.
        public let bodyEnd: Int
    }

    private enum State: UInt8 {
        case sizeStart, size, extensions, quoted, quotedPair, sizeLineFeed
        case data, dataReturn, dataLineFeed
        case trailerStart, trailerName, trailerValue, trailerLineFeed, lastLineFeed, done
    }

    private let limits: RequestLimits
    private let bodyBytesMax: Int
    private var state = State.sizeStart
    private var remaining = 0
    private var digits = 0
    private var extensionBytes = 0
    private var extensionsBytes = 0
    private var trailerBytes = 0
    private var total = 0

    /// Starts at the first chunk's size; `bodyBytesMax` bounds the decoded body.
    public init(limits: RequestLimits, bodyBytesMax: Int) {
        self.limits = limits
        self.bodyBytesMax = bodyBytesMax
    }

    /// Whether the last chunk and the trailer section have been read.
    public var isDone: Bool { state == .done }

    /// Decodes the input range, moving content to `into`, which is not beyond the range's start.
    ///
    /// - Throws: `badChunk`, `badTrailer`, or `bodyTooLong` as soon as a size says so.
    public mutating func decode(
        _ bytes: inout [UInt8],
        _ input: Range<Int>,
        into start: Int
    ) throws(Refusal) -> Step {
        var index = input.lowerBound
        var end = start
        while index < input.upperBound, state != .done {
            if state == .data {
                let count = min(remaining, input.upperBound - index)
                if end != index { Self.move(&bytes, index..<(index + count), to: end) }
                index += count
                end += count
                remaining -= count
                if remaining == 0 { state = .dataReturn }
            } else {
                try take(bytes[index])
                index += 1
            }
        }
        return Step(consumed: index, bodyEnd: end)
    }

    private static func move(_ bytes: inout [UInt8], _ range: Range<Int>, to start: Int) {
        var span = bytes.mutableSpan
        var place = start
        for index in range {
            span[place] = span[index]
            place &+= 1
        }
    }

    private mutating func take(_ byte: UInt8) throws(Refusal) {
        switch state {
        case .sizeStart, .size, .extensions, .quoted, .quotedPair, .sizeLineFeed:
            try takeSizeLine(byte)
        case .dataReturn:
            guard byte == Octet.carriageReturn else { throw Refusal(.badChunk) }
            state = .dataLineFeed
        case .dataLineFeed:
            guard byte == Octet.lineFeed else { throw Refusal(.badChunk) }
            beginChunk()
        case .trailerStart, .trailerName, .trailerValue, .trailerLineFeed, .lastLineFeed:
            try takeTrailer(byte)
        case .data, .done:
            preconditionFailure("content is moved, not taken byte by byte")
        }
    }

    private mutating func beginChunk() {
        state = .sizeStart
        digits = 0
        remaining = 0
        extensionBytes = 0
    }

    private mutating func takeSizeLine(_ byte: UInt8) throws(Refusal) {
        switch state {
        case .sizeStart:
            guard let digit = Octet.hexValue(byte) else { throw Refusal(.badChunk) }
            try addDigit(digit)
            state = .size
        case .size:
            if let digit = Octet.hexValue(byte) { return try addDigit(digit) }
            if byte == UInt8(ascii: ";") {
                state = .extensions
                return try countExtension()
            }
            guard byte == Octet.carriageReturn else { throw Refusal(.badChunk) }
            state = .sizeLineFeed
        case .sizeLineFeed:
            guard byte == Octet.lineFeed else { throw Refusal(.badChunk) }
            guard remaining <= bodyBytesMax - total else {
                throw Refusal(.bodyTooLong, limit: bodyBytesMax)
            }
            total += remaining
            state = remaining == 0 ? .trailerStart : .data
        default:
            try takeExtension(byte)
        }
    }

    private mutating func addDigit(_ digit: UInt8) throws(Refusal) {
        digits += 1
        guard digits <= 16, remaining >> 59 == 0 else { throw Refusal(.badChunk) }
        remaining = remaining << 4 | Int(digit)
    }

    private mutating func takeExtension(_ byte: UInt8) throws(Refusal) {
        try countExtension()
        switch (state, byte) {
        case (.quotedPair, _):
            guard Octet.isFieldValue(byte) else { throw Refusal(.badChunk) }
            state = .quoted
        case (.quoted, UInt8(ascii: "\\")): state = .quotedPair
        case (.quoted, Octet.quote): state = .extensions
        case (.quoted, _):
            guard Octet.isFieldValue(byte) else { throw Refusal(.badChunk) }
        case (_, Octet.carriageReturn): state = .sizeLineFeed
        case (_, Octet.quote): state = .quoted
        default:
            let isAllowed =
                Octet.isToken(byte) || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "=")
            guard isAllowed else { throw Refusal(.badChunk) }
        }
    }

    private mutating func countExtension() throws(Refusal) {
        extensionBytes += 1
        extensionsBytes += 1
        guard extensionBytes <= limits.chunkExtensionBytesMax,
            extensionsBytes <= limits.chunkExtensionsBytesMax
        else { throw Refusal(.badChunk) }
    }

    private mutating func takeTrailer(_ byte: UInt8) throws(Refusal) {
        trailerBytes += 1
        guard trailerBytes <= limits.trailerBytesMax else { throw Refusal(.badTrailer) }
        switch state {
        case .trailerStart:
            if byte == Octet.carriageReturn {
                state = .lastLineFeed
            } else {
                guard Octet.isToken(byte) else { throw Refusal(.badTrailer) }
                state = .trailerName
            }
        case .trailerName:
            if byte == Octet.colon {
                state = .trailerValue
            } else {
                guard Octet.isToken(byte) else { throw Refusal(.badTrailer) }
            }
        case .trailerValue:
            if byte == Octet.carriageReturn {
                state = .trailerLineFeed
            } else {
                guard Octet.isFieldValue(byte) else { throw Refusal(.badTrailer) }
            }
        default:
            guard byte == Octet.lineFeed else { throw Refusal(.badTrailer) }
            state = state == .lastLineFeed ? .done : .trailerStart
        }
    }
}
