internal import HTTPWire

// From bytes to bodies: gathered whole, or handed on in pieces.
extension Loop {
    mutating func gather(_ connection: Connection) -> Bool {
        guard connection.decoder == nil else { return gatherChunks(connection) }
        let bodyEnd = connection.body.lowerBound + connection.remaining
        guard connection.end >= bodyEnd else {
            if connection.hasEnded { refuse(connection, Refusal(.truncated)) }
            return false
        }
        connection.body = connection.body.lowerBound..<bodyEnd
        answerWhole(connection, usedUpTo: bodyEnd)
        return true
    }

    private mutating func gatherChunks(_ connection: Connection) -> Bool {
        do throws(Refusal) {
            guard var decoder = connection.decoder else { return false }
            let step = try connection.withInput { bytes throws(Refusal) in
                try decoder.decode(
                    &bytes,
                    connection.undecoded..<connection.end,
                    into: connection.body.upperBound
                )
            }
            connection.decoder = decoder
            connection.body = connection.body.lowerBound..<step.bodyEnd
            if decoder.isDone {
                answerWhole(connection, usedUpTo: step.consumed)
                return true
            }
        } catch {
            let isMisplaced =
                error.reason == .bodyTooLong && !connection.parser.head.method.takesContent
            refuse(connection, isMisplaced ? Refusal(.misplacedBody) : error)
            return false
        }
        // All was taken: what comes next goes right behind what is decoded.
        connection.end = connection.body.upperBound
        connection.undecoded = connection.end
        if connection.hasEnded { refuse(connection, Refusal(.truncated)) }
        return false
    }

    /// Hands the receiver the next piece.
    mutating func feed(_ connection: Connection) -> Bool {
        guard !connection.isPaused, let receiver = connection.receiver else { return false }
        if let pieces = connection.gzipPieces, pieces.hasMore || pieces.isLast {
            return feedInflated(connection, pieces, receiver)
        }
        guard connection.start < connection.end else {
            if connection.hasEnded { refuse(connection, Refusal(.truncated)) }
            return false
        }
        let piece: Range<Int>
        let isWhole: Bool
        do throws(Refusal) {
            (piece, isWhole) = try nextPiece(connection)
        } catch {
            refuse(connection, error)
            return false
        }
        hasWorked = true
        if let pieces = connection.gzipPieces {
            pieces.take(Array(connection.input[piece]), isLast: isWhole)
            return true
        }
        if !piece.isEmpty, receiver.receive(Array(connection.input[piece])) == .pause {
            connection.isPaused = true
            connection.since = now
        }
        guard isWhole else { return true }
        endBody(connection, receiver)
        return false
    }

    /// The body's last byte has come.
    mutating func endBody(_ connection: Connection, _ receiver: any BodyReceiver) {
        connection.intake = .rested
        connection.isPaused = false
        connection.receiver = nil
        connection.decoder = nil
        connection.gzipPieces = nil
        connection.since = now
        receiver.end(whole: true)
    }

    private mutating func nextPiece(
        _ connection: Connection
    ) throws(Refusal) -> (piece: Range<Int>, isWhole: Bool) {
        let start = connection.start
        if var decoder = connection.decoder {
            let step = try connection.withInput { bytes throws(Refusal) in
                try decoder.decode(&bytes, start..<connection.end, into: start)
            }
            connection.decoder = decoder
            connection.start = step.consumed
            return (start..<step.bodyEnd, decoder.isDone)
        }
        let count = min(connection.remaining, connection.buffered)
        connection.start += count
        connection.remaining -= count
        return (start..<connection.start, connection.remaining == 0)
    }
}
