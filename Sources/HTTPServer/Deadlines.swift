internal import HTTPWire

// How long each state of a connection may last.
extension Loop {
    /// When the connection's present state has lasted too long; nil: it may last.
    func deadline(of connection: Connection) -> Int64? {
        if connection.intake == .dropping {
            return connection.since + settings.lingerTime.inNanoseconds
        }
        if !connection.pending.isEmpty {
            return connection.progressAt + settings.writeStallTime.inNanoseconds
        }
        switch connection.intake {
        case .head where connection.start == connection.end && !connection.parser.hasBegun:
            return connection.since + settings.idleTime.inNanoseconds
        case .head:
            return cut(connection.since + settings.headTime.inNanoseconds)
        case .whole:
            return cut(
                min(
                    bodyDeadline(connection),
                    connection.since + settings.bodyTimeMax.inNanoseconds))
        case .pieces where !connection.isPaused:
            return cut(bodyDeadline(connection))
        case .pieces, .rested, .dropping:
            guard connection.answering == .due || connection.isPaused else { return nil }
            let began = connection.isPaused ? connection.since : max(connection.since, connection.requestedAt)
            return began + settings.handlerTime.inNanoseconds
        }
    }

    /// A body may take its time, and a second more for each so many bytes that came.
    private func bodyDeadline(_ connection: Connection) -> Int64 {
        let earned =
            Double(connection.received) / Double(settings.bodyBytesPerSecondMin) * 1e9
        return connection.since + settings.bodyTime.inNanoseconds + Int64(min(earned, 1e18))
    }

    /// In a drain a client that owes bytes is not waited for.
    private func cut(_ deadline: Int64) -> Int64 {
        guard let drainBegan else { return deadline }
        return min(deadline, drainBegan + settings.drainSilence.inNanoseconds)
    }

    /// The deadline has passed: says so where anyone may listen.
    func expire(_ connection: Connection) {
        if connection.intake == .dropping || !connection.pending.isEmpty || connection.isIdle {
            return close(connection)
        }
        switch connection.intake {
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
