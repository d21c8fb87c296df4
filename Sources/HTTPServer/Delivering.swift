internal import HTTPWire

// Answers and streams that other threads make.
extension Loop {
    /// Delivers what another thread wrote, if its request is still the present one.
    mutating func deliver(_ letter: Mail) {
        guard let connection = slab.connection(at: letter.address.slot),
            connection.isOpen, connection.generation == letter.address.generation,
            connection.answering != .none
        else { return letter.fallDead() }
        switch (letter.content, connection.answering) {
        case (.response(let response), .due): respond(connection, response, closing: false)
        case (.made(let make), .due): respond(connection, make(), closing: false)
        case (.start(let head), .due): start(connection, head)
        case (.events(let head), .due): startEvents(connection, head)
        case (.piece(let piece, let whenSent), .streaming): send(connection, piece, whenSent)
        case (.piece, _): letter.fallDead()
        case (.finish, .streaming): finishStream(connection)
        case (.resume, _): resume(connection)
        case (.response, _), (.made, _), (.start, _), (.events, _), (.finish, _): break
        }
        if !connection.closesAfterOutput { advance(connection) }
        if connection.isOpen { settle(connection) }
    }

    mutating func start(_ connection: Connection, _ response: Response) {
        let head = connection.parser.head
        let isOld = head.minorVersion == 0
        connection.framing = isOld ? .untilClose : .chunked
        connection.isMute = head.method == .head || !response.status.allowsContent
        connection.streamCloses = response.closes || isOld || mustCloseStream(connection)
        connection.answering = .streaming
        counters.countAnswer(response.status, nanoseconds: now - connection.requestedAt)
        let persistence = persistence(head, closes: connection.streamCloses)
        let varies = variesByCoding(response)
        appendHead(connection, response, connection.framing, persistence, varies)
        appendPiece(connection, response.body)
        // Without content the head is all; its producer learns at once that nobody listens.
        if connection.isMute, connection.intake != .pieces {
            finish(connection, closes: connection.streamCloses)
        }
    }

    /// As for a whole answer, but that a body which still comes in may end before the stream.
    private mutating func mustCloseStream(_ connection: Connection) -> Bool {
        !connection.parser.head.keepsAlive || drainBegan != nil
            || connection.requests >= settings.requestsPerConnectionMax
    }

    private mutating func send(
        _ connection: Connection,
        _ piece: [UInt8],
        _ whenSent: (@Sendable (Bool) -> Void)?
    ) {
        appendPiece(connection, piece)
        transmit(connection)
        if connection.isEventStream, connection.pending == nil { connection.progressAt = now }
        guard let whenSent else { return }
        hasWorked = true
        if connection.isBroken {
            whenSent(false)
        } else if connection.pendingCount <= settings.outputBytesLow {
            whenSent(true)
        } else {
            connection.whenSent.append(whenSent)
        }
    }

    mutating func appendPiece(_ connection: Connection, _ piece: [UInt8]) {
        guard !connection.isMute, !piece.isEmpty else { return }
        if connection.framing == .chunked {
            ResponseWriter.appendChunk(piece, to: &output)
        } else {
            output.append(contentsOf: piece)
        }
    }

    mutating func finishStream(_ connection: Connection) {
        if !connection.isMute, connection.framing == .chunked {
            ResponseWriter.appendLastChunk(to: &output)
        }
        finish(connection, closes: connection.streamCloses)
    }

    private mutating func resume(_ connection: Connection) {
        guard connection.isPaused else { return }
        connection.isPaused = false
        connection.since = now
    }
}
