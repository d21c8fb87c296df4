import Testing

@Suite("Reading one record")
struct RecordReadingTests {
    @Test("GET gives the stored bytes with the version as their tag")
    func get() throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        let answer = try api.get("/v1/events/evt-1")
        #expect(answer.status == 200)
        #expect(answer["ETag"] == "\"1\"")
        #expect(answer["Content-Type"] == "application/json")
        #expect(answer["Cache-Control"] == "private, no-cache")
        #expect(answer["X-Content-Type-Options"] == "nosniff")
        #expect(answer["Referrer-Policy"] == "no-referrer")
        #expect(answer["Content-Security-Policy"] == "default-src 'none'")
        let start =
            #"{"id":"evt-1","kind":"event","version":1,"recorded_at":"2026-11-23T10:00:00.000Z""#
        #expect(answer.text.hasPrefix(start))
    }

    @Test("every loop gives the same, the first time and the next")
    func loops() throws {
        var api = TestAPI()
        var other = api.house.loop()
        for version in 1...3 {
            try api.put("events/evt-1", Case.event.replacing("A strike", with: "\(version)"))
            for _ in 1...2 {
                let (one, two) = (
                    try api.get("/v1/events/evt-1"), try other.get("/v1/events/evt-1")
                )
                #expect(one.text == two.text)
                #expect(one["ETag"] == "\"\(version)\"")
            }
        }
    }

    @Test(
        "what the client has is not sent again",
        arguments: [
            ("\"2\"", 304), ("W/\"2\"", 304), ("\"1\", \"2\"", 304), ("*", 304), ("\"1\"", 200),
        ]
    )
    func ifNoneMatch(tags: String, status: Int) throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        try api.put("events/evt-1", Case.event.replacing("A strike", with: "Two"))
        for target in ["/v1/events/evt-1", "/v1/events/evt-1?pretty"] {
            let answer = try api.get(target, ["If-None-Match": tags])
            #expect(answer.status == status)
            #expect(answer["ETag"] == "\"2\"")
            #expect(answer["Cache-Control"] == "private, no-cache")
            #expect(answer.body.isEmpty == (status == 304))
        }
    }

    @Test("If-Match on a read is heeded, and what is no list of tags is told")
    func conditions() throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        let failed = try api.get("/v1/events/evt-1", ["If-Match": "\"7\""])
        #expect(try failed.problem() == "version-mismatch")
        #expect(failed["ETag"] == "\"1\"")
        for field in ["If-Match", "If-None-Match"] {
            let answer = try api.get("/v1/events/evt-1", [field: "1"])
            #expect(try answer.problem() == "malformed-request")
        }
    }

    @Test("what never was is 404, what is of another kind too, what was deleted 410")
    func absent() throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        #expect(try api.get("/v1/events/evt-2").problem() == "not-found")
        #expect(try api.get("/v1/persons/evt-1").problem() == "not-found")
        #expect(try api.send("DELETE", "/v1/events/evt-1").status == 204)
        for target in ["/v1/events/evt-1", "/v1/events/evt-1?pretty", "/v1/events/evt-1/links"] {
            #expect(try api.get(target).problem() == "gone")
        }
    }

    @Test("`as_of` shows the record as it was recorded, by sequence, time or day")
    func asOf() throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        api.wait(seconds: 3_600)
        try api.put("events/evt-1", Case.event.replacing("A strike", with: "Two"))
        api.wait(seconds: 86_400)
        #expect(try api.send("DELETE", "/v1/events/evt-1").status == 204)
        let expected = [
            ("1", 1), ("2", 2), ("2026-11-23T10:30:00Z", 1), ("2026-11-23T12:00:00%2B01:00", 2),
            ("2026-11-23", 2), ("2026-11-24T10:59:59Z", 2),
        ]
        for (point, version) in expected {
            let answer = try api.get("/v1/events/evt-1?as_of=\(point)")
            #expect(answer["ETag"] == "\"\(version)\"", "\(point): \(answer.text)")
        }
        #expect(try api.get("/v1/events/evt-1?as_of=0").problem() == "not-found")
        #expect(try api.get("/v1/events/evt-1?as_of=2026-11-22").problem() == "not-found")
        #expect(try api.get("/v1/events/evt-1?as_of=2026-11-25").problem() == "gone")
    }

    @Test(
        "a point that is none, or lies ahead, is told",
        arguments: [
            ("4", "out-of-range"), ("-1", "bad-format"), ("2026-13-01", "bad-format"),
            ("yesterday", "bad-format"), ("99999999999999999", "bad-format"), ("", "bad-format"),
            ("2026-02-30", "bad-format"),
        ]
    )
    func badPoints(point: String, code: String) throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        let answer = try api.get("/v1/events/evt-1?as_of=\(point)")
        #expect(try answer.errors() == ["as_of \(code)"])
    }

    @Test("`fields` leaves the members asked for, and the tag as it is")
    func fields() throws {
        var api = try TestAPI.withExample()
        let answer = try api.get("/v1/events/evt-strike?fields=when,type")
        let expected = #"{"id":"evt-strike","type":"strike","when":"2020-01-03"}"#
        #expect(answer.text == expected + "\n")
        #expect(answer["ETag"] == "\"1\"")
        let same = ["If-None-Match": "\"1\""]
        #expect(try api.get("/v1/events/evt-strike?fields=when", same).status == 304)
        let pretty = try api.get("/v1/events/evt-strike?fields=type&pretty").text
        #expect(pretty == "{\n  \"id\": \"evt-strike\",\n  \"type\": \"strike\"\n}\n")
    }

    @Test("`include` adds what is referred to as a last member, as a list does")
    func include() throws {
        var api = try TestAPI.withExample()
        let record = try api.get("/v1/notice-requests/req-2021").text.dropLast(2)
        let answer = try api.get("/v1/notice-requests/req-2021?include=prior,subjects.named")
        #expect(answer.text.hasPrefix(record + #","included":{"req-2020":{"id":"req-2020","#))
        let included = try #require(try answer.json()["included"] as? [String: [String: Any]])
        #expect(Set(included.keys) == ["req-2020", "grp-2021", "per-trump"])
        let list = try api.get("/v1/notice-requests?id=req-2021&include=prior,subjects.named")
        let listed = try #require(try list.json()["included"] as? [String: [String: Any]])
        #expect(Set(listed.keys) == Set(included.keys))
        let none = try api.get("/v1/notice-requests/req-2020?fields=status&include=prior").text
        #expect(none.hasSuffix(#""status":"not_considered","included":{}}"# + "\n"))
    }

    @Test("with `include` the tag changes when what is included does, and the past is the past")
    func includedPast() throws {
        var api = TestAPI()
        try api.put("organizations/org-1", Case.state)
        try api.put("organizations/org-2", Case.state.dropLast() + #","parent":"org-1"}"#)
        let (then, target) = (api.head, "/v1/organizations/org-2?include=parent")
        let before = try api.get(target)
        let tag = try #require(before["ETag"])
        #expect(try api.get(target, ["If-None-Match": tag]).status == 304)
        try api.put("organizations/org-1", Case.state.replacing("A state", with: "Renamed"))
        let after = try api.get(target, ["If-None-Match": tag])
        #expect(after.status == 200 && after.text.contains("Renamed"))
        #expect(try api.get(target + "&as_of=\(then)").text == before.text)
        #expect(try api.get("/v1/organizations/org-2")["ETag"] == "\"1\"")
    }

    @Test("what there is not to be shown, or included, is told with all else that is wrong")
    func badSelection() throws {
        var api = try TestAPI.withExample()
        let answer = try api.get(
            "/v1/events/evt-strike?fields=titel&include=all&as_of=x&limit=3&type=strike"
        )
        #expect(
            try answer.errors() == [
                "fields unknown-value", "include unknown-value", "as_of bad-format",
                "limit unknown-member", "type unknown-member",
            ]
        )
        #expect(answer.text.contains(#"did you mean \"title\""#), "\(answer.text)")
    }

    @Test("an id leads to the record's own path")
    func find() throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        let answer = try api.get("/v1/records/evt-1")
        #expect(answer.status == 308)
        #expect(answer["Location"] == "/v1/events/evt-1")
        #expect(try api.get("/v1/records/evt-2").problem() == "not-found")
    }
}
