/// The texts of one row in one run of bytes: for each a tag, its length in LEB128, its UTF-8.
///
/// The tag has a bit for each of the kind's text facts that hold the text, so that a caption that is
/// also a title stands once. A fact that lists are ordered by has one text, or the first piece counts.
enum TextPieces {
    /// A bit of the tag that no fact has: some bytes of the text are not of ASCII.
    static let isWide: UInt8 = 0x80
    /// The facts that a tag has bits for.
    static let factsMax = 7

    /// Joins the texts of unpacked facts, which stand in `bytes`, into `joined`, in place of what
    /// stood there.
    static func join(
        _ facts: UnpackedFacts,
        of bytes: Span<UInt8>,
        into joined: inout [UInt8]
    ) {
        joined.removeAll(keepingCapacity: true)
        for piece in facts.texts {
            let (text, tag) = (piece.text, UInt8(1) << UInt8(piece.number))
            if let equal = place(of: text, of: bytes, in: joined.span) {
                joined[equal] |= tag
                continue
            }
            let start = joined.count
            joined.append(tag)
            var length = text.count
            while length >= 0x80 {
                joined.append(UInt8(truncatingIfNeeded: length) | 0x80)
                length >>= 7
            }
            joined.append(UInt8(truncatingIfNeeded: length))
            var all: UInt8 = 0
            for place in text {
                joined.append(bytes[place])
                all |= bytes[place]
            }
            if all >= 0x80 { joined[start] |= isWide }
        }
    }

    /// Goes over the pieces until the body says stop.
    @inline(__always)
    static func forEach(
        in joined: Span<UInt8>,
        _ body: (_ tag: UInt8, _ text: Range<Int>) -> Flow
    ) {
        forEachStart(in: joined) { start, text in body(joined[start], text) }
    }

    /// Goes over the pieces, each told by where its tag stands, until the body says stop.
    @inline(__always)
    private static func forEachStart(
        in joined: Span<UInt8>,
        _ body: (_ start: Int, _ text: Range<Int>) -> Flow
    ) {
        var start = 0
        while start < joined.count {
            var (at, length, shift) = (start + 1, 0, 0)
            while joined[at] >= 0x80 {
                length |= Int(joined[at] & 0x7F) << shift
                (at, shift) = (at + 1, shift + 7)
            }
            length |= Int(joined[at]) << shift
            let text = (at + 1)..<(at + 1 + length)
            if body(start, text) == .stop { return }
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
        forEachStart(in: joined) { start, own in
            guard own.count == text.count, joined.order(own, bytes, text) == 0 else {
                return .proceed
            }
            found = start
            return .stop
        }
        return found
    }
}
