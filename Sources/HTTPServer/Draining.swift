// Ending in good order.
extension Loop {
    mutating func beginDrain() {
        guard drainBegan == nil else { return }
        // Clients whose connection the kernel has made already are in; closing would reset them.
        if isAccepting { for listener in listeners { accept(from: listener) } }
        drainBegan = now
        stopListening()
        for connection in slab.all {
            // A request that came before the drain is answered; then the idle ones are closed.
            if connection.isIdle { read(connection) }
            if connection.isOpen, connection.isEventStream { endEvents(connection) }
            // Deadlines are shorter in a drain: look at them again.
            if connection.isOpen { settle(connection) }
        }
        if slab.count == 0 { isOver = true }
    }

    /// Ends when the last connection has, or cuts them off when the time for it is over.
    mutating func seeToDrain() {
        guard let drainBegan else { return }
        if slab.count > 0, now - drainBegan >= settings.drainTime.inNanoseconds {
            log(.cut(connections: slab.count))
            isOver = true
        }
        if slab.count == 0 { isOver = true }
    }
}
