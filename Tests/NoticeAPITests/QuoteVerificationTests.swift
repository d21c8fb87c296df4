import Foundation
import HTTPWire
import NoticeAPI
import NoticeRegister
import Testing

@Suite("Verifying a quote")
struct QuoteVerificationTests {
    /// A text of our own, with words that no answer may have.
    private static let text =
        "XANTHIC opening. The spokesman Bela Kun said: the file was   handed over. QUARTZ ending."
    private static let markers = ["XANTHIC", "QUARTZ", "spokesman"]

    private static func house() throws -> TestAPI {
        var api = TestAPI()
        try api.put("sources/src-1", Case.source.replacing("}", with: #","text":"\#(text)"}"#))
        try api.put("sources/src-2", Case.source)
        try api.put("events/evt-1", Case.event)
        let name = #"{"full":"Bela Kun","family":["Kun"]}"#
        try api.put("persons/per-1", #"{"names":[\#(name)]}"#)
        try api.put("persons/per-2", #"{"names":[{"full":"Another Name"}]}"#)
        return api
    }

    private static func statement(_ words: String, _ more: String = "") -> String {
        """
        {"about":"evt-1","property":"other","value":{"type":"value","value":"x"},\
        "speaker":"per-1","source":"src-1","quote":{"exact":"\(words)"\(more)}}
        """
    }

    private func ask(_ api: inout TestAPI, _ question: String) throws -> TestAnswer {
        try api.send("POST", "/v1/verify-quote", json: question)
    }

    @Test("tells where the words stand, and whether the speaker stands beside them")
    func verified() throws {
        var api = try Self.house()
        let quote = #""quote":{"exact":"the file was"}"#
        let answer = try ask(&api, #"{"source":"src-1",\#(quote),"speaker":"per-1"}"#)
        let record = try api.get("/v1/sources/src-1").json()
        let sha256 = try #require(record["text_sha256"] as? String)
        #expect(
            answer.text == """
                {"source":"src-1","text_sha256":"\(sha256)","quote_check":"verified",\
                "at":[{"start":46,"end":58}],"difference":null,\
                "speaker":{"id":"per-1","beside":true,"name":"Bela Kun"}}\n
                """
        )
        let other = try ask(&api, #"{"source":"src-1",\#(quote),"speaker":"per-2"}"#)
        #expect(other.text.hasSuffix(#""speaker":{"id":"per-2","beside":false}}"# + "\n"))
        #expect(api.head == 5, "nothing is written")
    }

    @Test("tells in what words that are near differ, and nothing else of the text")
    func near() throws {
        var api = try Self.house()
        let quote = #"{"exact":"The file was handed over","prefix":"he said"}"#
        let answer = try ask(&api, #"{"source":"src-1","quote":\#(quote)}"#)
        #expect(
            answer.text.contains(
                """
                "quote_check":"near","at":[{"start":46,"end":72}],"difference":[\
                {"op":"prefix","quote":"he said"},{"op":"replace","quote":"T","text":"t"},\
                {"op":"equal","quote":"he file was","text":"he file was"},\
                {"op":"replace","quote":" ","text":"   "},\
                {"op":"equal","quote":"handed over","text":"handed over"}],"speaker":null
                """
            ),
            "\(answer.text)"
        )
        for marker in Self.markers { #expect(!answer.text.contains(marker)) }
    }

    @Test(
        "tells what is absent, and what no text is held for",
        arguments: [("src-1", "absent"), ("src-2", "text_not_held")]
    )
    func absent(source: String, check: String) throws {
        var api = try Self.house()
        let question = #"{"source":"\#(source)","quote":{"exact":"nobody"},"speaker":"per-1"}"#
        let answer = try ask(&api, question)
        #expect(try answer.json()["quote_check"] as? String == check)
        #expect(answer.text.contains(#""at":[],"difference":null,"speaker":null}"#))
    }

    @Test("of a statement is what its record says")
    func statement() throws {
        var api = try Self.house()
        try api.put("statements/stm-1", Self.statement("the file was"))
        let answer = try ask(&api, #"{"statement":"stm-1"}"#)
        #expect(answer.text.contains(#""speaker":{"id":"per-1","beside":true,"name":"Bela Kun"}"#))
        let record = try api.get("/v1/statements/stm-1")
        let places = #""quote_check":"verified","quote_at":{"start":46,"end":58}"#
        #expect(record.text.contains(places), "\(record.text)")
        let again = try api.send(
            "PUT",
            "/v1/statements/stm-1",
            json: Self.statement("the file was")
        )
        #expect(again["ETag"] == "\"1\"", "what the server wrote is kept")
    }

    @Test("the state follows the text when it changes, goes and comes back")
    func follows() throws {
        var api = try Self.house()
        try api.put("statements/stm-1", Self.statement("the file was", #","suffix":"HANDED""#))
        let state = { (api: inout TestAPI) in
            let record = try api.get("/v1/statements/stm-1").json()
            let place = (record["quote_at"] as? [String: Int])?["start"].map(String.init) ?? "-"
            return "\(record["quote_check"] ?? "") \(place) \(record["version"] ?? "")"
        }
        #expect(try state(&api) == "verified 46 1")
        for (text, expected) in [
            (#""Now the file was handed over.""#, "verified 4 2"),
            (#""Now the file was lost.""#, "near 4 3"), (#""Nothing.""#, "absent - 4"),
            ("null", "text_not_held - 5"), (#""the file was handed""#, "verified 0 6"),
        ] {
            let patch = try api.send("PATCH", "/v1/sources/src-1", json: #"{"text":\#(text)}"#)
            try #require(patch.status == 200)
            #expect(try state(&api) == expected)
        }
        let first = try api.get("/v1/statements/stm-1?as_of=6")
        #expect(first.text.contains(#""quote_at":{"start":46,"end":58}"#))
    }

    @Test(
        "a question that names nothing to look at is turned down with all that is wrong",
        arguments: [
            ("{}", ["/source required", "/quote required"]),
            (
                #"{"source":"src-9","quote":{"exact":"a"},"speaker":"evt-1"}"#,
                ["/source unknown-reference", "/speaker wrong-kind"]
            ),
            (#"{"statement":"stm-9"}"#, ["/statement unknown-reference"]),
            (#"{"statement":"evt-1"}"#, ["/statement wrong-kind"]),
            (
                #"{"statement":"stm-2","source":"src-1"}"#,
                ["/source unknown-member", "/statement required"]
            ),
            (#"{"source":"src-1","quote":{"exact":""}}"#, ["/quote/exact out-of-range"]),
            (#"{"source":"src-1","quote":{"exact":"a"},"text":1}"#, ["/text unknown-member"]),
        ]
    )
    func faults(question: String, errors: [String]) throws {
        var api = try Self.house()
        let bare = Self.statement("a").replacing(#","quote":{"exact":"a"}"#, with: "")
        try api.put("statements/stm-2", bare)
        let answer = try ask(&api, question)
        #expect(try answer.problem() == "invalid-record")
        #expect(try answer.errors() == Set(errors), "\(answer.text)")
    }

    @Test("no answer of any route shows more of a text than was quoted")
    func hidden() throws {
        var api = try Self.house()
        var answers: [TestAnswer] = []
        for (id, words) in [("stm-1", "the file was"), ("stm-2", "THE FILE"), ("stm-3", "no")] {
            let json = Self.statement(words, #","prefix":"unheard""#)
            answers.append(try api.send("PUT", "/v1/statements/" + id, json: json))
            answers.append(try ask(&api, #"{"statement":"\#(id)"}"#))
        }
        let text = #"{"text":"\#(Self.text) More."}"#
        answers.append(try api.send("PATCH", "/v1/sources/src-1", json: text))
        let line =
            #"{"kind":"source","id":"src-3","title":"T","type":"report","text":"\#(Self.text)"}"#
        let sent = ["Content-Type": "application/x-ndjson"]
        answers.append(try api.send("POST", "/v1/import", sent, body: line + "\n"))
        let refused = line.replacing("report", with: "novel")
        answers.append(try api.send("POST", "/v1/import", sent, body: refused + "\n"))
        answers.append(try api.send("POST", "/v1/sources", json: #"{"text":"\#(Self.text)"}"#))
        for route in API.routes where route.method.name == "GET" {
            for target in Self.targets(of: route.path) {
                answers.append(try api.get(target))
            }
        }
        #expect(answers.count > 100)
        for answer in answers {
            for marker in Self.markers where answer.text.contains(marker) {
                Issue.record("\(marker) in \(answer.text.prefix(2_000))")
            }
        }
    }

    /// The targets that a path stands for in this register, with what shows most of them.
    private static func targets(of path: String) -> [String] {
        let kinds = Kind.allCases.map(\.path)
        let ids = ["src-1", "src-2", "src-3", "stm-1", "stm-2", "evt-1", "per-1"]
        let queries = [
            "", "?include=source,about,speaker", "?q=xanthic", "?version=1", "?as_of=2",
            "?limit=500",
        ]
        var targets =
            path.contains("{kind}") ? kinds.map { path.replacing("{kind}", with: $0) } : [path]
        if path.contains("{id}") {
            targets = targets.flatMap { target in ids.map { target.replacing("{id}", with: $0) } }
        }
        return targets.flatMap { target in queries.map { target + $0 } }
    }
}
