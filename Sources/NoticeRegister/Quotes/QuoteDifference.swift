import Shapes

/// In what a quote differs from the words that stand in the text: as a quote that is near does.
///
/// It tells nothing of the text but the words that the quote repeats.
struct QuoteDifference {
    /// A part of the quote, beside what stands in its place.
    struct Part: Equatable {
        enum Operation: String, CaseIterable {
            /// The same in both.
            case equal
            /// The same but for what copying changes.
            case replace
            /// The prefix, which does not stand before the words.
            case prefix
            /// The suffix, which does not stand behind them.
            case suffix
        }

        let operation: Operation
        let quote: String
        /// What stands in the text; nil for what stands around the words.
        let text: String?
    }

    /// The parts, in order.
    let parts: [Part]

    /// Compares a quote with the words at a place.
    init(_ quote: Quote, _ text: QuoteText, at place: Range<Int>) {
        let (words, found) = (quote.exact, text.part(place))
        var parts: [Part] = []
        if let prefix = quote.prefix, !Self.fits(Quote(exact: words, prefix: prefix), text, place) {
            parts.append(Part(operation: .prefix, quote: prefix, text: nil))
        }
        parts += Self.pieces(words, found)
        if let suffix = quote.suffix, !Self.fits(Quote(exact: words, suffix: suffix), text, place) {
            parts.append(Part(operation: .suffix, quote: suffix, text: nil))
        }
        self.parts = parts
    }

    /// Whether at a place the words stand between what a quote says.
    private static func fits(_ quote: Quote, _ text: QuoteText, _ place: Range<Int>) -> Bool {
        // Enough of the text to have the prefix or the suffix in it, with other white space.
        let reach = RecordLimits.quote.most * 2
        let first = max(0, place.lowerBound - reach)
        let around = QuoteText(text.part(first..<place.upperBound + reach))
        let shifted = place.lowerBound - first..<place.upperBound - first
        return QuoteSearch.fitting(quote, in: around).contains { $0.overlaps(shifted) }
    }

    /// Parts that are equal and parts that are not, which fold to the same.
    private static func pieces(_ words: String, _ found: String) -> [Part] {
        let (one, other) = (FoldedText(words), FoldedText(found))
        guard one.points == other.points else {
            return [Part(operation: .replace, quote: words, text: found)]
        }
        let own = Array(words.unicodeScalars)
        let theirs = Array(found.unicodeScalars)
        var parts: [Part] = []
        var (ownEnd, theirEnd) = (0, 0)
        for place in one.points.indices {
            let isLast = place + 1 == one.points.count
            let nextOwn = isLast ? own.count : Int(one.origins[place + 1])
            let nextTheir = isLast ? theirs.count : Int(other.origins[place + 1])
            let (piece, told) = (own[ownEnd..<nextOwn], theirs[theirEnd..<nextTheir])
            (ownEnd, theirEnd) = (nextOwn, nextTheir)
            guard !piece.isEmpty || !told.isEmpty else { continue }
            let operation: Part.Operation = piece == told ? .equal : .replace
            let (quote, text) = (string(piece), string(told))
            if let last = parts.last, last.operation == operation {
                parts[parts.count - 1] = Part(
                    operation: operation,
                    quote: last.quote + quote,
                    text: (last.text ?? "") + text
                )
            } else {
                parts.append(Part(operation: operation, quote: quote, text: text))
            }
        }
        return parts
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
