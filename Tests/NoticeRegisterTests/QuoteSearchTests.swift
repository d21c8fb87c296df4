import Testing

@testable import NoticeRegister

@Suite("Looking for a quote")
struct QuoteSearchTests {
    private static let text =
        "He said: \u{201C}The list was   handed over.\u{201D} Later the list was handed\nover again."

    private static func search(
        _ words: String,
        _ prefix: String? = nil,
        _ suffix: String? = nil,
        in text: String = text
    ) -> QuoteSearch {
        let quote = Quote(exact: words, prefix: prefix, suffix: suffix)
        let whole = QuoteSearch(quote, in: QuoteText(text), isFirstEnough: false)
        let first = QuoteSearch(quote, in: QuoteText(text))
        #expect(first.check == whole.check, "the record and the route say the same")
        #expect(first.places == Array(whole.places.prefix(1)))
        return whole
    }

    @Test(
        "words are verified as they stand, near as copying leaves them, absent otherwise",
        arguments: [
            ("The list was", "verified", [10]), ("he list was", "verified", [11, 46]),
            ("the list was handed over", "near", [10, 45]), ("\"the list", "near", [9]),
            ("HE SAID", "near", [0]), ("the lists", "absent", []), ("over.", "verified", [32]),
            (" handed\nover ", "verified", [57]), ("handed over again", "near", [58]),
        ] as [(String, String, [Int])]
    )
    func words(words: String, check: String, places: [Int]) {
        let found = Self.search(words)
        #expect(found.check.rawValue == check)
        #expect(found.places.map(\.lowerBound) == places)
    }

    @Test(
        "words are verified only between their prefix and suffix, where these are given",
        arguments: [
            ("he list was", "Later t", nil, "verified", [46]),
            ("list was", "later the ", nil, "verified", [49]),
            ("list was", "LATER  the", " handed over again", "verified", [49]),
            ("list was", nil, "handed over.", "verified", [14]),
            ("list was", "earlier the", nil, "near", [14, 49]),
            ("LIST was", "later the", nil, "near", [49]),
            ("LIST was", "earlier the", nil, "near", [14, 49]),
            ("lists were", "later the", nil, "absent", []),
        ] as [(String, String?, String?, String, [Int])]
    )
    func context(
        words: String,
        prefix: String?,
        suffix: String?,
        check: String,
        places: [Int]
    ) {
        let found = Self.search(words, prefix, suffix)
        #expect(found.check.rawValue == check)
        #expect(found.places.map(\.lowerBound) == places)
    }

    @Test("places count code points, not bytes or characters")
    func codePoints() {
        // A flag is two code points; the e with an accent is two as well.
        let text = "\u{1F1EE}\u{1F1F7} \u{0642}\u{0627} caf\u{65}\u{301} word"
        let found = Self.search("word", in: text)
        #expect(found.places == [12..<16])
        let folded = Self.search("WORD", in: text)
        #expect(folded.check == .near && folded.places == [12..<16])
        // One letter that folds to two code points.
        let turkish = Self.search("X", in: "\u{130}\u{130}x")
        #expect(turkish.check == .near && turkish.places == [2..<3])
    }

    @Test("without a text nothing is said, and blank words stand nowhere")
    func nothing() {
        let none = QuoteSearch(Quote(exact: "a"), in: nil)
        #expect(none.check == .textNotHeld && none.places.isEmpty)
        #expect(Self.search(" \n").check == .absent)
        #expect(Self.search("a", in: "").check == .absent)
    }

