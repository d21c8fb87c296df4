import COpenSSL
import HTTPServer
import HTTPWire
import Testing

private let loopback = ListenAddress.tcp("127.0.0.1", 0)
private let header = Array("PROXY TCP4 192.0.2.7 10.0.0.1 4660 443\r\n".utf8)

private func get(_ path: String, _ fields: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: own\r\nConnection: close\r\n\(fields)\r\n"
}

private func proxied(_ settings: inout ServerSettings) {
    settings.proxiedAddresses = [loopback]
    trusted(&settings)
}

private func trusted(_ settings: inout ServerSettings) {
    settings.trustedProxies = ["127.0.0.1"].compactMap { AddressRange($0) }
}

extension TLSClient {
    /// Everything up to the server's end, as bytes.
    fileprivate func receiveAllBytes() throws -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let piece = try receive()
            guard !piece.isEmpty else { return all }
            all += piece
        }
    }
}

@Suite("TLS behind a PROXY header")
struct TLSPreambleTests {
    @Test(
        "begins when the header has come, of the client that it names",
        arguments: [header, ProxyTests.binary(), ProxyTests.binary(additions: [1, 0, 1, 104])],
        [TLS1_2_VERSION, TLS1_3_VERSION]
    )
    func handshake(_ header: [UInt8], _ version: Int32) throws {
        try withTLS(settings: proxied) { server, address, _ in
            for trickles in [false, true] {
                let client = try TLSClient(address) {
                    $0.newest = version
                    $0.trickles = trickles
                }
                if trickles {
                    for byte in header { client.raw.send([byte]) }
                } else {
                    client.raw.send(header)
                }
                try client.connect()
                try client.send(get("/peer"))
                #expect(try client.receiveAll().hasSuffix("\r\n\r\n192.0.2.7 https own"))
                #expect(client.hasHeardEnd)
            }
            #expect(server.counters().handshakes == 2)
        }
    }

    @Test("begins with what came in one piece with the header, and with the proxy's own checks")
    func onePiece() throws {
        try withTLS(settings: proxied) { _, address, _ in
            let client = try TLSClient(address)
            client.raw.send(header + client.firstFlight())
            try client.connect()
            try client.send(get("/peer"))
            #expect(try client.receiveAll().hasSuffix("192.0.2.7 https own"))
            let check = try TLSClient(address)
            check.raw.send(ProxyTests.binary(0x20))
            try check.connect().send(get("/peer"))
            #expect(try check.receiveAll().hasSuffix("127.0.0.1 https own"))
        }
    }

    @Test("names the client by the certificate that it shows behind the header")
    func certificate() throws {
        try withTLS(
            tls: {
                $0.clientVerification = .required
                $0.clientAuthorities = try TestCertificates.path("authority.pem")
            },
            settings: proxied
        ) { _, address, _ in
            let client = try TLSClient(address) { $0.certificate = "jane" }
            client.raw.send(header)
            try client.connect().send(get("/who"))
            #expect(try client.receiveAll().hasSuffix("CN=Jane Ölander,O=Registry"))
        }
    }

    @Test("is not spoken without the whole header, or by a stranger: closed in silence")
    func refused() throws {
        try withTLS(settings: proxied) { server, address, _ in
            let without = try TLSClient(address)
            without.raw.send(without.firstFlight())
            #expect(without.raw.receiveAllBytes().isEmpty)
            let cut = try TLSClient(address)
            cut.raw.send(Array(header.dropLast()))
            cut.raw.endInput()
            #expect(cut.raw.receiveAllBytes().isEmpty)
            #expect(server.counters().handshakes == 0)
            let plain = try RawClient(address)
            plain.send(header + get("/").utf8)
            #expect(plain.receiveAll().hasPrefix("HTTP/1.1 400 "))
        }
        try withTLS(settings: { $0.proxiedAddresses = [loopback] }) { _, address, _ in
            let client = try RawClient(address)
            client.send(header)
            #expect(client.receiveAllBytes().isEmpty)
        }
    }

    @Test("has deadlines for the header and for the handshake behind it")
    func silence() throws {
        try withTLS(
            tls: { $0.handshakeTime = .milliseconds(50) },
            settings: {
                proxied(&$0)
                $0.preambleTime = .milliseconds(50)
            }
        ) { server, address, _ in
            let silent = try RawClient(address)
            #expect(silent.receiveAllBytes().isEmpty)
            #expect(server.counters().handshakesFailed == 0)
            let half = try RawClient(address)
            half.send(header)
            #expect(half.receiveAllBytes().isEmpty)
            #expect(server.counters().handshakesFailed == 1)
        }
    }

    @Test("counts the client's connections; who has too many is closed without a word")
    func census() throws {
        try withTLS(settings: {
            proxied(&$0)
            $0.connectionsPerAddressMax = 2
        }) { _, address, _ in
            var open: [TLSClient] = []
            for _ in 0..<2 {
                let client = try TLSClient(address)
                client.raw.send(header)
                open.append(try client.connect())
            }
            let third = try TLSClient(address)
            third.raw.send(header)
            #expect(third.raw.receiveAllBytes().isEmpty)
            let other = try TLSClient(address)
            other.raw.send("PROXY TCP4 192.0.2.8 10.0.0.1 1 2\r\n")
            try other.connect().send(get("/peer"))
            #expect(try other.receiveAll().hasSuffix("192.0.2.8 https own"))
            for client in open {
                try client.send(get("/peer"))
                #expect(try client.receiveAll().hasSuffix("192.0.2.7 https own"))
            }
        }
    }
}

