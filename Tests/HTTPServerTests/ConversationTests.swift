import Foundation
import HTTPServer
import HTTPWire
import Testing

private let closing = "Host: a\r\nConnection: close\r\n\r\n"

@Suite("A conversation over a socket")
struct ConversationTests {
    @Test("is kept alive until it is closed (RFC 9112 9.3)")
    func keepAlive() throws {
        try withServer { server, address, _ in
            let client = try RawClient(address)
            for _ in 0..<3 {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                let text = client.receive(through: "hello")
                #expect(text.statusLines == ["HTTP/1.1 200 OK"])
                #expect(!text.contains("Connection:"))
            }
            client.send("GET / HTTP/1.1\r\n" + closing)
            #expect(client.receiveAll().contains("Connection: close\r\n"))
            #expect(server.counters().requests == 4)
            #expect(server.counters().connectionsAccepted == 1)
        }
    }

    @Test("answers pipelined requests in order, later ones waited for (RFC 9112 9.3.2)")
    func pipelining() throws {
        let paths = ["/later?1", "/id", "/later?2", "/echo", "/later?3"]
        var bytes = paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n\r\n" }
            .joined()
        bytes += "GET / HTTP/1.1\r\n" + closing
        let text = try answer(to: bytes)
        let found = ["later 1", "mine", "later 2", "later 3", "hello"].compactMap {
            text.firstRange(of: $0)?.lowerBound
        }
        #expect(found.count == 5)
        #expect(found == found.sorted())
        #expect(text.statusLines.count == 6)
        #expect(!text.contains("twice"))
    }

    @Test("is read on while an answer is waited for, up to a buffer full")
    func readOn() throws {
        try withServer({ $0.loops = 1 }) { server, address, witness in
            let other = try RawClient(address)
            let client = try RawClient(address)
            let bytes = "GET /held HTTP/1.1\r\nHost: a\r\n\r\nGET / "
            client.send(bytes)
            let answer = witness.wait { $0.answers.first }
            client.send("HTTP/1.1\r\n")
            _ = try other.turns(of: server) { _ in true }
            let sent = UInt64(bytes.utf8.count + 10 + 27)
            #expect(server.counters().bytesReceived == sent)
            client.send(closing)
            answer.answer(.text(.ok, "done"))
            #expect(client.receiveAll().hasSuffix("hello"))
        }
    }

    @Test("may carry more pipelined requests than one buffer holds")
    func longPipeline() throws {
        let one = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"
        let body = String(repeating: "b", count: 1000)
        let bytes = String(repeating: one + body, count: 200) + "GET / HTTP/1.1\r\n" + closing
        #expect(try answer(to: bytes).statusLines.count == 201)
    }

    @Test("comes to the same when its bytes come one by one")
    func byteByByte() throws {
        try withServer { _, address, witness in
            let client = try RawClient(address)
            let bytes =
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                + "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n"
                + "GET / HTTP/1.1\r\n" + closing
            for byte in bytes.utf8 { client.send([byte]) }
            let text = client.receiveAll()
            #expect(text.statusLines.count == 3)
            #expect(text.contains("\r\n\r\nabcHTTP/1.1"))
            #expect(text.contains("\r\n\r\ndefHTTP/1.1"))
            #expect(witness.wait { $0.requests } == ["POST /echo", "POST /echo", "GET /"])
        }
    }

    @Test(
        "with HTTP/1.0 ends unless keeping alive is asked for and answered (RFC 9112 9.3)",
        arguments: [("", "close"), ("Connection: keep-alive\r\n", "keep-alive")]
    )
    func oldVersion(_ asked: String, _ answered: String) throws {
        try withServer { _, address, _ in
            let client = try RawClient(address)
            client.send("GET / HTTP/1.0\r\n\(asked)\r\n")
            #expect(client.receive(through: "hello").contains("Connection: \(answered)\r\n"))
            client.endInput()
            #expect(client.receiveAll().isEmpty)
        }
    }

    @Test("gives HEAD the head of GET alone")
    func head() throws {
        let text = try answer(
            to: "HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHEAD /stream HTTP/1.1\r\n" + closing
        )
        #expect(text.statusLines.count == 2)
        #expect(text.contains("Content-Length: 5\r\n\r\nHTTP/1.1"))
        #expect(text.hasSuffix("Connection: close\r\n\r\n"))
    }

