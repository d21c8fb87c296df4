import COpenSSL
import HTTPServer
import HTTPWire
import Locks
import Testing

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
private let last = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

@Suite("TLS")
struct TLSTests {
    @Test("holds the engine's checklist as a plain connection does", arguments: Checklist.all)
    func checklist(_ row: ChecklistRow) throws {
        try withTLS { _, address, _ in
            let client = try TLSClient(address).connect()
            try client.send(row.bytes + last)
            let answers = HeardAnswer.all(in: try client.receiveAll())
            let expected = row.statuses + (row.after == .goesOn ? [200] : [])
            #expect(answers.map(\.status) == expected)
            #expect(client.hasHeardEnd)
        }
    }

    @Test(
        "is spoken in versions 1.2 and 1.3, with keys of both kinds (RFC 9325)",
        arguments: [TLS1_2_VERSION, TLS1_3_VERSION],
        ["first", "rsa"]
    )
    func versions(_ version: Int32, _ name: String) throws {
        try withTLS([name]) { _, address, _ in
            let client = try TLSClient(address) { $0.newest = version }.connect()
            try client.send(last)
            #expect(try client.receiveAll().hasSuffix("hello"))
            #expect(client.version == (version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3"))
        }
    }

    @Test("is not spoken in older versions", arguments: [TLS1_VERSION, TLS1_1_VERSION])
    func oldVersions(_ version: Int32) throws {
        try withTLS { _, address, _ in
            let client = try TLSClient(address) {
                $0.oldest = version
                $0.newest = version
            }
            let failure = #expect(throws: TLSClient.Failure.self) { try client.connect() }
            #expect(failure?.words.contains("alert protocol version") == true)
        }
    }

    @Test(
        "agrees on http/1.1 or on nothing (RFC 7301 3.2)",
        arguments: [([], ""), (["http/1.1"], "http/1.1"), (["h2", "http/1.1"], "http/1.1")]
    )
    func protocols(_ offered: [String], _ agreed: String) throws {
        try withTLS { _, address, _ in
            let client = try TLSClient(address) { $0.protocols = offered }.connect()
            #expect(client.agreed == agreed)
        }
    }

    @Test("ends with an alert when a client speaks other protocols only (RFC 7301 3.2)")
    func otherProtocols() throws {
        try withTLS { _, address, _ in
            let client = try TLSClient(address) { $0.protocols = ["h2", "http/1.0"] }
            let failure = #expect(throws: TLSClient.Failure.self) { try client.connect() }
            #expect(failure?.words.contains("no application protocol") == true)
        }
    }

    @Test(
        "goes on with an earlier session, on any loop",
        arguments: [TLS1_2_VERSION, TLS1_3_VERSION]
    )
    func resumption(_ version: Int32) throws {
        try withTLS(settings: { $0.loops = 4 }) { server, address, _ in
            let first = try TLSClient(address) { $0.newest = version }.connect()
            try first.send(last)
            _ = try first.receiveAll()
            let session = try first.keptSession()
            try server.renewCertificates()
            for _ in 0..<8 {
                let next = try TLSClient(address) {
                    $0.newest = version
                    $0.session = session
                }.connect()
                #expect(next.isResumed)
                try next.send(last)
                #expect(try next.receiveAll().hasSuffix("hello"))
            }
            let counters = server.counters()
            #expect(counters.handshakes == 9)
            #expect(counters.handshakesResumed == 8)
        }
    }

    @Test(
        "shows the certificate for the host that the client names, else the first (RFC 6066 3)",
        arguments: [
            (nil, "/CN=first"), ("first.example", "/CN=first"), ("other.example", "/CN=first"),
            ("one.second.example", "/CN=exact"), ("two.second.example", "/CN=wild"),
            ("a.b.second.example", "/CN=first"), ("RSA.example", "/CN=rsa"),
        ]
    )
    func hosts(_ host: String?, _ subject: String) throws {
        try withTLS(["first", "wild", "exact", "rsa"]) { _, address, _ in
            for version in [TLS1_2_VERSION, TLS1_3_VERSION] {
                let client = try TLSClient(address) {
                    $0.host = host
                    $0.newest = version
                }.connect()
                #expect(client.server == subject)
            }
        }
    }

    @Test("is told apart from plain HTTP, which is told so")
    func plain() throws {
        try withTLS { _, address, _ in
            for line in ["GET / HTTP/1.1", "OPTIONS * HTTP/1.1", "get / HTTP/1.0"] {
                let client = try RawClient(address)
                client.send(line + "\r\nHost: a\r\n\r\n")
                let text = client.receiveAll()
                #expect(text.hasPrefix("HTTP/1.1 400 "))
                #expect(text.contains("Connection: close\r\n"))
                #expect(text.hasSuffix("use https.\n"))
            }
        }
    }

    @Test("is what Strict-Transport-Security is said on, and nothing else (RFC 6797 7.2)")
    func strictTransport() throws {
        try withTLS(tls: { $0.strictTransportSeconds = 60 }) { server, address, _ in
            let client = try TLSClient(address).connect()
            try client.send(get + "broken\r\n\r\n")
            let text = try client.receiveAll()
            let line = "Strict-Transport-Security: max-age=60\r\n"
            #expect(text.ranges(of: line).count == 2)
            for plain in [address, server.addresses[0]] {
                let client = try RawClient(plain)
                client.send(last)
                #expect(!client.receiveAll().contains("Strict-Transport"))
            }
        }
    }

    @Test("begins no second handshake on a connection (RFC 9325 3.5)")
    func renegotiation() throws {
        try withTLS { _, address, _ in
            let client = try TLSClient(address) { $0.newest = TLS1_2_VERSION }.connect()
            try client.send(get)
            _ = try client.receive(through: "hello")
            let failure = #expect(throws: TLSClient.Failure.self) { try client.renegotiate() }
            #expect(failure?.words.contains("no renegotiation") == true)
        }
    }
}
