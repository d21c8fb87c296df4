import Testing

@Suite("Steps")
struct RecordStepsTests {
    private static let target = "/v1/notice-requests/req-1/steps"
    private static let claim = #"{"step":"claim","on":"2021-01-05","statements":["stm-1"]}"#
    private static let decline = """
        {"step":"decline","by":"org-interpol","on":"2021-01-06",\
        "decision":{"grounds":[{"code":"ARTICLE_3","basis":"stated"}]}}
        """

    @Test("are taken together with the decision that they make")
    func take() throws {
        var api = try TestAPI.withRequest()
        let claimed = try api.send("POST", Self.target, json: Self.claim)
        #expect(claimed.status == 201)
        #expect(claimed["Location"] == Self.target)
        #expect(claimed["ETag"] == "\"2\"")
        let step = try #require(try claimed.json()["step"] as? [String: Any])
        #expect((step["id"] as? String)?.hasPrefix("stp_") == true)
        #expect(step["seq"] as? Int == api.head)
        let record = try #require(try claimed.json()["record"] as? [String: Any])
        #expect(record["id"] as? String == "req-1" && record["version"] as? Int == 2)
        #expect(record["status"] as? String == "claimed")
        #expect(claimed.text.contains(#""made":[]"#))

        let declined = try api.send("POST", Self.target + "?reason=told", json: Self.decline)
        let made = try #require(try declined.json()["made"] as? [[String: Any]])
        #expect(made.count == 1 && made[0]["kind"] as? String == "decision")
        let id = try #require(made[0]["id"] as? String)
        let decision = try api.get("/v1/decisions/" + id)
        #expect(try decision.json()["outcome"] as? String == "not_considered")
        #expect(try api.get("/v1/notice-requests/req-1")["ETag"] == declined["ETag"])
        #expect(try api.get("/v1/changes?kind=decision").text.contains(#""reason":"told""#))
    }

    @Test("are told with where they have led and what is possible then")
    func read() throws {
        var api = try TestAPI.withRequest()
        let before = try api.get(Self.target)
        #expect(before.text.hasPrefix(#"{"items":[],"status":"draft","allowed":[{"step":"claim""#))
        #expect(before["ETag"] == "\"1\"")
        _ = try api.send("POST", Self.target, json: Self.claim)
        let after = try api.get(Self.target)
        #expect(after["ETag"] == "\"2\"")
        let items = try #require(try after.json()["items"] as? [[String: Any]])
        #expect(items.map { $0["step"] as? String } == ["claim"])
        #expect(try after.json()["status"] as? String == "claimed")
        let allowed = try #require(try after.json()["allowed"] as? [[String: Any]])
        #expect(!allowed.contains { $0["step"] as? String == "claim" })
        #expect(allowed.contains { $0["step"] as? String == "decline" })
        #expect(try api.get(Self.target, ["If-None-Match": "\"2\""]).status == 304)
        let record = try api.get("/v1/notice-requests/req-1").text
        let items2 = after.text.dropFirst(#"{"items":"#.count).prefix { $0 != "]" }
        #expect(record.contains(items2))
    }

    @Test("that are repeated change nothing, and are told as before")
    func repeated() throws {
        var api = try TestAPI.withRequest()
        let claim = Self.claim.replacing("{\"step\"", with: "{\"id\":\"stp-1\",\"step\"")
        let first = try api.send("POST", Self.target, json: claim)
        let head = api.head
        let second = try api.send("POST", Self.target, json: claim)
        #expect(first.status == 201 && second.status == 200)
        #expect(first.text == second.text && second["Location"] == nil)
        #expect(api.head == head)
        let other = claim.replacing("2021-01-05", with: "2021-01-04")
        #expect(try api.send("POST", Self.target, json: other).problem() == "conflict")
    }

    @Test("with a key are carried out once, and answered the same")
    func idempotency() throws {
        var api = try TestAPI.withRequest()
        let key = ["Idempotency-Key": "k"]
        _ = try api.send("POST", Self.target, json: Self.claim)
        let first = try api.send("POST", Self.target, json: Self.decline, key)
        let head = api.head
        let second = try api.send("POST", Self.target, json: Self.decline, key)
        #expect(first.status == 201 && second.status == 201)
        #expect(first.text == second.text)
        #expect(first["ETag"] == second["ETag"])
        #expect(api.head == head)
    }

    @Test("that are not possible tell from where, and what is")
    func impossible() throws {
        var api = try TestAPI.withRequest()
        let answer = try api.send(
            "POST",
            Self.target,
            json: #"{"step":"answer","by":"org-state","on":"2021-02"}"#
        )
        #expect(try answer.problem() == "invalid-transition")
        #expect(answer.status == 409)
        let problem = try answer.json()
        #expect(problem["from"] as? String == "draft" && problem["step"] as? String == "answer")
        let allowed = try #require(problem["allowed"] as? [[String: Any]])
        #expect(allowed.first?["step"] as? String == "claim")
        #expect(allowed.first?["needs"] as? [String] != nil)
    }

    @Test("tell all that is wrong with them")
    func faults() throws {
        var api = try TestAPI.withRequest()
        let answer = try api.send(
            "POST",
            Self.target,
            json: #"{"step":"clam","on":"2021-13","stament":[],"by":7}"#
        )
        #expect(
            try answer.errors() == [
                "/step unknown-value", "/on bad-date", "/stament unknown-member", "/by wrong-type",
            ]
        )
        #expect(try api.send("POST", Self.target, json: "[]").problem() == "invalid-record")
        let bare = try api.send("POST", Self.target, json: #"{"step":"claim"}"#)
        #expect(bare.status == 422)
    }

    @Test("heed If-Match, and Prefer")
    func fields() throws {
        var api = try TestAPI.withRequest()
        let lost = try api.send("POST", Self.target, json: Self.claim, ["If-Match": "\"7\""])
        #expect(try lost.problem() == "version-mismatch")
        let minimal = try api.send(
            "POST",
            Self.target,
            json: Self.claim,
            ["If-Match": "\"1\"", "Prefer": "return=minimal"]
        )
        #expect(minimal.status == 204 && minimal["ETag"] == "\"2\"")
        #expect(minimal["Preference-Applied"] == "return=minimal")
    }

    @Test("are those of a record that is there")
    func absent() throws {
        var api = try TestAPI.withRequest()
        for target in ["req-2", "per-1"] {
            let path = "/v1/notice-requests/\(target)/steps"
            #expect(try api.get(path).problem() == "not-found")
            #expect(try api.send("POST", path, json: Self.claim).status == 404)
        }
        #expect(try api.send("DELETE", "/v1/statements/stm-1").status == 204)
        #expect(try api.send("DELETE", "/v1/notice-requests/req-1").status == 204)
        #expect(try api.get(Self.target).problem() == "gone")
        #expect(try api.send("POST", Self.target, json: Self.claim).problem() == "gone")
    }
}
