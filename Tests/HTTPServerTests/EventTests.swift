import HTTPServer
import HTTPWire
import Testing

private let ask = "GET /events HTTP/1.1\r\nHost: a\r\n\r\n"
private let event = "id: 7\nevent: change\ndata: a\ndata: b\n\n"

@Suite("104. A stream of events")
struct EventTests {
    @Test("has its fields, is never in gzip, and sends each event at once")
    func head() throws {
        try withServer { _, address, _ in
            let client = try RawClient(address)
            client.send("GET /events HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
            let head = client.receive(through: "\r\n\r\n")
            #expect(head.contains("Content-Type: text/event-stream\r\n"))
            #expect(head.contains("Cache-Control: no-store\r\n"))
            #expect(!head.contains("gzip"))
            #expect(client.receive(through: event).hasSuffix(event))
        }
    }

    @Test("says a comment while nothing happens, again and again")
    func heartbeat() throws {
        try withServer({ $0.heartbeatTime = .milliseconds(20) }) { _, address, witness in
            let client = try RawClient(address)
            client.send(ask)
            _ = client.receive(through: event + "\r\n")
            for _ in 0..<3 { #expect(client.receive(through: "\r\n:\n\n\r\n") == "3\r\n:\n\n\r\n") }
            let exchange = witness.wait { $0.exchanges.first }
            exchange.send(ServerSentEvent("late").bytes)
            #expect(client.receive(through: "data: late\n\n").hasSuffix("data: late\n\n"))
        }
    }

    @Test("tells its client in a drain to come back, and ends whole")
    func drain() throws {
        try withServer({ $0.retryTime = .seconds(2) }) { server, address, witness in
            let client = try RawClient(address)
            client.send(ask)
            _ = client.receive(through: event + "\r\n")
            let exchange = witness.wait { $0.exchanges.first }
            server.drain()
            let end = client.receiveAll()
            let wait = end.firstMatch(of: /retry: (\d+)\n\n\r\n0\r\n\r\n$/).flatMap { Int($0.1) }
            #expect((2_000...4_000).contains(wait ?? 0))
            try server.wait()
            exchange.send([1]) { isAlive in witness.note { $0.sent.append(isAlive) } }
            #expect(witness.wait { $0.sent.last } == false)
        }
    }

    @Test("of HEAD is its head")
    func headOnly() throws {
        let text = try answer(
            to: "HEAD /events HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        )
        #expect(text.contains("text/event-stream") && text.hasSuffix("\r\n\r\n"))
    }

    @Test("cuts off a client that takes none of it")
    func stall() throws {
        try withServer({
            $0.heartbeatTime = .milliseconds(10)
            $0.writeStallTime = .milliseconds(100)
        }) { server, address, witness in
            let client = try RawClient(address, receiveBuffer: 4096)
            client.send(ask)
            let exchange = witness.wait { $0.exchanges.first }
            exchange.send([UInt8](repeating: 10, count: 16 << 20)) { isAlive in
                witness.note { $0.sent.append(isAlive) }
            }
            #expect(witness.wait { $0.sent.last } == false)
            withExtendedLifetime(client) {}
        }
    }
}
