/// The texts of one row in one run of bytes: for each a tag, its UTF-8, and an end mark.
///
/// The tag has a bit for each of the kind's text facts that hold the text, so that a caption that is
/// also a title stands once. A fact that lists are ordered by has one text, or the first piece counts.
enum TextPieces {
    /// No byte of UTF-8.
    private static let end: UInt8 = 0xFF

    /// Joins the texts of unpacked facts into `joined`, in place of what stood there.
    static func join(_ facts: UnpackedFacts, into joined: inout [UInt8]) {
        joined.removeAll(keepingCapacity: true)
        var starts: [Int] = []
        for piece in facts.texts {
            let tag = UInt8(1) << UInt8(piece.number)
            let text = facts.bytes[piece.text]
            if let equal = starts.first(where: { isPiece(joined[$0...], text) }) {
                joined[equal] |= tag
            } else {
                starts.append(joined.count)
                joined.append(tag)
                joined.append(contentsOf: text)
                joined.append(end)
            }
        }
    }

    private static func isPiece(_ joined: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        let rest = joined.dropFirst()
        return rest.starts(with: text) && rest.dropFirst(text.count).first == end
    }

    /// Goes over the pieces until the body says stop.
    static func forEach(
        in joined: Span<UInt8>,
        _ body: (_ tag: UInt8, _ text: Range<Int>) -> Flow
    ) {
        var start = 0
        while start < joined.count {
            var at = start + 1
            while at < joined.count, joined[at] != end { at += 1 }
            if body(joined[start], (start + 1)..<at) == .stop { return }
            start = at + 1
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
}
