import HTTPWire
import Testing

@Suite("The response writer")
struct ResponseWriterTests {
    private func written(
        _ response: Response,
        isHead: Bool = false,
        persistence: ResponseWriter.Persistence = .implied
    ) -> String {
        var writer = ResponseWriter()
        writer.setDate(784_111_777)
        var bytes: [UInt8] = []
        writer.append(response, isHead: isHead, persistence: persistence, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let date = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

    @Test("writes status, date, fields, length and content in one go")
    func whole() {
        let text = written(.text(.ok, "hello"))
        #expect(
            text == "HTTP/1.1 200 OK\r\n\(Self.date)Content-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: 5\r\n\r\nhello"
        )
    }

    @Test("gives HEAD the length that GET would have, and no content (RFC 9110 9.3.2)")
    func head() {
        let text = written(Response(.notFound, body: Array("gone".utf8)), isHead: true)
        #expect(text == "HTTP/1.1 404 Not Found\r\n\(Self.date)Content-Length: 4\r\n\r\n")
    }

    @Test(
        "frames nothing where there is no content (RFC 9110 8.6)",
        arguments: [StatusCode.noContent, .notModified]
    )
    func withoutContent(_ status: StatusCode) {
        let text = written(Response(status, body: [1, 2, 3]))
        #expect(text == "HTTP/1.1 \(status.rawValue) \(status.reason)\r\n\(Self.date)\r\n")
    }

    @Test(
        "says what becomes of the connection",
        arguments: [
            (.implied, nil), (.stated, "keep-alive"), (.close, "close"),
        ] as [(ResponseWriter.Persistence, String?)]
    )
    func persistence(_ persistence: ResponseWriter.Persistence, _ value: String?) {
        let text = written(Response(.ok), persistence: persistence)
        #expect(text.contains("Connection:") == (value != nil))
        if let value { #expect(text.contains("Connection: \(value)\r\n\r\n")) }
    }

    @Test("writes chunks, never an empty one before the end (RFC 9112 7.1)")
    func chunks() {
        var bytes: [UInt8] = []
        ResponseWriter.appendChunk([UInt8](repeating: 97, count: 26), to: &bytes)
        ResponseWriter.appendChunk([], to: &bytes)
        ResponseWriter.appendLastChunk(to: &bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text == "1a\r\n\(String(repeating: "a", count: 26))\r\n0\r\n\r\n")
    }

    @Test(
        "lets no value end its line, and no name be the engine's",
        arguments: [
            ("A", "b\r\nC: d"), ("A", "b\n"), ("A", "\0"), ("A b", "c"), ("", "c"), ("A:", "b"),
            ("Date", "x"), ("content-LENGTH", "1"), ("Connection", "x"), ("Transfer-Encoding", "x"),
        ]
    )
    func dropsUnsafeLines(_ name: String, _ value: String) {
        var lines = FieldLines()
        lines.append(name, value)
        lines.append(name, Array(value.utf8))
        #expect(lines.bytes.isEmpty)
    }

    @Test("keeps lines as they were given")
    func keepsLines() {
        var lines: FieldLines = ["ETag": "\"7\""]
        lines.append("Retry-After", 30)
        #expect(
            String(decoding: lines.bytes, as: UTF8.self) == "ETag: \"7\"\r\nRetry-After: 30\r\n"
        )
        #expect(lines.value(of: "retry-after") == "30")
    }

    @Test("has words and a plain answer for every refusal", arguments: Refusal.Reason.allCases)
    func refusals(_ reason: Refusal.Reason) {
        let refusal = Refusal(reason)
        #expect(refusal.status.rawValue >= 400)
        #expect(!refusal.status.reason.isEmpty)
        #expect(refusal.detail.hasSuffix("."))
        #expect(refusal.plainText.closes)
    }
}

@Suite("What a request says of itself")
struct RequestTests {
    @Test(
        "is the id it brings, if that is safe to repeat",
        arguments: [("abc-1.2_3", true), ("a b", false), ("", false), ("é", false), ("a/b", false)]
    )
    func id(_ given: String, _ isTaken: Bool) throws {
        let request = try Request.parsed(
            from: "GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: \(given)\r\n\r\n"
        )
        #expect((request.id == given) == isTaken)
        #expect(request.id == request.id)
        #expect(isTaken || request.id.count == 13)
    }

    @Test(
        "shows addresses in their recommended form (RFC 5952)",
        arguments: [
            (PeerAddress(family: .ipv4, high: 0, low: 0xC000_0207, port: 1), "192.0.2.7"),
            (
                PeerAddress(family: .ipv6, high: 0x2001_0DB8_0000_0000, low: 1, port: 1),
                "2001:db8::1"
            ),
            (PeerAddress(family: .ipv6, high: 0, low: 0, port: 1), "::"),
            (PeerAddress(family: .ipv6, high: 0, low: 0xFFFF_7F00_0001, port: 1), "127.0.0.1"),
            (
                PeerAddress(
                    family: .ipv6,
                    high: 0x0001_0000_0002_0003,
                    low: 0x0004_0005_0006_0007,
                    port: 1
                ), "1:0:2:3:4:5:6:7"
            ),
            (.local, "local"),
        ]
    )
    func peer(_ peer: PeerAddress, _ text: String) {
        #expect(peer.description == text)
    }
}