    @Test("answers OPTIONS * itself (RFC 9112 3.2.4)")
    func asterisk() throws {
        let text = try answer(to: "OPTIONS * HTTP/1.1\r\n" + closing)
        #expect(text.statusLines == ["HTTP/1.1 204 No Content"])
        #expect(text.contains("Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n"))
        #expect(!text.contains("Content-Length"))
    }

    @Test("asks for a body with 100 only when it will be read (RFC 9110 10.1.1)")
    func expectContinue() throws {
        try withServer { _, address, _ in
            let client = try RawClient(address)
            client.send(
                "POST /echo HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n" + closing
            )
            #expect(client.receive(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            client.send("ab")
            #expect(client.receiveAll().hasSuffix("\r\n\r\nab"))
        }
    }

    @Test(
        "does not ask for what it refuses, or what is already there",
        arguments: [
            ("/refused", "Content-Length: 5\r\n", "", "403"),
            ("/echo", "Content-Length: 9999999\r\n", "", "413"),
            ("/echo", "Content-Length: 2\r\n", "ab", "200"),
        ]
    )
    func noContinue(_ path: String, _ length: String, _ body: String, _ status: String) throws {
        let text = try answer(
            to: "POST \(path) HTTP/1.1\r\nExpect: 100-continue\r\n\(length)\(closing)\(body)"
        )
        #expect(text.hasPrefix("HTTP/1.1 \(status) "))
        #expect(text.statusLines.count == 1)
    }

    @Test("sends large answers whole to a client that is slow to begin")
    func largeAnswer() throws {
        let text = try answer(
            to: "GET /big HTTP/1.1\r\nHost: a\r\n\r\nGET /big HTTP/1.1\r\n" + closing
        )
        #expect(text.statusLines.count == 2)
        #expect(text.utf8.count > 6_000_000)
    }

    @Test("gathers a body over many reads")
    func largeBody() throws {
        let body = String(repeating: "y", count: 1_000_000)
        let text = try answer(
            to: "POST /echo HTTP/1.1\r\nContent-Length: 1000000\r\n\(closing)\(body)"
        )
        #expect(text.afterHead == body)
    }

    @Test("gathers a chunked body over many reads")
    func largeChunkedBody() throws {
        let chunk = "1000\r\n" + String(repeating: "z", count: 4096) + "\r\n"
        let text = try answer(
            to: "POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(closing)"
                + String(repeating: chunk, count: 100) + "0\r\n\r\n"
        )
        #expect(text.afterHead == String(repeating: "z", count: 409_600))
    }

    @Test("works over a socket file, which is gone afterwards, and replaces one that nobody serves")
    func socketFile() throws {
        let path = SocketFile.path()
        for _ in 0..<2 {
            try withServer(listen: [.unix(path)]) { _, address, _ in
                let client = try RawClient(address)
                client.send("GET / HTTP/1.1\r\n" + closing)
                #expect(client.receiveAll().hasSuffix("hello"))
                #expect(throws: ServerError.self) {
                    try Server(listen: [.unix(path)]) { _ in fatalError("never asked") }
                }
            }
            #expect(throws: RawClient.Refused.self) { try RawClient(.unix(path)) }
        }
    }

    @Test("cannot be had on a file that is no socket, which stays as it is")
    func regularFile() throws {
        let path = SocketFile.path()
        try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: ServerError.self) {
            try Server(listen: [.unix(path)]) { _ in fatalError("never asked") }
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }

    @Test("cannot be had on an address that another server holds")
    func addressInUse() throws {
        try withServer { _, address, _ in
            #expect {
                try Server(listen: [address]) { _ in fatalError("never asked") }
            } throws: { error in
                "\(error)".contains("another server holds it")
            }
        }
    }

    @Test("ends every turn after its requests")
    func turns() throws {
        try withServer { _, address, witness in
            let client = try RawClient(address)
            client.send("GET / HTTP/1.1\r\n" + closing)
            #expect(client.receiveAll().hasSuffix("hello"))
            #expect(witness.wait { $0.turns > 0 ? $0.turns : nil } == 1)
        }
    }
}
