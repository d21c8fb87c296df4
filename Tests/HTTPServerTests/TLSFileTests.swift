import Foundation
import HTTPServer
import HTTPWire
import Locks
import Testing

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

@Suite("Certificates and keys")
struct TLSFileTests {
    @Test(
        "that cannot serve are told in one line that names the file",
        arguments: [
            ("expired.pem", "expired.key", "expired.pem expired on 20"),
            ("first.pem", "wild.key", "wild.key does not belong to the certificate in"),
            ("locked.pem", "locked.key", "locked.key has a passphrase"),
            ("empty.pem", "first.key", "empty.pem holds no certificate"),
            ("first.pem", "empty.pem", "empty.pem holds no private key"),
            ("missing.pem", "first.key", "missing.pem cannot be read: open: No such file"),
            ("first.pem", "missing.key", "missing.key cannot be read"),
            ("", "first.key", "cannot be read: read: Is a directory"),
        ]
    )
    func faults(_ file: String, _ key: String, _ words: String) throws {
        let pair = TLSConfiguration.Certificate(
            file: try TestCertificates.path(file),
            keyFile: try TestCertificates.path(key)
        )
        let line = try fault([try TestCertificates.pair("first"), pair])
        #expect(line.contains(words), "\(line)")
        #expect(!line.contains("\n"))
    }

    @Test("that are not given at all are asked for")
    func missing() throws {
        #expect(try fault([]).contains("TLS needs a certificate"))
        let first = try TestCertificates.pair("first")
        #expect(try fault([first]) { $0.clientVerification = .required }.contains("authorities"))
        let line = try fault([first]) {
            $0.clientVerification = .optional
            $0.clientAuthorities = try TestCertificates.path("first.key")
        }
        #expect(line.contains("first.key holds no certificate"))
    }

    @Test("may lie in one file")
    func oneFile() throws {
        let both = try TestCertificates.path("both.pem")
        #expect(try fault([.init(file: both, keyFile: both)]) == "")
    }

    @Test("that end soon are told at the start")
    func soon() throws {
        let told = Locked<[String]>([])
        var settings = ServerSettings()
        settings.tls = TLSConfiguration(
            listen: [.tcp("127.0.0.1", 0)],
            certificates: [try TestCertificates.pair("first"), try TestCertificates.pair("soon")]
        )
        let witness = Witness()
        _ = try Server(
            listen: [],
            settings: settings,
            log: { event in told.withLock { $0.append("\(event)") } },
            application: { TestApplication(witness: witness, workers: $0) }
        )
        let lines = told.withLock { $0 }
        #expect(lines.count == 1)
        #expect(lines.first?.contains("soon.pem expires on 20") == true)
    }

    @Test("are read again for new connections; one that is open goes on as it was")
    func renewal() throws {
        let folder = try TestCertificates.changing("first")
        defer { try? FileManager.default.removeItem(at: folder) }
        let pair = TLSConfiguration.Certificate(
            file: folder.appendingPathComponent("now.pem").path,
            keyFile: folder.appendingPathComponent("now.key").path
        )
        try withTLS(tls: { $0.certificates = [pair] }) { server, address, witness in
            let open = try TLSClient(address).connect()
            try open.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = witness.wait { $0.answers.first }
            let begun = try TLSClient(address) { $0.host = "any.example" }
            begun.raw.send(Array(begun.firstFlight().prefix(100)))
            try TestCertificates.put("rsa", into: folder)
            try server.renewCertificates()
            answer.answer(.text(.ok, "held"))
            #expect(try open.receive(through: "held").hasSuffix("held"))
            try expectSubject("/CN=rsa", at: address)
            // A key that does not fit changes nothing.
            try TestCertificates.put("wild", key: "first", into: folder)
            let fault = #expect(throws: TLSFault.self) { try server.renewCertificates() }
            #expect(fault?.description.contains("does not belong") == true)
            try expectSubject("/CN=rsa", at: address)
            try open.send(get)
            #expect(try open.receive(through: "hello").hasSuffix("hello"))
            #expect(open.server == "/CN=first")
        }
    }

    /// Every loop has the new certificate once it took its mail; one of two is asked each time.
    private func expectSubject(_ subject: String, at address: ListenAddress) throws {
        for _ in 0..<1_000 {
            let subjects = try (0..<8).map { _ in try TLSClient(address).connect().server }
            if subjects.allSatisfy({ $0 == subject }) { return }
        }
        Issue.record("no loop shows \(subject)")
    }
}
