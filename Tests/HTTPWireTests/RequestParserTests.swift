import HTTPWire
import Testing

@Suite("The request parser")
struct RequestParserTests {
    @Test("takes what the RFCs allow and refuses the rest", arguments: WireTable.all)
    func judges(_ row: WireCase) {
        var reason: Refusal.Reason?
        do throws(Refusal) {
            _ = try Request.parsed(from: row.bytes)
        } catch {
            reason = error.reason
        }
        #expect(reason == row.reason)
    }

    @Test("comes to the same result a byte at a time", arguments: WireTable.all)
    func isResumable(_ row: WireCase) {
        let bytes = Array(row.bytes.utf8)
        let atOnce = WireOutcome.of(bytes, cuts: [])
        #expect(WireOutcome.of(bytes, cuts: Array(bytes.indices)) == atOnce)
    }

    @Test("comes to the same result wherever the bytes are cut", arguments: WireTable.all)
    func isIndifferentToCuts(_ row: WireCase) {
        let bytes = Array(row.bytes.utf8)
        let atOnce = WireOutcome.of(bytes, cuts: [])
        // Long rows repeat one byte: cuts near both ends say all.
        let cuts = bytes.indices.filter { $0 < 300 || $0 > bytes.count - 200 }
        #expect(cuts.allSatisfy { WireOutcome.of(bytes, cuts: [$0]) == atOnce })
    }

    @Test("finds path, query, authority and fields")
    func findsParts() throws {
        let request = try Request.parsed(
            from:
                "GET /a/b?c=d HTTP/1.1\r\nHOST: x:80\r\nAccept:  one \r\nX-Own: 7\r\naccept: two\r\n\r\n"
        )
        #expect(request.text(request.path) == "/a/b")
        #expect(request.query.flatMap(request.text) == "c=d")
        #expect(request.text(request.authority) == "x:80")
        #expect(request.host == "x")
        #expect(request.fieldText(.accept) == "one, two")
        #expect(request.field(.accept).flatMap(request.text) == "one")
        #expect(request.fieldText(named: "x-own") == "7")
        #expect(request.fieldText(.origin) == nil)
        #expect(request.fieldLines.count == 4)
    }

    @Test(
        "lets an absolute target's authority replace Host",
        arguments: [
            ("http://b:81/x?y", "/x", "y"), ("http://b:81", "/", nil), ("http://b:81?q", "/", "q"),
        ]
    )
    func readsAbsoluteForm(_ target: String, _ path: String, _ query: String?) throws {
        let request = try Request.parsed(from: "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(request.text(request.authority) == "b:81")
        #expect(request.text(request.path) == path)
        #expect(request.query.flatMap(request.text) == query)
    }

    @Test("takes every known field by its place, in any case", arguments: FieldName.allCases)
    func knowsFields(_ name: FieldName) throws {
        let values: [FieldName: String] = [
            .host: "a", .contentLength: "0", .transferEncoding: "chunked", .expect: "100-continue",
        ]
        let value = values[name] ?? "v"
        var text = "POST / HTTP/1.1\r\n\(name.name.uppercased()): \(value)\r\n"
        if name != .host { text += "Host: a\r\n" }
        text += "\r\n"
        if name == .transferEncoding { text += "0\r\n\r\n" }
        let request = try Request.parsed(from: text)
        #expect(request.fieldText(name) == value)
        #expect(request.fieldText(named: name.name) == value)
    }

    @Test(
        "reads the wish to close or stay from any Connection line",
        arguments: [
            ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: close\r\n", false),
            ("HTTP/1.1", "Connection: a, CLOSE\r\n", false),
            ("HTTP/1.1", "Connection: keep-alive\r\nConnection: Close\r\n", false),
            ("HTTP/1.0", "", false), ("HTTP/1.0", "Connection: Keep-Alive\r\n", true),
            ("HTTP/1.1", "Connection: closed\r\n", true),
        ]
    )
    func readsConnection(_ version: String, _ line: String, _ stays: Bool) throws {
        let request = try Request.parsed(from: "GET / \(version)\r\nHost: a\r\n\(line)\r\n")
        #expect(request.head.keepsAlive == stays)
    }

    @Test("takes chunked framing off")
    func decodesChunks() throws {
        let request = try Request.parsed(
            from: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: u\r\n\r\n"
        )
        #expect(request.text(request.body) == "abc0123456789")
    }
}
