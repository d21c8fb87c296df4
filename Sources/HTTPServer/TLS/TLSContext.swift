internal import COpenSSL

/// One certificate's context: what OpenSSL makes connections from.
@safe final class TLSContext {
    /// OpenSSL's own; good as long as this object.
    let handle: OpaquePointer
    private let certificate: Certificate

    /// A context with a certificate, what leads to its authority, and its key.
    ///
    /// - Throws: what OpenSSL does not take.
    init(
        _ pair: TLSMaterial.Pair,
        _ chain: [Certificate],
        _ key: PrivateKey
    ) throws(TLSFault) {
        // SAFETY: owned by this object from here on, also where it throws below; the context takes
        // references of its own to all that it is given.
        guard let handle = unsafe SSL_CTX_new(TLS_server_method()) else {
            throw TLSFault(pair.certificate.name, .unusable(Self.fault()))
        }
        unsafe self.handle = handle
        certificate = chain[0]
        guard unsafe SSL_CTX_use_certificate(handle, chain[0].handle) == 1 else {
            throw TLSFault(pair.certificate.name, .unusable(Self.fault()))
        }
        guard unsafe X509_check_private_key(chain[0].handle, key.handle) == 1 else {
            ERR_clear_error()
            throw TLSFault(pair.key.name, .otherKey(certificate: pair.certificate.name))
        }
        guard unsafe SSL_CTX_use_PrivateKey(handle, key.handle) == 1 else {
            throw TLSFault(pair.key.name, .unusable(Self.fault()))
        }
        for certificate in chain.dropFirst() {
            guard unsafe noticed_tls_add_chain(handle, certificate.handle) == 1 else {
                throw TLSFault(pair.certificate.name, .unusable(Self.fault()))
            }
        }
        guard unsafe Self.limit(handle) else {
            throw TLSFault(pair.certificate.name, .unusable(Self.fault()))
        }
    }

    deinit {
        // SAFETY: connections have references of their own.
        unsafe SSL_CTX_free(handle)
    }

    /// Whether the certificate is for a host; `byWildcard` also where it names one in a wildcard.
    func isFor(_ host: UnsafePointer<CChar>, byWildcard: Bool) -> Bool {
        unsafe certificate.isFor(host, byWildcard: byWildcard)
    }

    /// Versions, suites, groups and signatures: those that Mozilla calls intermediate, less the
    /// exchange over finite fields, which costs a server many times what it costs a client.
    private static func limit(_ context: OpaquePointer) -> Bool {
        // SAFETY: the strings are terminated copies for the calls.
        unsafe noticed_tls_bounds(context, TLS1_2_VERSION, TLS1_3_VERSION) == 1
            && SSL_CTX_set_ciphersuites(
                context,
                "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
            ) == 1
            && SSL_CTX_set_cipher_list(
                context,
                "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
                    + "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                    + "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"
            ) == 1
            && noticed_tls_groups(context, "X25519:P-256:P-384") == 1
            && noticed_tls_signatures(
                context,
                "ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:ed25519:RSA-PSS+SHA256:RSA-PSS+SHA384:"
                    + "RSA-PSS+SHA512:RSA+SHA256:RSA+SHA384:RSA+SHA512"
            ) == 1
    }

    /// Asks clients for a certificate, or not.
    func verify(_ material: TLSMaterial, _ authorities: [Certificate]) {
        // Sessions are resumed only under the rules for clients under which they began.
        var digest = [UInt8](repeating: 0, count: 32)
        let rules = (material.authorities?.bytes ?? []) + Array("\(material.verification)".utf8)
        // SAFETY: the digest has its size; the store and the list take their own references.
        unsafe noticed_sha256(rules, rules.count, &digest)
        unsafe SSL_CTX_set_session_id_context(handle, digest, 32)
        let mode =
            switch material.verification {
            case .none: SSL_VERIFY_NONE
            case .optional: SSL_VERIFY_PEER
            case .required: SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
            }
        unsafe SSL_CTX_set_verify(handle, mode, nil)
        let store = unsafe SSL_CTX_get_cert_store(handle)
        // The operator names whom to trust: it need not be a root.
        unsafe X509_STORE_set_flags(store, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        for authority in authorities {
            unsafe X509_STORE_add_cert(store, authority.handle)
            unsafe SSL_CTX_add_client_CA(handle, authority.handle)
        }
    }

    /// OpenSSL's words for what failed last in this thread.
    private static func fault() -> String {
        // SAFETY: the words are constants of the library, or there are none.
        guard let words = unsafe ERR_reason_error_string(ERR_peek_last_error()) else {
            return "out of memory"
        }
        return unsafe String(cString: words)
    }
}
