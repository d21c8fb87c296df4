internal import HTTPWire

// How long each state of a connection may last.
extension Loop {
    /// When the connection's present state has lasted too long; nil: it may last.
    mutating func deadline(of connection: Connection) -> Int64? {
        if connection.intake == .dropping {
            return connection.since + settings.lingerTime.inNanoseconds
        }
        if connection.pending != nil {
            return connection.progressAt + settings.writeStallTime.inNanoseconds
        }
        if connection.isEventStream {
            return connection.progressAt + settings.heartbeatTime.inNanoseconds
        }
        switch connection.intake {
        case .preamble:
            return cut(connection.since + settings.preambleTime.inNanoseconds, connection)
        case .handshake:
            return cut(connection.since + (security?.handshakeTime ?? 0), connection)
        case .head where connection.start == connection.end:
            return max(connection.since, connection.progressAt) + idleNanoseconds
        case .head:
            return cut(connection.since + settings.headTime.inNanoseconds, connection)
        case .whole:
            let allowed = settings.bodyTime.inNanoseconds + earnedTime(connection.received)
            return cut(
                connection.since + min(allowed, settings.bodyTimeMax.inNanoseconds),
                connection
            )
        case .pieces where !connection.isPaused:
            return cut(connection.since + settings.bodyTime.inNanoseconds, connection)
        case .pieces, .rested, .dropping:
            guard connection.answering == .due || connection.isPaused else { return nil }
            let began =
                connection.isPaused
                ? connection.since : max(connection.since, connection.requestedAt)
            return began + settings.handlerTime.inNanoseconds
        }
    }

    /// Puts the deadline of a body in pieces off by what these bytes earned.
    ///
    /// Never beyond the present: what came fast does not pay for silence later.
    mutating func putOff(_ connection: Connection, by bytes: Int) {
        connection.since = min(now, connection.since + earnedTime(bytes))
    }

    /// The time that a body's bytes may take at the lowest rate; any, where none is asked for.
    private mutating func earnedTime(_ bytes: Int) -> Int64 {
        let rate = Int64(settings.bodyBytesPerSecondMin)
        guard rate > 0 else { return .max / 4 }
        return Int64(bytes) &* 1_000_000_000 / rate
    }

    /// In a drain a client that owes bytes is not waited for longer than it is silent.
    private mutating func cut(_ deadline: Int64, _ connection: Connection) -> Int64 {
        guard let drainBegan else { return deadline }
        let heard = max(drainBegan, connection.heardAt)
        return min(deadline, heard + settings.drainSilence.inNanoseconds)
    }

    /// The deadline has passed: says so where anyone may listen.
    mutating func expire(_ connection: Connection) {
        if connection.intake == .dropping || connection.pending != nil || connection.isIdle {
            return close(connection)
        }
        if connection.isEventStream { return beatHeart(connection) }
        switch connection.intake {
        case .preamble: close(connection)
        // There is no way yet to say anything.
        case .handshake:
            counters.handshakesFailed.add(1)
            close(connection)
        case .head: refuse(connection, Refusal(.headTimeout))
        case .whole: refuse(connection, Refusal(.bodyTimeout))
        case .pieces where !connection.isPaused: refuse(connection, Refusal(.bodyTimeout))
        case .pieces, .rested, .dropping:
            // A write may have been done; only the answer is missing.
            let isRead = connection.parser.head.method.isSafe
            refuse(connection, Refusal(isRead ? .handlerTimeout : .outcomeUnknown))
        }
    }
}
