import HTTPServer

// What the settings say to the engine of TLS.
extension Settings {
    /// Where TLS is spoken, and as whom; nil: nowhere.
    func tlsConfiguration(listening addresses: [ListenAddress]) throws -> TLSConfiguration? {
        guard !tlsListen.isEmpty else {
            guard tlsCertificate.isEmpty, tlsKey.isEmpty, tlsClientVerify == .none else {
                throw Exit.because("TLS is set up, but tls_listen is not", Exit.configuration)
            }
            return nil
        }
        guard !tlsCertificate.isEmpty else {
            throw Exit.because("tls_listen needs a tls_certificate", Exit.configuration)
        }
        guard tlsKey.isEmpty || tlsKey.count == tlsCertificate.count else {
            throw Exit.because(
                "there are \(tlsCertificate.count) tls_certificate and \(tlsKey.count) tls_key:"
                    + " give a key for each, in the same order",
                Exit.configuration
            )
        }
        // Authorities alone would look as if clients were verified.
        guard (tlsClientVerify == .none) == tlsClientCa.isEmpty else {
            let line =
                tlsClientCa.isEmpty
                ? "tls_client_verify needs a tls_client_ca"
                : "tls_client_ca is given, but tls_client_verify is none"
            throw Exit.because(line, Exit.configuration)
        }
        let keys = tlsKey.isEmpty ? tlsCertificate : tlsKey
        var tls = TLSConfiguration(
            listen: addresses,
            certificates: zip(tlsCertificate, keys).map { .init(file: $0, keyFile: $1) }
        )
        tls.clientVerification =
            switch tlsClientVerify {
            case .none: .none
            case .optional: .optional
            case .required: .required
            }
        tls.clientAuthorities = tlsClientCa.isEmpty ? nil : tlsClientCa
        tls.handshakeTime = .seconds(tlsHandshakeSeconds)
        tls.strictTransportSeconds = hstsSeconds
        return tls
    }
}
