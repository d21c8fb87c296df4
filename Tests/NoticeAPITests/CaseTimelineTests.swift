import Testing

@Suite("A timeline")
struct CaseTimelineTests {
    private func items(_ answer: TestAnswer) throws -> [[String: Any]] {
        try #require(try answer.json()["items"] as? [[String: Any]], "\(answer.text)")
    }

    private func ids(_ answer: TestAnswer) throws -> [String] {
        try items(answer).compactMap { $0["id"] as? String }
    }

    @Test("of a request tells events, steps and statements in time, those before it too")
    func request() throws {
        var api = try TestAPI.withExample()
        let answer = try api.get("/v1/timeline?root=req-2021&kind=event&kind=step")
        #expect(
            try ids(answer) == [
                "evt-strike", "stp-2020-claim", "stp-2020-decline", "stp-2021-claim",
                "stp-2021-decline",
            ]
        )
        let decline = try items(answer)[4]
        #expect(decline["of"] as? String == "req-2021")
        #expect(decline["edtf"] as? String == "2021-01-05/2021-01-06")
        #expect(decline["earliest"] as? String == "2021-01-05")
        #expect(decline["latest"] as? String == "2021-01-06")
        #expect(decline["precision"] as? String == "interval")
        let whole = try api.get("/v1/timeline?root=req-2021")
        #expect(try items(whole).contains { $0["kind"] as? String == "statement" })
        #expect(try whole.json()["truncated"] as? Bool == false)
    }

    @Test("dates a statement without a day by its source, and says so")
    func dating() throws {
        var api = try TestAPI.withExample()
        let answer = try api.get("/v1/timeline?root=req-2020&kind=statement")
        let stunt = try items(answer).first { $0["id"] as? String == "stm-hook-stunt" }
        #expect(stunt?["dated_by"] as? String == "source")
        #expect(stunt?["earliest"] as? String == "2020-06-29")
        let charges = try items(answer).first { $0["id"] as? String == "stm-alghasi-mehr-charges" }
        #expect(charges?["dated_by"] as? String == "own")
    }

    private typealias Row = (
        edtf: String, earliest: String?, latest: String?, precision: String, marks: String
    )

    private static let rows: [Row] = [
        ("2020-01-03", "2020-01-03", "2020-01-03", "day", ""),
        ("2020-01-03T10:00:00Z", "2020-01-03", "2020-01-03", "day", ""),
        ("2020-02~", "2020-02-01", "2020-02-29", "month", "~"),
        ("2021-01-XX", "2021-01-01", "2021-01-31", "month", ""),
        ("2020?", "2020-01-01", "2020-12-31", "year", "?"),
        ("2020-XX-XX", "2020-01-01", "2020-12-31", "year", ""),
        ("202X", "2020-01-01", "2029-12-31", "decade", ""),
        ("20XX%", "2000-01-01", "2099-12-31", "century", "~?"),
        ("2020-22", "2020-06-01", "2020-08-31", "season", ""),
        ("2020-06/2020-07", "2020-06-01", "2020-07-31", "interval", ""),
        ("2020-06~/2020-07?", "2020-06-01", "2020-07-31", "interval", "~?"),
        ("2020-06-29/..", "2020-06-29", nil, "open", ""),
        ("/2020", nil, "2020-12-31", "open", ""),
        ("-0044-03-15", "-0044-03-15", "-0044-03-15", "day", ""),
    ]

    @Test("shows a partial date as what it is", arguments: rows.indices)
    func partial(place: Int) throws {
        let row = Self.rows[place]
        var api = TestAPI()
        try api.put("events/evt-1", Case.event.replacing("2020-01-03", with: row.edtf))
        let item = try #require(try items(api.get("/v1/timeline?root=evt-1")).first)
        #expect(item["edtf"] as? String == row.edtf)
        #expect(item["earliest"] as? String == row.earliest)
        #expect(item["latest"] as? String == row.latest)
        #expect(item["precision"] as? String == row.precision)
        #expect(item["approximate"] as? Bool == row.marks.contains("~"))
        #expect(item["uncertain"] as? Bool == row.marks.contains("?"))
    }

    @Test("goes from page to page, each showing the same register", arguments: [1, 3, 500])
    func pages(limit: Int) throws {
        var api = try TestAPI.withExample()
        let whole = try ids(api.get("/v1/timeline?root=per-trump&limit=500"))
        #expect(whole.count > 8 && Set(whole).count == whole.count)
        var next: String? = "/v1/timeline?root=per-trump&limit=\(limit)"
        var pages: [String] = []
        while let url = next {
            let answer = try api.get(url)
            pages += try ids(answer)
            next = try answer.json()["next"] as? String
            let event = #"{"title":"New","type":"other","when":"2019","participants":"#
            let guest = #"[{"ref":"per-trump","role":"witness"}]}"#
            try api.put("events/evt-new-\(pages.count)", event + guest)
        }
        #expect(pages == whole)
        let first = try api.get("/v1/timeline?root=per-trump&limit=1")
        let cursor = try #require(try first.json()["next"] as? String)
        let other = cursor.replacing("per-trump", with: "req-2020")
        #expect(try api.get(other).errors() == ["cursor bad-format"])
    }

    @Test("leaves out what certainly lies outside, and what had not been said by a day")
    func bounds() throws {
        var api = try TestAPI.withExample()
        let target = "/v1/timeline?root=req-2021&kind=step&kind=event"
        #expect(
            try ids(api.get(target + "&from=2020-06-30&to=2021-01-05")) == [
                "stp-2020-decline", "stp-2021-claim", "stp-2021-decline",
            ]
        )
        #expect(
            try ids(api.get(target + "&said_by=2021-01-05")) == [
                "evt-strike", "stp-2020-claim", "stp-2020-decline", "stp-2021-claim",
            ]
        )
    }

    @Test("is also of an event, a person and a group")
    func roots() throws {
        var api = try TestAPI.withExample()
        let event = try ids(api.get("/v1/timeline?root=evt-strike&limit=500"))
        #expect(event.contains("stm-trump-justification") && event.contains("stp-2020-claim"))
        let group = try ids(api.get("/v1/timeline?root=grp-2021&limit=500"))
        #expect(group.contains("stm-article-48") && group.contains("stp-2021-decline"))
        let person = try ids(api.get("/v1/timeline?root=per-esmaili&limit=500"))
        #expect(person.contains("evt-briefing") && person.contains("stm-esmaili-handed-over"))
        let undated = try api.get("/v1/timeline?root=per-trump").json()["undated"] as? Int
        #expect(undated == 1)
    }

    @Test("needs a root that stands and is of a kind that has one")
    func refused() throws {
        var api = try TestAPI.withExample()
        #expect(try api.get("/v1/timeline").errors() == ["root required"])
        #expect(try api.get("/v1/timeline?root=nobody").problem() == "not-found")
        #expect(try api.get("/v1/timeline?root=org-iran").errors() == ["root wrong-kind"])
        #expect(
            try api.get("/v1/timeline?root=req-2020&from=2021-13&kind=word&kin=x").errors() == [
                "from bad-date", "kind unknown-value", "kin unknown-member",
            ]
        )
        #expect(try api.get("/v1/timeline?root=req-2020&as_of=1").problem() == "not-found")
        let tag = try #require(try api.get("/v1/timeline?root=req-2020")["ETag"])
        let again = try api.get("/v1/timeline?root=req-2020", ["If-None-Match": tag])
        #expect(again.status == 304)
    }
}
