import HTTPServer
import HTTPWire
import Testing

private let closing = "Host: a\r\nConnection: close\r\n\r\n"

@Suite("Streams")
struct StreamTests {
    @Test("go out in chunks (RFC 9112 7.1)")
    func chunkedOut() throws {
        let text = try answer(
            to: "GET /stream HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n" + closing
        )
        #expect(
            text.contains(
                "Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\nHTTP/1.1"
            )
        )
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
            client.send(
                "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n\(body)"
            )
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

    @Test(
        "tell their receiver when the client breaks off",
        arguments: ["/count", "/mirror", "/slow"]
    )
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
            client.send(
                "POST /count HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(closing)3\r\nabcdef"
            )
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

    @Test("of HEAD end with their head, however long GET's are")
    func headOfEndless() throws {
        let text = try answer(
            to: "HEAD /endless HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n" + closing
        )
        #expect(text.statusLines.count == 2)
        #expect(text.hasSuffix("hello"))
    }

    @Test("of a body may end with a pause, and the next one on the connection still flows")
    func pauseAtTheEnd() throws {
        try withServer { _, address, _ in
            let client = try RawClient(address)
            for _ in 0..<2 {
                client.send("POST /full HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
                #expect(client.receive(through: "full").hasSuffix("full"))
            }
        }
    }

    @Test("of a body wait for a client that does not take what they are answered with")
    func mirrorBackpressure() throws {
        try withServer({ $0.loops = 1 }) { server, address, _ in
            let other = try RawClient(address)
            let client = try RawClient(address, receiveBuffer: 4096)
            client.send("POST /mirror HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000000\r\n\r\n")
            let piece = [UInt8](repeating: 120, count: 65_536)
            var sent = 0
            var refusals = 0
            // Refused so often with turns in between, the kernel has no room, and gets none.
            while sent < 64 * 1024 * 1024, refusals < 50 {
                let count = client.offer(piece)
                sent += count
                refusals = count == 0 ? refusals + 1 : 0
                if count == 0 { #expect(try other.turns(of: server) { _ in true }) }
            }
            #expect(sent < 64 * 1024 * 1024)
        }
    }

    @Test(
        "that break off do not look whole (RFC 9112 8)",
        arguments: [("HTTP/1.0", true), ("HTTP/1.1", false)]
    )
    func breakingOff(_ version: String, _ isReset: Bool) throws {
        try withServer { server, address, witness in
            let client = try RawClient(address)
            client.send("GET /taken \(version)\r\nHost: a\r\n\r\n")
            let exchange = witness.wait { $0.exchanges.first }
            exchange.start(Response(.ok))
            exchange.send(Array("half".utf8))
            // In 1.1 the last chunk is missing.
            #expect(client.receive(through: isReset ? "half" : "half\r\n").contains("half"))
            server.stop()
            #expect(client.endsByReset() == isReset)
        }
    }

    @Test("tell their producer when the server has ended")
    func afterTheEnd() throws {
        try withServer { server, address, witness in
            let client = try RawClient(address)
            client.send("GET /taken HTTP/1.1\r\nHost: a\r\n\r\n")
            let exchange = witness.wait { $0.exchanges.first }
            server.stop()
            try server.wait()
            exchange.send([1]) { isAlive in witness.note { $0.sent.append(isAlive) } }
            #expect(witness.wait { $0.sent } == [false])
        }
    }
}
