internal import COpenSSL

/// One connection's TLS, on its non-blocking socket.
///
/// Belongs to the connection, and with it to one loop.
@safe final class TLSSession {
    /// What a step of the handshake came to.
    enum Progress {
        /// It is over: bytes may be moved.
        case done
        /// More is due from the client.
        case wantsInput
        /// The client takes no more just now.
        case wantsOutput
        /// It failed; the client has been told why, as far as it listens.
        case failed
    }

    private let session: OpaquePointer
    // OpenSSL calls back into them.
    private let contexts: TLSContexts
    /// Whether bytes have come that the poll knows nothing of.
    private(set) var holdsInput = false
    /// Whether reading waits until the client takes bytes: it asked for new keys.
    private(set) var readingWantsOutput = false
    /// The client's name by its certificate, once it has shown one.
    private(set) var clientName: String?
    /// Whether a step of the handshake was taken.
    private(set) var hasBegun = false
    private var isOver = false

    /// A session that waits for a client's first words; nil when memory ran out.
    init?(_ contexts: TLSContexts, on number: Int32) {
        // SAFETY: the session is ours alone; it does not close the descriptor, and its owner keeps
        // that open for as long as it moves bytes.
        guard let session = unsafe contexts.newSession() else { return nil }
        guard unsafe SSL_set_fd(session, number) == 1 else {
            unsafe SSL_free(session)
            return nil
        }
        unsafe SSL_set_accept_state(session)
        unsafe self.session = session
        self.contexts = contexts
    }

    deinit {
        // SAFETY: nobody has it any more.
        unsafe SSL_free(session)
    }

    /// Whether an earlier session went on.
    var isResumed: Bool {
        // SAFETY: only looks.
        unsafe SSL_session_reused(session) == 1
    }

    /// One step of the handshake; never waits.
    func shakeHands() -> Progress {
        hasBegun = true
        ERR_clear_error()
        // SAFETY: as for all calls here, the session lives as long as self.
        let result = unsafe SSL_do_handshake(session)
        guard result != 1 else { return identify() ? .done : fail() }
        switch unsafe SSL_get_error(session, result) {
        case SSL_ERROR_WANT_READ: return .wantsInput
        case SSL_ERROR_WANT_WRITE: return .wantsOutput
        default: return fail()
        }
    }

    private func fail() -> Progress {
        isOver = true
        return .failed
    }

    /// Takes the client's name from its certificate, which OpenSSL has verified.
    ///
    /// A session that is resumed was verified when it began; the certificate may have ended since.
    private func identify() -> Bool {
        // SAFETY: the certificate is lent by the session.
        guard let certificate = unsafe SSL_get0_peer_certificate(session) else { return true }
        guard unsafe X509_cmp_current_time(X509_get0_notAfter(certificate)) > 0,
            let name = unsafe Certificate.name(of: certificate)
        else { return false }
        clientName = name
        return true
    }

    /// One record, or a part of it, into a part of a buffer.
    func receive(into bytes: inout [UInt8], _ room: Range<Int>) -> Transfer {
        precondition(room.lowerBound >= 0 && room.upperBound <= bytes.count, "room in the buffer")
        ERR_clear_error()
        readingWantsOutput = false
        var count = 0
        // SAFETY: the range lies in the buffer, which is ours alone while OpenSSL writes it.
        let result = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe SSL_read_ex(
                session,
                buffer.baseAddress?.advanced(by: room.lowerBound),
                room.count,
                &count
            )
        }
        guard result != 1 else {
            holdsInput = unsafe SSL_has_pending(session) == 1
            return .moved(count)
        }
        holdsInput = false
        switch unsafe SSL_get_error(session, result) {
        case SSL_ERROR_WANT_READ: return .blocked
        case SSL_ERROR_WANT_WRITE:
            readingWantsOutput = true
            return .blocked
        case SSL_ERROR_ZERO_RETURN: return .ended
        default:
            isOver = true
            return .failed
        }
    }

    /// Sends the bytes from an offset on, record by record, as far as the client takes them.
    ///
    /// What was not taken must be offered again, no less of it: it may be encrypted already.
    func send(_ bytes: [UInt8], from offset: Int) -> Transfer {
        precondition(offset >= 0 && offset < bytes.count, "something to send")
        ERR_clear_error()
        var sent = 0
        // SAFETY: offset and count lie in the buffer, which OpenSSL only reads.
        let result = unsafe bytes.withUnsafeBytes { buffer in
            while offset + sent < buffer.count {
                var count = 0
                let result = unsafe SSL_write_ex(
                    session,
                    buffer.baseAddress?.advanced(by: offset + sent),
                    buffer.count - offset - sent,
                    &count
                )
                guard result == 1 else { return unsafe SSL_get_error(session, result) }
                sent += count
            }
            return SSL_ERROR_NONE
        }
        switch result {
        case SSL_ERROR_NONE: return .moved(sent)
        case SSL_ERROR_WANT_WRITE: return sent > 0 ? .moved(sent) : .blocked
        default:
            isOver = true
            return .failed
        }
    }

    /// Sends two buffers, one behind the other.
    func send(_ head: [UInt8], _ body: [UInt8]) -> Transfer {
        guard !head.isEmpty else { return send(body, from: 0) }
        let first = send(head, from: 0)
        guard !body.isEmpty, first == .moved(head.count) else { return first }
        switch send(body, from: 0) {
        case .moved(let count): return .moved(head.count + count)
        // The head is out; what hinders the body shows again when it is sent.
        case .blocked, .ended, .failed: return first
        }
    }

    /// Says that no more will come (close_notify); once, and not after a fault.
    func end() {
        guard !isOver else { return }
        isOver = true
        ERR_clear_error()
        // SAFETY: does not wait; what the client does not take is lost with the connection.
        unsafe SSL_shutdown(session)
    }
}
