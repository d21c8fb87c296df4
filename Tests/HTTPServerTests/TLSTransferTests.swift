import COpenSSL
import HTTPServer
import HTTPWire
import Testing

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
private let last = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

@Suite("Bytes through TLS")
struct TLSTransferTests {
    @Test("may come one at a time, in the handshake and after it")
    func trickle() throws {
        // A thousand turns take their time on a busy machine; the deadline is another test's.
        try withTLS(tls: { $0.handshakeTime = .seconds(300) }) { _, address, _ in
            for version in [TLS1_2_VERSION, TLS1_3_VERSION] {
                let client = try TLSClient(address) {
                    $0.trickles = true
                    $0.newest = version
                }.connect()
                try client.send(last)
                #expect(try client.receiveAll().hasSuffix("hello"))
            }
        }
    }

    @Test("that stop within the handshake end the connection in time", arguments: [0, 1, 5, 100])
    func halfHandshake(_ count: Int) throws {
        try withTLS(tls: { $0.handshakeTime = .milliseconds(50) }) { server, address, _ in
            let client = try TLSClient(address)
            client.raw.send(Array(client.firstFlight().prefix(count)))
            #expect(client.raw.receiveAll().isEmpty)
            #expect(server.counters().handshakesFailed == 1)
        }
    }

    @Test("that are no handshake get an alert and no more")
    func noise() throws {
        try withTLS { server, address, _ in
            for bytes: [UInt8] in [[0, 1, 2, 3, 4, 5], Array(repeating: 0x16, count: 200)] {
                let client = try RawClient(address)
                client.send(bytes)
                #expect(client.receive().first.map { $0 == 21 } ?? true)
                client.endInput()
                #expect(client.receive().isEmpty)
            }
            let next = try TLSClient(address).connect()
            try next.send(last)
            #expect(try next.receiveAll().hasSuffix("hello"))
        }
    }

    @Test("of many requests in many records that come at once are all answered")
    func records() throws {
        try withTLS { _, address, witness in
            let client = try TLSClient(address).connect()
            for index in 0..<50 {
                // An answer from elsewhere in between: what waits behind it lies in OpenSSL.
                let path = index % 7 == 3 ? "/later?\(index)" : "/\(index)"
                for piece in ["GET \(path) HTTP", "/1.1\r\nHost: a\r\n\r\n"] {
                    try client.write(Array(piece.utf8))
                }
            }
            try client.send(last)
            #expect(try client.receiveAll().statusLines.count == 51)
            #expect(witness.wait { $0.requests.count } == 51)
        }
    }

    @Test("of an upload arrive, gathered or in pieces", arguments: ["/echo", "/count", "/slow"])
    func upload(_ path: String) throws {
        try withTLS { _, address, _ in
            let client = try TLSClient(address).connect()
            let head = "POST \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            try client.send(head + "Content-Length: 1000000\r\n\r\n")
            try client.send([UInt8](repeating: 97, count: 1_000_000))
            let body = try client.receiveAll().afterHead
            #expect(path == "/echo" ? body.utf8.count == 1_000_000 : body == "1000000")
        }
    }

    @Test("of a long answer wait for a slow reader, and are whole")
    func slowReader() throws {
        try withTLS { server, address, _ in
            let client = try TLSClient(address) { $0.receiveBuffer = 4_096 }.connect()
            let big = "GET /big HTTP/1.1\r\nHost: a\r\n\r\n"
            try client.send(big + big + last)
            // Others are served meanwhile.
            let other = try TLSClient(address).connect()
            try other.send(last)
            #expect(try other.receiveAll().hasSuffix("hello"))
            let text = try client.receiveAll()
            #expect(text.statusLines.count == 3)
            #expect(text.utf8.count > 6_000_000)
            #expect(text.hasSuffix("hello"))
            #expect(client.hasHeardEnd)
            #expect(server.counters().requests == 4)
        }
    }

    @Test("of an answer that the client does not take end the connection")
    func stall() throws {
        try withTLS(settings: { $0.writeStallTime = .milliseconds(50) }) { server, address, seen in
            let client = try TLSClient(address) { $0.receiveBuffer = 4_096 }.connect()
            try client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(seen.wait { $0.sent.last == false ? true : nil })
            #expect(server.counters().connectionsOpen == 0)
        }
    }

    @Test("of a client that leaves without a word are answered as far as they go (RFC 9112 9.8)")
    func truncation() throws {
        try withTLS { _, address, _ in
            for version in [TLS1_2_VERSION, TLS1_3_VERSION] {
                for (bytes, status) in [(get, "200"), ("GET / HTT", "400")] {
                    let client = try TLSClient(address) { $0.newest = version }.connect()
                    try client.send(bytes)
                    client.raw.endInput()
                    #expect(try client.receiveAll().hasPrefix("HTTP/1.1 \(status) "))
                    #expect(client.hasHeardEnd)
                }
                let polite = try TLSClient(address) { $0.newest = version }.connect()
                try polite.send(get)
                polite.end()
                #expect(try polite.receiveAll().hasSuffix("hello"))
            }
        }
    }

    @Test("go on when the client changes the keys, again and again (RFC 8446 4.6.3)")
    func keyChange() throws {
        try withTLS { _, address, _ in
            let client = try TLSClient(address).connect()
            for _ in 0..<5 {
                client.changeKeys()
                try client.send(get)
                #expect(try client.receive(through: "hello").hasSuffix("hello"))
            }
        }
    }

    @Test("of a socket file are encrypted just so")
    func socketFile() throws {
        let path = SocketFile.path()
        try withTLS(tls: { $0.listen = [.unix(path)] }) { _, address, _ in
            let client = try TLSClient(address).connect()
            try client.send(last)
            #expect(try client.receiveAll().hasSuffix("hello"))
        }
    }

    @Test("are over for idle clients when the server drains")
    func drain() throws {
        try withTLS { server, address, _ in
            let idle = try TLSClient(address).connect()
            try idle.send(get)
            _ = try idle.receive(through: "hello")
            server.drain()
            #expect(try idle.receive().isEmpty)
            #expect(idle.hasHeardEnd)
            try server.wait()
        }
    }
}
