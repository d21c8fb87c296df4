internal import HTTPWire

// From requests to answers.
extension Loop {
    /// Requests with content up to this size are copied: they are mostly answered later, and a
    /// buffer that is given away costs more than a copy.
    private static let copiedBytesMax = 4_096

    /// What `OPTIONS *` is told: what the server as a whole can do (RFC 9110 §9.3.7).
    private static let aboutServer = Response(.noContent, fields: ["Allow": Method.allNames])

    /// The request with the connection's buffer in it; `takeBytes` gives the buffer back.
    mutating func lendRequest(_ connection: Connection) -> Request {
        if connection.origin.serial == 0 { connection.origin.serial = nextSerial() }
        var bytes: [UInt8] = []
        swap(&bytes, &connection.input)
        let (start, body) = (connection.start, connection.body)
        let origin = origin(of: connection)
        // The head last, with nothing between that could change it: so it is copied only once.
        return Request(
            head: connection.parser.head,
            bytes: bytes,
            base: start,
            body: body,
            origin: origin
        )
    }

    /// The request with a copy of its bytes, so that the connection keeps its buffer.
    private mutating func copiedRequest(_ connection: Connection, upTo end: Int) -> Request {
        if connection.origin.serial == 0 { connection.origin.serial = nextSerial() }
        let (start, body) = (connection.start, connection.body)
        return Request(
            head: connection.parser.head,
            bytes: Array(connection.input[start..<end]),
            base: 0,
            body: body.lowerBound - start..<body.upperBound - start,
            origin: origin(of: connection)
        )
    }

    /// Where the present request comes from.
    mutating func origin(of connection: Connection) -> Request.Origin {
        // Nobody else was listened to.
        guard connection.isTrusted, let told = connection.told else { return connection.origin }
        return told
    }

    /// The request is whole: asks the application.
    mutating func answerWhole(_ connection: Connection, usedUpTo end: Int) {
        connection.intake = .rested
        connection.answering = .due
        connection.decoder = nil
        connection.requestedAt = now
        counters.requests.add(1)
        guard !connection.parser.head.isAsterisk else {
            connection.start = end
            return respond(connection, Self.aboutServer, closing: false)
        }
        guard !connection.isGzipped else { return answerInflated(connection, usedUpTo: end) }
        hasWorked = true
        let isCopied =
            connection.parser.head.method.takesContent
            && end - connection.start <= Self.copiedBytesMax
        let reply: Reply
        if isCopied {
            reply = application.answer(copiedRequest(connection, upTo: end))
        } else {
            let request = lendRequest(connection)
            reply = application.answer(request)
            connection.input = request.takeBytes()
        }
        switch consume reply {
        case .ready(let response):
            if isCodedElsewhere(connection, response) { keepID(connection) }
            connection.start = end
            respond(connection, response, closing: false)
        case .later(let take):
            leaveBytes(connection, upTo: end, areCopied: isCopied)
            take(Answer(mailbox: mailbox, address: connection.address))
        case .streamed(let take):
            leaveBytes(connection, upTo: end, areCopied: isCopied)
            take(Exchange(mailbox: outbox(connection), address: connection.address))
        }
    }

    /// Whoever answers later keeps the request's bytes.
    private mutating func leaveBytes(_ connection: Connection, upTo end: Int, areCopied: Bool) {
        guard areCopied else { return detachBuffer(connection, usedUpTo: end) }
        keepID(connection)
        connection.start = end
    }

    /// Writes a whole answer behind what is already there.
    mutating func respond(_ connection: Connection, _ response: consuming Response, closing: Bool) {
        let varies = variesByCoding(response)
        if varies, connection.accepted != nil {
            guard let coded = coded(connection, response, closing: closing) else { return }
            response = coded
        }
        let closes = closing || response.closes || mustClose(connection)
        let head = connection.parser.head
        let isHead = head.method == .head
        let persistence = persistence(head, closes: closes)
        countAnswer(connection, response.status)
        if response.body.count > BufferPool.bufferSize, !isHead, response.status.allowsContent {
            // Beyond this a copy costs more than a second vector.
            appendHead(connection, response, .length(response.body.count), persistence, varies)
            transmit(connection, response.body)
        } else {
            appendHead(connection, response, .length(response.body.count), persistence, varies)
            if !isHead, response.status.allowsContent {
                output.append(copying: response.body.span)
            }
        }
        finish(connection, closes: closes)
    }

