internal import HTTPWire

/// What a server's loops make their side of TLS from.
struct SecurityPlan: Sendable {
    let configuration: TLSConfiguration
    var material: TLSMaterial
    let tickets = TicketKeys { Clock.nanoseconds() / 1_000_000_000 }
}

/// A loop's side of TLS.
struct LoopSecurity {
    var contexts: TLSContexts
    let tickets: TicketKeys
    let handshakeTime: Int64
    /// Writes what goes through TLS: with `Strict-Transport-Security` (RFC 6797 §7.1).
    var writer: ResponseWriter
    /// Nanoseconds that went into handshakes in this turn.
    var work: Int64 = 0

    init(_ plan: SecurityPlan) throws(TLSFault) {
        contexts = try TLSContexts(plan.material, plan.tickets)
        tickets = plan.tickets
        handshakeTime = plan.configuration.handshakeTime.inNanoseconds
        var standing = FieldLines()
        let seconds = plan.configuration.strictTransportSeconds
        if seconds > 0 { standing.append("Strict-Transport-Security", "max-age=\(seconds)") }
        writer = ResponseWriter(standing: standing)
    }

    mutating func beginTurn() {
        work = 0
        writer.setDate(Clock.unixSeconds())
    }
}

// TLS around a connection's bytes.
extension Loop {
    /// When so much of a turn went into handshakes the others wait for the next one.
    ///
    /// The clients that are in already come first; a handshake costs about half a millisecond.
    private static let handshakeWorkMax: Int64 = 2_000_000

    /// Has a new connection begin with a handshake.
    mutating func secure(_ connection: Connection) {
        connection.tls = security.flatMap { TLSSession($0.contexts, on: connection.number) }
        connection.intake = .handshake
        if connection.tls == nil { connection.isBroken = true }
    }

    /// A step of the handshake; the poll rings again for what is put off.
    mutating func shakeHands(_ connection: Connection) {
        guard let tls = connection.tls, let spent = security?.work, spent < Self.handshakeWorkMax
        else { return }
        if !tls.hasBegun, speaksPlainly(connection) { return }
        let began = Clock.nanoseconds()
        let progress = tls.shakeHands()
        security?.work += Clock.nanoseconds() - began
        connection.heardAt = now
        connection.handshakeWantsOutput = progress == .wantsOutput
        switch progress {
        case .wantsInput, .wantsOutput: break
        case .failed:
            counters.handshakesFailed.add(1)
            // The alert that says why must not be lost to a reset.
            linger(connection)
        case .done:
            counters.handshakes.add(1)
            if tls.isResumed { counters.handshakesResumed.add(1) }
            connection.origin.isSecure = true
            connection.origin.clientName = tls.clientName
            connection.intake = .head
            connection.since = now
            read(connection)
        }
    }

    /// Answers a client that speaks HTTP without TLS, as far as its first byte shows it.
    ///
    /// A handshake begins with byte 22 (RFC 8446 §5.1), a request with a letter.
    private mutating func speaksPlainly(_ connection: Connection) -> Bool {
        guard let first = Sockets.firstByte(connection.number),
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
        else { return false }
        connection.tls = nil
        connection.intake = .head
        refuse(connection, Refusal(.plainOverTLS))
        return true
    }

    /// Goes on with what TLS had received already.
    mutating func readUnread() {
        guard !unread.isEmpty else { return }
        var tags: [UInt64] = []
        swap(&tags, &unread)
        for tag in tags {
            guard let connection = slab.connection(tag: tag),
                connection.interest.contains(.readable)
            else { continue }
            serve(connection, .readable)
        }
    }

    /// Makes new connections with these certificates; those that are open keep theirs.
    mutating func renew(_ material: TLSMaterial) {
        guard let tickets = security?.tickets else { return }
        do throws(TLSFault) {
            security?.contexts = try TLSContexts(material, tickets)
        } catch {
            log(.certificatesKept(error))
        }
    }

    /// Appends an answer's head, with what TLS adds to it.
    mutating func appendHead(
        _ connection: Connection,
        _ response: borrowing Response,
        _ framing: ResponseWriter.Framing,
        _ persistence: ResponseWriter.Persistence,
        _ varies: Bool
    ) {
        if connection.tls == nil {
            writer.appendHead(
                response,
                framing: framing,
                persistence: persistence,
                varies: varies,
                to: &output
            )
        } else {
            security?.writer.appendHead(
                response,
                framing: framing,
                persistence: persistence,
                varies: varies,
                to: &output
            )
        }
    }
}
