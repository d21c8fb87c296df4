import COpenSSL
import HTTPServer

/// A client that speaks TLS over memory, so that a test decides how its bytes go out.
@safe final class TLSClient {
    struct Options {
        var oldest = TLS1_2_VERSION
        var newest = TLS1_3_VERSION
        var host: String?
        /// In the order of preference.
        var protocols: [String] = []
        /// The name of a pair of ``TestCertificates``.
        var certificate: String?
        var session: Session?
        /// Whether each byte is sent for itself.
        var trickles = false
        var receiveBuffer: Int32?
    }

    /// A session to go on with.
    @safe final class Session {
        fileprivate let handle: OpaquePointer

        // SAFETY: the reference is this object's own.
        fileprivate init(_ handle: OpaquePointer) { unsafe self.handle = handle }
        deinit { unsafe SSL_SESSION_free(handle) }
    }

    /// Why there is no connection: OpenSSL's words, with the alert that came.
    struct Failure: Error { let words: String }

    let raw: RawClient
    private let context: OpaquePointer
    private let session: OpaquePointer
    private let options: Options
    /// Whether the server said that no more would come.
    private(set) var hasHeardEnd = false

    /// Connects; the handshake is still to come.
    init(_ address: ListenAddress, _ change: (inout Options) -> Void = { _ in }) throws {
        var options = Options()
        change(&options)
        self.options = options
        raw = try RawClient(address, receiveBuffer: options.receiveBuffer)
        // SAFETY: context, session and the memory BIOs, which the session owns, live as long as
        // this object; arguments are lent for the calls.
        guard let context = unsafe SSL_CTX_new(TLS_client_method()),
            let session = unsafe SSL_new(context)
        else { throw Failure(words: "memory") }
        unsafe (self.context, self.session) = (context, session)
        unsafe SSL_set_bio(session, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
        unsafe SSL_set_connect_state(session)
        unsafe SSL_ctrl(session, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(options.oldest), nil)
        unsafe SSL_ctrl(session, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(options.newest), nil)
        if options.oldest < TLS1_2_VERSION { unsafe SSL_set_security_level(session, 0) }
        if var host = options.host.map({ Array($0.utf8CString) }) {
            unsafe SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, 0, &host)
        }
        let list = options.protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        if !list.isEmpty { unsafe SSL_set_alpn_protos(session, list, UInt32(list.count)) }
        if let name = options.certificate {
            let certificate = try TestCertificates.path(name + ".pem")
            let key = try TestCertificates.path(name + ".key")
            unsafe SSL_use_certificate_file(session, certificate, SSL_FILETYPE_PEM)
            unsafe SSL_use_PrivateKey_file(session, key, SSL_FILETYPE_PEM)
        }
        if let given = options.session { unsafe SSL_set_session(session, given.handle) }
    }

    deinit {
        // SAFETY: nobody has them any more. One that has not said its end takes its session along.
        unsafe SSL_set_shutdown(session, SSL_SENT_SHUTDOWN)
        unsafe SSL_free(session)
        unsafe SSL_CTX_free(context)
    }

    /// The first bytes of the handshake, which are not sent.
    func firstFlight() -> [UInt8] {
        // SAFETY: as in `init`.
        unsafe SSL_do_handshake(session)
        return taken()
    }

    /// Does the handshake.
    @discardableResult
    func connect() throws -> TLSClient {
        try go { unsafe SSL_do_handshake(session) }
        return self
    }

