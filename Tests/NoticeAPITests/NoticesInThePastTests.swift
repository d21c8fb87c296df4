import Testing

@Suite("Notices in the past")
struct NoticesInThePastTests {
    /// A request that was granted for two people, of whom one's notice was cancelled a year later.
    private static func api() throws -> (TestAPI, granted: Int) {
        var api = try TestAPI.withRequest()
        try api.put("persons/per-2", Case.person.replacing("A person", with: "Another"))
        let subjects = Case.request.replacing(
            #"{"ref":"per-1"}"#,
            with: #"{"ref":"per-1"},{"ref":"per-2"}"#
        )
        try api.put("notice-requests/req-1", subjects)
        let grant = """
            {"step":"grant","id":"stp-1","by":"org-interpol","on":"2026-11-01","notices":[\
            {"subject":"per-1","id":"ntc-1","issued":"2026-11-02","entity_id":"2026/17"},\
            {"subject":"per-2","id":"ntc-2","issued":"2026-11-02"}],\
            "sources":[{"source":"src-1"}]}
            """
        let answer = try api.send("POST", "/v1/notice-requests/req-1/steps", json: grant)
        try #require(answer.status == 201, "\(answer.text)")
        let granted = api.head
        api.wait(seconds: 365 * 86_400)
        let cancel = """
            {"step":"cancel","by":"org-interpol","on":"2027-11-01","keep_public":"published",\
            "decision":{"id":"dec-2","by":"org-interpol","date":"2027-11-01",\
            "grounds":[{"code":"GROUND_UNSTATED"}]}}
            """
        let cancelled = try api.send("POST", "/v1/notices/ntc-2/steps", json: cancel)
        try #require(cancelled.status == 201, "\(cancelled.text)")
        return (api, granted)
    }

    @Test("are in force by the day of the last change by then, not by today")
    func inForce() throws {
        var (api, granted) = try Self.api()
        #expect(try api.get("/v1/notices?in_force=true").ids() == ["ntc-1"])
        api.wait(seconds: 6 * 366 * 86_400)
        #expect(try api.get("/v1/notices?in_force=true").ids().isEmpty)
        let then = try api.get("/v1/notices?in_force=true&as_of=\(granted)").ids()
        #expect(Set(then) == ["ntc-1", "ntc-2"])
        let later = try api.get("/v1/notices?in_force=true&as_of=\(api.head)").ids()
        #expect(later == ["ntc-1"])
        let counted = try api.get("/v1/stats?of=notices&in_force=true&as_of=\(granted)")
        #expect(try counted.json()["total"] as? Int == 2)
    }

    @Test("stand in the dossier as they had come to be by a day")
    func dossier() throws {
        var (api, _) = try Self.api()
        let target = "/v1/notice-requests/req-1/dossier?format=markdown"
        let now = try api.get(target).text
        #expect(now.contains("number 2026/17, red, about A person: **active**"))
        #expect(now.contains("about Another: **cancelled**"))
        #expect(now.contains("**cancel** of `ntc-2` by INTERPOL"))
        let then = try api.get(target + "&said_by=2026-12-31").text
        #expect(then.contains("about Another: **active**"))
        #expect(!then.contains("dec-2"), "\(then)")
        #expect(then.contains("Status: **granted**"))
        let before = try api.get(target + "&said_by=2026-10-31").text
        #expect(!before.contains("ntc-1"))
    }

    @Test("ran as long as was known by a day")
    func extended() throws {
        var (api, _) = try Self.api()
        let extend = """
            {"step":"extend","by":"org-interpol","on":"2027-06-01","expires":"2036-06-01"}
            """
        #expect(try api.send("POST", "/v1/notices/ntc-1/steps", json: extend).status == 201)
        let target = "/v1/notice-requests/req-1/dossier?format=markdown"
        #expect(try api.get(target).text.contains("**active**, issued 2026-11-02, ends 2036-06-01"))
        #expect(try api.get(target).text.contains("**extend** of `ntc-1`"))
        let then = try api.get(target + "&said_by=2027-05-31").text
        #expect(then.contains("**active**, issued 2026-11-02, ends 2031-11-02"))
        #expect(!then.contains("2036"))
    }

    @Test("and their challenges stood as was known by a day")
    func challenged() throws {
        var api = try TestAPI.withCases()
        let target = "/v1/notice-requests/case-req-leader/dossier?format=markdown&said_by="
        for (day, words) in [
            ("2021-11-15", ": **received**\n"),
            ("2021-12-31", ": **admissible**, due 2022-09-01\n"),
            ("2022-07-01", ": **decided**, found **not compliant**\n"),
        ] {
            let note = try api.get(target + day).text
            #expect(note.contains("of `ntc_01arz3ndektsv4rrffq69g5fb2`, filed 2021-11-02" + words))
            #expect(note.contains("about Sanno Ire: **active**"))
            #expect(note.contains("What comes of challenge") == (day < "2022"))
        }
        let now = try api.get(target + "2022-07-08").text
        #expect(now.contains("about Sanno Ire: **cancelled**"))
        #expect(now.contains("Status: **granted**; what was issued on it is at an end."))
    }

    @Test("lead to what is around them")
    func around() throws {
        var (api, _) = try Self.api()
        let graph = try api.get("/v1/graph?root=ntc-2").text
        for id in ["req-1", "per-2", "dec-2", "org-interpol"] {
            #expect(graph.contains("\"id\":\"\(id)\""), "\(id)")
        }
        let timeline = try api.get("/v1/timeline?root=per-2&kind=step").text
        #expect(timeline.contains("grant of req-1") && timeline.contains("cancel of ntc-2"))
    }
}
