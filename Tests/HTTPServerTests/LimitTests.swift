import HTTPServer
import HTTPWire
import Testing

private let closing = "Host: a\r\nConnection: close\r\n\r\n"

@Suite("Limits of the wire")
struct LimitTests {
    /// A limit, a request that just keeps within it, and what one that does not is told.
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let limit: @Sendable (inout RequestLimits, Int) -> Void
        let bytes: String
        let most: Int
        let status: Int

        init(
            _ name: String,
            _ limit: @escaping @Sendable (inout RequestLimits, Int) -> Void,
            _ bytes: String,
            _ most: Int,
            _ status: Int
        ) {
            testDescription = name
            self.limit = limit
            self.bytes = bytes
            self.most = most
            self.status = status
        }
    }

    private static let get = "GET /four HTTP/1.1\r\n" + closing
    private static let chunked = "POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + closing
    private static let whole = "POST /echo HTTP/1.1\r\nContent-Length: 5\r\n\(closing)12345"

    static let rows = [
        Row("request line", { $0.requestLineBytesMax = $1 }, get, 18, 414),
        Row("head", { $0.headBytesMax = $1 }, get, get.utf8.count, 431),
        Row("fields", { $0.fieldsMax = $1 }, get, 2, 431),
        Row("body with a length", { $0.bodyBytesMax = $1 }, whole, 5, 413),
        Row(
            "body in chunks",
            { $0.bodyBytesMax = $1 },
            chunked + "3\r\n123\r\n2\r\n45\r\n0\r\n\r\n",
            5,
            413
        ),
        Row(
            "extension",
            { $0.chunkExtensionBytesMax = $1 },
            chunked + "1;ab\r\n1\r\n0\r\n\r\n",
            4,
            400
        ),
        Row(
            "extensions",
            { $0.chunkExtensionsBytesMax = $1 },
            chunked + "1;\r\n1\r\n1;\r\n1\r\n0\r\n\r\n",
            4,
            400
        ),
        Row("trailers", { $0.trailerBytesMax = $1 }, chunked + "0\r\nA: b\r\n\r\n", 8, 400),
    ]

    @Test("take what is just within them, and no byte more", arguments: rows)
    func bounds(_ row: Row) throws {
        for (most, status) in [(row.most, 200), (row.most - 1, row.status)] {
            let text = try answer(to: row.bytes) { row.limit(&$0.limits, most) }
            #expect(text.statusLines.count == 1)
            #expect(text.hasPrefix("HTTP/1.1 \(status) "), "\(most)")
        }
    }

    @Test("end a gathered body that takes too long, whatever its rate earned it")
    func bodyTime() throws {
        let text = try answer(to: "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab") {
            $0.bodyTime = .seconds(3600)
            $0.bodyTimeMax = .milliseconds(50)
        }
        #expect(text.hasPrefix("HTTP/1.1 408 "))
    }

    @Test("end what a refused client goes on sending")
    func lingerBytes() throws {
        try withServer({ $0.lingerBytesMax = 100_000 }) { server, address, _ in
            let client = try RawClient(address)
            client.send("POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 90000000\r\n\r\n")
            // Comes back when all is taken, or when nobody takes it any more.
            client.send([UInt8](repeating: 0, count: 90_000_000))
            #expect(server.counters().bytesReceived < 10_000_000)
        }
    }

    @Test("end a refused client's connection that it leaves open")
    func lingerTime() throws {
        try withServer({
            $0.lingerTime = .milliseconds(50)
            $0.connectionsMax = 1
            $0.loops = 1
        }) { _, address, _ in
            let client = try RawClient(address)
            client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(client.receiveAll().hasPrefix("HTTP/1.1 400 "))
            // There is room for the next one only when the first is gone, which has not left.
            let next = try RawClient(address)
            next.send("GET / HTTP/1.1\r\n" + closing)
            #expect(next.receiveAll().hasSuffix("hello"))
            withExtendedLifetime(client) {}
        }
    }

    @Test("on connections of one address are not for this machine's own, nor for socket files")
    func exempt() throws {
        for listen in [ListenAddress.tcp("127.0.0.1", 0), .unix(SocketFile.path())] {
            try withServer({ $0.connectionsPerAddressMax = 1 }, listen: [listen]) { _, address, _ in
                let clients = try (0..<3).map { _ in try RawClient(address) }
                for client in clients {
                    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(client.receive(through: "hello").hasPrefix("HTTP/1.1 200 "))
                }
            }
        }
    }
}
