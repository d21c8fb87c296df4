/// A chunked body taken off a connection's bytes as the pieces come, each in place.
enum Chunked {
    /// The body and where it ends; nil when more is to come.
    static func body(
        _ bytes: [UInt8],
        from start: Int,
        _ ends: [Int],
        bodyBytesMax: Int = 1024 * 1024
    ) throws(Refusal) -> (body: [UInt8], end: Int)? {
        var decoder = ChunkDecoder(limits: RequestLimits(), bodyBytesMax: bodyBytesMax)
        // As a loop does it: what is decoded lies in one piece, what came lies right behind.
        var gathered: [UInt8] = []
        var position = start
        for end in ends where end > position {
            let bodyEnd = gathered.count
            gathered += bytes[position..<end]
            let step = try decoder.decode(&gathered, bodyEnd..<gathered.count, into: bodyEnd)
            expect(step.bodyEnd <= step.consumed, "content is moved forward")
            position += step.consumed - bodyEnd
            gathered.removeLast(gathered.count - step.bodyEnd)
            if decoder.isDone { return (gathered, position) }
            expect(position == end, "all is taken while more is to come")
        }
        return nil
    }

    /// A body as chunks of any length.
    static func written(_ body: [UInt8], _ chance: inout InputChance) -> [UInt8] {
        var written: [UInt8] = []
        var position = 0
        while position < body.count {
            let length = 1 + chance.next(below: body.count - position)
            written += Array(String(length, radix: 16, uppercase: length % 2 == 0).utf8)
            written += Array("\r\n".utf8) + body[position..<(position + length)]
            written += Array("\r\n".utf8)
            position += length
        }
        return written + Array("0\r\n\r\n".utf8)
    }
}
