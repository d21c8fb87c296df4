import Foundation
import HTTPWire
import NoticeRegister
import StrictJSON
import Testing

@testable import NoticeAPI

@Suite("The description of the API")
struct OpenAPITests {
    private let document = Contract.shared.document

    /// Every object of the description, with its pointer.
    private var objects: [Int] {
        document.nodes.indices.filter { document.kind($0) == .object }
    }

    private func word(_ name: String, of object: Int) -> String? {
        document.member(name, of: object).flatMap(document.string)
    }

    @Test("is served, with a tag, and made once")
    func served() throws {
        var api = TestAPI { $0.version = "7.8.9" }
        let answer = try api.get("/openapi.json")
        #expect(answer.status == 200 && answer["Content-Type"] == "application/json")
        let information = try #require(try answer.json()["info"] as? [String: Any])
        #expect(information["version"] as? String == "7.8.9")
        let tag = try #require(answer["ETag"])
        #expect(try api.get("/openapi.json", ["If-None-Match": tag]).status == 304)
        #expect(try api.get("/openapi.json").text == answer.text)
    }

    @Test("tells every route on every path")
    func routes() throws {
        let paths = try #require(document.member("paths", of: 0))
        for route in API.routes {
            for path in route.expandedPaths {
                let item = try #require(document.member(path, of: paths), "\(path)")
                let name = route.method.name.lowercased()
                let operation = try #require(document.member(name, of: item), "\(path)")
                #expect(word("summary", of: operation) == route.summary)
                #expect(word("x-scope", of: operation) == route.scope.rawValue)
                let parameters = try #require(document.member("parameters", of: operation))
                let names = document.elements(of: parameters).map { word("name", of: $0) ?? "" }
                #expect(Set(names).count == names.count)
                #expect(
                    path.contains("{id}") == names.contains("id") || path.hasSuffix("s")
                        || path == "/v1/changes"
                )
            }
        }
        let count = API.routes.map(\.expandedPaths.count).reduce(0, +)
        let told = document.members(of: paths).map { document.count(of: $0.value) }.reduce(0, +)
        #expect(told == count)
    }

    @Test("names each operation differently")
    func operationIDs() {
        let ids = objects.compactMap { word("operationId", of: $0) }
        #expect(ids.count > 80 && Set(ids).count == ids.count)
        #expect(ids.contains("list_notice_requests") && ids.contains("import"))
    }

    @Test("leads somewhere with each reference")
    func references() {
        let references = objects.compactMap { word("$ref", of: $0) }
        #expect(references.count > 100)
        for reference in Set(references) {
            #expect(document.place(reference) != nil, "\(reference)")
        }
    }

    @Test("bounds every number and every text")
    func bounds() {
        let open = objects.filter { object in
            let has = { document.member($0, of: object) != nil }
            switch word("type", of: object) {
            case "integer", "number": return !(has("minimum") && has("maximum"))
            case "string": return !(has("maxLength") || has("enum"))
            case "array": return !(has("maxItems") && has("items"))
            default: return false
            }
        }
        #expect(open.map { document.pointer(to: $0) } == [])
    }

    @Test("has patterns that are expressions, and texts that are within their own bounds")
    func patterns() throws {
        for pattern in Set(objects.compactMap({ word("pattern", of: $0) })) {
            #expect(throws: Never.self) { try NSRegularExpression(pattern: pattern) }
            #expect(pattern.hasPrefix("^"))
        }
    }

    @Test(
        "tells of each list the filters, the orders and what can be included",
        arguments: Kind.allCases
    )
    func lists(kind: Kind) throws {
        let paths = try #require(document.member("paths", of: 0))
        let item = try #require(document.member("/v1/" + kind.path, of: paths))
        let get = try #require(document.member("get", of: item))
        let parameters = try #require(document.member("parameters", of: get))
        let names = Set(document.elements(of: parameters).compactMap { word("name", of: $0) })
        for filter in kind.listing.filters {
            #expect(names.contains(filter.name) && names.contains("-" + filter.name))
        }
        #expect(
            names.isSuperset(of: ["sort", "facets", "fields", "limit", "cursor", "as_of", "pretty"])
        )
        #expect(names.contains("include") == !kind.listing.includes.isEmpty)
        let one = try #require(document.member("/v1/\(kind.path)/{id}", of: paths))
        let read = try #require(document.member("get", of: one))
        let ofOne = try #require(document.member("parameters", of: read))
        let shown = Set(document.elements(of: ofOne).compactMap { word("name", of: $0) })
        #expect(shown.isSuperset(of: ["id", "fields", "as_of", "pretty"]))
        #expect(shown.contains("include") == names.contains("include"))
        #expect(!shown.contains("sort"))
        #expect(names.contains("If-None-Match"))
    }

    @Test(
        "says of each kind what its records are: whole, in part and as a patch",
        arguments: Kind.allCases
    )
    func kinds(kind: Kind) throws {
        for suffix in ["", "_input", "_part", "_patch", "_view"] {
            let place = try #require(document.place("#/components/schemas/\(kind.name)\(suffix)"))
            let properties = try #require(document.member("properties", of: place))
            let names = document.members(of: properties).compactMap { document.string($0.name) }
            #expect(Set(names).isSuperset(of: kind.memberNames))
            #expect(names.contains("included") == (suffix == "_view"))
            let isWhole = suffix.isEmpty || suffix == "_input"
            #expect(document.member("required", of: place) == nil || isWhole)
        }
    }
}

@Suite("The checker that holds answers to the description")
struct ContractTests {
    @Test(
        "finds what breaks a schema",
        arguments: [
            ("health", #"{"status":"ok"}"#, true), ("health", #"{"status":"ill"}"#, false),
            ("health", #"{"status":"ok","a":1}"#, false), ("health", "{}", false),
            ("health", "[]", false), ("allowed_step", #"{"step":"a","needs":["b"]}"#, true),
            ("allowed_step", #"{"step":"a","needs":[1]}"#, false),
            ("link", #"{"role":"a","kind":"event","id":"x y"}"#, false),
            (
                "step_taken",
                #"{"step":null,"record":{"id":"a","version":-1,"status":null},"made":[]}"#, false
            ),
            (
                "step_taken",
                #"{"step":null,"record":{"id":"a","version":1,"status":null},"made":[]}"#, true
            ),
            ("event", #"{"title":"A","type":"other","when":"2021"}"#, true),
            ("event", #"{"title":"A","type":"war","when":"2021"}"#, false),
            ("event", #"{"title":{"e_":"A"},"type":"other","when":"2021"}"#, false),
            ("event", #"{"type":"other","when":"2021"}"#, false),
            ("event_part", #"{"id":"a"}"#, true), ("nothing", "{}", false),
            (
                "event_input", #"{"title":"A","type":"other","when":"2021","note":null,"id":7}"#,
                true
            ),
            ("event_input", #"{"title":null,"type":"other","when":"2021"}"#, false),
            ("event_patch", #"{"note":null,"place":{"country":null},"version":{}}"#, true),
            ("event_patch", #"{"title":null}"#, false),
        ]
    )
    func checks(component: String, json: String, isGood: Bool) {
        #expect(Contract.shared.faults(Array(json.utf8), component: component).isEmpty == isGood)
    }
}
