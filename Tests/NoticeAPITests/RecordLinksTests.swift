import Testing

@Suite("A record's links")
struct RecordLinksTests {
    private func links(_ answer: TestAnswer, _ direction: String) throws -> [[String: String]] {
        try #require(try answer.json()[direction] as? [[String: String]])
    }

    @Test("lead both ways, each with role, kind, id and caption")
    func bothWays() throws {
        var api = try TestAPI.withRequest()
        let answer = try api.get("/v1/notice-requests/req-1/links")
        #expect(
            try links(answer, "to") == [
                [
                    "role": "addressee", "kind": "organization", "id": "org-interpol",
                    "caption": "INTERPOL",
                ],
                [
                    "role": "requester", "kind": "organization", "id": "org-state",
                    "caption": "A state",
                ],
                ["role": "subjects.ref", "kind": "person", "id": "per-1", "caption": "A person"],
            ]
        )
        #expect(
            try links(answer, "from") == [
                [
                    "role": "about", "kind": "statement", "id": "stm-1",
                    "caption": "submission of req-1",
                ]
            ]
        )
        #expect(answer.text.hasSuffix(",\"next\":null}\n"))
    }

    @Test(
        "go from page to page, first those to others, then those from them",
        arguments: [1, 2, 3]
    )
    func pages(limit: Int) throws {
        var api = try TestAPI.withExample()
        var next: String? = "/v1/persons/per-trump/links?limit=\(limit)"
        var (to, from) = ([[String: String]](), [[String: String]]())
        while let url = next {
            let answer = try api.get(url)
            let shown = (try links(answer, "to"), try links(answer, "from"))
            #expect(shown.0.count + shown.1.count <= limit)
            #expect(from.isEmpty || shown.0.isEmpty)
            (to, from) = (to + shown.0, from + shown.1)
            next = try answer.json()["next"] as? String
            try api.put("events/evt-new-\(to.count + from.count)", Case.event)
        }
        let whole = try api.get("/v1/persons/per-trump/links?limit=500")
        #expect(try links(whole, "to") == to)
        #expect(try links(whole, "from") == from)
        #expect(to.count == 3 && from.count > 5)
    }

    @Test("show the past with the captions of then")
    func asOf() throws {
        var api = try TestAPI.withRequest()
        let then = api.head
        try api.put("persons/per-1", #"{"names":[{"full":"Renamed"}]}"#)
        try api.put("sources/src-2", Case.source)
        try api.put("statements/stm-2", Case.statement.replacing("src-1", with: "src-2"))
        let past = try api.get("/v1/notice-requests/req-1/links?as_of=\(then)")
        #expect(try links(past, "from").map { $0["id"] } == ["stm-1"])
        #expect(past.text.contains("A person") && !past.text.contains("Renamed"))
        let now = try api.get("/v1/notice-requests/req-1/links")
        #expect(try links(now, "from").map { $0["id"] } == ["stm-1", "stm-2"])
        #expect(now.text.contains("Renamed"))
        #expect(try api.get("/v1/notice-requests/req-1/links?as_of=1").problem() == "not-found")
    }

    @Test("have a tag, and belong to one record")
    func tags() throws {
        var api = try TestAPI.withRequest()
        let target = "/v1/notice-requests/req-1/links"
        let tag = try #require(try api.get(target)["ETag"])
        #expect(try api.get(target, ["If-None-Match": tag]).status == 304)
        let next = try #require(try api.get(target + "?limit=1").json()["next"] as? String)
        let other = next.replacing("notice-requests/req-1", with: "persons/per-1")
        #expect(try api.get(other).errors() == ["cursor bad-format"])
        #expect(try api.get("/v1/persons/req-1/links").problem() == "not-found")
    }
}
