import HTTPServer
import HTTPWire
import Locks

/// Runs a server that speaks TLS, and plain HTTP beside it, around some clients' acts.
func withTLS(
    _ names: [String] = ["first"],
    tls change: (inout TLSConfiguration) throws -> Void = { _ in },
    settings adjust: (inout ServerSettings) -> Void = { _ in },
    _ body: (Server, ListenAddress, Witness) throws -> Void
) throws {
    var tls = TLSConfiguration(
        listen: [.tcp("127.0.0.1", 0)],
        certificates: try names.map { try TestCertificates.pair($0) }
    )
    try change(&tls)
    try withServer({
        $0.tls = tls
        adjust(&$0)
    }) { server, _, witness in
        try body(server, server.secureAddresses[0], witness)
    }
}

/// Why a server with this TLS does not start.
func fault(
    _ certificates: [TLSConfiguration.Certificate],
    _ change: (inout TLSConfiguration) throws -> Void = { _ in }
) throws -> String {
    var tls = TLSConfiguration(listen: [.tcp("127.0.0.1", 0)], certificates: certificates)
    try change(&tls)
    var settings = ServerSettings()
    settings.tls = tls
    let witness = Witness()
    do throws(ServerError) {
        _ = try Server(listen: [], settings: settings) { workers in
            TestApplication(witness: witness, workers: workers)
        }
        return ""
    } catch {
        return "\(error)"
    }
}
