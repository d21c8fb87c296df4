import Foundation
import Testing

@Suite("The feed of changes")
struct ChangeFeedTests {
    private func items(_ answer: TestAnswer) throws -> [[String: Any]] {
        try #require(try answer.json()["items"] as? [[String: Any]], "\(answer.text)")
    }

    /// Four changes: made, other made, patched, deleted.
    private static func api() throws -> TestAPI {
        var api = TestAPI()
        try api.put("events/evt-1?reason=first", Case.event)
        try api.put("persons/per-1", Case.person)
        _ = try api.send("PATCH", "/v1/events/evt-1", json: #"{"title":"Two","note":"x"}"#)
        _ = try api.send("DELETE", "/v1/events/evt-1")
        return api
    }

    @Test("tells each change with its record and its difference")
    func changes() throws {
        var api = try Self.api()
        let answer = try api.get("/v1/changes")
        let items = try items(answer)
        #expect(items.map { $0["seq"] as? Int } == [1, 2, 3, 4])
        #expect(items.map { $0["op"] as? String } == ["create", "create", "patch", "delete"])
        #expect(items.map { $0["kind"] as? String } == ["event", "person", "event", "event"])
        #expect(items.map { $0["version"] as? Int } == [1, 1, 2, 3])
        #expect(items[0]["reason"] as? String == "first" && items[1]["reason"] is NSNull)
        #expect(items[3]["record"] is NSNull)
        let digests = Set(items.compactMap { $0["body_digest"] as? String })
        #expect(digests.count == 4 && digests.allSatisfy { $0.count == 64 })
        #expect(try answer.json()["head"] as? Int == 4)
        #expect(answer.text.hasSuffix(",\"next\":null}\n"))
    }

    @Test("gives differences that lead from each record to the next, null being none")
    func differences() throws {
        var api = try Self.api()
        let items = try items(try api.get("/v1/changes?id=evt-1"))
        let diffs = items.map { $0["diff"] as? [[String: Any]] ?? [] }
        #expect(diffs[0].count == 1 && diffs[0][0]["path"] as? String == "")
        #expect(diffs[0][0]["op"] as? String == "replace")
        #expect(
            diffs[0][0]["value"] as? NSDictionary == items[0]["record"] as? NSDictionary
        )
        let paths = diffs[1].map { "\($0["op"] ?? "") \($0["path"] ?? "")" }
        #expect(Set(paths) == ["replace /version", "replace /title", "add /note"])
        #expect(diffs[2].count == 1 && diffs[2][0]["value"] is NSNull)
    }

    @Test("goes on after a sequence, page by page, and says where the head is")
    func pages() throws {
        var api = try TestAPI.withExample()
        for filter in ["", "&kind=statement", "&id=req-2020", "&id=req-2020&kind=notice_request"] {
            let whole = try items(try api.get("/v1/changes?limit=500" + filter))
            #expect(whole.count > 1)
            for limit in [1, 3, 7] {
                var next: String? = "/v1/changes?limit=\(limit)" + filter
                var seqs: [Int] = []
                while let url = next {
                    let answer = try api.get(url)
                    #expect(try answer.json()["head"] as? Int == api.head)
                    seqs += try items(answer).compactMap { $0["seq"] as? Int }
                    next = try answer.json()["next"] as? String
                }
                #expect(seqs == whole.compactMap { $0["seq"] as? Int })
            }
        }
        #expect(try items(try api.get("/v1/changes?after=\(api.head)")).isEmpty)
        #expect(try items(try api.get("/v1/changes?id=req-2020&kind=event")).isEmpty)
        #expect(try items(try api.get("/v1/changes?id=nothing")).isEmpty)
    }

    @Test("after the head is an error, and so is a filter that is none")
    func badParameters() throws {
        var api = try Self.api()
        #expect(try api.get("/v1/changes?after=5").errors() == ["after out-of-range"])
        let answer = try api.get("/v1/changes?kind=events&id=a%20b&limit=0&after=-1")
        #expect(
            try answer.errors() == [
                "kind unknown-value", "id bad-format", "limit out-of-range", "after out-of-range",
            ]
        )
        #expect(answer.text.contains("did you mean \\\"event\\\""))
    }

    @Test("of another store is gone")
    func store() throws {
        var api = try Self.api()
        #expect(try api.get("/v1/changes?store=\(TestAPI.storeName)").status == 200)
        let answer = try api.get("/v1/changes?store=00000000-0000-4000-8000-000000000009")
        #expect(try answer.problem() == "gone")
        #expect(answer.text.contains(TestAPI.storeName))
    }

    @Test("tells what followed in the same commit")
    func derived() throws {
        var api = try TestAPI.withRequest()
        let head = api.head
        let contradiction = Case.statement.replacing(
            #""source":"src-1""#,
            with: #""source":"src-1","contradicts":["stm-1"]"#
        )
        try api.put("statements/stm-2", contradiction)
        let items = try items(try api.get("/v1/changes?after=\(head)"))
        #expect(items.map { $0["id"] as? String } == ["stm-2", "stm-1"])
        #expect(items.map { $0["op"] as? String } == ["create", "derive"])
    }
}
