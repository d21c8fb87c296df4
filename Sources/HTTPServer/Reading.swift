internal import HTTPWire

// From bytes to requests: heads, and what becomes of their bodies.
extension Loop {
    /// One receive, and whatever it makes whole.
    mutating func read(_ connection: Connection) {
        switch connection.intake {
        case .dropping: return drop(connection)
        case .preamble: return readPreamble(connection)
        case .handshake: return shakeHands(connection)
        case .head, .whole, .pieces, .rested: break
        }
        if connection.input.isEmpty { connection.input = pool.take() }
        if connection.end == connection.input.count, !makeRoom(connection) { return }
        let room = connection.end..<connection.input.count
        switch receive(connection, room) {
        case .moved(let count):
            counters.bytesReceived.add(UInt64(count))
            if connection.start == connection.end, connection.intake == .head {
                connection.since = now
            }
            connection.end &+= count
            connection.received &+= count
            connection.heardAt = now
            if connection.intake == .pieces { putOff(connection, by: count) }
            advance(connection)
        case .blocked: break
        case .ended:
            connection.hasEnded = true
            endInput(connection)
        case .failed: close(connection)
        }
    }

    private mutating func receive(_ connection: Connection, _ room: Range<Int>) -> Transfer {
        connection.withInput { bytes in
            guard let tls = connection.tls else {
                return Sockets.receive(connection.number, into: &bytes, room)
            }
            return tls.receive(into: &bytes, room)
        }
    }

    /// Goes on with what is buffered, request after request, as far as it may.
    mutating func advance(_ connection: Connection) {
        while connection.isOpen, !connection.closesAfterOutput, !connection.isBroken {
            let goesOn =
                switch connection.intake {
                case .head: takeHead(connection)
                case .whole: gather(connection)
                case .pieces: feed(connection)
                case .preamble, .handshake, .rested, .dropping: false
                }
            guard goesOn else { return }
        }
    }

    private mutating func takeHead(_ connection: Connection) -> Bool {
        guard connection.start < connection.end else { return false }
        if output.count >= 64 * 1024 { transmit(connection) }
        guard connection.pendingCount < settings.outputBytesHigh else { return false }
        do throws(Refusal) {
            guard try connection.parse() else {
                if connection.hasEnded { refuse(connection, Refusal(.truncated)) }
                return false
            }
            try begin(connection)
        } catch {
            refuse(connection, error)
            return false
        }
        return true
    }

    /// The head is whole: decides what becomes of the body.
    private mutating func begin(_ connection: Connection) throws(Refusal) {
        connection.requests += 1
        let bodyStart = connection.start + connection.parser.head.length
        connection.body = bodyStart..<bodyStart
        connection.undecoded = bodyStart
        if connection.isTrusted { noteTold(connection) }
        if !settings.hosts.isEmpty { try checkHost(connection) }
        noteAcceptedCoding(connection)
        let head = connection.parser.head
        guard head.announcesBody else { return answerWhole(connection, usedUpTo: bodyStart) }
        connection.since = now
        connection.received = connection.end - bodyStart
        if case .length(let length) = head.framing { connection.remaining = length }
        guard head.method.takesContent else {
            guard head.framing == .chunked else { throw Refusal(.misplacedBody) }
            // A chunked body may yet be empty: its first size says so.
            connection.decoder = ChunkDecoder(limits: settings.limits, bodyBytesMax: 0)
            connection.intake = .whole
            return
        }
        try admit(connection)
    }

    private mutating func admit(_ connection: Connection) throws(Refusal) {
        let head = connection.parser.head
        let request = lendRequest(connection)
        hasWorked = true
        let admission = application.admit(request)
        let coding = settings.inflatesBodies ? request.contentCoding : .identity
        connection.input = request.takeBytes()
        switch admission {
        // Said before the body is sent, and after whatever the application had against it.
        case .whole where coding == .other, .pieces where coding == .other:
            throw Refusal(.unknownContentCoding)
        case .whole:
            if case .length(let length) = head.framing, length > settings.limits.bodyBytesMax {
                throw Refusal(.bodyTooLong, limit: settings.limits.bodyBytesMax)
            }
            connection.intake = .whole
            connection.isGzipped = coding == .gzip
            expectBody(connection, bodyBytesMax: settings.limits.bodyBytesMax)
        case .pieces(let take):
            if coding == .gzip { try beginGzipPieces(connection) }
            connection.intake = .pieces
            connection.answering = .due
            connection.requestedAt = now
            counters.requests.add(1)
            keepID(connection)
            connection.start = connection.body.lowerBound
            expectBody(connection, bodyBytesMax: .max)
            connection.receiver = take(
                Exchange(mailbox: outbox(connection), address: connection.address)
            )
        case .refused(let response):
            connection.requestedAt = now
            respond(connection, response, closing: true)
            connection.lingers = true
        }
    }

    /// The body will be read: a client that waits for the word gets it (RFC 9110 §10.1.1).
    private mutating func expectBody(_ connection: Connection, bodyBytesMax: Int) {
        let head = connection.parser.head
        if head.framing == .chunked {
            connection.decoder = ChunkDecoder(limits: settings.limits, bodyBytesMax: bodyBytesMax)
        }
        if head.expectsContinue, connection.body.upperBound == connection.end {
            output.append(contentsOf: ResponseWriter.continueLine)
        }
    }

    private mutating func checkHost(_ connection: Connection) throws(Refusal) {
        let request = lendRequest(connection)
        let host = request.host
        connection.input = request.takeBytes()
        guard settings.hosts.contains(host) else { throw Refusal(.misdirected) }
    }
}
