import HTTPServer
import HTTPWire
import Testing

@Suite("Output that nobody takes")
struct SlowReaderTests {
    @Test("is bounded over all clients: who has taken nothing for longest is cut off")
    func cut() throws {
        try withServer(
            {
                $0.outputMemoryMax = 6_000_000
                $0.loops = 1
            },
            // The kernel holds little for the reader of a socket file, and always the same.
            listen: [.unix(SocketFile.path())]
        ) { server, address, _ in
            let ask = "GET /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            // Twice, so that what was let go of is known to be counted out.
            for round in 1...2 {
                let stalled = try RawClient(address)
                stalled.send(ask)
                _ = stalled.receive(atMost: 1)
                let slow = try RawClient(address)
                slow.send(ask)
                var taken = 0
                while taken < 1_000_000 { taken += slow.receive().count }
                let third = try RawClient(address)
                third.send(ask)
                #expect(third.receiveAllBytes().count > 3_000_000)
                #expect(slow.receiveAllBytes().count + taken > 3_000_000)
                #expect(stalled.receiveAllBytes().count < 2_000_000)
                #expect(server.counters().readersCut == UInt64(round))
            }
        }
    }

    @Test("is no client's that reads, however much the others leave")
    func unharmed() throws {
        try withServer(
            {
                $0.outputMemoryMax = 6_000_000
                $0.loops = 1
            },
            listen: [.unix(SocketFile.path())]
        ) { server, address, _ in
            let ask = "GET /big HTTP/1.1\r\nHost: a\r\n\r\n"
            var stalled: [RawClient] = []
            for _ in 0..<8 {
                stalled.append(try RawClient(address))
                stalled.last?.send(ask)
                _ = stalled.last?.receive(atMost: 1)
                let reader = try RawClient(address)
                reader.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                #expect(reader.receiveAll().hasSuffix("hello"))
            }
            #expect(server.counters().readersCut >= 6)
            // Those that were cut off are no longer among the open.
            #expect(server.counters().connectionsOpen <= 3)
        }
    }
}