    @Test("random texts are looked through as a naive search does", arguments: 0..<20)
    func naive(round: UInt64) {
        var dice = SeededNumbers(seed: round)
        let letters: [Character] = ["a", "A", "b", " ", "\n", "-", "\u{2013}", "\u{C4}", "\u{E4}"]
        for _ in 0..<200 {
            let text = String(
                (0..<Int.random(in: 0...12, using: &dice)).map { _ in
                    letters.randomElement(using: &dice) ?? "a"
                }
            )
            let words = String(
                (0..<Int.random(in: 1...4, using: &dice)).map { _ in
                    letters.randomElement(using: &dice) ?? "a"
                }
            )
            let found = Self.search(words, in: text)
            let expected = NaiveQuote.search(words, in: text)
            #expect(
                found.check == expected.check,
                "\(words.debugDescription) \(text.debugDescription)"
            )
            #expect(
                found.places == expected.places,
                "\(words.debugDescription) \(text.debugDescription)"
            )
        }
    }

    @Test("a long quote of a long text is found, or not, without looking twice at anything")
    func long() {
        let text = String(repeating: "a", count: 300_000)
        let quote = String(repeating: "a", count: 3_999) + "b"
        #expect(Self.search(quote, in: text).check == .absent)
        #expect(Self.search(quote, quote, quote, in: text + quote).check == .near)
    }

    @Test("the difference tells what copying changed, and what does not stand around the words")
    func difference() {
        let text = QuoteText(Self.text)
        let quote = Quote(exact: "the list was handed over", prefix: "she said", suffix: ".")
        let search = QuoteSearch(quote, in: text, isFirstEnough: false)
        let difference = QuoteDifference(quote, text, at: search.places[0])
        let told = difference.parts.map { "\($0.operation) \($0.quote)|\($0.text ?? "-")" }
        #expect(
            told == [
                "prefix she said|-", "replace t|T", "equal he list was|he list was",
                "replace  |   ", "equal handed over|handed over",
            ]
        )
    }

    @Test(
        "a speaker is beside the words where a name or an office stands near them by itself",
        arguments: [
            ("On Monday Ada Byron said: WORDS", "Ada Byron"), ("WORDS, said Byron.", "Byron"),
            ("the  countess of\nLovelace: WORDS", "Countess of Lovelace"),
            ("Byronic WORDS", nil), ("nothing WORDS here", nil),
            ("Byron " + String(repeating: "x", count: 296) + " WORDS", nil),
            ("Byron " + String(repeating: "x", count: 293) + " WORDS", "Byron"),
        ] as [(String, String?)]
    )
    func beside(text: String, name: String?) throws {
        var person = Person()
        var own = PersonName()
        (own.full, own.family) = ("Ada Byron", ["Byron"])
        var office = Office()
        office.title = .plain("Countess of Lovelace")
        (person.names, person.offices) = ([own], [office])
        let ready = QuoteText(text)
        let places = QuoteSearch(Quote(exact: "WORDS"), in: ready, isFirstEnough: false).places
        try #require(places.count == 1)
        #expect(SpeakerNames(of: person.record).beside(places, in: ready) == name)
    }

    @Test("a name within the words is not beside them")
    func within() {
        var organization = Organization()
        var name = OrganizationName()
        name.full = "INTERPOL"
        organization.names = [name]
        let text = QuoteText("handed over to Interpol")
        let names = SpeakerNames(of: organization.record)
        #expect(names.beside([0..<23], in: text) == nil)
        #expect(names.beside([0..<6], in: text) == "INTERPOL")
    }
}

/// The same search, place by place.
private enum NaiveQuote {
    static func search(
        _ words: String,
        in text: String
    ) -> (check: QuoteCheck, places: [Range<Int>]) {
        let (own, other) = (Array(words.unicodeScalars), Array(text.unicodeScalars))
        let isBlank = own.allSatisfy { $0.properties.isWhitespace }
        let exact = (0..<max(0, other.count - own.count + 1)).filter { start in
            Array(other[start..<start + own.count]) == own
        }
        if !exact.isEmpty, !isBlank {
            return (.verified, exact.map { $0..<$0 + own.count })
        }
        let sought = folded(own)
        guard !sought.isEmpty else { return (.absent, []) }
        var places: [Range<Int>] = []
        for start in other.indices where !other[start].properties.isWhitespace {
            let end = (start + 1...other.count).first { folded(Array(other[start..<$0])) == sought }
            if let end { places.append(start..<end) }
        }
        return (places.isEmpty ? .absent : .near, places)
    }

    private static func folded(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        let parts = scalars.split { $0.properties.isWhitespace }.map { part in
            part.flatMap { scalar -> [Unicode.Scalar] in
                if ("\u{2010}"..."\u{2015}").contains(scalar) { return ["-"] }
                return Array(scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return Array(parts.joined(separator: [" "]))
    }
}
