/// A source's text, ready to be looked through: what that takes is made once, when it is needed.
final class QuoteText {
    /// The text.
    let text: String
    /// Its UTF-8.
    private(set) lazy var bytes = Array(text.utf8)
    /// The text without what copying changes.
    private(set) lazy var folded = FoldedText(text)

    init(_ text: String) {
        self.text = text
    }

    /// The code points at which these bytes begin, which are in order and begin one each.
    func points(ofBytes starts: [Int]) -> [Int] {
        var (point, place) = (0, 0)
        return starts.map { start in
            while place < start {
                // All bytes of a code point but its first are 10xxxxxx.
                if bytes[place] & 0xC0 != 0x80 { point += 1 }
                place += 1
            }
            return point
        }
    }

    /// Some code points of the text.
    func part(_ range: Range<Int>) -> String {
        let scalars = text.unicodeScalars.dropFirst(range.lowerBound).prefix(range.count)
        return String(String.UnicodeScalarView(scalars))
    }
}
