internal import HTTPWire

// Output that clients do not take is bounded over all of them, and not only for each.
extension Loop {
    /// Puts bytes behind those that a client has not taken yet.
    mutating func keepForLater(_ connection: Connection, _ bytes: [UInt8], from start: Int = 0) {
        let before = connection.pendingCount
        connection.keepForLater(bytes, from: start)
        waitingBytes += connection.pendingCount - before
    }

    /// Cuts off those that have taken nothing for longest, of two alike the one that more waits for.
    ///
    /// Down to seven eighths, so that the connections are not looked through for every answer.
    mutating func cutSlowReaders() {
        let waiting = slab.all.filter { $0.pending != nil }
        let slowest = waiting.sorted {
            ($0.progressAt, $1.pendingCount) < ($1.progressAt, $0.pendingCount)
        }
        var count = 0
        for connection in slowest {
            guard waitingBytes > waitingBytesMax / 8 * 7 else { break }
            // What the kernel holds for it goes as well.
            Sockets.resetOnClose(connection.number)
            connection.isBroken = true
            close(connection)
            count += 1
        }
        counters.readersCut.add(UInt64(count))
        complain(.slowReaders(cut: count))
    }
}
