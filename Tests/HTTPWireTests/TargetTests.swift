import HTTPWire
import Testing

@Suite("A request's target")
struct TargetTests {
    private func segments(_ path: String) -> [String] {
        let bytes = Array(path.utf8)
        return Target.segments(bytes.span, 0..<bytes.count).map {
            String(decoding: bytes[$0], as: UTF8.self)
        }
    }

    @Test(
        "is split at slashes, empty segments kept",
        arguments: [
            ("/", [""]), ("/a", ["a"]), ("/a/b", ["a", "b"]), ("/a/", ["a", ""]),
            ("//a", ["", "a"]),
        ]
    )
    func splits(_ path: String, _ expected: [String]) {
        #expect(segments(path) == expected)
    }

    @Test(
        "is decoded once and strictly (RFC 3986 2.1)",
        arguments: [
            ("a", "a"), ("%61", "a"), ("a%2Fb", "a/b"), ("%2561", "%61"), ("%C3%A9", "é"),
            ("a+b", "a+b"), ("%zz", nil), ("%6", nil), ("%", nil), ("%00", nil), ("%FF", nil),
            ("%C3", nil), ("%ED%A0%80", nil),
        ]
    )
    func decodes(_ encoded: String, _ expected: String?) {
        let bytes = Array(encoded.utf8)
        #expect(Target.decodedSegment(bytes.span, 0..<bytes.count) == expected)
    }

    @Test(
        "matches a segment whatever its encoding",
        arguments: [
            ("events", true), ("%65vents", true), ("event", false), ("eventss", false),
            ("events%2F", false), ("Events", false), ("event%7", false),
        ]
    )
    func matches(_ segment: String, _ expected: Bool) {
        let bytes = Array(segment.utf8)
        #expect(Target.segment(bytes.span, 0..<bytes.count, equals: "events") == expected)
    }

    @Test("gives query parameters in order, decoded")
    func readsQuery() throws {
        let request = try Request.parsed(
            from: "GET /?a=1&b=x+y%21&&c&a=2&d==&=e HTTP/1.1\r\nHost: a\r\n\r\n"
        )
        let parameters = try request.queryParameters()
        #expect(parameters.map(\.name) == ["a", "b", "c", "a", "d", ""])
        #expect(parameters.map(\.value) == ["1", "x y!", "", "2", "=", "e"])
    }

    @Test("refuses a query that is not validly encoded", arguments: ["a=%zz", "%00=1", "a=%ff"])
    func refusesQuery(_ query: String) throws {
        let request = try Request.parsed(from: "GET /?\(query) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(throws: Refusal(.badTarget)) { try request.queryParameters() }
    }

    @Test("encodes what is not unreserved")
    func encodes() {
        #expect(Target.encoded("a/b é~") == "a%2Fb%20%C3%A9~")
    }
}
