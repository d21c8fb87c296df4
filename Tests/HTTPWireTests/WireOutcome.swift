import HTTPWire

/// What comes of bytes that arrive in pieces.
enum WireOutcome {
    /// What a connection would come to see, the bytes arriving in the pieces that the cuts make.
    static func of(_ bytes: [UInt8], cuts: [Int]) -> String {
        var parser = RequestParser(limits: RequestLimits())
        do throws(Refusal) {
            var ends = cuts
            ends.append(bytes.count)
            for end in ends {
                guard try parser.parse(bytes.span.extracting(0..<end)) else { continue }
                return try body(bytes, parser.head, ends: ends.filter { $0 > end } + [bytes.count])
            }
            return "more"
        } catch {
            return "\(error.reason)"
        }
    }

    private static func body(_ bytes: [UInt8], _ head: RequestHead, ends: [Int]) throws(Refusal)
        -> String
    {
        let start = head.length
        guard head.framing == .chunked else { return "head \(start) \(head.framing)" }
        var decoder = ChunkDecoder(limits: RequestLimits(), bodyBytesMax: 1024 * 1024)
        var content: [UInt8] = []
        var position = start
        for end in ends where end > position {
            var piece = Array(bytes[position..<end])
            let step = try decoder.decode(&piece, 0..<piece.count, into: 0)
            content += piece[..<step.bodyEnd]
            position += step.consumed
            if decoder.isDone { return "head \(start) body \(content) end \(position)" }
        }
        return "head \(start) more"
    }
}
