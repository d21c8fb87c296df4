/// Where a quote's words stand in a text, and how well they fit.
///
/// The same for the record of a statement and for whoever asks: the state is never another.
struct QuoteSearch {
    /// Whether they stand there.
    let check: QuoteCheck
    /// Where, in code points from the text's start, in order; none unless verified or near.
    let places: [Range<Int>]

    /// Looks for a quote; nil stands for a text that is not held.
    ///
    /// The words are verified where they stand as they are, and near where they differ by no more
    /// than copying does, or stand elsewhere than between their prefix and suffix. These are always
    /// compared as copying leaves them.
    init(_ quote: Quote, in text: QuoteText?, isFirstEnough: Bool = true) {
        guard let text else {
            (check, places) = (.textNotHeld, [])
            return
        }
        let isPlain = quote.prefix == nil && quote.suffix == nil
        let exact = Self.exact(quote.exact, in: text, isFirstEnough: isFirstEnough && isPlain)
        if isPlain, !exact.isEmpty {
            (check, places) = (.verified, exact)
            return
        }
        let fitting = isPlain ? [] : Self.fitting(quote, in: text)
        let starts = Set(fitting.map(\.lowerBound))
        let lead = quote.exact.unicodeScalars.prefix { $0.properties.isWhitespace }.count
        let both = exact.filter { starts.contains($0.lowerBound + lead) }
        let found =
            [both, fitting, exact].first { !$0.isEmpty } ?? Self.folded(quote.exact, in: text)
        places = isFirstEnough ? Array(found.prefix(1)) : found
        check = places.isEmpty ? .absent : both.isEmpty ? .near : .verified
    }

    /// Where the words stand as they are.
    private static func exact(
        _ words: String,
        in text: QuoteText,
        isFirstEnough: Bool
    ) -> [Range<Int>] {
        guard words.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            return []
        }
        let starts = Occurrences.starts(
            of: Array(words.utf8),
            in: text.bytes[...],
            isFirstEnough: isFirstEnough
        )
        let count = words.unicodeScalars.count
        return text.points(ofBytes: starts).map { $0..<$0 + count }
    }

    /// Where the words stand but for what copying changes.
    private static func folded(_ words: String, in text: QuoteText) -> [Range<Int>] {
        let pattern = FoldedText(words).points
        return Occurrences.starts(of: pattern, in: text.folded.points[...]).map { start in
            text.folded.origin(of: start..<start + pattern.count)
        }
    }

    /// Where the words stand, likewise, between what is said to stand before and behind them.
    static func fitting(_ quote: Quote, in text: QuoteText) -> [Range<Int>] {
        let words = FoldedText(quote.exact).points
        guard !words.isEmpty else { return [] }
        // Where the parts meet there may be white space, which neither need have been given with.
        let befores = seams(quote.prefix) { $0 + [FoldedText.blank] }
        let behinds = seams(quote.suffix) { [FoldedText.blank] + $0 }
        var found: Set<Int> = []
        for before in befores {
            for behind in behinds {
                let pattern = before + words + behind
                for start in Occurrences.starts(of: pattern, in: text.folded.points[...]) {
                    found.insert(start + before.count)
                }
            }
        }
        return found.sorted().map { text.folded.origin(of: $0..<$0 + words.count) }
    }

    private static func seams(
        _ part: String?,
        _ joined: ([UInt32]) -> [UInt32]
    ) -> [[UInt32]] {
        let points = part.map { FoldedText($0).points } ?? []
        return points.isEmpty ? [[]] : [points, joined(points)]
    }
}
