import Foundation
import HTTPWire
import Testing

@testable import NoticeAPI

@Suite("The API as a whole")
struct APITests {
    @Test(
        "paths that lead nowhere are 404, whatever the method",
        arguments: [
            "/", "/v1", "/v1/", "/v1/planets", "/v1/events/", "/v1//events", "/v1/events/a/b",
            "/v1/events/a/history/", "/v1/./events", "/v1/../v1/events", "/v1/events/..",
            "/metrics/x",
            "/v1/persons/a/steps", "/v1/decisions/a/steps", "/V1/events", "/v1/events%2Fa",
        ],
        ["GET", "DELETE", "OPTIONS"]
    )
    func unknownPath(path: String, method: String) throws {
        var api = TestAPI()
        let answer = try api.send(method, path)
        #expect(answer.status == 404)
        #expect(try answer.problem() == "not-found")
    }

    @Test("an encoded letter equals the plain one, an encoded slash stays in its segment")
    func encodedPath() throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        #expect(try api.get("/v1/%65vents/evt%2D1").status == 200)
        #expect(try api.get("/v1/events/evt%2F1").status == 404)
        #expect(try api.get("/v1/events/%zz").problem() == "malformed-request")
        #expect(try api.get("/v1/events/%00").problem() == "malformed-request")
        #expect(try api.get("/v1/events/%FF").problem() == "malformed-request")
    }

    @Test(
        "a method that a resource does not take is 405, and Allow tells those it takes",
        arguments: [
            ("DELETE", "/v1/events", "GET, HEAD, POST, OPTIONS"),
            ("POST", "/v1/decisions", "GET, HEAD, OPTIONS"),
            ("PUT", "/v1/notices/ntc-1", "GET, HEAD, PATCH, OPTIONS"),
            ("DELETE", "/v1/decisions/dec-1", "GET, HEAD, PATCH, OPTIONS"),
            ("POST", "/v1/events/evt-1", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
            ("PATCH", "/v1/changes", "GET, HEAD, OPTIONS"),
            ("GET", "/v1/import", "POST, OPTIONS"),
        ]
    )
    func methodNotAllowed(method: String, path: String, allow: String) throws {
        var api = TestAPI()
        let answer = try api.send(method, path)
        #expect(answer.status == 405)
        #expect(answer["Allow"] == allow)
        #expect(try answer.problem() == "method-not-allowed")
    }

    @Test("OPTIONS says what a path takes, without content")
    func options() throws {
        var api = TestAPI()
        let answer = try api.send("OPTIONS", "/v1/notice-requests/req-1/steps")
        #expect(answer.status == 204)
        #expect(answer["Allow"] == "GET, HEAD, POST, OPTIONS")
        #expect(answer.body.isEmpty)
        #expect(answer["Access-Control-Allow-Methods"] == nil)
    }

    @Test("HEAD has the fields and the status of GET")
    func head() throws {
        var api = try TestAPI.withExample()
        for path in ["/v1/persons?limit=1", "/v1/persons/per-trump", "/openapi.json", "/healthz"] {
            let (get, head) = (try api.get(path), try api.send("HEAD", path))
            #expect(head.status == get.status)
            #expect(head.fields == get.fields)
        }
    }

    @Test(
        "an unknown parameter is named with the nearest known one, on every path",
        arguments: [
            ("/v1/events/evt-1?as_off=1", "as_of"), ("/v1/events?wen=2020", "when"),
            ("/v1/events/evt-1/history?verson=1", "version"),
            ("/v1/events/evt-1/links?limitt=1", "limit"),
            ("/v1/notice-requests/req-1/steps?prety", "pretty"), ("/v1/changes?aftr=1", "after"),
        ]
    )
    func unknownParameter(target: String, known: String) throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        let answer = try api.get(target)
        #expect(try answer.problem() == "invalid-parameter")
        #expect(answer.text.contains("did you mean \\\"\(known)\\\""))
    }

    @Test(
        "paths without parameters take none",
        arguments: [
            "/healthz?a", "/readyz?a=1", "/metrics?a=1", "/openapi.json?pretty",
            "/problems/gone?a=1", "/v1/records/evt-1?as_of=1",
        ]
    )
    func noParameters(target: String) throws {
        var api = TestAPI()
        let answer = try api.get(target)
        #expect(try answer.problem() == "invalid-parameter")
        #expect(try answer.errors().first?.hasSuffix(" unknown-member") == true)
    }

    @Test("a parameter that stands twice, or is badly encoded, is told")
    func badParameters() throws {
        var api = TestAPI()
        let twice = try api.get("/v1/events?limit=1&limit=2&sort=when&sort=title")
        #expect(try twice.errors() == ["limit out-of-range", "sort out-of-range"])
        #expect(try api.get("/v1/events?q=%ff").problem() == "malformed-request")
        #expect(try api.get("/v1/changes?after=%zz").problem() == "malformed-request")
        #expect(try api.get("/healthz?%zz").problem() == "malformed-request")
        #expect(try api.get("/v1/events?").status == 200)
    }

    @Test("Accept that leaves out all that a path has is 406, another passes")
    func accept() throws {
        var api = TestAPI()
        let refused = try api.get("/v1/events", ["Accept": "text/html, application/json;q=0"])
        #expect(try refused.problem() == "not-acceptable")
        #expect(refused.text.contains("application/json"))
        for accept in ["*/*", "application/*;q=0.1", "text/html, */*;q=0.01", ""] {
            #expect(try api.get("/v1/events", ["Accept": accept]).status == 200)
        }
    }

    @Test("a request's id is sent back, and stands in problems in any case")
    func requestID() throws {
        var api = TestAPI()
        let good = try api.get("/v1/events", ["X-Request-Id": "mine-1"])
        #expect(good["X-Request-Id"] == "mine-1")
        #expect(try api.get("/v1/events")["X-Request-Id"] == nil)
        let bad = try api.get("/v1/planets", ["X-Request-Id": "mine-2"])
        #expect(try bad.json()["instance"] as? String == "mine-2")
        #expect(bad["X-Request-Id"] == "mine-2")
        let nameless = try api.get("/v1/planets")
        let instance = try #require(try nameless.json()["instance"] as? String)
        #expect(nameless["X-Request-Id"] == instance)
    }

    @Test("what the wire refuses is told as a problem, a limit with its number")
    func refusals() throws {
        var api = TestAPI()
        let bad = try api.send("GET  / HTTP/1.1\r\nHost: l\r\n\r\n")
        #expect(try bad.problem() == "malformed-request")
        let long = try api.send("GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\n\r\n")
        #expect(try long.problem() == "uri-too-long")
        let (reply, refusal) = (
            try api.send("BREW / HTTP/1.1\r\nHost: l\r\n\r\n"), Refusal(.bodyTooLong, limit: 7)
        )
        #expect(try reply.problem() == "not-implemented")
        let told = TestAnswer(Problem(refusal).response(instance: "i"))
        #expect(try told.json()["limit"] as? Int == 7)
    }

    @Test(
        "every refusal of the wire has the problem that its slug names",
        arguments: Refusal.Reason.allCases
    )
    func refusal(reason: Refusal.Reason) throws {
        let refusal = Refusal(reason)
        let problem = Problem(refusal)
        #expect(problem.type.rawValue == refusal.slug)
        #expect(problem.type.status == refusal.status)
        let told = TestAnswer(problem.response(instance: "i"))
        #expect(told["Retry-After"] == refusal.retryAfterSeconds.map(String.init))
    }

    @Test("where the pool or the queue is full, the answer is 503 with the time to come back")
    func overloaded() throws {
        var api = TestAPI(workers: FullWorkers())
        let answer = try api.get("/v1/events")
        #expect(answer.status == 503)
        #expect(try answer.problem() == "overloaded")
        #expect(answer["Retry-After"] == "1")
    }

    @Test("scripts of the origins in the settings may read, others not")
    func crossOrigin() throws {
        var api = TestAPI { $0.corsOrigins = ["https://a.example"] }
        let friend = try api.get("/v1/events", ["Origin": "https://a.example"])
        #expect(friend["Access-Control-Allow-Origin"] == "https://a.example")
        #expect(friend["Access-Control-Expose-Headers"]?.contains("ETag") == true)
        let stranger = try api.get("/v1/events", ["Origin": "https://b.example"])
        #expect(stranger["Access-Control-Allow-Origin"] == nil)
        #expect(stranger.status == 200)
        // A cache must not give to a script what it got for no origin.
        #expect(try api.get("/v1/events")["Vary"] == "Origin")
        let preflight = try api.send(
            "OPTIONS",
            "/v1/events",
            ["Origin": "https://a.example", "Access-Control-Request-Method": "POST"]
        )
        #expect(preflight.status == 204)
        #expect(preflight["Access-Control-Allow-Methods"]?.contains("POST") == true)
        #expect(preflight["Access-Control-Allow-Headers"]?.contains("If-Match") == true)
    }

    @Test("`pretty` spreads an answer over lines and changes nothing else")
    func pretty() throws {
        var api = try TestAPI.withExample()
        let paths = [
            "/v1/persons/per-trump", "/v1/persons", "/v1/persons/per-trump/history",
            "/v1/persons/per-trump/links", "/v1/notice-requests/req-2020/steps", "/v1/changes",
        ]
        for path in paths {
            let (plain, pretty) = (try api.get(path), try api.get(path + "?pretty"))
            #expect(pretty.text.hasPrefix("{\n  \""))
            #expect(pretty.body.count > plain.body.count)
            let texts = try [plain, pretty].map { answer in
                var members = try answer.json()
                // The URL of a next page repeats what was asked.
                members["next"] = nil
                return try JSONSerialization.data(withJSONObject: members, options: .sortedKeys)
            }
            #expect(texts[0] == texts[1])
        }
    }
}
