internal import HTTPWire

// From answers to bytes on their way, and the end of connections.
extension Loop {
    /// Sends what is put together, and perhaps a large body behind it, in one call.
    mutating func transmit(_ connection: Connection, _ body: [UInt8] = []) {
        guard !output.isEmpty || !body.isEmpty else { return }
        countFreshAnswers()
        if connection.isBroken {
            output.removeAll(keepingCapacity: true)
            return
        }
        if connection.pending == nil {
            sendNow(connection, body)
        } else {
            keepForLater(connection, output)
            keepForLater(connection, body)
            // The queue keeps the array; a new one is cheaper than a copy.
            output = []
            output.reserveCapacity(64 * 1024)
        }
        output.removeAll(keepingCapacity: true)
    }

    private mutating func sendNow(_ connection: Connection, _ body: [UInt8]) {
        let result =
            if let tls = connection.tls {
                tls.send(output, body)
            } else if body.isEmpty {
                Sockets.send(connection.number, output, from: 0)
            } else {
                Sockets.send(connection.number, output, body)
            }
        var sent = 0
        switch result {
        case .moved(let count):
            sent = count
            counters.bytesSent.add(UInt64(count))
        case .blocked: break
        case .ended, .failed: connection.isBroken = true
        }
        guard sent < output.count + body.count else { return }
        connection.progressAt = now
        if sent < output.count { keepForLater(connection, Array(output[sent...])) }
        keepForLater(connection, body, from: max(0, sent - output.count))
    }

    /// The client takes bytes again.
    mutating func sendPending(_ connection: Connection) {
        while let queue = connection.pending, let next = queue.next {
            switch send(connection, next.bytes, from: next.offset) {
            case .moved(let count):
                counters.bytesSent.add(UInt64(count))
                queue.drop(count)
                waitingBytes -= count
                connection.progressAt = now
                guard count == next.bytes.count - next.offset else {
                    return wakeProducers(connection)
                }
            case .blocked: return wakeProducers(connection)
            case .ended, .failed:
                connection.isBroken = true
                return
            }
        }
        connection.pending = nil
        wakeProducers(connection)
        advance(connection)
    }

    private mutating func send(_ connection: Connection, _ bytes: [UInt8], from offset: Int)
        -> Transfer
    {
        guard let tls = connection.tls else {
            return Sockets.send(connection.number, bytes, from: offset)
        }
        return tls.send(bytes, from: offset)
    }

    private mutating func wakeProducers(_ connection: Connection) {
        guard !connection.whenSent.isEmpty, connection.pendingCount <= settings.outputBytesLow
        else { return }
        let waiting = connection.whenSent
        connection.whenSent = []
        hasWorked = true
        for whenSent in waiting { whenSent(true) }
    }

    /// Ends a connection's part of a turn: sends, gives back, watches on, or closes.
    mutating func settle(_ connection: Connection) {
        transmit(connection)
        if connection.isBroken { return close(connection) }
        if connection.closesAfterOutput, connection.pending == nil, connection.intake != .dropping {
            guard connection.lingers, !connection.hasEnded else { return close(connection) }
            linger(connection)
        }
        // Nothing more will be asked, or answered.
        if connection.isIdle, connection.hasEnded || drainBegan != nil { return close(connection) }
        if connection.start == connection.end, connection.intake != .whole {
            giveBack(connection)
        }
        let wanted = connection.wantedInterest(outputHigh: settings.outputBytesHigh)
        if wanted != connection.interest {
            poll.change(connection.number, wanted, tag: connection.tag)
            connection.interest = wanted
        }
        if let tls = connection.tls, tls.holdsInput, wanted.contains(.readable) {
            // The poll does not ring for bytes that are here already.
            unread.append(connection.tag)
        }
        if let deadline = deadline(of: connection) { wheel.schedule(connection.slot, deadline) }
        if waitingBytes > waitingBytesMax { cutSlowReaders() }
    }

    /// Says that no more will come, and reads on for a while: closing over unread bytes would
    /// reset the connection and eat the answer on its way (RFC 9112 §9.6).
    mutating func linger(_ connection: Connection) {
        connection.tls?.end()
        Sockets.endOutput(connection.number)
        connection.intake = .dropping
        connection.start = connection.end
        connection.received = 0
        connection.since = now
    }

    private mutating func giveBack(_ connection: Connection) {
        connection.start = 0
        connection.end = 0
        guard !connection.input.isEmpty else { return }
        var buffer: [UInt8] = []
        swap(&buffer, &connection.input)
        grownBytes -= connection.grown
        connection.grown = 0
        let size = buffer.count
        if !pool.give(buffer) { noteFreed(size) }
    }

    /// Lets the application keep the bytes of its request; what lies behind them is copied out.
    ///
    /// They are counted against the memory for bodies until the request is answered.
    mutating func detachBuffer(_ connection: Connection, usedUpTo end: Int) {
        keepID(connection)
        let rest = end..<connection.end
        var buffer: [UInt8] = []
        swap(&buffer, &connection.input)
        connection.lent = connection.grown
        connection.grown = 0
        connection.start = 0
        connection.end = rest.count
        guard !rest.isEmpty else { return }
        var input = pool.take()
        let room = input.count
        // Into a whole buffer, which leaves room to read on.
        input.replaceSubrange(0..<min(room, rest.count), with: buffer[rest])
        connection.grown = input.count - room
        connection.input = input
        grownBytes += connection.grown
    }

    /// Closes, and tells everyone who waits for this connection.
    mutating func close(_ connection: Connection) {
        guard connection.isOpen else { return }
        connection.isOpen = false
        if connection.framing == .untilClose,
            connection.answering == .streaming || connection.pending != nil
        {
            // An end in good order would say that the answer is whole (RFC 9112 §8).
            Sockets.resetOnClose(connection.number)
        } else if !connection.isBroken {
            connection.tls?.end()
        }
        countFreshAnswers()
        output.removeAll(keepingCapacity: true)
        connection.start = connection.end
        giveBack(connection)
        grownBytes -= connection.lent
        noteFreed(connection.lent + connection.pendingCount)
        waitingBytes -= connection.pendingCount
        connection.lent = 0
        wheel.cancel(connection.slot)
        poll.remove(connection.number)
        slab.release(connection.slot, generation: connection.generation)
        census.leave(as: connection.countedAs)
        counters.closed.add(1)
        endReceiver(connection)
        if !connection.whenSent.isEmpty {
            hasWorked = true
            for whenSent in connection.whenSent { whenSent(false) }
            connection.whenSent = []
        }
    }
}
