import HTTPServer
import HTTPWire
import Testing

private let closing = "Host: a\r\nConnection: close\r\n\r\n"

@Suite("The end of a connection")
struct ClosingTests {
    @Test("does not reset an answer over requests that nobody reads any more (RFC 9112 9.6)")
    func unreadRequests() throws {
        try withServer({ $0.requestsPerConnectionMax = 2 }) { _, address, _ in
            let client = try RawClient(address, receiveBuffer: 4096)
            client.send(String(repeating: "GET /big HTTP/1.1\r\nHost: a\r\n\r\n", count: 2))
            _ = client.receive(through: "\r\n\r\n")
            // Both answers are on their way, and there will be no third.
            client.send(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 100))
            let text = client.receiveAll()
            #expect(text.statusLines.count == 1)
            #expect(text.utf8.count > 6_000_000)
        }
    }

    @Test("reads what a refused client still sends, even when it has left meanwhile")
    func unreadBody() throws {
        try withServer({ $0.loops = 1 }) { server, address, _ in
            let other = try RawClient(address)
            let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n"
            let client = try RawClient(address)
            client.send(head + String(repeating: "a", count: 2_000_000))
            client.endInput()
            #expect(client.receiveAll().hasPrefix("HTTP/1.1 413 "))
            let all = UInt64(head.utf8.count + 2_000_000)
            #expect(try other.turns(of: server) { $0.bytesReceived >= all })
        }
    }

    @Test("comes when a client that has ended its side has taken its answer")
    func halfClosed() throws {
        // So much may wait that the end is seen while it does.
        try withServer({ $0.outputBytesHigh = 16_000_000 }) { server, address, _ in
            let client = try RawClient(address, receiveBuffer: 4096)
            client.send(String(repeating: "GET /big HTTP/1.1\r\nHost: a\r\n\r\n", count: 2))
            _ = client.receive(through: "\r\n\r\n")
            client.endInput()
            #expect(client.receiveAll().utf8.count > 6_000_000)
            #expect(server.counters().connectionsOpen == 0)
        }
    }

    @Test("comes in a drain when the client has taken an answer that promised more")
    func drained() throws {
        try withServer({ $0.drainTime = .seconds(3600) }) { server, address, _ in
            let client = try RawClient(address, receiveBuffer: 4096)
            client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\nGET /big HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = client.receive(through: "\r\n\r\n")
            server.drain()
            #expect(client.receiveAll().utf8.count > 6_000_000)
            #expect(server.counters().connectionsOpen == 0)
        }
    }

    @Test("in a drain leaves no request unanswered that had come before")
    func drainedUnread() throws {
        try withServer({ $0.loops = 1 }) { server, address, witness in
            let client = try RawClient(address)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = client.receive(through: "hello")
            let blocker = try RawClient(address)
            blocker.send("GET /block HTTP/1.1\r\n" + closing)
            witness.wait { $0.isBlocked ? () : nil }
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            server.drain()
            witness.release()
            let text = client.receiveAll()
            #expect(text.hasSuffix("hello"))
            #expect(text.contains("Connection: close\r\n"))
        }
    }

    @Test("in a drain leaves no client unanswered that the kernel had let in")
    func drainedUnaccepted() throws {
        try withServer({ $0.loops = 1 }) { server, address, witness in
            let blocker = try RawClient(address)
            blocker.send("GET /block HTTP/1.1\r\n" + closing)
            witness.wait { $0.isBlocked ? () : nil }
            let client = try RawClient(address)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            server.drain()
            witness.release()
            #expect(client.receiveAll().hasSuffix("hello"))
        }
    }

    @Test("does not come before what a client on a socket file said in leaving")
    func socketFile() throws {
        let path = SocketFile.path()
        try withServer({ $0.loops = 1 }, listen: [.unix(path)]) { _, address, witness in
            let blocker = try RawClient(address)
            blocker.send("GET /block HTTP/1.1\r\n" + closing)
            witness.wait { $0.isBlocked ? () : nil }
            do {
                let client = try RawClient(address)
                client.send("GET /left HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            witness.release()
            #expect(blocker.receiveAll().hasSuffix("released"))
            let next = try RawClient(address)
            next.send("GET / HTTP/1.1\r\n" + closing)
            #expect(next.receiveAll().hasSuffix("hello"))
            #expect(witness.wait { $0.requests }.contains("GET /left"))
        }
    }
}
