internal import COpenSSL
internal import Glibc

/// A client's TLS on a blocking connection; it does not look at the server's certificate.
@safe final class TLSDial {
    private let session: OpaquePointer
    // Its descriptor is what the session moves bytes on.
    private let dial: Dial

    /// Shakes hands.
    init(_ dial: Dial) throws(SystemError) {
        // SAFETY: the session holds the context, and is ours alone; it does not close the
        // descriptor, which lives as long as `dial`.
        guard let context = unsafe SSL_CTX_new(TLS_client_method()) else {
            throw SystemError("SSL_CTX_new", ENOMEM)
        }
        defer { unsafe SSL_CTX_free(context) }
        guard let session = unsafe SSL_new(context) else { throw SystemError("SSL_new", ENOMEM) }
        unsafe self.session = session
        self.dial = dial
        ERR_clear_error()
        guard unsafe SSL_set_fd(session, dial.number) == 1, unsafe SSL_connect(session) == 1 else {
            throw SystemError("SSL_connect", EPROTO)
        }
    }

    deinit {
        // SAFETY: nobody has it any more.
        unsafe SSL_free(session)
    }

    /// Sends all bytes.
    func send(_ bytes: [UInt8]) throws(SystemError) {
        ERR_clear_error()
        var sent = 0
        // SAFETY: the buffer is only read, for as long as the call takes.
        let result = unsafe bytes.withUnsafeBytes { buffer in
            unsafe SSL_write_ex(session, buffer.baseAddress, buffer.count, &sent)
        }
        guard result == 1 else { throw SystemError("SSL_write", EPROTO) }
    }

    /// Receives some bytes; none at the end.
    func receive() throws(SystemError) -> [UInt8] {
        ERR_clear_error()
        var bytes = [UInt8](repeating: 0, count: 16_384)
        var count = 0
        // SAFETY: the buffer is ours alone while OpenSSL writes it.
        let result = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe SSL_read_ex(session, buffer.baseAddress, buffer.count, &count)
        }
        if result == 1 { return Array(bytes[..<count]) }
        // SAFETY: only looks at what the call left.
        guard unsafe SSL_get_error(session, result) == SSL_ERROR_ZERO_RETURN else {
            throw SystemError("SSL_read", EPROTO)
        }
        return []
    }
}
