import HTTPServer
import HTTPWire
import Testing

private let closing = "Host: a\r\nConnection: close\r\n\r\n"

@Suite("Streams")
struct StreamTests {
    @Test("go out in chunks (RFC 9112 7.1)")
    func chunkedOut() throws {
        let text = try answer(to: "GET /stream HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n" + closing)
        #expect(text.contains("Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\nHTTP/1.1"))
        #expect(text.hasSuffix("hello"))
    }

    @Test("go out to the end of the connection for HTTP/1.0")
    func oldVersion() throws {
        let text = try answer(to: "GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(text.contains("Connection: close\r\n\r\nonetwo"))
        #expect(!text.contains("chunked"))
    }

    @Test("of a request's body reach their receiver whole", arguments: ["/count", "/slow"])
    func pieces(_ path: String) throws {
        try withServer { _, address, witness in
            let client = try RawClient(address)
            let body = String(repeating: "p", count: 2_000_000)
            client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n\(body)")
            #expect(client.receive(through: "2000000").hasSuffix("\r\n\r\n2000000"))
            client.send("POST \(path) HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(closing)")
            for _ in 0..<50 { client.send("3E8\r\n" + String(body.prefix(1000)) + "\r\n") }
            client.send("0\r\n\r\n")
            #expect(client.receiveAll().hasSuffix("\r\n\r\n50000"))
            #expect(witness.wait { $0.ends.count == 2 ? $0.ends : nil } == [true, true])
        }
    }

    @Test("may answer while the body still comes")
    func mirror() throws {
        try withServer { _, address, _ in
            let client = try RawClient(address)
            client.send("POST /mirror HTTP/1.1\r\nContent-Length: 6\r\n\(closing)abc")
            #expect(client.receive(through: "3\r\nabc\r\n").contains("chunked"))
            client.send("def")
            #expect(client.receiveAll() == "3\r\ndef\r\n0\r\n\r\n")
        }
    }

    @Test("tell their receiver when the client breaks off", arguments: ["/count", "/mirror", "/slow"])
    func brokenOff(_ path: String) throws {
        try withServer { _, address, witness in
            let client = try RawClient(address)
            client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
            client.endInput()
            _ = client.receiveAll()
            #expect(witness.wait { $0.ends.isEmpty ? nil : $0.ends } == [false])
        }
    }

    @Test("tell their receiver when the framing breaks, and the client too")
    func brokenFraming() throws {
        try withServer { _, address, witness in
            let client = try RawClient(address)
            client.send("POST /count HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(closing)3\r\nabcdef")
            #expect(client.receiveAll().hasPrefix("HTTP/1.1 400 "))
            #expect(witness.wait { $0.ends.isEmpty ? nil : $0.ends } == [false])
        }
    }

    @Test("wait for a client that does not read, and end when it leaves")
    func backpressure() throws {
        try withServer { server, address, witness in
            do {
                let client = try RawClient(address, receiveBuffer: 4096)
                client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = client.receive(atMost: 100)
                #expect(witness.wait { $0.sent.count > 2 ? $0.sent[0] : nil })
            }
            #expect(witness.wait { $0.sent.last == false ? true : nil })
            // What the kernel and the queue hold is a few megabytes at most.
            #expect(server.counters().bytesSent < 64 * 1024 * 1024)
        }
    }
}
