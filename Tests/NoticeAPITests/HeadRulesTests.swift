import NoticeAPI
import Testing

@Suite("What a request's head has to be")
struct HeadRulesTests {
    @Test("a body is needed where one is due")
    func lengthRequired() throws {
        var api = TestAPI()
        for target in ["/v1/events", "/v1/import", "/v1/notice-requests/req-1/steps"] {
            let answer = try api.send("POST", target)
            #expect(answer.status == 411)
            #expect(try answer.problem() == "length-required")
        }
    }

    @Test(
        "a body of another type is 415, and the type that is taken is told",
        arguments: [
            ("POST", "/v1/events", "Accept-Post", "application/json"),
            ("PUT", "/v1/events/evt-1", "Accept-Post", "application/json"),
            ("PATCH", "/v1/events/evt-1", "Accept-Patch", "application/merge-patch+json"),
            ("POST", "/v1/import", "Accept-Post", "application/x-ndjson"),
        ]
    )
    func mediaType(method: String, target: String, field: String, type: String) throws {
        var api = TestAPI()
        for fields in [
            [:], ["Content-Type": "text/plain"], ["Content-Type": type + "; charset=latin1"],
        ] {
            let answer = try api.send(method, target, fields, body: "{}")
            #expect(answer.status == 415)
            #expect(answer[field] == type)
            #expect(try answer.problem() == "unsupported-media-type")
        }
    }

    @Test("a body beyond the limit is refused before it comes, with the limit")
    func tooLarge() throws {
        var api = TestAPI { $0.bodyBytesMax = 100 }
        let body = #"{"note":""# + String(repeating: "x", count: 100) + "\"}"
        let answer = try api.send("POST", "/v1/events", json: body)
        #expect(answer.status == 413)
        #expect(try answer.problem() == "content-too-large")
        #expect(try answer.json()["limit"] as? Int == 100)
        // An import is of any length.
        let lines = try api.importLines([body])
        #expect(lines.status == 200)
    }

    @Test("GET and DELETE take no body")
    func misplaced() throws {
        var api = TestAPI()
        for method in ["GET", "DELETE"] {
            let answer = try api.send(method, "/v1/events/evt-1", body: "{}")
            #expect(answer.status == 400)
            #expect(try answer.problem() == "misplaced-body")
        }
        #expect(try api.send("DELETE", "/v1/events/evt-1", ["Accept": "text/plain"]).status == 404)
    }
}
