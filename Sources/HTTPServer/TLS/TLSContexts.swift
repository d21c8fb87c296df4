internal import COpenSSL

/// A loop's side of TLS: for each certificate a context, which connections are made from.
///
/// Never changed: new certificates are a new object. A connection holds the one that it was made
/// from, for OpenSSL calls back into it.
@safe final class TLSContexts {
    /// A certificate that ends soon.
    struct Ending {
        let file: String
        let day: String
        let days: Int
    }

    /// A certificate that ends within so many days is worth a word: time enough to renew it.
    private static let soonDays = 14

    private var contexts: [TLSContext] = []
    private let tickets: TicketKeys
    private(set) var ending: [Ending] = []

    /// Reads and checks all of it.
    ///
    /// - Throws: the first thing that is wrong.
    init(_ material: TLSMaterial, _ tickets: TicketKeys) throws(TLSFault) {
        self.tickets = tickets
        var authorities: [Certificate] = []
        if let file = material.authorities { authorities = try Certificate.all(in: file) }
        for pair in material.pairs {
            let chain = try Certificate.all(in: pair.certificate)
            for certificate in chain {
                let days = try certificate.daysLeft(in: pair.certificate.name)
                guard days < Self.soonDays else { continue }
                ending.append(
                    Ending(file: pair.certificate.name, day: certificate.lastDay, days: days)
                )
            }
            let key = try PrivateKey(in: pair.key)
            let context = try TLSContext(pair, chain, key)
            contexts.append(context)
            ready(context)
            context.verify(material, authorities)
        }
    }

    /// The side of a new connection; nil when memory ran out.
    func newSession() -> OpaquePointer? {
        // SAFETY: there is at least one context, as long as this object.
        unsafe SSL_new(contexts[0].handle)
    }

    private func ready(_ context: TLSContext) {
        // SAFETY: the callbacks get this object or the tickets' keys back as they were given here;
        // both live as long as any connection of the context, which holds this object.
        let handle = unsafe context.handle
        unsafe noticed_tls_modes(handle)
        // Requests in the first flight could be replayed (RFC 8470); there are none.
        unsafe SSL_CTX_set_max_early_data(handle, 0)
        unsafe SSL_CTX_set_num_tickets(handle, 1)
        unsafe SSL_CTX_set_timeout(handle, Int(TicketKeys.lifetime))
        unsafe SSL_CTX_set_ex_data(handle, 0, Unmanaged.passUnretained(tickets).toOpaque())
        unsafe SSL_CTX_set_tlsext_ticket_key_evp_cb(handle, sealTicket)
        unsafe SSL_CTX_set_alpn_select_cb(handle, chooseProtocol, nil)
        unsafe noticed_tls_on_name(
            handle,
            { session, _, contexts in
                guard let session = unsafe session, let contexts = unsafe contexts,
                    let name = unsafe SSL_get_servername(session, TLSEXT_NAMETYPE_host_name)
                else { return SSL_TLSEXT_ERR_NOACK }
                let object = unsafe Unmanaged<TLSContexts>.fromOpaque(contexts)
                unsafe object.takeUnretainedValue().choose(name, for: session)
                return SSL_TLSEXT_ERR_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Gives a connection the certificate for the host that its client names (RFC 6066 §3); the
    /// first one when there is none.
    private func choose(_ name: UnsafePointer<CChar>, for session: OpaquePointer) {
        // SAFETY: the name is terminated and lives through the callback, as does the session.
        guard contexts.count > 1 else { return }
        for byWildcard in [false, true] {
            for context in contexts where unsafe context.isFor(name, byWildcard: byWildcard) {
                unsafe SSL_set_SSL_CTX(session, context.handle)
                return
            }
        }
    }
}

/// Chooses `http/1.1` from what a client offers, and ends the handshake when it is not among it
/// (RFC 7301 §3.2).
private func chooseProtocol(
    _ session: OpaquePointer?,
    _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ chosenCount: UnsafeMutablePointer<UInt8>?,
    _ offered: UnsafePointer<UInt8>?,
    _ count: UInt32,
    _ argument: UnsafeMutableRawPointer?
) -> Int32 {
    let wanted: StaticString = "http/1.1"
    var place = 0
    // SAFETY: OpenSSL has checked that the list is well-formed: lengths, each with as many bytes.
    guard let offered = unsafe offered else { return SSL_TLSEXT_ERR_ALERT_FATAL }
    while place < Int(count) {
        let length = unsafe Int(offered[place])
        let name = unsafe UnsafeRawBufferPointer(start: offered + place + 1, count: length)
        if length == wanted.utf8CodeUnitCount,
            unsafe name.elementsEqual(
                UnsafeRawBufferPointer(start: wanted.utf8Start, count: length)
            )
        {
            unsafe chosen?.pointee = offered + place + 1
            unsafe chosenCount?.pointee = UInt8(length)
            return SSL_TLSEXT_ERR_OK
        }
        place += 1 + length
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
}

/// Readies a ticket's cipher and code (`SSL_CTX_set_tlsext_ticket_key_evp_cb`).
///
/// - Returns: 1, go on; 2, go on and give a new ticket; 0, the key is gone: a whole handshake.
private func sealTicket(
    _ session: OpaquePointer?,
    _ name: UnsafeMutablePointer<UInt8>?,
    _ vector: UnsafeMutablePointer<UInt8>?,
    _ cipher: OpaquePointer?,
    _ code: OpaquePointer?,
    _ seals: Int32
) -> Int32 {
    // SAFETY: OpenSSL lends 16 bytes for the name and room for a vector; the keys were put into
    // the context by an object that the connection holds.
    guard let name = unsafe name, let vector = unsafe vector,
        let data = unsafe SSL_CTX_get_ex_data(SSL_get_SSL_CTX(session), 0)
    else { return -1 }
    let tickets = unsafe Unmanaged<TicketKeys>.fromOpaque(data).takeUnretainedValue()
    if seals == 1 {
        let key = tickets.sealing()
        for place in 0..<16 { unsafe name[place] = key.name[place] }
        guard unsafe RAND_bytes(vector, 16) == 1,
            unsafe noticed_tls_ticket(cipher, code, key.secret, vector, 1) == 1
        else { return -1 }
        return 1
    }
    let given = unsafe Array(UnsafeBufferPointer(start: name, count: 16))
    guard let (key, isOld) = tickets.opening(given) else { return 0 }
    guard unsafe noticed_tls_ticket(cipher, code, key.secret, vector, 0) == 1 else { return -1 }
    // A ticket of version 1.3 is for one use, lest it tie connections together (RFC 8446 §C.4).
    return unsafe isOld || SSL_version(session) >= TLS1_3_VERSION ? 2 : 1
}
