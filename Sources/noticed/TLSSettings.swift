import HTTPServer
import Shapes

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

extension Settings {
    mutating func describeTLS(_ visitor: inout some Visitor) {
        visitor.member(
            "tls_listen",
            &tlsListen,
            Items(16, 256),
            .given,
            "Where to listen with TLS, beside the above: ADDRESS:PORT, [IPV6]:PORT, unix:PATH or fd:NAME."
        )
        visitor.member(
            "tls_certificate",
            &tlsCertificate,
            Items(64, 4_096),
            .given,
            "A PEM file: certificate, then its chain. The first is the default; others by host name."
        )
        visitor.member(
            "tls_key",
            &tlsKey,
            Items(64, 4_096),
            .given,
            "The PEM files of the keys, in the order of the certificates; none: in the same files."
        )
        visitor.member(
            "tls_client_verify",
            &tlsClientVerify,
            AnyOf(),
            .given,
            "Whether clients show a certificate; its subject is then the actor of what they write."
        )
        visitor.member(
            "tls_client_ca",
            &tlsClientCa,
            4_096,
            .given,
            "A PEM file of the authorities whose clients are let in."
        )
        visitor.member(
            "tls_handshake_seconds",
            &tlsHandshakeSeconds,
            1...3_600,
            .given,
            "Time for a TLS handshake, from the connection's beginning or the end of its PROXY preamble."
        )
        visitor.member(
            "hsts_seconds",
            &hstsSeconds,
            0...63_072_000,
            .given,
            "How long browsers keep to https, said on TLS only (RFC 6797); 0: not said."
        )
    }
}

/// Whether clients show a certificate.
enum ClientVerify: String, Vocabulary {
    case none, optional, required
}
