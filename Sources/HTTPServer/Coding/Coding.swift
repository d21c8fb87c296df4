internal import HTTPWire

// Content codings: gzip off requests' bodies, and around answers.
extension Loop {
    // MARK: Answers

    /// What the client of a request whose head has come takes.
    mutating func noteAcceptedCoding(_ connection: Connection) {
        guard settings.gzipLevel > 0, connection.parser.head.maySteerCoding else { return }
        let request = lendRequest(connection)
        let accepted = request.acceptedCoding
        connection.accepted = accepted.saysNothing ? nil : accepted
        connection.input = request.takeBytes()
    }

    /// Whether an answer differs, or could, by what the client takes (RFC 9110 §12.5.5).
    mutating func variesByCoding(_ response: borrowing Response) -> Bool {
        guard settings.gzipLevel > 0 else { return false }
        let traits = response.fields.traits
        guard !traits.contains(.varies) else { return false }
        return traits.mayBeCoded || traits.contains(.coded)
            || response.status == .notModified && traits.contains(.tagged)
    }

    /// Whether an answer is put into gzip by the pool, and comes back later.
    mutating func isCodedElsewhere(_ connection: Connection, _ response: borrowing Response) -> Bool
    {
        guard let form = connection.accepted?.form, form != .identity else { return false }
        return response.fields.traits.mayBeCoded
            && response.body.count > GzipAnswers.bytesOnLoopMax
            && GzipAnswers.pays(response, for: form)
    }

    /// The answer in the form that its client takes; nil when it comes back from the pool.
    mutating func coded(
        _ connection: Connection,
        _ response: Response,
        closing: Bool
    ) -> Response? {
        let form = connection.accepted?.form ?? .identity
        if response.status == .notModified { return tagged(connection, response) }
        guard response.fields.traits.mayBeCoded, GzipAnswers.pays(response, for: form) else {
            return response
        }
        guard isCodedElsewhere(connection, response) else {
            return gzipAnswers.coded(response, for: form)
        }
        // What ends a connection does not wait.
        guard !closing else { return response }
        connection.accepted = nil
        let answer = Answer(mailbox: mailbox, address: connection.address)
        let level = settings.gzipLevel
        let isTaken = workers.submit {
            answer.answer(GzipAnswers.coded(response, for: form, level: level))
        }
        return isTaken ? nil : response
    }

    /// 304 bears the tag of the form that the client holds (RFC 9110 §15.4.5).
    private mutating func tagged(_ connection: Connection, _ response: Response) -> Response {
        guard let accepted = connection.accepted, !accepted.knownTags.isEmpty,
            response.fields.traits.contains(.tagged),
            let tag = response.fields.value(of: "ETag"), accepted.knowsGzip(of: tag)
        else { return response }
        var response = response
        response.fields = response.fields.withGzipTag
        return response
    }

    /// Where a stream's producer sends what it makes.
    mutating func outbox(_ connection: Connection) -> any Mailbox {
        guard let form = connection.accepted?.form, form != .identity else { return mailbox }
        return CodingMailbox(mailbox, level: settings.gzipLevel, seats: codingSeats)
    }

    // MARK: Requests

    /// Begins a body that comes in gzip and is wanted in pieces.
    mutating func beginGzipPieces(_ connection: Connection) throws(Refusal) {
        guard grownBytes + GzipPieces.memory <= settings.bodyMemoryMax / settings.loops,
            let pieces = GzipPieces(bytesMax: settings.inflatedBytesMax)
        else { throw Refusal(.overloaded) }
        connection.gzipPieces = pieces
        connection.lent += GzipPieces.memory
        grownBytes += GzipPieces.memory
    }

    /// Hands the receiver the next piece of a body that came in gzip.
    mutating func feedInflated(
        _ connection: Connection,
        _ pieces: GzipPieces,
        _ receiver: any BodyReceiver
    ) -> Bool {
        let piece: [UInt8]
        do throws(Refusal) {
            piece = try pieces.next()
        } catch {
            refuse(connection, error)
            return false
        }
        if !piece.isEmpty, receiver.receive(piece) == .pause {
            connection.isPaused = true
            connection.since = now
        } else if pieces.turnBytes >= GzipPieces.bytesInTurn {
            // A little gzip can hold very much: it goes on in the loop's next turn.
            pieces.turnBytes = 0
            connection.isPaused = true
            connection.since = now
            mailbox.deliver(Mail(address: connection.address, content: .resume))
        }
        guard pieces.isLast, !pieces.hasMore else { return true }
        guard pieces.isWhole else {
            refuse(connection, Refusal(.damagedContent))
            return false
        }
        endBody(connection, receiver)
        return false
    }

    /// The body has been gathered, in gzip: takes it out, and asks the application.
    mutating func answerInflated(_ connection: Connection, usedUpTo end: Int) {
        connection.isGzipped = false
        keepID(connection)
        let headEnd = connection.start + connection.parser.head.length
        let head = Array(connection.input[connection.start..<headEnd])
        let coded = Array(connection.input[connection.body])
        connection.start = end
        let bytesMax = settings.limits.bodyBytesMax
        do throws(Refusal) {
            let bytesNow = min(bytesMax, GzipBodies.bytesOnLoopMax)
            let bytes = try GzipBodies.inflated(coded, from: 0, behind: head, atMost: bytesNow)
            if let bytes { return ask(connection, bytes) }
            guard bytesMax > bytesNow else { throw Refusal(.bodyTooLong, limit: bytesMax) }
            guard grownBytes + bytesMax <= settings.bodyMemoryMax / settings.loops else {
                throw Refusal(.overloaded)
            }
        } catch {
            return refuse(connection, error)
        }
        // The loop counts what may come of it until it is answered.
        connection.lent += bytesMax
        grownBytes += bytesMax
        let address = connection.address
        let isTaken = workers.submit { [mailbox] in
            do throws(Refusal) {
                let bytes = try GzipBodies.inflated(coded, from: 0, behind: head, atMost: bytesMax)
                guard let bytes else { throw Refusal(.bodyTooLong, limit: bytesMax) }
                mailbox.deliver(.inflated(address, .success(bytes)))
            } catch {
                mailbox.deliver(.inflated(address, .failure(error)))
            }
        }
        if !isTaken { refuse(connection, Refusal(.overloaded)) }
    }

    /// A body came back from the pool.
    mutating func takeInflated(_ address: Mail.Address, _ result: Result<[UInt8], Refusal>) {
        guard let connection = slab.connection(at: address.slot), connection.isOpen,
            connection.generation == address.generation, connection.answering == .due
        else { return }
        switch result {
        case .success(let bytes): ask(connection, bytes)
        case .failure(let refusal): refuse(connection, refusal)
        }
        if !connection.closesAfterOutput { advance(connection) }
        if connection.isOpen { settle(connection) }
    }

    /// Asks the application with a head and a body that are no longer the connection's.
    private mutating func ask(_ connection: Connection, _ bytes: [UInt8]) {
        hasWorked = true
        let head = connection.parser.head
        let request = Request(
            head: head.withoutContentCoding,
            bytes: bytes,
            base: 0,
            body: head.length..<bytes.count,
            origin: origin(of: connection)
        )
        switch application.answer(request) {
        case .ready(let response): respond(connection, response, closing: false)
        case .later(let take): take(Answer(mailbox: mailbox, address: connection.address))
        case .streamed(let take):
            take(Exchange(mailbox: outbox(connection), address: connection.address))
        }
    }
}
