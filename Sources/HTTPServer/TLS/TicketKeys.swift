internal import Locks

/// The keys under which sessions are sealed into tickets (RFC 5077), shared by all loops, so that a
/// client may come back to another one.
///
/// They are made here, never stored, and forgotten after twice ``lifetime``: who later takes the
/// certificate's key, or this process's memory, reads no older session.
package final class TicketKeys: Sendable {
    /// One of them.
    package struct Key: Sendable {
        /// By which a ticket names its key: 16 bytes.
        package let name: [UInt8]
        /// 32 bytes for the cipher, 32 for the code.
        package let secret: [UInt8]
        fileprivate let madeAt: Int64

        fileprivate init(at now: Int64) {
            var random = SystemRandomNumberGenerator()
            name = (0..<16).map { _ in random.next() }
            secret = (0..<64).map { _ in random.next() }
            madeAt = now
        }
    }

    /// Seconds for which a key seals, and for which a session may be resumed.
    package static let lifetime: Int64 = 3_600

    /// The newest first; at most two.
    private let keys = Locked<[Key]>([])
    private let seconds: @Sendable () -> Int64

    /// `seconds` is the clock.
    package init(seconds: @escaping @Sendable () -> Int64) { self.seconds = seconds }

    /// The key that seals now.
    package func sealing() -> Key {
        let now = seconds()
        return keys.withLock { keys in
            if let newest = keys.first, now - newest.madeAt < Self.lifetime { return newest }
            let key = Key(at: now)
            keys = [key] + keys.prefix(1)
            return key
        }
    }

    /// The key of that name, and whether a new ticket is due; nil when it is not known any more.
    package func opening(_ name: [UInt8]) -> (key: Key, isOld: Bool)? {
        let now = seconds()
        return keys.withLock { keys in
            keys.removeAll { now - $0.madeAt >= 2 * Self.lifetime }
            guard let key = keys.first(where: { $0.name == name }) else { return nil }
            return (key, now - key.madeAt >= Self.lifetime)
        }
    }
}
