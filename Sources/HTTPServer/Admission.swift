internal import HTTPWire

// How connections come in, and how they are kept out.
extension Loop {
    private static let listenerTag = UInt64.max - 1
    /// Connections taken in one go before those that are open are served again.
    private static let acceptsInTurn = 64

    mutating func watchListeners() throws(SystemError) {
        for (index, listener) in listeners.enumerated() {
            try poll.add(
                listener.number,
                listener.isShared ? [.readable, .exclusive] : .readable,
                tag: Self.listenerTag - UInt64(index)
            )
        }
    }

    mutating func listener(tag: UInt64) -> Listener? {
        let index = Self.listenerTag - tag
        return index < UInt64(listeners.count) ? listeners[Int(index)] : nil
    }

    /// Lets go of the listeners; the last loop to do so closes a shared one.
    mutating func stopListening() {
        for listener in listeners { poll.remove(listener.number) }
        listeners = []
        isAccepting = true
    }

    mutating func accept(from listener: Listener) {
        for _ in 0..<Self.acceptsInTurn {
            guard census.count < settings.connectionsMax || closeLongestIdle() else {
                complain(.full(connections: census.count))
                return pauseAccepting()
            }
            switch Sockets.accept(listener.number) {
            case .connection(let descriptor, let peer): open(descriptor, peer, listener)
            case .exhausted(let number): return shed(listener, number)
            case .none: return
            }
        }
    }

    private mutating func open(
        _ descriptor: consuming Descriptor,
        _ peer: PeerAddress,
        _ listener: Listener
    ) {
        let isTrusted = isTrusted(peer)
        guard isTrusted || !listener.takesPreamble else { return refuseUnproxied(peer) }
        let network = network(of: peer, isTrusted)
        if let network, !census.admit(to: network) { return turnAway(descriptor, listener) }
        census.enter()
        if peer.family != .local { Sockets.sendAtOnce(descriptor.number) }
        let place = slab.reserve()
        let connection = Connection(
            descriptor,
            peer: peer,
            slot: place.slot,
            incarnation: place.incarnation,
            generation: place.generation,
            limits: settings.limits,
            now: now
        )
        connection.isTrusted = isTrusted
        connection.countedAs = network
        slab.fill(place.slot, connection)
        counters.accepted.add(1)
        if listener.isSecure { secure(connection) }
        // It comes before the handshake.
        if listener.takesPreamble { connection.intake = .preamble }
        do throws(SystemError) {
            try poll.add(connection.number, connection.interest, tag: connection.tag)
        } catch {
            log(.exhausted(error))
            return close(connection)
        }
        settle(connection)
    }

    /// Says 503 as far as the kernel takes it at once, and closes.
    private mutating func turnAway(_ descriptor: consuming Descriptor, _ listener: Listener) {
        counters.turnedAway.add(1)
        // Nothing can be said without a handshake, which is what there is no room for.
        guard !listener.isSecure else { return }
        hasWorked = true
        var refusal = Refusal(.overloaded)
        refusal.requestID = RequestID.text(of: nextSerial())
        counters.countRefusal(refusal.reason)
        var bytes: [UInt8] = []
        writer.append(
            application.refuse(refusal),
            isHead: false,
            persistence: .close,
            to: &bytes
        )
        _ = Sockets.send(descriptor.number, bytes, from: 0)
        Sockets.endOutput(descriptor.number)
        // What has come is read away: closing over unread bytes would reset the answer.
        _ = Sockets.receive(descriptor.number, into: &scratch, 0..<scratch.count)
    }

    /// No descriptor is left: the spare one is given up for a moment, to turn one client away
    /// rather than leave it in the queue, where it would keep the poll ringing.
    private mutating func shed(_ listener: Listener, _ number: Int32) {
        complain(.exhausted(SystemError("accept4", number)))
        spare = nil
        var isShed = true
        switch Sockets.accept(listener.number) {
        case .connection(let descriptor, _): turnAway(descriptor, listener)
        case .none: break
        // Not for want of a descriptor of ours: trying on would only burn the processor.
        case .exhausted: isShed = false
        }
        spare = Sockets.spare()
        if spare == nil || !isShed {
            pauseAccepting()
            retryAt = now + TimerWheel.slotTime
        }
    }

    private mutating func pauseAccepting() {
        guard isAccepting else { return }
        isAccepting = false
        for listener in listeners { poll.remove(listener.number) }
    }

    /// Tells the operator, once a second at most: a flood of clients is no flood of lines.
    mutating func complain(_ event: ServerEvent) {
        guard now >= complainAt else { return }
        complainAt = now + 1_000_000_000
        log(event)
    }

    /// Goes on accepting when there is room again, or could be made.
    mutating func resumeAccepting() {
        guard drainBegan == nil, now >= retryAt else { return }
        guard census.count < settings.connectionsMax || hasIdle() else { return }
        if spare == nil { spare = Sockets.spare() }
        guard spare != nil else { return }
        do throws(SystemError) {
            try watchListeners()
            isAccepting = true
        } catch {
            for listener in listeners { poll.remove(listener.number) }
        }
    }

    /// Whether room could be made; looked at once a slot of the wheel, for it takes a while.
    private mutating func hasIdle() -> Bool {
        guard now >= lookAt else { return false }
        lookAt = now + TimerWheel.slotTime
        return longestIdle() != nil
    }

    /// Makes room by closing the connection of this loop that has waited longest for a request.
    private mutating func closeLongestIdle() -> Bool {
        guard let longest = longestIdle() else { return false }
        close(longest)
        return true
    }

    private mutating func longestIdle() -> Connection? {
        // One that has asked nothing yet may be about to, but not for ever.
        let asked = now - settings.headTime.inNanoseconds
        var longest: Connection?
        for connection in slab.all where connection.isIdle {
            guard connection.requests > 0 || connection.since < asked else { continue }
            if connection.since < longest?.since ?? .max { longest = connection }
        }
        return longest
    }

    mutating func nextSerial() -> UInt64 {
        serial &+= 1
        return serial
    }
}
