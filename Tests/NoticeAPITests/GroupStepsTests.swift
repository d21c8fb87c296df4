import Testing

@Suite("Groups over HTTP")
struct GroupStepsTests {
    private static let target = "/v1/groups/grp-1/steps"
    private static let name = """
        {"step":"name","id":"stp-1","ref":"per-1","on":"2021-02",\
        "sources":[{"source":"src-1","locator":"p. 3"}]}
        """

    /// A register with a group of 48, nobody named, and a request for them.
    private static func register() throws -> TestAPI {
        var api = try TestAPI.withRequest()
        try api.put("groups/grp-1", #"{"title":"G","size":{"count":48,"basis":"exact"}}"#)
        try api.put(
            "notice-requests/req-2",
            Case.request.replacing("per-1", with: "grp-1")
        )
        return api
    }

    @Test("take steps: the step, the group without a status, and what follows")
    func take() throws {
        var api = try Self.register()
        let answer = try api.send("POST", Self.target, json: Self.name)
        #expect(answer.status == 201 && answer["Location"] == Self.target)
        #expect(
            answer.text
                == #"{"step":{"id":"stp-1","step":"name","seq":\#(api.head - 1),"on":"2021-02","#
                + #""sources":[{"source":"src-1","locator":"p. 3"}],"ref":"per-1"},"#
                + #""record":{"id":"grp-1","version":2,"status":null},"made":[]}"# + "\n"
        )
        let again = try api.send("POST", Self.target, json: Self.name)
        #expect(again.status == 200 && again.text == answer.text)
        let request = try api.get("/v1/notice-requests/req-2").text
        #expect(
            request.contains(
                #""subject_count":{"count":48,"basis":"exact","named":1,"unnamed":47}"#
            )
        )
        #expect(try api.get("/v1/groups?named=per-1").ids() == ["grp-1"])
        #expect(try api.get("/v1/notice-requests?subject=per-1").ids() == ["req-1", "req-2"])
        #expect(try api.get("/v1/groups/grp-1/links").text.contains(#""role":"steps.ref""#))
    }

    @Test("tell their steps, and what is possible")
    func read() throws {
        var api = try Self.register()
        #expect(
            try api.get(Self.target).text
                == #"{"items":[],"status":null,"allowed":["#
                + #"{"step":"name","needs":["ref: the person","statements or sources"]},"#
                + #"{"step":"unname","needs":["ref: the person","reason","statements or sources"]},"#
                + #"{"step":"recount","needs":["count","basis","statements or sources"]}]}"# + "\n"
        )
        _ = try api.send("POST", Self.target, json: Self.name)
        let steps = try #require(try api.get(Self.target).json()["items"] as? [[String: Any]])
        #expect(steps.map { $0["id"] as? String } == ["stp-1"])
    }

    @Test("refuse what does not add up, with a pointer")
    func refused() throws {
        var api = try Self.register()
        _ = try api.send("POST", Self.target, json: Self.name)
        let twice = Self.name.replacing("stp-1", with: "stp-2").replacing(
            "2021-02",
            with: "2021-03"
        )
        #expect(
            try api.send("POST", Self.target, json: twice).errors()
                == ["/ref subject-count-mismatch"]
        )
        let before = try api.send(
            "POST",
            Self.target,
            json: twice.replacing("2021-03", with: "2021-01")
        )
        #expect(before.status == 409)
        #expect(try before.json()["breaks"] as? String == "stp-1")
        #expect(try before.json()["from"] as? String == "counted")
    }

    @Test("are imported with their steps, and a second time change nothing")
    func imported() throws {
        let step = Self.name.dropFirst()
        let lines = [
            #"{"kind":"step","of":"grp-1",\#(step)"#,
            #"{"kind":"person","id":"per-1","names":[{"full":"A person"}]}"#,
            #"{"kind":"source","id":"src-1","title":"A paper","type":"report"}"#,
            #"{"kind":"group","id":"grp-1","title":"G","size":{"count":48,"basis":"exact"}}"#,
        ]
        for query in ["", "?atomic=true"] {
            var api = TestAPI()
            let (_, first) = try api.importLines(lines, query)
            #expect(first.last?["errors"] as? Int == 0, "\(first)")
            let group = try api.get("/v1/groups/grp-1").text
            #expect(group.contains(#""named":["per-1"],"unnamed":47"#))
            let (_, second) = try api.importLines(lines, query)
            #expect(second.last?["unchanged"] as? Int == 4, "\(second)")
            #expect(try api.get("/v1/groups/grp-1").text == group)
        }
    }
}
