internal import HTTPWire
internal import Locks
internal import Synchronization

/// How many connections there are, over all loops, and from where.
final class Census: Sendable {
    private let total = Atomic<Int>(0)
    private let networks = Locked<[PeerAddress: Int]>([:])
    private let perAddressMax: Int

    init(perAddressMax: Int) { self.perAddressMax = perAddressMax }

    var count: Int { total.load(ordering: .relaxed) }

    /// Counts a connection in.
    func enter() { total.add(1, ordering: .relaxed) }

    /// Counts it out.
    func leave(as network: PeerAddress?) {
        total.subtract(1, ordering: .relaxed)
        guard let network else { return }
        networks.withLock { networks in
            let held = networks[network, default: 0]
            networks[network] = held > 1 ? held - 1 : nil
        }
    }

    /// Counts a connection among those of its client's network; false when there are enough.
    func admit(to network: PeerAddress) -> Bool {
        networks.withLock { networks in
            let held = networks[network, default: 0]
            guard held < perAddressMax else { return false }
            networks[network] = held + 1
            return true
        }
    }
}
