import NoticeRegister
import Shapes
import StrictJSON
import Testing

@Suite("What records show of others")
struct DerivedTests {
    private let register: PlainRegister

    init() throws {
        register = PlainRegister()
        try register.put(.organization, "o", #"{"names":[{"full":"O"}],"type":"state"}"#)
        try register.put(.organization, "w", #"{"names":[{"full":"W"}],"type":"other"}"#)
        try register.put(.person, "ada", #"{"names":[{"full":"Ada"}]}"#)
        try register.put(.event, "e", #"{"title":"x","type":"strike","when":"2020-01-03"}"#)
        try register.put(.source, "s", #"{"title":"T","type":"article"}"#)
    }

    private func request(_ id: String, _ subjects: [String], _ more: String = "") throws {
        let refs = subjects.map { #"{"ref":"\#($0)"}"# }.joined(separator: ",")
        try register.put(
            .noticeRequest,
            id,
            #"{"colour":"red","requester":"o","addressee":"w","events":["e"],"subjects":[\#(refs)]\#(more)}"#
        )
    }

    private func statement(_ id: String, _ more: String) throws {
        try register.put(
            .statement,
            id,
            """
            {"about":"e","property":"characterization","value":{"type":"value","value":"x"},
            "source":"s"\(more)}
            """
        )
    }

    @Test("a group counts who is not named, and its requests show the count")
    func counts() throws {
        try register.put(
            .group,
            "g",
            #"{"title":"G","size":{"count":48,"basis":"exact"},"named":["ada"]}"#
        )
        #expect(try register.json("g", "unnamed") == "47")
        try request("r", ["g"])
        #expect(
            try register.json("r", "subject_count")
                == #"{"count":48,"basis":"exact","named":1,"unnamed":47}"#
        )
        try request("r", ["g", "ada"])
        #expect(
            try register.json("r", "subject_count")
                == #"{"count":48,"basis":"exact","named":1,"unnamed":47}"#
        )
        try register.put(.group, "h", #"{"title":"H","size":{"count":2,"basis":"exact"}}"#)
        try request("r", ["g", "h"])
        #expect(
            try register.json("r", "subject_count")
                == #"{"count":50,"basis":"at_most","named":1,"unnamed":49}"#
        )
        try request("r", ["o"])
        #expect(try register.json("r", "subject_count") == nil)
    }

    @Test("a group's size and names stay as they were created, whatever a put says")
    func groupsStay() throws {
        try register.put(
            .group,
            "g",
            #"{"title":"G","size":{"count":36,"basis":"exact"},"named":["ada"]}"#
        )
        try register.put(.group, "g", #"{"title":"H","size":{"count":1,"basis":"about"}}"#)
        #expect(try register.json("g", "title") == #""H""#)
        #expect(try register.json("g", "size") == #"{"count":36,"basis":"exact"}"#)
        #expect(try register.json("g", "named") == #"["ada"]"#)
    }

    @Test("an earlier request shows those that follow it, as long as they do")
    func later() throws {
        try request("first", ["ada"])
        try request("second", ["ada"], #","prior":{"request":"first","relation":"widening"}"#)
        #expect(try register.json("first", "later") == #"["second"]"#)
        #expect(register.journal.last?.operation == .derive)
        #expect(register.entries["first"]?.version == 2)
        try request("second", ["ada"])
        #expect(try register.json("first", "later") == nil)
    }

    @Test("a follower that fewer may see is not shown")
    func laterAccess() throws {
        try request("first", ["ada"])
        try request("second", ["ada"], #","prior":{"request":"first"}"#)
        try register.patch("second", #"{"access":"restricted"}"#)
        #expect(try register.json("first", "later") == nil)
        try register.patch("first", #"{"access":"restricted"}"#)
        #expect(try register.json("first", "later") == #"["second"]"#)
        try register.patch("first", #"{"access":"public"}"#)
        #expect(try register.json("first", "later") == nil)
    }

    @Test("a statement shows what contradicts it and what misattributes it")
    func contradictions() throws {
        try statement("one", "")
        try statement("two", #","contradicts":["one"]"#)
        try statement(
            "three",
            #","rank":"deprecated","deprecated_because":"misattribution","misattributes":"one""#
        )
        #expect(try register.json("one", "contradicted_by") == #"["two"]"#)
        #expect(try register.json("one", "misattributed_in") == #"["three"]"#)
        #expect(register.entries["one"]?.version == 3)
        // A derived reference holds nobody back.
        try register.act(.delete(id: "two"))
        #expect(try register.json("one", "contradicted_by") == nil)
        #expect(
            try rejection { try register.act(.delete(id: "one")) } == [
                "in use by three misattributes"
            ]
        )
    }

    @Test("an If-Match holds over versions that only derive has made, and over no others")
    func ifMatch() throws {
        try statement("one", "")
        try statement("two", #","contradicts":["one"]"#)
        let put = { (value: String, version: Int) in
            try register.put(
                .statement,
                "one",
                """
                {"about":"e","property":"characterization","value":{"type":"value","value":"\(value)"},
                "source":"s"}
                """,
                .versions([version])
            )
        }
        #expect(try put("y", 1).version == 3)
        #expect(try rejection { try put("z", 1) } == ["mismatch 3"])
        #expect(try register.json("one", "contradicted_by") == #"["two"]"#)
    }

    @Test("what follows is derived once, after all commands of a submission")
    func once() throws {
        try statement("one", "")
        let acts = try (0..<20).map { number in
            try Command.Act.put(
                .statement,
                "x\(number)",
                """
                {"about":"e","property":"characterization","value":{"type":"value","value":"x"},
                "source":"s","contradicts":["one"]}
                """
            )
        }
        var submission = Submission(acts.map { Command(kind: nil, act: $0) }, actor: "desk-1")
        submission.isAtomic = false
        try register.submit(submission)
        #expect(register.entries["one"]?.version == 2)
        #expect(register.journal.filter { $0.operation == .derive }.count == 1)
    }

    @Test(
        "a quote is looked for in its source's text",
        arguments: [
            ("were handed over", "verified"), ("WERE  handed\nover", "near"),
            ("a \u{201C}stunt\u{201D}", "near"), ("were not handed over", "absent"),
        ]
    )
    func quotes(words: String, check: String) throws {
        let quote = String(decoding: try JSONText.string(words), as: UTF8.self)
        try statement("q", #","quote":{"exact":\#(quote)}"#)
        #expect(try register.json("q", "quote_check") == #""text_not_held""#)
        try register.patch("s", #"{"text":"The names were handed over; a \"stunt\"."}"#)
        #expect(try register.json("q", "quote_check") == "\"\(check)\"")
        #expect(register.journal.last?.operation == .derive)
        try register.patch("s", #"{"text":null}"#)
        #expect(try register.json("q", "quote_check") == #""text_not_held""#)
    }

    @Test("a quote's place follows the last text of a submission, whatever came before it")
    func places() throws {
        let source = { (text: String) in
            try Command.Act.put(
                .source,
                "s",
                #"{"title":"T","type":"article","text":"\#(text)"}"#
            )
        }
        let quoting = """
            {"about":"e","property":"other","value":{"type":"some_value"},"source":"s",
            "quote":{"exact":"over"}}
            """
        let acts = [
            try source("over and out"), try .put(.statement, "q", quoting),
            try source("it is over"),
        ]
        try register.submit(Submission(acts.map { Command(kind: nil, act: $0) }, actor: "desk-1"))
        #expect(try register.json("q", "quote_at") == #"{"start":6,"end":10}"#)
        try register.patch("s", #"{"text":"Over it is"}"#)
        #expect(try register.json("q", "quote_check") == #""near""#)
        #expect(try register.json("q", "quote_at") == #"{"start":0,"end":4}"#)
        try register.patch("s", #"{"text":"nothing"}"#)
        #expect(try register.json("q", "quote_at") == nil)
    }

    @Test("a text that too many statements would look through is refused, and nothing is changed")
    func quotesMax() throws {
        let quoting =
            #"{"about":"e","property":"other","value":{"type":"some_value"},"source":"s"}"#
        let acts = try (0...1_000).map { try Command.Act.put(.statement, "q\($0)", quoting) }
        var submission = Submission(acts.map { Command(kind: nil, act: $0) }, actor: "desk-1")
        submission.isAtomic = false
        try register.submit(submission)
        let text = String(repeating: "a", count: 1_000_000)
        let before = register.journal.count
        #expect(
            try rejection { try register.patch("s", #"{"text":"\#(text)"}"#) } == [
                "more than 1000"
            ]
        )
        #expect(register.journal.count == before)
        try register.patch("s", #"{"text":"short"}"#)
    }

    @Test("a challenge before the keeper contests its target for as long as it is open")
    func contested() throws {
        let id = "chl_" + String(repeating: "0", count: 26)
        try register.put(
            .challenge,
            id,
            #"{"before":"register","target":"ada","type":"deletion","filed":"2021-01-31"}"#
        )
        #expect(try register.json("ada", "contested") == "true")
        #expect(try register.json(id, "due_on") == #""2021-02-28""#)
        #expect(try register.json(id, "access") == #""restricted""#)
        try register.put(.person, "ada", #"{"names":[{"full":"Ada B"}]}"#)
        #expect(try register.json("ada", "contested") == "true")
        try register.act(.delete(id: id))
        #expect(try register.json("ada", "contested") == nil)
    }
}

/// JSON for tests that build some.
enum JSONText {
    static func string(_ text: String) throws -> [UInt8] {
        var writer = JSONWriter()
        writer.string(text)
        return writer.bytes
    }
}