@Suite("TLS before a proxy that is trusted")
struct TLSForwardedTests {
    @Test(
        "is https, unless the proxy says how its client came; the certificate stays the proxy's",
        arguments: [
            ("", "127.0.0.1 https own"),
            ("X-Forwarded-For: 192.0.2.7\r\n", "192.0.2.7 https own"),
            ("X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: http\r\n", "192.0.2.7 http own"),
            ("X-Forwarded-Proto: https\r\n", "127.0.0.1 https own"),
            ("X-Forwarded-Proto: gopher\r\n", "127.0.0.1 https own"),
        ]
    )
    func scheme(_ fields: String, _ expected: String) throws {
        try withTLS(
            tls: {
                $0.clientVerification = .required
                $0.clientAuthorities = try TestCertificates.path("authority.pem")
                $0.strictTransportSeconds = 60
            },
            settings: trusted
        ) { _, address, _ in
            for (path, end) in [("/peer", expected), ("/who", "CN=Jane Ölander,O=Registry")] {
                let client = try TLSClient(address) { $0.certificate = "jane" }.connect()
                try client.send(get(path, fields))
                let answer = try client.receiveAll()
                #expect(answer.hasSuffix("\r\n\r\n\(end)"))
                #expect(answer.contains("\r\nStrict-Transport-Security: max-age=60\r\n"))
            }
        }
    }

    @Test("is https whatever a stranger says, and plain HTTP beside it is what the proxy says")
    func strangers() throws {
        try withTLS { _, address, _ in
            let client = try TLSClient(address).connect()
            try client.send(get("/peer", "X-Forwarded-Proto: http\r\n"))
            #expect(try client.receiveAll().hasSuffix("127.0.0.1 https own"))
        }
        try withTLS(settings: trusted) { server, _, _ in
            for (proto, expected) in [("https", "https"), ("http", "http"), ("", "http")] {
                let client = try RawClient(server.addresses[0])
                client.send(get("/peer", "X-Forwarded-Proto: \(proto)\r\n"))
                let answer = client.receiveAll()
                #expect(answer.hasSuffix("127.0.0.1 \(expected) own"))
                #expect(!answer.contains("Strict-Transport-Security"))
            }
        }
    }
}

@Suite("Gzip through TLS")
struct TLSGzipTests {
    private static func heard(_ bytes: [UInt8]) throws -> HeardBytes {
        var answer: [UInt8] = []
        try withTLS(tls: { $0.strictTransportSeconds = 60 }) { _, address, _ in
            let client = try TLSClient(address).connect()
            try client.send(bytes)
            answer = try client.receiveAllBytes()
            #expect(client.hasHeardEnd)
        }
        let heard = HeardBytes(answer)
        #expect(heard.head.values(of: "Strict-Transport-Security") == ["max-age=60"])
        return heard
    }

    @Test("is an answer that it is without TLS", arguments: [("/text", 2_000), ("/long", 200_000)])
    func answer(_ path: String, _ count: Int) throws {
        let answer = try Self.heard(Array(get(path, "Accept-Encoding: gzip\r\n").utf8))
        #expect(answer.coding == "gzip")
        #expect(answer.vary == "Accept-Encoding")
        #expect(answer.tag == "\"7-gzip\"")
        #expect(answer.head.values(of: "Content-Length") == ["\(answer.body.count)"])
        let plain = Gzip.plain(answer.body)
        #expect(plain.bytes == TestText.of(count) && plain.isWhole)
        let uncoded = try Self.heard(Array(get(path).utf8))
        #expect(uncoded.vary == "Accept-Encoding")
        #expect(uncoded.coding.isEmpty && uncoded.body == TestText.of(count))
    }

    @Test("is a 304 with the tag that the client holds")
    func notModified() throws {
        let fields = "Accept-Encoding: gzip\r\nIf-None-Match: \"7-gzip\"\r\n"
        let answer = try Self.heard(Array(get("/text", fields).utf8))
        #expect(answer.head.status == 304)
        #expect(answer.tag == "\"7-gzip\"")
        #expect(answer.vary == "Accept-Encoding")
    }

    @Test("is a stream, flushed with each piece")
    func stream() throws {
        let answer = try Self.heard(Array(get("/lines", "Accept-Encoding: gzip\r\n").utf8))
        #expect(answer.coding == "gzip")
        #expect(answer.vary == "Accept-Encoding")
        #expect(answer.chunks.count > 1)
        let plain = Gzip.plain(answer.chunks.flatMap { $0 })
        #expect(plain.bytes == Array("one\ntwo\n".utf8) && plain.isWhole)
    }

    @Test("is a request's body, on the loop and in the pool", arguments: [1_000, 300_000])
    func body(_ count: Int) throws {
        let text = TestText.of(count)
        let coded = Gzip.coded(text)
        let head =
            "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Encoding: gzip\r\n"
            + "Content-Length: \(coded.count)\r\n\r\n"
        #expect(try Self.heard(head.utf8 + coded).body == text)
    }
}