    /// Encrypts and sends.
    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        try write(bytes)
        flush()
    }

    /// Encrypts, a record each, and sends nothing yet.
    func write(_ bytes: [UInt8]) throws {
        // SAFETY: the array is lent for the call.
        try go(sends: false) { unsafe SSL_write(session, bytes, Int32(bytes.count)) }
    }

    /// What comes next; empty at the end, with or without a word.
    func receive() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        // SAFETY: the size is the buffer's.
        let count = try go { unsafe SSL_read(session, &buffer, Int32(buffer.count)) }
        return Array(buffer[..<max(0, count)])
    }

    /// Everything up to the server's end.
    func receiveAll() throws -> String {
        var all: [UInt8] = []
        while true {
            let piece = try receive()
            guard !piece.isEmpty else { return String(decoding: all, as: UTF8.self) }
            all += piece
        }
    }

    /// Everything up to and with a text at the end of what has come.
    func receive(through end: String) throws -> String {
        var text = ""
        while !text.hasSuffix(end) {
            let piece = try receive()
            guard !piece.isEmpty else { break }
            text += String(decoding: piece, as: UTF8.self)
        }
        return text
    }

    /// Says that no more will come.
    func end() {
        // SAFETY: as in `init`.
        unsafe SSL_shutdown(session)
        flush()
    }

    /// Asks for new keys, on both sides (RFC 8446 §4.6.3).
    func changeKeys() { unsafe SSL_key_update(session, SSL_KEY_UPDATE_REQUESTED) }

    /// Asks for another handshake (RFC 5246 §7.4.1.1).
    func renegotiate() throws {
        // SAFETY: as in `init`.
        unsafe SSL_renegotiate(session)
        try go { unsafe SSL_do_handshake(session) }
    }

    var version: String { unsafe String(cString: SSL_get_version(session)) }
    var isResumed: Bool { unsafe SSL_session_reused(session) == 1 }

    var agreed: String {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        // SAFETY: the name is lent by the session and copied here.
        unsafe SSL_get0_alpn_selected(session, &name, &count)
        return unsafe String(
            decoding: UnsafeBufferPointer(start: name, count: Int(count)),
            as: UTF8.self
        )
    }

    /// The subject of the server's certificate.
    var server: String {
        // SAFETY: the certificate is lent by the session; the text is copied.
        guard let certificate = unsafe SSL_get0_peer_certificate(session) else { return "" }
        var text = [CChar](repeating: 0, count: 256)
        unsafe X509_NAME_oneline(X509_get_subject_name(certificate), &text, 256)
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    }

    /// The session to go on with; of TLS 1.3 only once an answer was read.
    func keptSession() throws -> Session {
        // SAFETY: the reference goes to the object.
        guard let kept = unsafe SSL_get1_session(session) else { throw Failure(words: "none") }
        return unsafe Session(kept)
    }

    // MARK: Moving bytes

    @discardableResult
    private func go(sends: Bool = true, _ call: () -> Int32) throws -> Int {
        while true {
            ERR_clear_error()
            let result = call()
            // SAFETY: as in `init`.
            let error = unsafe SSL_get_error(session, result)
            if sends { flush() }
            switch error {
            case SSL_ERROR_NONE: return Int(result)
            case SSL_ERROR_ZERO_RETURN:
                hasHeardEnd = true
                return 0
            case SSL_ERROR_WANT_READ:
                let bytes = raw.receive()
                guard !bytes.isEmpty else {
                    // SAFETY: only looks.
                    if unsafe SSL_is_init_finished(session) == 1 { return 0 }
                    throw Failure(words: "the connection ended")
                }
                unsafe BIO_write(SSL_get_rbio(session), bytes, Int32(bytes.count))
            default:
                // SAFETY: the words are constants.
                let words = unsafe ERR_reason_error_string(ERR_peek_error())
                throw Failure(words: unsafe words.map { unsafe String(cString: $0) } ?? "unknown")
            }
        }
    }

    private func flush() {
        let bytes = taken()
        guard options.trickles else { return raw.send(bytes) }
        for byte in bytes { raw.send([byte]) }
    }

    private func taken() -> [UInt8] {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16_384)
        while true {
            // SAFETY: the size is the buffer's.
            let count = unsafe BIO_read(SSL_get_wbio(session), &piece, Int32(piece.count))
            guard count > 0 else { return all }
            all += piece[..<Int(count)]
        }
    }
}
