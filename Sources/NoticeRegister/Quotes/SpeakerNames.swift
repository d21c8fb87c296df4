/// What a speaker may be called in a text: the names, the family names, the titles of offices.
struct SpeakerNames {
    /// How far from the words a name still stands beside them, in code points.
    static let reach = 300

    private let names: [String]

    /// Takes the names of a person or an organization; another record has none.
    init(of speaker: Record) {
        let names: [String] =
            switch speaker {
            case .person(let person):
                person.names.map(\.full) + person.names.flatMap(\.family)
                    + person.offices.flatMap(\.title.texts)
            case .organization(let organization): organization.names.map(\.full)
            default: []
            }
        var seen: Set<String> = []
        self.names = names.filter { seen.insert($0).inserted }
    }

    /// The first of the names that stands beside one of these places, as the record has it.
    ///
    /// A name within the quoted words does not count: it may be of whom they speak.
    func beside(_ places: [Range<Int>], in text: QuoteText) -> String? {
        let folded = text.folded
        let parts = places.flatMap { place in
            [
                folded.first(
                    from: place.lowerBound - Self.reach
                )..<folded.first(from: place.lowerBound),
                folded.first(
                    from: place.upperBound
                )..<folded.first(from: place.upperBound + Self.reach),
            ]
        }
        return names.first { name in
            let pattern = FoldedText(name).points
            return parts.contains { Self.stands(pattern, in: folded.points, $0) }
        }
    }

    /// Whether a name stands by itself within a part of a text: no letter or digit goes on with it.
    private static func stands(
        _ pattern: [UInt32],
        in points: [UInt32],
        _ part: Range<Int>
    ) -> Bool {
        Occurrences.starts(of: pattern, in: points[part]).contains { start in
            let (before, after) = (
                part.lowerBound + start - 1, part.lowerBound + start + pattern.count
            )
            return !(before >= 0 && isOfWord(points[before]))
                && !(after < points.count && isOfWord(points[after]))
        }
    }

    private static func isOfWord(_ point: UInt32) -> Bool {
        guard let properties = Unicode.Scalar(point)?.properties else { return false }
        return properties.isAlphabetic || properties.numericType != nil
    }
}
