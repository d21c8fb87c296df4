import Testing

@Suite("Bad input")
struct BadInputTests {
    /// A register with a chain of each role in which records may not lead back to themselves: `1`
    /// is what `2` leads to.
    private static func register() throws -> TestAPI {
        var api = try TestAPI.withRequest()
        try api.put("organizations/org-1", Case.state)
        try api.put(
            "organizations/org-2",
            #"{"names":[{"full":"B"}],"type":"court","parent":"org-1"}"#
        )
        try api.put("events/evt-1", Case.event)
        try api.put("events/evt-2", Case.event.dropLast() + #","part_of":"evt-1"}"#)
        try api.put("sources/src-2", Case.source.dropLast() + #","derived_from":["src-1"]}"#)
        try api.put("statements/stm-2", Case.statement.dropLast() + #","supersedes":"stm-1"}"#)
        let prior = #","prior":{"request":"req-1","relation":"renewal"}}"#
        try api.put("notice-requests/req-2", Case.request.dropLast() + prior)
        let challenge =
            #"{"before":"register","target":"req-1","type":"access","filed":"2021-02-01","access":"public"}"#
        try api.put("challenges/chl-1", challenge)
        try api.put("challenges/chl-2", challenge.dropLast() + #","revises":"chl-1"}"#)
        try api.put("persons/per-2", Case.person)
        try #require(try api.send("DELETE", "/v1/persons/per-2").status == 204)
        return api
    }

    @Test(
        "a circle is refused at the member that closes it, also one of a record with itself",
        arguments: [
            (
                "notice-requests/req", "/prior/request",
                #"{"prior":{"request":"TO","relation":"renewal"}}"#
            ),
            ("sources/src", "/derived_from", #"{"derived_from":["TO"]}"#),
            ("organizations/org", "/parent", #"{"parent":"TO"}"#),
            ("events/evt", "/part_of", #"{"part_of":"TO"}"#),
            ("statements/stm", "/supersedes", #"{"supersedes":"TO"}"#),
            ("challenges/chl", "/revises", #"{"revises":"TO"}"#),
        ]
    )
    func circles(path: String, pointer: String, patch: String) throws {
        var api = try Self.register()
        let head = api.head
        for target in ["-1", "-2"] {
            let id = path.split(separator: "/")[1] + target
            let json = patch.replacing("TO", with: id)
            let answer = try api.send("PATCH", "/v1/\(path)-1", json: json)
            #expect(try answer.problem() == "invalid-record")
            #expect(try answer.errors() == ["\(pointer) cycle"], "\(answer.text)")
        }
        #expect(api.head == head)
    }

    @Test(
        "a date that is none is refused with the reason, in a record, a step and a filter",
        arguments: [
            ("2021-02-30", "the calendar has no such month or day"),
            ("2021-02-29", "the calendar has no such month or day"),
            ("2021-13", "the calendar has no such month or day"),
            ("2021-01-05/2021-01-04", "the interval ends before it begins"),
            ("2021/2020-12", "the interval ends before it begins"),
            ("5 January 2021", "a date of EDTF, level 0 or 1, is due"),
        ]
    )
    func dates(date: String, reason: String) throws {
        var api = try Self.register()
        let event = Case.event.replacing("2020-01-03", with: date)
        let record = try api.send("POST", "/v1/events", json: event)
        #expect(record.status == 422)
        #expect(try record.errors() == ["/when bad-date"])
        let claim = #"{"step":"claim","on":"\#(date)","statements":["stm-1"]}"#
        let step = try api.send("POST", "/v1/notice-requests/req-1/steps", json: claim)
        #expect(step.status == 422)
        #expect(try step.errors() == ["/on bad-date"])
        let filter = try api.get("/v1/events?when=" + date.replacing(" ", with: "+"))
        #expect(filter.status == 400)
        #expect(try filter.errors() == ["when bad-date"])
        for answer in [record, step, filter] {
            #expect(answer.text.contains(reason), "\(answer.text)")
        }
    }

    @Test(
        "a reference to what is deleted, or never was, is named as such",
        arguments: [
            ("per-2", "per-2 has been deleted"), ("per-3", "there is no record per-3"),
        ]
    )
    func references(id: String, reason: String) throws {
        var api = try Self.register()
        let request = Case.request.replacing("per-1", with: id)
        let record = try api.send("POST", "/v1/notice-requests", json: request)
        #expect(try record.problem() == "invalid-record")
        #expect(try record.errors() == ["/subjects/0/ref unknown-reference"])
        try api.put("groups/grp-1", #"{"title":"G","size":{"count":48,"basis":"exact"}}"#)
        let name = #"{"step":"name","ref":"\#(id)","sources":[{"source":"src-1"}]}"#
        let step = try api.send("POST", "/v1/groups/grp-1/steps", json: name)
        #expect(try step.problem() == "invalid-record")
        #expect(try step.errors() == ["/ref unknown-reference"])
        #expect(record.text.contains(reason) && step.text.contains(reason), "\(record.text)")
    }

    @Test(
        "counts that cannot be, and whoever stands twice, are refused",
        arguments: [
            (
                "groups", #"{"title":"G","size":{"count":-1,"basis":"exact"}}"#,
                "/size/count out-of-range"
            ),
            (
                "groups", #"{"title":"G","size":{"count":1.5,"basis":"exact"}}"#,
                "/size/count out-of-range"
            ),
            (
                "groups",
                #"{"title":"G","size":{"count":0,"basis":"exact"},"named":["per-1"]}"#,
                "/named subject-count-mismatch"
            ),
            (
                "groups",
                #"{"title":"G","size":{"count":0,"basis":"at_most"},"named":["per-1"]}"#,
                "/named subject-count-mismatch"
            ),
            (
                "groups",
                #"{"title":"G","size":{"count":9,"basis":"exact"},"named":["per-1","per-1"]}"#,
                "/named subject-count-mismatch"
            ),
            (
                "notice-requests",
                Case.request.replacing("}]", with: #"},{"ref":"per-1"}]"#),
                "/subjects/1/ref subject-count-mismatch"
            ),
        ]
    )
    func counts(path: String, json: String, fault: String) throws {
        var api = try Self.register()
        let answer = try api.send("POST", "/v1/" + path, json: json)
        #expect(try answer.problem() == "invalid-record")
        #expect(try answer.errors() == [fault], "\(answer.text)")
    }

    @Test("a recount below those who are named is refused, and so is naming beyond the count")
    func groupSteps() throws {
        var api = try Self.register()
        try api.put(
            "groups/grp-1",
            #"{"title":"G","size":{"count":1,"basis":"exact"},"named":["per-1"]}"#
        )
        try api.put("persons/per-3", Case.person)
        let source = #""sources":[{"source":"src-1"}]}"#
        for (step, fault) in [
            (#"{"step":"recount","count":0,"basis":"exact","#, "/count subject-count-mismatch"),
            (#"{"step":"name","ref":"per-3","#, "/ref subject-count-mismatch"),
            (#"{"step":"name","ref":"per-1","#, "/ref subject-count-mismatch"),
        ] {
            let answer = try api.send("POST", "/v1/groups/grp-1/steps", json: step + source)
            #expect(try answer.problem() == "invalid-record", "\(answer.text)")
            #expect(try answer.errors() == [fault], "\(answer.text)")
        }
    }

    @Test(
        "a decision that was certainly made before its request is refused, one that may not be is not"
    )
    func decisionBeforeRequest() throws {
        var api = try Self.register()
        let target = "/v1/notice-requests/req-1/steps"
        let claim = #"{"step":"claim","on":"2021-01-05","statements":["stm-1"]}"#
        try #require(try api.send("POST", target, json: claim).status == 201)
        let decline = """
            {"step":"decline","by":"org-interpol","on":"ON",\
            "decision":{"date":"DATE","grounds":[{"code":"ARTICLE_3","basis":"stated"}]}}
            """
        let early = decline.replacing("ON", with: "2021-01-06").replacing(
            "DATE",
            with: "2021-01-04"
        )
        let refused = try api.send("POST", target, json: early)
        #expect(try refused.problem() == "invalid-record")
        #expect(try refused.errors() == ["/decision/date date-order"], "\(refused.text)")
        let undated = decline.replacing(#""date":"DATE","#, with: "")
        let before = try api.send("POST", target, json: undated.replacing("ON", with: "2021-01-04"))
        #expect(try before.errors() == ["/on date-order"], "\(before.text)")
        let month = decline.replacing("ON", with: "2021-01").replacing("DATE", with: "2021-01")
        #expect(try api.send("POST", target, json: month).status == 201)
    }
}
