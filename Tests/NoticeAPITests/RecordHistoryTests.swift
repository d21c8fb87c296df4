import Foundation
import Testing

@Suite("A record's history")
struct RecordHistoryTests {
    /// Made, patched, deleted, revived, with other records' changes in between.
    private static func api() throws -> TestAPI {
        var api = TestAPI()
        try api.put("events/evt-1?reason=first", Case.event)
        try api.put("events/evt-2", Case.event)
        let patch = #"{"note":"seen","place":{"country":"IQ"}}"#
        #expect(try api.send("PATCH", "/v1/events/evt-1", json: patch).status == 200)
        #expect(try api.send("DELETE", "/v1/events/evt-1?reason=wrong").status == 204)
        try api.put("events/evt-2", Case.event.replacing("A strike", with: "Two"))
        try api.put("events/evt-1", Case.event)
        return api
    }

    @Test("tells each version, oldest first: when, by whom, how, why, and what it changed")
    func versions() throws {
        var api = try Self.api()
        let answer = try api.get("/v1/events/evt-1/history")
        let items = try #require(try answer.json()["items"] as? [[String: Any]])
        #expect(items.map { $0["version"] as? Int } == [1, 2, 3, 4])
        #expect(items.map { $0["seq"] as? Int } == [1, 3, 4, 6])
        #expect(items.map { $0["op"] as? String } == ["create", "patch", "delete", "create"])
        #expect(items.map { $0["reason"] as? String } == ["first", nil, "wrong", nil])
        #expect(items.allSatisfy { $0["actor"] as? String == "anonymous" })
        #expect(items[0]["at"] as? String == "2026-11-23T10:00:00.000Z")
        let members = items.map { $0["members"] as? [String] }
        #expect(members[0] == ["/access", "/title", "/type", "/when"])
        #expect(members[1] == ["/note", "/place"])
        #expect(members[2] == [])
        #expect(members[3] == ["/access", "/title", "/type", "/when"])
        #expect(answer.text.hasSuffix("],\"next\":null}\n"))
    }

    @Test("tells the difference that each version made, where it is asked for")
    func differences() throws {
        var api = try Self.api()
        let answer = try api.get("/v1/events/evt-1/history?diff=true")
        let items = try #require(try answer.json()["items"] as? [[String: Any]])
        let differences = items.compactMap { $0["diff"] as? [[String: Any]] }
        #expect(differences.count == 4)
        let paths = differences[1].compactMap { $0["path"] as? String }
        #expect(paths.contains("/note") && paths.contains("/place"))
        #expect(differences[2].first?["value"] is NSNull)
        let plain = try api.get("/v1/events/evt-1/history")
        #expect(!plain.text.contains("\"diff\""))
    }

    @Test("goes from page to page", arguments: [1, 2, 3, 4, 5])
    func pages(limit: Int) throws {
        var api = try Self.api()
        var next: String? = "/v1/events/evt-1/history?limit=\(limit)"
        var versions: [Int] = []
        while let url = next {
            let answer = try api.get(url)
            let items = try #require(try answer.json()["items"] as? [[String: Any]])
            #expect(items.count <= limit)
            versions += items.compactMap { $0["version"] as? Int }
            next = try answer.json()["next"] as? String
            #expect(answer["Link"]?.contains("rel=\"next\"") == (next != nil))
        }
        #expect(versions == [1, 2, 3, 4])
    }

    @Test("gives one version whole, as it was sent when it stood")
    func oneVersion() throws {
        var api = try Self.api()
        let past = try api.get("/v1/events/evt-1?as_of=3")
        let answer = try api.get("/v1/events/evt-1/history?version=2")
        #expect(answer.text == past.text)
        #expect(answer["ETag"] == "\"2\"")
        let same = try api.get("/v1/events/evt-1/history?version=2", ["If-None-Match": "\"2\""])
        #expect(same.status == 304)
        #expect(try api.get("/v1/events/evt-1/history?version=3").problem() == "gone")
        #expect(try api.get("/v1/events/evt-1/history?version=5").problem() == "not-found")
        #expect(try api.get("/v1/events/evt-1/history?version=0").problem() == "not-found")
    }

    @Test("is found in a journal of many other changes")
    func amongOthers() throws {
        var api = TestAPI()
        for number in 1...40 {
            try api.put("events/evt-\(number % 7)", Case.event.replacing("A", with: "\(number)"))
        }
        for id in 0..<7 {
            let versions = (1...6).filter { version in
                let target = "/v1/events/evt-\(id)/history?version=\(version)"
                return (try? api.get(target))?["ETag"] == "\"\(version)\""
            }
            #expect(versions.count == (1...40).count { $0 % 7 == id })
        }
    }

    @Test("has a tag, and outlives the record")
    func tag() throws {
        var api = try Self.api()
        #expect(try api.send("DELETE", "/v1/events/evt-1").status == 204)
        let answer = try api.get("/v1/events/evt-1/history")
        #expect(answer.status == 200)
        let tag = try #require(answer["ETag"])
        let again = try api.get("/v1/events/evt-1/history", ["If-None-Match": tag])
        #expect(again.status == 304)
        #expect(try api.get("/v1/events/evt-9/history").problem() == "not-found")
        #expect(try api.get("/v1/persons/evt-1/history").problem() == "not-found")
    }

    @Test("refuses limits and cursors that are none")
    func badParameters() throws {
        var api = try Self.api()
        let answer = try api.get("/v1/events/evt-1/history?limit=501&cursor=x&version=-1")
        #expect(
            try answer.errors() == [
                "limit out-of-range", "cursor bad-format", "version out-of-range",
            ]
        )
    }
}
