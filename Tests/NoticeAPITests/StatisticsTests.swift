import Foundation
import Testing

@Suite("Counts of records")
struct StatisticsTests {
    private func rows(_ answer: TestAnswer) throws -> [[String: String]] {
        let rows = try #require(try answer.json()["by"] as? [[String: Any]], "\(answer.text)")
        return rows.map { row in
            row.mapValues { $0 is NSNull ? "-" : "\($0)" }
        }
    }

    @Test("tell who was refused on which ground, by requester, colour and year")
    func refusals() throws {
        var api = try TestAPI.withExample()
        let query = "of=decisions&outcome=refused&outcome=not_considered"
        let answer = try api.get("/v1/stats?\(query)&by=ground,requester,colour,year")
        let row = { (requester: String, year: String) in
            [
                "ground": "ARTICLE_3", "requester": requester, "colour": "red", "year": year,
                "count": "1",
            ]
        }
        #expect(
            try rows(answer) == [
                row("org-iran-judiciary", "2021"), row("org-tehran-prosecutor", "2020"),
            ]
        )
        #expect(try answer.json()["total"] as? Int == 2)
        #expect(try answer.json()["head"] as? Int == api.head)
    }

    @Test("tell what was reversed")
    func reversals() throws {
        var api = try TestAPI.withExample()
        let none = try api.get("/v1/stats?reversed=true&by=ground")
        #expect(none.text == #"{"of":"decisions","by":[],"total":0,"head":\#(api.head)}"# + "\n")
        let all = try api.get("/v1/stats?by=reversed,requester_country")
        let deciders = try api.get("/v1/stats?by=by&-by=org-iran")
        #expect(try rows(deciders) == [["by": "org-interpol-secretariat", "count": "2"]])
        #expect(
            try rows(all) == [["reversed": "false", "requester_country": "IR", "count": "2"]]
        )
    }

    @Test("count each value of a record once, and records without one as null")
    func values() throws {
        var api = try TestAPI.withExample()
        let answer = try api.get("/v1/stats?of=statements&by=stance,speaker&about=grp-2020")
        #expect(try rows(answer) == [["stance": "reports", "speaker": "-", "count": "2"]])
        let subjects = try api.get("/v1/stats?of=notice-requests&by=subject,ground,outcome")
        #expect(try rows(subjects).contains { $0["subject"] == "per-trump" && $0["count"] == "2" })
        let whole = try api.get("/v1/stats?of=persons")
        #expect(try rows(whole).count == 1 && rows(whole)[0]["count"] == "5")
    }

    @Test("show the past, and have a tag")
    func past() throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        let then = api.head
        let first = try api.get("/v1/stats?of=events&by=type,year")
        #expect(try rows(first) == [["type": "strike", "year": "2020", "count": "1"]])
        try api.put("events/evt-2", Case.event.replacing("2020-01-03", with: "2020-12/2021-01"))
        let past = try api.get("/v1/stats?of=events&by=type,year&as_of=\(then)")
        #expect(past.body == first.body)
        let now = try api.get("/v1/stats?of=events&by=year")
        #expect(
            try rows(now) == [
                ["year": "2020", "count": "1"], ["year": "2020/2021", "count": "1"],
            ]
        )
        let tag = try #require(now["ETag"])
        let again = try api.get("/v1/stats?of=events&by=year", ["If-None-Match": tag])
        #expect(again.status == 304)
    }

    @Test(
        "say all that is wrong with the query",
        arguments: [
            ("of=decision", ["of unknown-value"]),
            ("by=text", ["by unknown-value"]),
            ("of=organizations&by=year", ["by unknown-value"]),
            ("by=ground,outcome,by,request,notice", ["by out-of-range"]),
            (
                "limit=3&outcome=no&as_of=never",
                [
                    "limit unknown-member", "outcome unknown-value", "as_of bad-format",
                ]
            ),
            ("of=events&type=strike&colour=red", ["colour unknown-member"]),
            ("as_of=900", ["as_of out-of-range"]),
        ]
    )
    func badQueries(query: String, errors: [String]) throws {
        var api = TestAPI()
        let answer = try api.get("/v1/stats?" + query)
        #expect(try answer.problem() == "invalid-parameter")
        #expect(try answer.errors() == Set(errors), "\(answer.text)")
    }

    @Test("facets count what other records say too")
    func facets() throws {
        var api = try TestAPI.withExample()
        let list = "/v1/notice-requests?facets=ground,outcome,requester_country,subject,unnamed"
        let facets = try #require(try api.get(list).json()["facets"] as? [String: [[String: Any]]])
        let told = facets.mapValues { buckets in
            buckets.map { "\($0["value"] ?? "") \($0["count"] ?? "")" }
        }
        #expect(told["ground"] == ["ARTICLE_3 2"])
        #expect(told["outcome"] == ["not_considered 2"])
        #expect(told["requester_country"] == ["IR 2"])
        #expect(told["subject"] == ["per-trump 2", "grp-2020 1", "grp-2021 1"])
        #expect(told["unnamed"] == ["true 2"])
        #expect(try api.get("/v1/decisions?requester=org-iran-judiciary").ids() == ["dec-2021"])
    }
}
