internal import HTTPWire

// What proxies say of their clients, as far as they are trusted.
extension Loop {
    mutating func isTrusted(_ peer: PeerAddress) -> Bool {
        // Most servers trust nobody, and pay for nothing.
        guard !settings.trustedProxies.isEmpty else { return false }
        return settings.trustedProxies.contains { $0.contains(peer) }
    }

    /// Whose connections one of this peer counts among; nil where they are not counted.
    mutating func network(of peer: PeerAddress, _ isTrusted: Bool) -> PeerAddress? {
        isTrusted || peer.isLoopback ? nil : peer.network
    }

    /// Counts a connection without preamble, and tells of it; it closes without an answer, for
    /// nobody knows what language its peer speaks.
    mutating func refuseUnproxied(_ peer: PeerAddress) {
        counters.turnedAway.add(1)
        counters.countRefusal(.badPreamble)
        complain(.unproxied(peer))
    }

    /// Takes exactly the preamble off the connection, and leaves what follows to whoever reads next.
    ///
    /// What is looked at is taken at once: bytes that stay would wake the loop again and again.
    mutating func readPreamble(_ connection: Connection) {
        if connection.input.isEmpty { connection.input = pool.take() }
        let room = connection.end..<min(connection.input.count, connection.end + 4_096)
        let peeked = connection.withInput { bytes in
            Sockets.peek(connection.number, into: &bytes, room)
        }
        switch peeked {
        case .moved(let count):
            connection.heardAt = now
            takePreamble(connection, seen: count)
        case .blocked: break
        case .ended, .failed: close(connection)
        }
    }

    private mutating func takePreamble(_ connection: Connection, seen count: Int) {
        let before = connection.end
        let bytes = Array(connection.input[..<(before + count)])
        do throws(Refusal) {
            let preamble = try ProxyPreamble.parse(bytes.span)
            let taken = (preamble?.length ?? before + count) - before
            let room = before..<before + taken
            let received = connection.withInput { bytes in
                Sockets.receive(connection.number, into: &bytes, room)
            }
            guard received == .moved(taken) else { return close(connection) }
            counters.bytesReceived.add(UInt64(taken))
            connection.end += taken
            if let preamble { begin(connection, behind: preamble) }
        } catch {
            refuseUnproxied(connection.peer)
            close(connection)
        }
    }

    private mutating func begin(_ connection: Connection, behind preamble: ProxyPreamble) {
        connection.start = 0
        connection.end = 0
        connection.intake = connection.tls == nil ? .head : .handshake
        connection.since = now
        guard let client = preamble.client else { return }
        connection.origin.peer = client
        connection.isTrusted = isTrusted(client)
        let network = network(of: client, connection.isTrusted)
        if let network, !census.admit(to: network) {
            // Nothing can be said without a handshake.
            guard connection.tls == nil else { return close(connection) }
            return refuse(connection, Refusal(.overloaded))
        }
        connection.countedAs = network
    }

    /// Notes what a trusted peer says of the client of a request whose head has come.
    mutating func noteTold(_ connection: Connection) {
        let request = lendRequest(connection)
        connection.told = request.origin(toldIn: settings.forwardedField) { isTrusted($0) }
        connection.input = request.takeBytes()
    }
}
