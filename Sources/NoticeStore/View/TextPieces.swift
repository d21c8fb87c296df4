/// The texts of one row in one run of bytes: for each a tag, its length in three bytes, its UTF-8.
///
/// The tag has a bit for each of the kind's text facts that hold the text, so that a caption that is
/// also a title stands once. A fact that lists are ordered by has one text, or the first piece counts.
enum TextPieces {
    /// A bit of the tag that no fact has: some bytes of the text are not of ASCII.
    static let isWide: UInt8 = 0x80
    /// The facts that a tag has bits for.
    static let factsMax = 7
    /// The bytes of a text; a record's own limits are lower.
    private static let lengthMax = 0xFF_FFFF
    private static let header = 4

    /// Joins the texts of unpacked facts into `joined`, in place of what stood there.
    static func join(
        _ facts: UnpackedFacts,
        into joined: inout [UInt8]
    ) throws(ViewFault) {
        joined.removeAll(keepingCapacity: true)
        let bytes = facts.bytes.span
        for piece in facts.texts {
            let (text, tag) = (piece.text, UInt8(1) << UInt8(piece.number))
            if let equal = place(of: text, of: bytes, in: joined.span) {
                joined[equal] |= tag
                continue
            }
            guard text.count <= lengthMax else { throw .full }
            joined.append(text.contains { bytes[$0] >= 0x80 } ? tag | isWide : tag)
            for shift in [16, 8, 0] {
                joined.append(UInt8(truncatingIfNeeded: text.count >> shift))
            }
            joined.append(contentsOf: facts.bytes[text])
        }
    }

    /// Goes over the pieces until the body says stop.
    @inline(__always)
    static func forEach(
        in joined: Span<UInt8>,
        _ body: (_ tag: UInt8, _ text: Range<Int>) -> Flow
    ) {
        var start = 0
        while start + header <= joined.count {
            let length =
                Int(joined[start + 1]) << 16 | Int(joined[start + 2]) << 8
                | Int(joined[start + 3])
            let text = (start + header)..<(start + header + length)
            if body(joined[start], text) == .stop { return }
            start = text.upperBound
        }
    }

    /// Where the first text of a fact stands.
    static func first(_ number: Int, in joined: Span<UInt8>) -> Range<Int>? {
        var found: Range<Int>?
        forEach(in: joined) { tag, text in
            guard tag >> UInt8(number) & 1 != 0 else { return .proceed }
            found = text
            return .stop
        }
        return found
    }

    /// Where a piece with this text begins.
    private static func place(
        of text: Range<Int>,
        of bytes: Span<UInt8>,
        in joined: Span<UInt8>
    ) -> Int? {
        var found: Int?
        forEach(in: joined) { _, own in
            guard own.count == text.count, joined.order(own, bytes, text) == 0 else {
                return .proceed
            }
            found = own.lowerBound - header
            return .stop
        }
        return found
    }
}
