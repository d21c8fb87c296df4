import Testing

@Suite("Lists")
struct RecordListingTests {
    @Test("give the page, the exact total and the sequence that they show")
    func page() throws {
        var api = try TestAPI.withExample()
        let answer = try api.get("/v1/persons?limit=2")
        #expect(answer.status == 200)
        let page = try answer.json()
        #expect(page["total"] as? Int == 5)
        #expect(page["seq"] as? Int == api.head)
        #expect(try answer.ids() == ["per-alghasi-mehr", "per-hook"])
        let next = try #require(page["next"] as? String)
        let described = "</openapi.json>; rel=\"describedby\""
        let first = "</v1/persons?limit=2>; rel=\"first\""
        #expect(answer["Link"] == "<\(next)>; rel=\"next\", \(first), \(described)")
        let record = try api.get("/v1/persons/per-alghasi-mehr").text.dropLast()
        #expect(answer.text.contains(record))
    }

    @Test("of nothing are empty, and end")
    func empty() throws {
        var api = TestAPI()
        let answer = try api.get("/v1/challenges")
        #expect(answer.text == "{\"items\":[],\"next\":null,\"total\":0,\"seq\":0}\n")
        #expect(answer["Link"] == "</openapi.json>; rel=\"describedby\"")
    }

    @Test("lead from page to page to each record once, in order", arguments: [1, 2, 3, 500])
    func pages(limit: Int) throws {
        var api = try TestAPI.withExample()
        let sorts = [
            "said_on", "-said_on", "recorded_at", "-recorded_at", "said_on,-recorded_at",
            "-recorded_at,said_on",
        ]
        for sort in sorts {
            let ids = try api.walk("/v1/statements?sort=\(sort)&limit=\(limit)") { _ in }
            #expect(try ids == api.get("/v1/statements?sort=\(sort)&limit=500").ids())
            #expect(ids.count == Set(ids).count && ids.count > 5)
        }
    }