    private mutating func countAnswer(_ connection: Connection, _ status: StatusCode) {
        guard connection.requestedAt == now else {
            let elapsed = Clock.nanoseconds() - connection.requestedAt
            return counters.countAnswer(status, nanoseconds: elapsed)
        }
        if freshAnswers.kind != status.kind {
            countFreshAnswers()
            freshAnswers.kind = status.kind
        }
        freshAnswers.count &+= 1
    }

    /// Counts the answers that are about to be sent.
    mutating func countFreshAnswers() {
        guard freshAnswers.count > 0 else { return }
        counters.countAnswers(freshAnswers, nanoseconds: Clock.nanoseconds() - now)
        freshAnswers.count = 0
    }

    mutating func mustClose(_ connection: Connection) -> Bool {
        !connection.parser.head.keepsAlive || drainBegan != nil
            || connection.requests >= settings.requestsPerConnectionMax
            || connection.intake == .pieces
            || connection.hasEnded && connection.start == connection.end
    }

    mutating func persistence(_ head: RequestHead, closes: Bool) -> ResponseWriter.Persistence {
        if closes { return .close }
        return head.minorVersion == 0 ? .stated : .implied
    }

    /// The answer is out: makes ready for the next request, or for the end.
    mutating func finish(_ connection: Connection, closes: Bool) {
        connection.answering = .none
        connection.generation &+= 1
        connection.origin.serial = 0
        connection.givenID = nil
        if connection.isTrusted { connection.told = nil }
        connection.accepted = nil
        connection.isGzipped = false
        connection.isEventStream = false
        grownBytes -= connection.lent
        noteFreed(connection.lent)
        connection.lent = 0
        let hasUnreadBody = connection.intake == .pieces
        if hasUnreadBody { endReceiver(connection) }
        guard !closes, !hasUnreadBody else {
            connection.closesAfterOutput = true
            // Who counts on more requests may have sent some.
            connection.lingers =
                hasUnreadBody || connection.start < connection.end
                || connection.parser.head.keepsAlive
            return
        }
        connection.intake = .head
        connection.hasBegunHead = false
        connection.since = now
        if connection.start == connection.end {
            connection.start = 0
            connection.end = 0
        }
    }

    /// Answers in the engine's own name and ends the connection (RFC 9112 §9.6).
    mutating func refuse(_ connection: Connection, _ refusal: Refusal) {
        if connection.answering == .streaming {
            // Too late for another answer: the stream breaks off, without its last chunk.
            connection.isBroken = true
            return
        }
        // The answer must not be shaped by the request before.
        if connection.intake == .head, !connection.hasBegunHead { connection.forgetHead() }
        var refusal = refusal
        refusal.requestID = requestID(connection)
        hasWorked = true
        counters.countRefusal(refusal.reason)
        if connection.answering == .none { connection.requestedAt = now }
        endReceiver(connection)
        connection.intake = .rested
        var response = application.refuse(refusal)
        if refusal.reason == .unknownContentCoding {
            response.fields.append("Accept-Encoding", "gzip")
        }
        respond(connection, response, closing: true)
        connection.lingers = true
    }

    /// The id of the request that is refused; a head that is not whole has one made for it.
    private mutating func requestID(_ connection: Connection) -> String {
        switch connection.intake {
        case .preamble:
            return RequestID.text(of: nextSerial())
        case .head where !connection.hasBegunHead || connection.parser.head.length == 0:
            return RequestID.text(of: nextSerial())
        case .head, .whole:
            let request = lendRequest(connection)
            let id = request.id
            connection.input = request.takeBytes()
            return id
        case .handshake, .pieces, .rested, .dropping:
            return connection.givenID ?? RequestID.text(of: connection.origin.serial)
        }
    }

    /// Remembers the id that a request brought, before its bytes are given away.
    mutating func keepID(_ connection: Connection) {
        let request = lendRequest(connection)
        connection.givenID = request.field(.xRequestID) == nil ? nil : request.id
        connection.input = request.takeBytes()
    }

    mutating func endReceiver(_ connection: Connection) {
        guard let receiver = connection.receiver else { return }
        connection.receiver = nil
        connection.decoder = nil
        connection.gzipPieces = nil
        hasWorked = true
        receiver.end(whole: false)
    }
}
