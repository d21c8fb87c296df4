import StrictJSON
import Testing

@Suite("A document")
struct DocumentTests {
    private let sample: Document

    init() throws {
        sample = try Document(
            Array(#" {"a": [1, {"b~/": "x\n\uD83D\uDE00"}, []], "c": true, "": {}} "#.utf8)
        )
    }

    @Test("has nodes in the order of the text, each of which leads past its value")
    func nodes() {
        let kinds: [Node.Kind] = [
            .object, .string, .array, .number, .object, .string, .string, .array, .string, .true,
            .string, .object,
        ]
        #expect(sample.nodes.map(\.kind) == kinds)
        #expect(sample.nodes.map(\.nextIndex) == [12, 2, 8, 4, 7, 6, 7, 8, 9, 10, 11, 12])
    }

    @Test("gives the bytes of each value as they stand")
    func text() {
        #expect(String(decoding: sample.text(6), as: UTF8.self) == #""x\n\uD83D\uDE00""#)
        #expect(String(decoding: sample.text(7), as: UTF8.self) == "[]")
        #expect(sample.nodes[0].range == 1..<sample.bytes.count - 1)
    }

    @Test("has sieves that let every name through that is there, however it is spelt")
    func sieves() throws {
        #expect(sample.nameSieve(of: 0).count == 3)
        for name in ["a", "c", ""] { #expect(sample.nameSieve(of: 0).mayHold(name)) }
        #expect(!sample.nameSieve(of: 0).mayHold("zebra"))
        #expect(sample.nameSieve(of: 2).count == 0)
        #expect(!sample.nameSieve(of: 2).mayHold("a"))
        let escaped = try Document(Array(#"{"\u0074itle":1}"#.utf8))
        #expect(escaped.nameSieve(of: 0).mayHold("title"))
        let words = ["id", "né", "subject_count", String(repeating: "n", count: 300)]
        for word in words {
            let document = try Document(Array(#"{"x":0,"\#(word)":[]}"#.utf8))
            #expect(document.nameSieve(of: 0).mayHold(word))
            #expect(document.member(word, of: 0) != nil)
        }
    }

    @Test("finds members, elements and their counts, and none in other kinds of value")
    func content() {
        #expect(sample.member("c", of: 0) == 9)
        #expect(sample.member("", of: 0) == 11)
        #expect(sample.member("d", of: 0) == nil)
        #expect(sample.member("c", of: 2) == nil)
        #expect(sample.members(of: 0).map(\.name) == [1, 8, 10])
        #expect(sample.members(of: 2).isEmpty)
        #expect(sample.elements(of: 2) == [3, 4, 7])
        #expect(sample.elements(of: 0).isEmpty)
        #expect([0, 2, 3, 4, 7, 11].map { sample.count(of: $0) } == [3, 3, 0, 1, 0, 0])
    }

    @Test("reads a value as its own kind only")
    func kinds() {
        #expect(sample.string(6) == "x\n😀")
        #expect(sample.string(3) == nil)
        #expect(sample.integer(3) == 1)
        #expect(sample.integer(6) == nil)
        #expect(sample.number(3) == 1)
        #expect(sample.number(9) == nil)
        #expect(sample.bool(9) == true)
        #expect(sample.bool(3) == nil)
    }

    @Test(
        "reads whole numbers within ±(2^53 − 1), however they are spelt",
        arguments: [
            ("9007199254740991", 9_007_199_254_740_991), ("9007199254740992", nil),
            ("-9007199254740991", -9_007_199_254_740_991), ("-9007199254740992", nil),
            ("9007199254740993", nil), ("9223372036854775808", nil), ("0", 0), ("-0", 0),
            ("-0.0e9", 0), ("0e-999999999999999999999", 0), ("1.0", 1), ("1.5", nil), ("1e2", 100),
            ("1E+2", 100), ("-25e1", -250), ("100e-2", 1), ("101e-2", nil), ("10.50e1", 105),
            ("9007199254740991.000", 9_007_199_254_740_991),
            ("9007199254740991.0000000000000001", nil), ("9007199254740992.0", nil),
            ("9.007199254740991e15", 9_007_199_254_740_991), ("9.007199254740992e15", nil),
            ("0.00000000000000000001e20", 1), ("1e15", 1_000_000_000_000_000), ("1e16", nil),
            ("1e999999999999999999999999", nil), ("1e-1", nil), ("9999999999999999", nil),
        ] as [(String, Int?)]
    )
    func integers(text: String, value: Int?) throws {
        #expect(try Document(Array(text.utf8)).integer(0) == value)
    }

    @Test(
        "reads numbers that a double can hold, and no infinity",
        arguments: [
            ("1e308", 1e308), ("1e309", nil), ("-1e400", nil), ("1e-400", 0), ("0.1", 0.1),
            ("12345678901234567890", 1.2345678901234567e19),
        ] as [(String, Double?)]
    )
    func numbers(text: String, value: Double?) throws {
        #expect(try Document(Array(text.utf8)).number(0) == value)
    }
}