    @Test("show one register on all pages, whatever is written between them")
    func writesBetween() throws {
        var api = try TestAPI.withExample()
        let before = try api.get("/v1/persons?limit=500")
        var seqs: Set<Int> = []
        var number = 0
        let ids = try api.walk("/v1/persons?limit=1&facets=nationality") { api in
            number += 1
            try api.put("persons/per-\(number)", #"{"names":[{"full":"Aa \#(number)"}]}"#)
            let changed = #"{"note":"\#(number)"}"#
            _ = try api.send("PATCH", "/v1/persons/per-trump", json: changed)
            seqs.insert(number)
        }
        #expect(try ids == before.ids())
        #expect(try api.get("/v1/persons").json()["total"] as? Int == 5 + number)
    }

    @Test("end a page early when its records are long, and lose none")
    func longRecords() throws {
        var api = TestAPI()
        let quote = String(repeating: "q", count: 3_900)
        let sources = (0..<100).map { _ in #"{"source":"src-1","quote":"\#(quote)"}"# }
        try api.put("sources/src-1", Case.source)
        for number in 100..<130 {
            try api.put(
                "events/evt-\(number)",
                #"{"title":"A","type":"other","when":"2020","sources":[\#(sources.joined(separator: ","))]}"#
            )
        }
        let first = try api.get("/v1/events?limit=500")
        let count = try first.ids().count
        #expect(count < 30 && count > 10)
        #expect(first.body.count < 9 * 1_048_576)
        #expect(try first.json()["total"] as? Int == 30)
        let ids = try api.walk("/v1/events?limit=500") { _ in }
        #expect(ids == (100..<130).map { "evt-\($0)" })
    }

    @Test(
        "find what the filters say",
        arguments: [
            ("persons?nationality=IR", ["per-soleimani"]),
            ("persons?nationality=IR&nationality=US", ["per-trump", "per-soleimani"]),
            ("persons?-nationality=US&nationality=IR&nationality=US", ["per-soleimani"]),
            ("persons?office_country=IR&death=2020", ["per-soleimani"]),
            ("persons?q=qasim", ["per-alghasi-mehr"]),
            ("persons?q=%D9%82%D8%A7%D8%B3%D9%85", ["per-soleimani"]), ("persons?q=nobody", []),
            ("persons?id=per-hook&id=per-trump&sort=-caption", ["per-hook", "per-trump"]),
            ("organizations?under=org-us-government&type=ministry", ["org-pentagon"]),
            ("notice-requests?subject=per-trump&decided=certain:2021", ["req-2021"]),
            ("notice-requests?ground=ARTICLE_3&claimed=2020", ["req-2020"]),
            ("notice-requests?requester_country=IR&prior=req-2020", ["req-2021"]),
            ("notice-requests?status=refused", []),
            ("decisions?prospective=true", ["dec-2020"]),
            ("events?when=2020-01-01/2020-01-31", ["evt-strike"]),
            ("events?recorded_until=2000-01-01", []),
        ]
    )
    func filters(query: String, ids: [String]) throws {
        var api = try TestAPI.withExample()
        let answer = try api.get("/v1/" + query)
        #expect(try Set(answer.ids()) == Set(ids), "\(answer.text)")
        #expect(try answer.json()["total"] as? Int == ids.count)
    }

    @Test(
        "tell what is wrong with filters and order, all at once",
        arguments: [
            (
                "events?type=war&when=soon&limit=0",
                ["type unknown-value", "when bad-date", "limit out-of-range"]
            ),
            (
                "events?country=Iraq&participant=a%20b",
                ["country bad-format", "participant bad-format"]
            ),
            (
                "events?sort=size&include=all&facets=when",
                [
                    "sort unknown-value", "include unknown-value", "facets unknown-value",
                ]
            ),
            ("events?fields=titel,text", ["fields unknown-value"]),
            (
                "persons?sort=birth,name,-birth,",
                ["sort unknown-value", "sort out-of-range", "sort unknown-value"]
            ),
            ("persons?refugee=yes", ["refugee bad-format"]),
            ("events?recorded_since=now&q=", ["recorded_since bad-date", "q out-of-range"]),
            (
                "notices?in_force=maybe&-status=active,x",
                ["in_force bad-format", "-status unknown-value"]
            ),
            ("sources?fields=text", ["fields unknown-value"]),
        ]
    )
    func badFilters(query: String, errors: [String]) throws {
        var api = TestAPI()
        let answer = try api.get("/v1/" + query)
        #expect(try answer.problem() == "invalid-parameter")
        #expect(try answer.errors().isSuperset(of: errors), "\(answer.text)")
    }

    @Test("take at most a hundred values of one filter, and ten facets")
    func counts() throws {
        var api = TestAPI()
        let ids = (0..<101).map { "id=evt-\($0)" }.joined(separator: "&")
        #expect(try api.get("/v1/events?" + ids).errors() == ["id out-of-range"])
        let names =
            "label,identifier,access,status,colour,channel,requester,via,addressee,event,offence"
        let answer = try api.get("/v1/notice-requests?facets=" + names)
        #expect(try answer.errors() == ["facets out-of-range"])
    }

    @Test("count the values of filters over all that was found, not the page")
    func facets() throws {
        var api = try TestAPI.withExample()
        let answer = try api.get("/v1/statements?facets=property,speaker&limit=1")
        let facets = try #require(try answer.json()["facets"] as? [String: [[String: Any]]])
        #expect(Set(facets.keys) == ["property", "speaker"])
        let properties = try #require(facets["property"])
        let total = try #require(try answer.json()["total"] as? Int)
        #expect(properties.compactMap { $0["count"] as? Int }.reduce(0, +) == total)
        let counts = properties.compactMap { $0["count"] as? Int }
        #expect(counts == counts.sorted(by: >))
        #expect(try api.get("/v1/statements").json()["facets"] == nil)
    }

    @Test("leave of each record the members asked for, and its id")
    func fields() throws {
        var api = try TestAPI.withExample()
        let answer = try api.get("/v1/events?fields=when,title&limit=1&sort=when")
        let text = #"{"id":"evt-strike","title":{"en":"Strike near Baghdad airport","#
        #expect(answer.text.hasPrefix(#"{"items":["# + text))
        #expect(answer.text.contains(#""when":"2020-01-03"}],"next""#))
    }

    @Test("resolve what is included, each record once, also on the way")
    func include() throws {
        var api = try TestAPI.withExample()
        let answer = try api.get(
            "/v1/notice-requests?include=requester,addressee,subjects.named,decisions,prior&fields=id"
        )
        let included = try #require(try answer.json()["included"] as? [String: [String: Any]])
        #expect(
            Set(included.keys) == [
                "org-tehran-prosecutor", "org-iran-judiciary", "org-interpol", "grp-2020",
                "grp-2021",
                "per-trump", "dec-2020", "dec-2021", "req-2020",
            ]
        )
        #expect(included["per-trump"]?["kind"] as? String == "person")
        let decisions = try api.get("/v1/decisions?include=request.requester&limit=1&sort=date")
        let reached = try #require(try decisions.json()["included"] as? [String: Any])
        #expect(Set(reached.keys) == ["req-2020", "org-tehran-prosecutor"])
    }

    @Test("show the past: filters, totals, facets and what is included as they were recorded")
    func asOf() throws {
        var api = TestAPI()
        try api.put("organizations/org-1", Case.state)
        try api.put(
            "organizations/org-2",
            #"{"names":[{"full":"B"}],"type":"court","parent":"org-1"}"#
        )
        let then = api.head
        try api.put("organizations/org-1", Case.state.replacing("A state", with: "Another"))
        try api.put("organizations/org-2", #"{"names":[{"full":"B"}],"type":"ngo"}"#)
        let past = try api.get(
            "/v1/organizations?type=court&include=parent&facets=type&as_of=\(then)"
        )
        #expect(try past.ids() == ["org-2"])
        #expect(past.text.contains(#""full":"A state""#))
        #expect(past.text.contains(#""facets":{"type":[{"value":"court","count":1}]}"#))
        #expect(past.text.contains("\"seq\":\(then)"))
        #expect(try api.get("/v1/organizations?type=court").ids() == [])
        #expect(try api.get("/v1/organizations?as_of=0").ids() == [])
    }

    @Test("have a tag that changes with the register and the question, and are not sent again")
    func tags() throws {
        var api = try TestAPI.withExample()
        let first = try api.get("/v1/persons?limit=1")
        let tag = try #require(first["ETag"])
        #expect(tag.hasPrefix("\"\(api.head)-"))
        #expect(try api.get("/v1/persons?limit=1")["ETag"] == tag)
        let same = try api.get("/v1/persons?limit=1", ["If-None-Match": tag])
        #expect(same.status == 304 && same["ETag"] == tag && same.body.isEmpty)
        for other in ["/v1/persons?limit=2", "/v1/persons", "/v1/events?limit=1"] {
            #expect(try api.get(other)["ETag"] != tag)
        }
        try api.put("events/evt-1", Case.event)
        #expect(try api.get("/v1/persons?limit=1", ["If-None-Match": tag]).status == 200)
        // The past does not change.
        let past = try #require(try api.get("/v1/persons?as_of=3")["ETag"])
        try api.put("events/evt-2", Case.event)
        #expect(try api.get("/v1/persons?as_of=3", ["If-None-Match": past]).status == 304)
    }

    @Test("take a cursor of their own only")
    func foreignCursors() throws {
        var api = try TestAPI.withExample()
        let next = try #require(try api.get("/v1/persons?limit=1").json()["next"] as? String)
        let cursor = try #require(next.split(separator: "cursor=").last)
        #expect(try api.get("/v1/persons?limit=3&cursor=\(cursor)").status == 200)
        let strangers = [
            "/v1/persons?sex=F&cursor=\(cursor)", "/v1/persons?sort=birth&cursor=\(cursor)",
            "/v1/events?cursor=\(cursor)", "/v1/persons?cursor=\(cursor)x",
            "/v1/persons?cursor=abc", "/v1/persons?cursor=" + String(cursor.reversed()),
            "/v1/persons/per-trump/links?cursor=\(cursor)", "/v1/persons?as_of=3&cursor=\(cursor)",
        ]
        for target in strangers {
            #expect(try api.get(target).errors() == ["cursor bad-format"], "\(target)")
        }
    }

    @Test("say that a cursor of another store is gone")
    func cursorOfAnotherStore() throws {
        var api = try TestAPI.withExample()
        let next = try #require(try api.get("/v1/persons?limit=1").json()["next"] as? String)
        var other = TestAPI(store: "00000000-0000-4000-8000-000000000002")
        #expect(try other.get(next).problem() == "gone")
        // The same store, emptied: what the cursor shows was never there.
        var emptied = TestAPI()
        #expect(try emptied.get(next).errors() == ["cursor bad-format"])
    }
}

extension TestAPI {
    /// The ids on all pages from one on, something being done before each next one.
    mutating func walk(_ url: String, _ between: (inout TestAPI) throws -> Void) throws -> [String]
    {
        var (next, ids, totals) = (String?.some(url), [String](), Set<Int>())
        while let page = next {
            let answer = try get(page)
            ids += try answer.ids()
            next = try answer.json()["next"] as? String
            totals.insert(try #require(try answer.json()["total"] as? Int))
            if next != nil { try between(&self) }
        }
        #expect(totals == [ids.count], "the total is exact on every page")
        return ids
    }
}
