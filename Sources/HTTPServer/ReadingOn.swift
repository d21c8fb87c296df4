internal import HTTPWire

// Room for input, and its end.
extension Loop {
    /// Makes room behind what is buffered: by moving it to the front, or by a larger buffer.
    mutating func makeRoom(_ connection: Connection) -> Bool {
        if connection.start > 0 {
            moveToFront(connection)
            return true
        }
        guard connection.intake != .rested else { return false }
        let size = connection.input.count * 2
        let growth = size - connection.input.count
        guard grownBytes + growth <= settings.bodyMemoryMax / settings.loops else {
            refuse(connection, Refusal(.overloaded))
            return false
        }
        connection.withInput { $0.append(contentsOf: repeatElement(0, count: growth)) }
        connection.grown += growth
        grownBytes += growth
        return true
    }

    private mutating func moveToFront(_ connection: Connection) {
        let shift = connection.start
        let kept = shift..<connection.end
        connection.withInput { bytes in
            var span = bytes.mutableSpan
            for index in kept { span[index &- shift] = span[index] }
        }
        connection.start = 0
        connection.end -= shift
        connection.undecoded -= shift
        if connection.intake == .whole {
            let body = connection.body
            connection.body = (body.lowerBound - shift)..<(body.upperBound - shift)
        }
    }

    // MARK: The end of input

    mutating func endInput(_ connection: Connection) {
        switch connection.intake {
        case .head:
            // Parts of a request are refused, and what waits behind output is looked at later.
            if connection.isIdle { return close(connection) }
            advance(connection)
        case .whole, .pieces: advance(connection)
        case .rested: break
        case .preamble, .handshake, .dropping: close(connection)
        }
    }

    mutating func drop(_ connection: Connection) {
        switch Sockets.receive(connection.number, into: &scratch, 0..<scratch.count) {
        case .moved(let count):
            counters.bytesReceived.add(UInt64(count))
            connection.received += count
            if connection.received > settings.lingerBytesMax { close(connection) }
        case .blocked: break
        case .ended, .failed: close(connection)
        }
    }
}
