import HTTPServer
import HTTPWire
import Testing

@Suite("A loop whose thread is away on an errand")
struct ErrandTests {
    private static let errand = "GET /errand HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let heldErrand = "GET /errand?held HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let plain = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("comes back to its thread when nothing happens to it")
    func alone() throws {
        try withServer({ $0.loops = 1 }) { _, address, witness in
            let client = try RawClient(address)
            for _ in 0..<200 {
                client.send(Self.errand)
                #expect(client.receive(through: "done").hasSuffix("done"))
            }
            #expect(witness.wait { $0.returns.count == 200 ? $0.returns : nil }.contains(true))
        }
    }

    @Test("serves others meanwhile, and its answer still comes")
    func others() throws {
        try withServer({ $0.loops = 1 }) { _, address, witness in
            let waiting = try RawClient(address)
            waiting.send(Self.heldErrand)
            witness.wait { $0.isBlocked ? () : nil }
            for _ in 0..<3 {
                let other = try RawClient(address)
                for _ in 0..<3 {
                    other.send(Self.plain)
                    #expect(other.receive(through: "hello").hasSuffix("hello"))
                }
            }
            witness.release()
            #expect(waiting.receive(through: "done").hasSuffix("done"))
            #expect(witness.wait { $0.returns.first } == false)
            // The two threads have changed places; both go on.
            for _ in 0..<20 {
                waiting.send(Self.errand)
                #expect(waiting.receive(through: "done").hasSuffix("done"))
            }
        }
    }

    @Test("takes pipelined errands one after the other")
    func pipelined() throws {
        try withServer({ $0.loops = 1 }) { _, address, _ in
            let client = try RawClient(address)
            client.send(String(repeating: Self.errand, count: 8))
            for _ in 0..<8 { #expect(client.receive(through: "done").statusLines.count == 1) }
        }
    }

    @Test("has its deadlines seen to although nothing else happens")
    func deadlines() throws {
        try withServer({
            $0.loops = 1
            $0.handlerTime = .milliseconds(300)
        }) { _, address, witness in
            let client = try RawClient(address)
            client.send(Self.heldErrand)
            witness.wait { $0.isBlocked ? () : nil }
            #expect(client.receive(through: "\r\n\r\n").contains("HTTP/1.1 504"))
            witness.release()
        }
    }

    @Test("drains although its thread does not come back")
    func drain() throws {
        try withServer({
            $0.loops = 1
            $0.drainTime = .milliseconds(200)
        }) { server, address, witness in
            let client = try RawClient(address)
            client.send(Self.heldErrand)
            witness.wait { $0.isBlocked ? () : nil }
            server.drain()
            try server.wait()
            witness.release()
            #expect(client.receiveAll().isEmpty)
        }
    }

    @Test("under many clients at once, each gets each of its answers")
    func many() throws {
        try withServer { _, address, _ in
            let clients = try (0..<16).map { _ in try RawClient(address) }
            for _ in 0..<40 {
                for client in clients { client.send(Self.errand) }
                for client in clients {
                    #expect(client.receive(through: "done").hasSuffix("done"))
                }
            }
        }
    }
}
