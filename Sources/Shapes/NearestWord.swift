/// Finds the word that somebody may have meant.
public enum NearestWord {
    /// `: did you mean "colour"?`, or nothing where no known word is near.
    public static func hint(to word: String, among known: [String]) -> String {
        guard let nearest = nearest(to: word, among: known) else { return "" }
        return "; did you mean \"\(nearest)\"?"
    }

    /// The known word with the fewest edits.
    ///
    /// No more than a third of its letters may differ, but always one, unless it is the only one.
    public static func nearest(to word: String, among known: [String]) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        var best: (word: String, edits: Int)?
        for candidate in known where candidate.utf8.count > 1 {
            let edits = distance(Array(word.utf8), Array(candidate.utf8))
            guard edits <= max(1, candidate.utf8.count / 3), edits < best?.edits ?? .max else {
                continue
            }
            best = (candidate, edits)
        }
        return best?.word
    }

    /// The edits from one word to the other: a letter more, less or changed, or two transposed
    /// (optimal string alignment, which keeps the last two rows).
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var (before, row) = ([Int](), Array(0...other.count))
        for i in one.indices {
            var next = [i + 1]
            for j in other.indices {
                let substituted = row[j] + (one[i] == other[j] ? 0 : 1)
                var edits = min(substituted, row[j + 1] + 1, next[j] + 1)
                if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
                    edits = min(edits, before[j - 1] + 1)
                }
                next.append(edits)
            }
            (before, row) = (row, next)
        }
        return row[other.count]
    }
}
