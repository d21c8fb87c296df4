import Shapes
import StrictJSON
import Testing

@Suite("Reading a shape")
struct ReaderTests {
    @Test("fills every type of member")
    func everyType() throws {
        let parcel = try Parcel.read(Parcel.full, origin: .journal)
        #expect(parcel.version == 3)
        #expect(parcel.title == "Bücher")
        #expect(parcel.weight == -2)
        #expect(parcel.volume == 0.25)
        #expect(parcel.isFragile)
        #expect(parcel.state == .sent)
        #expect(parcel.labels == ["ab", "cd"])
        #expect(parcel.depot?.country == "AT")
        #expect(parcel.depot?.shelf == 7)
        #expect(parcel.items.map(\.name) == ["Buch", "Heft"])
        #expect(parcel.items.map(\.count) == [2, nil])
        #expect(parcel.note == "\"\u{1}")
        #expect(parcel.secret == nil)
    }

    @Test("notes all faults at once, each with its pointer and code")
    func allFaults() throws {
        let text = #"""
            {"title":"","weight":1001,"volume":"1","is_fragile":1,"state":"snet","lables":[],
            "labels":["ab","c",5,"long!"],"depot":{"shelf":-1,"contry":"AT"},
            "items":[{"name":7},[],{"count":1.5,"name":"x"},{"name":"y"}],"note":{}, "a/b":null}
            """#
        #expect(
            try Parcel.faults(of: text) == [
                "/title out-of-range", "/weight out-of-range", "/volume wrong-type",
                "/is_fragile wrong-type", "/state unknown-value", "/labels out-of-range",
                "/labels/1 out-of-range", "/labels/2 wrong-type", "/depot/country required",
                "/depot/shelf out-of-range", "/depot/contry unknown-member", "/items out-of-range",
                "/items/0/name wrong-type", "/items/1 wrong-type", "/items/2/count out-of-range",
                "/note wrong-type", "/lables unknown-member", "/a~1b unknown-member",
            ]
        )
    }

    @Test(
        "tells the name that may have been meant",
        arguments: [
            (#"{"tilte":"a"}"#, "title"), (#"{"wieght":1}"#, "weight"), (#"{"colour":1}"#, nil),
            (#"{"Title":"a"}"#, "title"), (#"{"fragile":true}"#, "is_fragile"),
        ] as [(String, String?)]
    )
    func nearest(text: String, meant: String?) throws {
        let document = try Document(Array(text.utf8))
        let faults = #expect(throws: Faults.self) {
            try Parcel.decode(document, origin: .client)
        }
        let fault = faults?.all.first { $0.code == .unknownMember }
        let detail = meant.map { "no such member; did you mean \"\($0)\"?" } ?? "no such member"
        #expect(fault?.detail == detail)
    }

    @Test(
        "asks for the required members, whether they are absent or null",
        arguments: ["{}", #"{"title":null,"weight":null,"is_fragile":null,"state":null}"#]
    )
    func required(text: String) throws {
        let names = ["/title", "/weight", "/is_fragile", "/state"]
        #expect(try Parcel.faults(of: text) == names.map { $0 + " required" })
    }

    @Test("takes null for an absent member, and nothing else for it")
    func null() throws {
        let text = Parcel.least.dropLast() + #","labels":null,"depot":null,"note":null}"#
        #expect(try Parcel.read(String(text)).text == Parcel.read(Parcel.least).text)
        #expect(
            try Parcel.faults(of: Parcel.least.dropLast() + #","labels":[null]}"#)
                == ["/labels/0 wrong-type"]
        )
    }

    @Test("ignores from a client what the server writes, of whatever type")
    func writtenFromClient() throws {
        let items = #""items":[{"name":"a","checked":"?"}]"#
        let parcel = try Parcel.read(Parcel.least.dropLast() + #","version":{},\#(items)}"#)
        #expect(parcel.version == 0)
        #expect(parcel.items.map(\.checked) == [nil])
    }

    @Test("reads from the journal what the server wrote, and asks for it")
    func writtenFromJournal() throws {
        #expect(try Parcel.read(Parcel.full, origin: .journal).items[0].checked == true)
        #expect(try Parcel.faults(of: Parcel.least, origin: .journal) == ["/version required"])
        #expect(
            try Parcel.faults(of: Parcel.least.dropLast() + #","version":0}"#, origin: .journal)
                == ["/version out-of-range"]
        )
    }

    @Test("refuses another kind of value than an object", arguments: ["[]", "null", "1", #""""#])
    func notAnObject(text: String) throws {
        #expect(try Parcel.faults(of: text) == [" wrong-type"])
    }

    @Test("takes names that are spelt with escapes, and no others that look alike")
    func names() throws {
        let escaped = Parcel.least.replacing("title", with: "\\u0074itl\\u0065")
        #expect(try Parcel.read(escaped).text == Parcel.read(Parcel.least).text)
        #expect(
            try Parcel.faults(of: Parcel.least.dropLast() + ",\"not\u{65}\u{301}\":1}")
                == ["/note\u{301} unknown-member"]
        )
    }

    @Test(
        "counts the length of a text in code points",
        arguments: [
            ("12345678", true), ("123456789", false), ("😀😀😀😀😀😀😀😀", true),
            ("😀😀😀😀😀😀😀😀😀", false), ("e\u{301}e\u{301}e\u{301}e\u{301}", true),
            ("e\u{301}e\u{301}e\u{301}e\u{301}x", false), ("", false),
        ]
    )
    func lengths(title: String, isTaken: Bool) throws {
        let text = Parcel.least.replacing(#""a""#, with: "\"\(title)\"")
        #expect(try Parcel.faults(of: text).isEmpty == isTaken)
    }

    @Test(
        "keeps to the number of elements, the least of which counts where the array stands",
        arguments: [(0, false), (1, true), (3, true), (4, false), (100_000, false)]
    )
    func counts(count: Int, isTaken: Bool) throws {
        let items = Array(repeating: #"{"name":"a"}"#, count: count).joined(separator: ",")
        let faults = try Parcel.faults(of: Parcel.least.dropLast() + #","items":[\#(items)]}"#)
        #expect(faults == (isTaken ? [] : ["/items out-of-range"]))
    }

    @Test("takes a whole number with a fraction of zero, as its schema does")
    func wholeNumbers() throws {
        let text = Parcel.least.replacing(#""weight":0"#, with: #""weight":1.20e2"#)
        #expect(try Parcel.read(text).weight == 120)
    }

    @Test("stops at a hundred faults, however many there are")
    func manyFaults() throws {
        let members = (0..<50_000).map { "\"x\($0)\":0" }.joined(separator: ",")
        let faults = try Parcel.faults(of: "{\(members)}")
        #expect(faults.count == Faults.countMax)
        #expect(faults.prefix(5).last == "/x0 unknown-member")
    }
}
