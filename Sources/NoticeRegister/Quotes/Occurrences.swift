/// Finds a pattern in a sequence: Knuth, Morris and Pratt's search, so that no text makes it slow.
enum Occurrences {
    /// Finds where the pattern begins.
    ///
    /// - Parameters:
    ///   - pattern: what is looked for.
    ///   - text: where; the places count from its start.
    ///   - isFirstEnough: whether to stop at the first.
    /// - Returns: the places, in order; none of an empty pattern.
    static func starts<Element: Equatable>(
        of pattern: [Element],
        in text: ArraySlice<Element>,
        isFirstEnough: Bool = false
    ) -> [Int] {
        guard !pattern.isEmpty, pattern.count <= text.count else { return [] }
        let (fallback, first, span) = (fallback(of: pattern), pattern[0], text.span)
        var (starts, matched, place) = ([Int](), 0, 0)
        while place < span.count {
            let element = span[place]
            place += 1
            if matched == 0, element != first { continue }
            while matched > 0, element != pattern[matched] { matched = fallback[matched - 1] }
            if element == pattern[matched] { matched += 1 }
            guard matched == pattern.count else { continue }
            starts.append(place - matched)
            if isFirstEnough { return starts }
            matched = fallback[matched - 1]
        }
        return starts
    }

    /// For each beginning of the pattern, the length of the longest shorter one that ends it.
    private static func fallback<Element: Equatable>(of pattern: [Element]) -> [Int] {
        var fallback = [Int](repeating: 0, count: pattern.count)
        var length = 0
        for place in pattern.indices.dropFirst() {
            while length > 0, pattern[place] != pattern[length] { length = fallback[length - 1] }
            if pattern[place] == pattern[length] { length += 1 }
            fallback[place] = length
        }
        return fallback
    }
}
