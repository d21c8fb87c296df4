import Foundation
import Testing

@Suite("Accounts of an event")
struct EventAccountsTests {
    private func accounts(_ answer: TestAnswer) throws -> [[String: Any]] {
        try #require(try answer.json()["accounts"] as? [[String: Any]], "\(answer.text)")
    }

    private func pairs(_ answer: TestAnswer) throws -> [String] {
        let conflicts = try #require(try answer.json()["conflicts"] as? [[String: Any]])
        return conflicts.map { conflict in
            let ids = conflict["statements"] as? [String] ?? []
            return "\(ids.joined(separator: " - ")): \(conflict["how"] ?? "")"
        }
    }

    private static func statement(_ about: String, _ value: String, _ more: String = "") -> String {
        """
        {"about":"\(about)","property":"count","value":{"type":"value","value":\(value)},\
        "source":"src-1"\(more)}
        """
    }

    private static func house() throws -> TestAPI {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        try api.put("events/evt-2", Case.event.replacing("}", with: #","part_of":"evt-1"}"#))
        try api.put("events/evt-3", Case.event.replacing("}", with: #","part_of":"evt-2"}"#))
        try api.put("sources/src-1", Case.source)
        return api
    }

    @Test("of the strike show the three that contradict each other, and their speakers")
    func strike() throws {
        var api = try TestAPI.withExample()
        let answer = try api.get("/v1/events/evt-strike/accounts")
        let told = try accounts(answer).map { "\($0["property"] ?? "") \($0["conflict"] ?? "")" }
        #expect(
            told == ["characterization declared", "legality declared", "justification declared"]
        )
        #expect(
            try pairs(answer) == [
                "stm-esmaili-crime - stm-trump-justification: declared",
                "stm-rapporteur-unlawful - stm-trump-justification: declared",
            ]
        )
        let included = try #require(try answer.json()["included"] as? [String: [String: Any]])
        #expect(
            Set(included.keys) == [
                "stm-esmaili-crime", "stm-trump-justification", "stm-rapporteur-unlawful",
                "per-esmaili", "per-trump", "org-un-rapporteur", "src-root-article",
            ]
        )
        #expect(included["per-trump"]?["kind"] as? String == "person")
        #expect(try answer.json()["seq"] as? Int == api.head)
    }

    @Test("are those that had been said by a day")
    func saidBy() throws {
        var api = try TestAPI.withExample()
        let target = "/v1/events/evt-strike/accounts?said_by="
        #expect(try accounts(try api.get(target + "2021-01-05")).isEmpty)
        #expect(try accounts(try api.get(target + "2021-01-06")).count == 3)
        #expect(try accounts(try api.get(target + "2021-01")).count == 3)
        #expect(try api.get(target + "2021-01-05").json()["undated"] as? Int == 0)
        for date in ["2021-13", "2021-01-05/.."] {
            #expect(try api.get(target + date).errors() == ["said_by bad-date"])
        }
        var house = try Self.house()
        try house.put("statements/stm-1", Self.statement("evt-1", "1"))
        let none = try house.get("/v1/events/evt-1/accounts?said_by=2021")
        #expect(try accounts(none).isEmpty)
        #expect(try none.json()["undated"] as? Int == 1)
    }

    @Test("hold equal values together, denials apart, and those of parts by themselves")
    func values() throws {
        var api = try Self.house()
        try api.put("statements/stm-1", Self.statement("evt-1", "36"))
        try api.put("statements/stm-2", Self.statement("evt-1", "36"))
        try api.put("statements/stm-3", Self.statement("evt-1", "36", #","stance":"denies""#))
        try api.put("statements/stm-4", Self.statement("evt-3", "7"))
        let answer = try api.get("/v1/events/evt-1/accounts")
        #expect(
            answer.text.contains(
                """
                "accounts":[{"about":"evt-1","property":"count","values":[\
                {"value":{"type":"value","value":36},"statements":["stm-1","stm-2"]},\
                {"value":{"type":"value","value":36},"denied":true,"statements":["stm-3"]}],\
                "conflict":"incompatible"},\
                {"about":"evt-3","property":"count","values":[\
                {"value":{"type":"value","value":7},"statements":["stm-4"]}],"conflict":"none"}]
                """
            ),
            "\(answer.text)"
        )
        #expect(
            try pairs(answer) == [
                "stm-1 - stm-3: incompatible", "stm-2 - stm-3: incompatible",
            ]
        )
    }

    @Test("show a deprecated statement among the others, in no conflict")
    func deprecated() throws {
        var api = try Self.house()
        try api.put("statements/stm-1", Self.statement("evt-1", "36"))
        let rank = #","rank":"deprecated","deprecated_because":"error","contradicts":["stm-1"]"#
        try api.put("statements/stm-2", Self.statement("evt-1", "48", rank))
        let answer = try api.get("/v1/events/evt-1/accounts")
        #expect(try accounts(answer).first?["conflict"] as? String == "none")
        #expect((try accounts(answer).first?["values"] as? [Any])?.count == 2)
        #expect(try pairs(answer).isEmpty)
    }

    @Test("as of a sequence are what a register tells that stopped there")
    func asOf() throws {
        var api = try Self.house()
        try api.put("statements/stm-1", Self.statement("evt-1", "36"))
        let then = api.head
        let first = try api.get("/v1/events/evt-1/accounts")
        try api.put("statements/stm-2", Self.statement("evt-1", "48"))
        try api.put("sources/src-1", Case.source.replacing("A paper", with: "Renamed"))
        let past = try api.get("/v1/events/evt-1/accounts?as_of=\(then)")
        #expect(past.body == first.body)
        #expect(try pairs(try api.get("/v1/events/evt-1/accounts")).count == 1)
        #expect(try api.get("/v1/events/evt-1/accounts?as_of=0").problem() == "not-found")
    }

    @Test("have a tag, are of events only, and end at their bound")
    func bounds() throws {
        var api = try Self.house()
        let target = "/v1/events/evt-1/accounts"
        let tag = try #require(try api.get(target)["ETag"])
        #expect(try api.get(target, ["If-None-Match": tag]).status == 304)
        #expect(try api.get("/v1/sources/src-1/accounts").problem() == "not-found")
        #expect(try api.get("/v1/events/src-1/accounts").problem() == "not-found")
        let lines = (0...1_000).map { number in
            #"{"kind":"statement","id":"stm-\#(number)","#
                + Self.statement("evt-2", "\(number % 2)").dropFirst()
        }
        let (_, reports) = try api.importLines(lines, pieceLength: 60_000)
        try #require(reports.last?["errors"] as? Int == 0, "\(reports.suffix(2))")
        let answer = try api.get(target)
        #expect(try answer.json()["truncated"] as? Bool == true)
        #expect(try pairs(answer).count == 10_000)
    }
}
