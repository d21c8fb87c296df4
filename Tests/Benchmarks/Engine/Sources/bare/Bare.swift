internal import Glibc
internal import HTTPServer
internal import HTTPWire

/// Serves one stored record and echoes bodies with the engine alone.
///
///     bare PORT RECORD-FILE [CERTIFICATE-FILE KEY-FILE]
@main
struct Bare: Application {
    private static let path = Array("/record".utf8)
    private static let fields: FieldLines = ["Content-Type": "application/json"]

    private let record: Response

    static func main() throws {
        let words = CommandLine.arguments
        guard words.count == 3 || words.count == 5, let port = UInt16(words[1]) else {
            exit(EX_USAGE)
        }
        let record = Response(.ok, fields: fields, body: try bytes(of: words[2]))
        var settings = ServerSettings()
        settings.requestsPerConnectionMax = .max
        settings.connectionsMax = 20_000
        var addresses: [ListenAddress] = [.tcp("127.0.0.1", port)]
        if words.count == 5 {
            let certificate = TLSConfiguration.Certificate(file: words[3], keyFile: words[4])
            settings.tls = TLSConfiguration(listen: addresses, certificates: [certificate])
            addresses = []
        }
        let server = try Server(listen: addresses, settings: settings) { _ in
            Bare(record: record)
        }
        try server.run()
    }

    mutating func answer(_ request: borrowing Request) -> Reply {
        if request.method == .post {
            return .ready(Response(.ok, fields: Self.fields, body: request.bodyBytes))
        }
        guard isRecord(request) else {
            return .ready(.text(.notFound, "not found\n"))
        }
        return .ready(record)
    }

    private func isRecord(_ request: borrowing Request) -> Bool {
        let (bytes, range, path) = (request.bytes.span, request.path, Self.path.span)
        guard range.count == path.count else { return false }
        for offset in 0..<range.count
        where bytes[range.lowerBound + offset] != path[offset] { return false }
        return true
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
