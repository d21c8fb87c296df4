import Foundation
import HTTPServer

/// Certificates and keys for tests, made once by the `openssl` command.
enum TestCertificates {
    /// The files' folder; nil where there is no `openssl`.
    private static let folder: URL? = try? make()

    struct None: Error {}

    /// A file's path: `NAME.pem` is the certificate, `NAME.key` its key.
    static func path(_ name: String) throws -> String {
        guard let folder else { throw None() }
        return folder.appendingPathComponent(name).path
    }

    static func pair(_ name: String) throws -> TLSConfiguration.Certificate {
        .init(file: try path(name + ".pem"), keyFile: try path(name + ".key"))
    }

    /// A folder of its own with a copy of a pair as `now.pem` and `now.key`, to be changed.
    static func changing(_ name: String) throws -> URL {
        let own = FileManager.default.temporaryDirectory
            .appendingPathComponent("tls-\(UInt64.random(in: 0...(.max)))")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try put(name, into: own)
        return own
    }

    static func put(_ name: String, key: String? = nil, into own: URL) throws {
        for (from, to) in [(name + ".pem", "now.pem"), ((key ?? name) + ".key", "now.key")] {
            let data = try Data(contentsOf: URL(fileURLWithPath: path(from)))
            try data.write(to: own.appendingPathComponent(to))
        }
    }

    private static func make() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tls-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-ec", script]
        shell.currentDirectoryURL = folder
        shell.standardError = FileHandle.nullDevice
        shell.standardOutput = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        guard shell.terminationStatus == 0 else { throw None() }
        return folder
    }

    /// Each is its own authority, but for the clients: theirs are `authority` and `stranger`.
    private static let script = """
        curve='ec -pkeyopt ec_paramgen_curve:P-256'
        own() { openssl req -x509 -newkey $3 -nodes -keyout $1.key -out $1.pem \\
            -days ${4:-90} -subj "/CN=$1" -addext "subjectAltName=$2"; }
        client() { openssl req -newkey $curve -nodes -keyout $1.key -out $1.csr -subj "$2" -utf8
            openssl x509 -req -in $1.csr -CA $3.pem -CAkey $3.key -days ${4:-30} -out $1.pem; }
        own first DNS:first.example "$curve"
        own wild 'DNS:*.second.example' "$curve"
        own exact DNS:one.second.example "$curve"
        own rsa DNS:rsa.example rsa:2048
        own soon DNS:soon.example "$curve" 5
        own authority DNS:authority "$curve"
        own stranger DNS:stranger "$curve"
        client jane '/O=Registry/CN=Jane Ölander' authority
        client mallory '/CN=Mallory' stranger
        client ended '/CN=Ended' authority -1
        client expired '/CN=expired' authority -1
        openssl ec -in first.key -aes128 -passout pass:secret -out locked.key
        cp first.pem locked.pem
        cat first.pem first.key > both.pem
        echo 'no certificate' > empty.pem
        """
}
