/// Where a server speaks TLS, as whom, and whom it lets in.
///
/// TLS 1.2 and 1.3 with the suites that Mozilla calls intermediate, forward secret all of them;
/// sessions are resumed by tickets whose keys never leave memory.
public struct TLSConfiguration: Sendable {
    /// A certificate and its key.
    public struct Certificate: Sendable {
        /// A PEM file: the certificate, then those that lead to its authority.
        public var file: String
        /// A PEM file with the key, without a passphrase; may be the same file.
        public var keyFile: String

        /// Names the two files.
        public init(file: String, keyFile: String) {
            self.file = file
            self.keyFile = keyFile
        }
    }

    /// Whether clients show a certificate.
    public enum ClientVerification: Sendable {
        /// None is asked for.
        case none
        /// One is asked for; who shows one must show a good one.
        case optional
        /// Without one there is no connection.
        case required
    }

    /// Where to listen with TLS.
    public var listen: [ListenAddress]
    /// The first is shown to clients that name no host, or one that none of them is for.
    public var certificates: [Certificate]
    /// Whether clients show a certificate.
    public var clientVerification = ClientVerification.none
    /// A PEM file of the authorities whose clients are let in.
    public var clientAuthorities: String?
    /// How long a handshake may take, from the connection's beginning or from behind its preamble.
    public var handshakeTime = Duration.seconds(5)
    /// How long browsers are to come by `https` only (RFC 6797); 0: not said.
    public var strictTransportSeconds = 0

    /// Speaks TLS at these addresses.
    public init(listen: [ListenAddress], certificates: [Certificate]) {
        self.listen = listen
        self.certificates = certificates
    }
}
