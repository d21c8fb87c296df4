import Testing

@Suite("Steps of notices and challenges")
struct NoticeStepsTests {
    private static let target = "/v1/notice-requests/req-1/steps"
    private static let grant = """
        {"step":"grant","by":"org-interpol","on":"2021-01-06",\
        "notices":[{"subject":"per-1","id":"ntc-1","issued":"2021-01-07"}]}
        """

    @Test("follow a grant, whose answer names the decision and the notice that it made")
    func notices() throws {
        var api = try TestAPI.withRequest()
        let granted = try api.send("POST", Self.target, json: Self.grant)
        #expect(granted.status == 201)
        let made = try #require(try granted.json()["made"] as? [[String: Any]])
        #expect(made.map { $0["kind"] as? String } == ["decision", "notice"])
        #expect(made.last?["id"] as? String == "ntc-1")
        let notice = try api.get("/v1/notices/ntc-1")
        #expect(try notice.json()["expires"] as? String == "2026-01-07")

        let before = try api.get("/v1/notices/ntc-1/steps")
        #expect(
            before.text.hasPrefix(#"{"items":[],"status":"active","allowed":[{"step":"extend""#)
        )
        let answer = try api.send(
            "POST",
            "/v1/notices/ntc-1/steps",
            json: #"{"step":"suspend","by":"org-interpol","on":"2021-02"}"#
        )
        #expect(answer.status == 201 && answer["Location"] == "/v1/notices/ntc-1/steps")
        #expect(try api.get("/v1/notices/ntc-1").json()["status"] as? String == "suspended")
        let wrong = try api.send(
            "POST",
            "/v1/notices/ntc-1/steps",
            json: #"{"step":"extend","on":"2021-03","expires":"2027"}"#
        )
        #expect(try wrong.problem() == "invalid-transition")
        let allowed = try #require(try wrong.json()["allowed"] as? [[String: Any]])
        #expect(allowed.first?["step"] as? String == "restore")
        #expect(try api.get("/v1/notices?status=suspended").json()["total"] as? Int == 1)
    }

    @Test("race by If-Match: one is taken, the other is told of it")
    func raced() throws {
        var api = try TestAPI.withRequest()
        let first = try api.send("POST", Self.target, json: Self.grant, ["If-Match": "\"1\""])
        let head = api.head
        let second = try api.send(
            "POST",
            Self.target,
            json: Self.grant.replacing("ntc-1", with: "ntc-2"),
            ["If-Match": "\"1\""]
        )
        #expect(first.status == 201)
        #expect(try second.problem() == "version-mismatch")
        #expect(api.head == head)
        let late = try api.send(
            "POST",
            Self.target,
            json: Self.grant.replacing("ntc-1", with: "ntc-2")
        )
        #expect(try late.problem() == "invalid-transition")
        #expect(api.head == head)
    }

    @Test("of a challenge lead to its ruling")
    func challenges() throws {
        var api = try TestAPI.withRequest()
        let made = try api.send(
            "POST",
            "/v1/challenges",
            json: """
                {"before":"org-interpol","target":"req-1","type":"deletion","filed":"2021-02-01"}
                """
        )
        let target = try #require(made["Location"]) + "/steps"
        #expect(
            try api.send("POST", target, json: #"{"step":"admit","on":"2021-03-01"}"#).status == 201
        )
        let decided = try api.send(
            "POST",
            target,
            json: """
                {"step":"decide","by":"org-interpol","on":"2021-09-01",\
                "decision":{"outcome":"not_compliant"}}
                """
        )
        #expect(decided.status == 201)
        #expect(
            try api.get("/v1/notice-requests/req-1").json()["access"] as? String == "restricted"
        )
    }

    @Test("come in twice by import, and change nothing the second time")
    func imported() throws {
        var api = try TestAPI.withRequest()
        let lines = [
            #"{"kind":"step","of":"ntc-1","id":"s2","step":"cancel","by":"org-interpol","on":"2021-05","#
                + #""decision":{"id":"dec-2","grounds":[{"code":"OTHER"}]}}"#,
            #"{"kind":"step","of":"req-1","id":"s1",\#(Self.grant.dropFirst())"#,
        ].joined(separator: "\n")
        for (atomic, result) in [("true", "updated"), ("false", "unchanged")] {
            let answer = try api.send(
                "POST",
                "/v1/import?atomic=" + atomic,
                ["Content-Type": "application/x-ndjson"],
                body: lines
            )
            #expect(answer.text.contains(#""\#(result)":2,"#), "\(answer.text)")
        }
        #expect(try api.get("/v1/notices/ntc-1").json()["status"] as? String == "cancelled")
    }
}
