import HTTPWire
import NoticeRegister
import Testing

@testable import NoticeAPI

@Suite("The router")
struct RouterTests {
    private let router = Router(API.routes)

    private func match(_ path: String) throws(Problem) -> Match? {
        let bytes = Array(path.utf8)
        return try router.match(bytes.span, 0..<bytes.count)
    }

    @Test("finds every path of every route, with its kind and what stands for the braces")
    func routes() throws {
        for route in API.routes {
            for (path, kind) in route.expanded {
                let asked = path.replacing("{id}", with: "x~1").replacing("{slug}", with: "x~1")
                let match = try #require(try match(asked))
                #expect(match.resource.path == path)
                #expect(match.resource.kind == kind)
                #expect(match.capture == (path.contains("{") ? "x~1" : ""))
                #expect(match.resource.route(route.method)?.summary == route.summary)
            }
        }
    }

    @Test(
        "takes whatever stands in the place of an id, dots apart",
        arguments: ["...", "é", "a b"]
    )
    func captures(id: String) throws {
        #expect(try match("/v1/events/" + id)?.capture == id)
    }

    @Test("undoes the encoding of an id once")
    func encoded() throws {
        #expect(try match("/v1/events/a%2Fb")?.capture == "a/b")
        #expect(try match("/v1/events/a%252Fb")?.capture == "a%2Fb")
        #expect(try match("/v1/%65vents/x/%68istory")?.resource.path == "/v1/events/{id}/history")
        #expect(try match("/v1/events/%2E%2E") == nil)
    }

    @Test("every route has paths of its own")
    func uniqueness() {
        let all = API.routes.flatMap { route in
            route.expandedPaths.map { route.method.name + " " + $0 }
        }
        #expect(Set(all).count == all.count)
    }
}
