internal import HTTPWire

// Streams of server-sent events: kept open while nothing happens, ended in a drain.
extension Loop {
    /// An empty line of comment, which clients pass over.
    private static let heartbeat = Array(":\n\n".utf8)

    mutating func startEvents(_ connection: Connection, _ head: Response) {
        start(connection, head)
        guard connection.answering == .streaming, !connection.isMute else { return }
        connection.isEventStream = true
        connection.progressAt = now
        if drainBegan != nil { endEvents(connection) }
    }

    /// Nothing was said for a while.
    mutating func beatHeart(_ connection: Connection) {
        appendPiece(connection, Self.heartbeat)
        connection.progressAt = now
    }

    /// Tells the client to come back, not all at the same moment, and ends the stream.
    mutating func endEvents(_ connection: Connection) {
        let least = max(1, settings.retryTime.inNanoseconds / 1_000_000)
        let wait = Int64.random(in: least...least * 2)
        appendPiece(connection, Array("retry: \(wait)\n\n".utf8))
        connection.streamCloses = true
        finishStream(connection)
    }
}
