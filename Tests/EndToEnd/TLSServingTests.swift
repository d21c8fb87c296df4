import Foundation
import Harness
import Testing

@Suite("A server with TLS")
struct TLSServingTests {
    private static let port = "listening on https://127.0.0.1:"

    /// A folder with pairs `one`, `two` and `ca`, and a client `jane` of `ca`.
    private static func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let made = try run(
            """
            set -e
            curve='ec -pkeyopt ec_paramgen_curve:P-256'
            for name in one two ca; do
                openssl req -x509 -newkey $curve -nodes -keyout $name.key -out $name.pem \
                    -days 90 -subj "/CN=$name" -addext "subjectAltName=DNS:localhost" 2>&1
            done
            openssl req -newkey $curve -nodes -keyout jane.key -out jane.csr -subj /CN=Jane 2>&1
            openssl x509 -req -in jane.csr -CA ca.pem -CAkey ca.key -out jane.pem 2>&1
            cp one.pem now.pem && cp one.key now.key
            """,
            in: folder.url
        )
        #expect(FileManager.default.fileExists(atPath: "\(folder.url.path)/jane.pem"), "\(made)")
        return folder
    }

    private static func run(_ command: String, in folder: URL) throws -> String {
        try ConsoleBlocks.run(command, port: 0, in: folder)
    }

    private static func serve(_ folder: URL, _ more: String...) throws -> (NoticedProcess, String) {
        let server = try NoticedProcess.serve(
            [
                "--store", "memory:", "--tls-listen", "127.0.0.1:0", "--tls-certificate", "now.pem",
                "--tls-key", "now.key",
            ] + more,
            in: folder
        )
        let line = try #require(server.errors(holding: port))
        return (server, String(line.split(separator: ":").last?.prefix { $0.isNumber } ?? ""))
    }

    @Test("reads its certificate again on SIGHUP, and keeps it when the new one is no good")
    func renewal() throws {
        let folder = try Self.folder()
        let (server, port) = try Self.serve(folder.url)
        let ask = "curl -s --cacert $CA https://localhost:\(port)/healthz"
        func isServed(by name: String) throws -> Bool {
            try Self.run("CA=\(name).pem; \(ask)", in: folder.url).contains("ok")
        }
        #expect(try isServed(by: "one"))
        _ = try Self.run("cp two.pem now.pem && cp two.key now.key", in: folder.url)
        server.signal(SIGHUP)
        #expect(server.errors(holding: "certificates read now") != nil)
        #expect(try isServed(by: "two"))
        #expect(try !isServed(by: "one"))
        _ = try Self.run("cp one.pem now.pem", in: folder.url)
        server.signal(SIGHUP)
        #expect(server.errors(holding: "now.key does not belong") != nil)
        #expect(try isServed(by: "two"))
        #expect(server.terminate() == 0)
    }

    @Test("is asked for its health through TLS, by an address that its certificate does not name")
    func health() throws {
        let folder = try Self.folder()
        let (server, port) = try Self.serve(folder.url)
        func ask(_ url: String) throws -> NoticedProcess.Ended {
            try NoticedProcess.run(["healthcheck", url], in: folder.url)
        }
        #expect(try ask("https://127.0.0.1:\(port)/readyz").code == 0)
        #expect(try ask("https://127.0.0.1:\(port)/nothing").code == 69)
        let plain = try ask("http://127.0.0.1:\(port)/readyz")
        #expect(plain.code == 69)
        #expect(plain.errors.contains("TLS"), "\(plain.errors)")
        #expect(try ask("https://127.0.0.1:\(server.port)/readyz").code == 69)
        #expect(server.terminate() == 0)
        #expect(try ask("https://127.0.0.1:\(port)/readyz").code == 69)
    }

    @Test("writes down the subject of the client's certificate as the actor")
    func actor() throws {
        let folder = try Self.folder()
        let (server, port) = try Self.serve(
            folder.url,
            "--tls-client-verify",
            "required",
            "--tls-client-ca",
            "ca.pem"
        )
        let url = "https://localhost:\(port)/v1"
        let curl = "curl -s --cacert one.pem"
        let jane = curl + " --cert jane.pem --key jane.key"
        #expect(try Self.run("\(curl) \(url)/persons; echo $?", in: folder.url) != "0\n")
        _ = try Self.run(
            "\(jane) -H 'Content-Type: application/json' -d '{\"names\":[{\"full\":\"A\"}]}' "
                + "\(url)/persons",
            in: folder.url
        )
        let changes = try Self.run("\(jane) \(url)/changes", in: folder.url)
        #expect(changes.contains("\"actor\":\"CN=Jane\""))
        #expect(server.terminate() == 0)
    }

    @Test("speaks TLS at a socket file, with its mode, behind a PROXY header where one is due")
    func socketFile() throws {
        let folder = try Self.folder()
        let (server, _) = try Self.serve(
            folder.url,
            "--tls-listen",
            "unix:tls.sock",
            "--socket-mode",
            "600",
            "--proxy-protocol",
            "unix:tls.sock",
            "--trusted-proxies",
            "unix"
        )
        let curl = "curl -s --unix-socket tls.sock --cacert one.pem https://localhost/healthz"
        #expect(try Self.run("stat -c %a tls.sock", in: folder.url) == "600\n")
        #expect(try Self.run("\(curl) --haproxy-protocol", in: folder.url).contains("ok"))
        #expect(try !Self.run(curl, in: folder.url).contains("ok"))
        #expect(server.errors(holding: "no PROXY protocol header") != nil)
        #expect(server.terminate() == 0)
    }

    @Test(
        "does not start on files or settings that cannot serve, and says why in one line",
        arguments: [
            ("--tls-certificate one.pem --tls-key two.key", "two.key does not belong"),
            ("--tls-certificate none.pem --tls-key one.key", "none.pem cannot be read"),
            ("--tls-certificate one.pem", "one.pem holds no private key"),
            ("--tls-certificate one.pem --tls-key one.key --tls-key two.key", "tls_key"),
            ("", "tls_certificate"),
            ("--tls-certificate one.pem --tls-key one.key --tls-client-ca ca.pem", "verify"),
            ("--tls-certificate one.pem --tls-key one.key --tls-listen fd:a", "tls_listen: 'fd:a'"),
            (
                "--tls-certificate one.pem --tls-key one.key --trusted-proxies 127.0.0.1"
                    + " --proxy-protocol 127.0.0.1:1",
                "proxy_protocol: '127.0.0.1:1'"
            ),
            (
                "--tls-certificate one.pem --tls-key one.key --tls-client-verify required",
                "tls_client_ca"
            ),
        ]
    )
    func faults(_ options: String, _ words: String) throws {
        let folder = try Self.folder()
        let run = try NoticedProcess.run(
            ["serve", "--listen", "127.0.0.1:0", "--store", "memory:"]
                + ["--tls-listen", "127.0.0.1:0"] + options.split(separator: " ").map(String.init),
            in: folder.url
        )
        #expect(run.code == 78)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
}
