import COpenSSL
import Foundation
import HTTPServer
import HTTPWire
import Testing

private let who = "GET /who HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

@Suite("Client certificates")
struct TLSClientCertificateTests {
    private static func with(
        _ verification: TLSConfiguration.ClientVerification,
        _ body: (Server, ListenAddress) throws -> Void
    ) throws {
        try withTLS(
            ["first", "rsa"],
            tls: {
                $0.clientVerification = verification
                $0.clientAuthorities = try TestCertificates.path("authority.pem")
            }
        ) { server, address, _ in try body(server, address) }
    }

    @Test(
        "name the client by their subject (RFC 4514), in a resumed session too",
        arguments: [TLS1_2_VERSION, TLS1_3_VERSION],
        [nil, "rsa.example"]
    )
    func subject(_ version: Int32, _ host: String?) throws {
        try Self.with(.required) { _, address in
            var session: TLSClient.Session?
            for isResumed in [false, true] {
                let client = try TLSClient(address) {
                    $0.newest = version
                    $0.host = host
                    $0.certificate = "jane"
                    $0.session = session
                }.connect()
                try client.send(who)
                #expect(try client.receiveAll().hasSuffix("CN=Jane Ölander,O=Registry"))
                #expect(client.isResumed == isResumed)
                session = try client.keptSession()
            }
        }
    }

    @Test("are not needed where they are optional, and then nobody is named")
    func optional() throws {
        try Self.with(.optional) { _, address in
            let client = try TLSClient(address).connect()
            try client.send(who)
            #expect(try client.receiveAll().hasSuffix("nobody"))
        }
    }

    @Test(
        "of others, that have ended, or that are missing let nobody in",
        arguments: ["mallory", "ended", nil],
        [TLS1_2_VERSION, TLS1_3_VERSION]
    )
    func refused(_ name: String?, _ version: Int32) throws {
        for verification in [TLSConfiguration.ClientVerification.required, .optional] {
            if name == nil, verification == .optional { continue }
            try Self.with(verification) { server, address in
                let client = try TLSClient(address) {
                    $0.newest = version
                    $0.certificate = name
                }
                // A client of version 1.3 is done before the server has looked.
                #expect(throws: TLSClient.Failure.self) {
                    try client.connect()
                    try client.send(who)
                    _ = try client.receiveAll()
                }
                server.stop()
                try server.wait()
                #expect(server.counters().requests == 0)
                #expect(server.counters().handshakesFailed == 1)
            }
        }
    }

    @Test("of an authority that is trusted no more let nobody in, by an earlier session neither")
    func authorityLeft() throws {
        let folder = try TestCertificates.changing("authority")
        defer { try? FileManager.default.removeItem(at: folder) }
        try withTLS(
            tls: {
                $0.clientVerification = .required
                $0.clientAuthorities = folder.appendingPathComponent("now.pem").path
            },
            settings: { $0.loops = 1 }
        ) { server, address, _ in
            let client = try TLSClient(address) { $0.certificate = "jane" }.connect()
            try client.send(who)
            _ = try client.receiveAll()
            let session = try client.keptSession()
            try TestCertificates.put("stranger", into: folder)
            try server.renewCertificates()
            // In the turn of the second answer the loop has taken its mail.
            let plain = try RawClient(server.addresses[0])
            for _ in 0..<2 {
                plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = plain.receive(through: "hello")
            }
            let other = try TLSClient(address) {
                $0.certificate = "jane"
                $0.session = session
            }
            #expect(throws: TLSClient.Failure.self) {
                try other.connect()
                try other.send(who)
                _ = try other.receiveAll()
            }
            #expect(server.counters().requests == 3)
        }
    }

    @Test("are not asked for unless it is so set")
    func unasked() throws {
        try withTLS { _, address, _ in
            let client = try TLSClient(address) { $0.certificate = "jane" }.connect()
            try client.send(who)
            #expect(try client.receiveAll().hasSuffix("nobody"))
        }
    }
}
