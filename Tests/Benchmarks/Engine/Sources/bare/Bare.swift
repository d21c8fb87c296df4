internal import Glibc
internal import HTTPServer
internal import HTTPWire

/// Serves one stored record and echoes bodies with the engine alone.
///
///     bare PORT RECORD-FILE [CERTIFICATE-FILE KEY-FILE]
///
/// Exit code 69 says that this engine has no TLS yet.
@main
struct Bare: Application {
    private static let path = Array("/record".utf8)
    private static let fields: FieldLines = ["Content-Type": "application/json"]

    private let record: Response

    static func main() throws {
        let words = CommandLine.arguments
        guard words.count == 3, let port = UInt16(words[1]) else {
            exit(words.count == 5 ? EX_UNAVAILABLE : EX_USAGE)
        }
        let record = Response(.ok, fields: fields, body: try bytes(of: words[2]))
        var settings = ServerSettings()
        settings.requestsPerConnectionMax = .max
        settings.connectionsMax = 20_000
        let server = try Server(listen: [.tcp("127.0.0.1", port)], settings: settings) { _ in
            Bare(record: record)
        }
        try server.run()
    }

    mutating func answer(_ request: borrowing Request) -> Reply {
        if request.method == .post {
            return .ready(Response(.ok, fields: Self.fields, body: request.bodyBytes))
        }
        guard request.bytes[request.path].elementsEqual(Self.path) else {
            return .ready(.text(.notFound, "not found\n"))
        }
        return .ready(record)
    }

    private static func bytes(of file: String) throws -> [UInt8] {
        guard let stream = unsafe fopen(file, "r") else { exit(EX_NOINPUT) }
        // SAFETY: opened above, used by nobody else.
        defer { unsafe _ = fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        // SAFETY: reads no more than the buffer holds.
        let count = unsafe fread(&bytes, 1, bytes.count, stream)
        return Array(bytes[..<count])
    }
}
