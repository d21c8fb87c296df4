import Foundation
import Harness
import Testing

@Suite("Limits and deadlines, as they are set")
struct LimitTests {
    /// A setting, what goes beyond it, and what that is told.
    struct Row: CustomTestStringConvertible, Sendable {
        let setting: String
        let bytes: String
        let status: Int

        var testDescription: String { setting }

        init(_ setting: String, _ bytes: String, _ status: Int) {
            self.setting = setting
            self.bytes = bytes
            self.status = status
        }
    }

    private static let host = "Host: localhost\r\n\r\n"
    private static let chunks = "Transfer-Encoding: chunked\r\n" + host
    private static let json = "Content-Type: application/json\r\n"

    @Test(
        "hold in the shipped program",
        arguments: [
            Row("request-line-bytes-max=256", "GET /\(long(300)) HTTP/1.1\r\n\(host)", 414),
            Row("head-bytes-max=512", "GET / HTTP/1.1\r\nA: \(long(600))\r\n\(host)", 431),
            Row("fields-max=4", "GET / HTTP/1.1\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\n\(host)", 431),
            Row(
                "body-bytes-max=1024",
                "POST /v1/persons HTTP/1.1\r\n\(json)Content-Length: 1025\r\n\(host)",
                413
            ),
            Row(
                "chunk-extension-bytes-max=4",
                "POST /v1/persons HTTP/1.1\r\n\(json)\(chunks)1;abcd\r\n",
                400
            ),
            Row(
                "chunk-extensions-bytes-max=4",
                "POST /v1/persons HTTP/1.1\r\n\(json)\(chunks)1;ab\r\nx\r\n1;a\r\n",
                400
            ),
            Row(
                "trailer-bytes-max=8",
                "POST /v1/persons HTTP/1.1\r\n\(json)\(chunks)0\r\nA: bcdef\r\n",
                400
            ),
            Row("hosts=example.org", "GET /healthz HTTP/1.1\r\n\(host)", 421),
            Row("head-seconds=1", "GET /healthz HTTP/1.1\r\nHo", 408),
            Row(
                "body-seconds=1",
                "POST /v1/persons HTTP/1.1\r\n\(json)Content-Length: 9\r\n\(host){",
                408
            ),
        ]
    )
    func refused(_ row: Row) throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(
            ["--store", "memory:", "--\(row.setting)"],
            in: folder.url
        )
        let client = try HTTPConnection(port: server.port)
        try client.write(Data(row.bytes.utf8))
        let answer = try client.read()
        #expect(answer.status == row.status)
        #expect(answer.fields["connection"] == "close")
        #expect(server.terminate() == 0)
    }

    @Test(
        "end connections that are idle, or have carried enough",
        arguments: ["idle-seconds=1", "requests-per-connection-max=1"]
    )
    func ended(_ setting: String) throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(
            ["--store", "memory:", "--\(setting)"],
            in: folder.url
        )
        let client = try HTTPConnection(port: server.port)
        #expect(try client.send("GET", "/healthz").status == 200)
        #expect(throws: HTTPConnection.Broken.self) { try client.read() }
        #expect(server.terminate() == 0)
    }

    @Test("a cap on connections makes room by closing the idle one")
    func capped() throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(
            ["--store", "memory:", "--connections-max=1", "--loops=1"],
            in: folder.url
        )
        let first = try HTTPConnection(port: server.port)
        #expect(try first.send("GET", "/healthz").status == 200)
        let second = try HTTPConnection(port: server.port)
        #expect(try second.send("GET", "/healthz").status == 200)
        #expect(throws: HTTPConnection.Broken.self) { try first.read() }
        #expect(server.terminate() == 0)
    }

    private static func long(_ count: Int) -> String { String(repeating: "a", count: count) }
}
