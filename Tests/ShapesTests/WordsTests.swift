import Shapes
import Testing

/// Query parameters of every type that words can give, for the tests only.
private struct ParcelQuery: Shape {
    var limit = 50
    var volume: Double?
    var isFragile: Bool?
    var state: ParcelState?
    var labels: [String] = []
    var sort = "title"
    var depot: ParcelDepot?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("limit", &limit, 1...500, .given, "How many.")
        visitor.member("volume", &volume, 0...1, .given, "In litres.")
        visitor.member("is_fragile", &isFragile, Plain(), .given, "Whether it breaks.")
        visitor.member("state", &state, AnyOf(), .given, "How far it is.")
        visitor.member("label", &labels, Items(2, 4), .given, "Any of these labels.")
        visitor.member("sort", &sort, 20, .given, "By what.")
        visitor.member("depot", &depot, Whole(), .given, "Where it lies.")
    }
}

@Suite("Reading words")
struct WordsTests {
    private static func read(_ words: [(String, String)]) throws(Faults) -> ParcelQuery {
        try WordReader.read(words.map { (name: $0.0, value: $0.1) }, as: ParcelQuery.self)
    }

    @Test("fills what they name and keeps the first value of what they do not")
    func values() throws {
        let query = try Self.read([
            ("label", "a"), ("limit", "7"), ("is_fragile", ""), ("label", "b"), ("volume", "5e-1"),
            ("state", "handed_over"),
        ])
        #expect(query.limit == 7)
        #expect(query.volume == 0.5)
        #expect(query.isFragile == true)
        #expect(query.state == .handedOver)
        #expect(query.labels == ["a", "b"])
        #expect(query.sort == "title")
    }

    @Test("notes all faults at once, under the parameters' names")
    func faults() throws {
        let faults = #expect(throws: Faults.self) {
            try Self.read([
                ("limit", "501"), ("volume", "x"), ("is_fragile", "yes"), ("state", "snet"),
                ("label", "a"), ("label", "b"), ("label", "c"), ("sort", ""), ("srot", "a"),
                ("srot", "b"), ("depot", "AT"),
            ])
        }
        #expect(
            faults?.all.map { "\($0.pointer) \($0.code.rawValue)" } == [
                "limit out-of-range", "volume bad-format", "is_fragile bad-format",
                "state unknown-value", "label out-of-range", "sort out-of-range",
                "depot bad-format", "srot unknown-member",
            ]
        )
        #expect(faults?.all.last?.detail == "no such parameter; did you mean \"sort\"?")
    }

    @Test(
        "refuses numbers that JSON would not take",
        arguments: [
            ("", "bad-format"), ("-", "bad-format"), ("+5", "bad-format"), ("5 ", "bad-format"),
            ("0x5", "bad-format"), ("٥", "bad-format"), ("1.0", "bad-format"),
            ("0", "out-of-range"),
            ("-7", "out-of-range"), ("99999999999999999999", "out-of-range"),
        ]
    )
    func numbers(word: String, code: String) throws {
        let faults = #expect(throws: Faults.self) { try Self.read([("limit", word)]) }
        #expect(faults?.all.map(\.code.rawValue) == [code])
    }

    @Test(
        "refuses fractions that JSON would not take",
        arguments: [
            ("", "bad-format"), (".5", "bad-format"), ("nan", "bad-format"),
            ("0x1p0", "bad-format"),
            ("\"0\"", "bad-format"), ("1.01", "out-of-range"), ("1e999", "out-of-range"),
        ]
    )
    func fractions(word: String, code: String) throws {
        let faults = #expect(throws: Faults.self) { try Self.read([("volume", word)]) }
        #expect(faults?.all.map(\.code.rawValue) == [code])
    }

    @Test("refuses a second word for what can stand once", arguments: ["limit", "state", "sort"])
    func twice(name: String) throws {
        let faults = #expect(throws: Faults.self) { try Self.read([(name, "1"), (name, "1")]) }
        #expect(faults?.all.map(\.pointer) == [name])
        #expect(faults?.all.map(\.code) == [.outOfRange])
    }
}
