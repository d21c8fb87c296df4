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

    /// Counts a connection in; false when its address has enough.
    func admit(_ peer: PeerAddress) -> Bool {
        if !peer.isLoopback {
            let network = peer.network
            let isAdmitted = networks.withLock { networks in
                let held = networks[network, default: 0]
                guard held < perAddressMax else { return false }
                networks[network] = held + 1
                return true
            }
            guard isAdmitted else { return false }
        }
        total.add(1, ordering: .relaxed)
        return true
    }

    /// Counts it out.
    func leave(_ peer: PeerAddress) {
        total.subtract(1, ordering: .relaxed)
        guard !peer.isLoopback else { return }
        let network = peer.network
        networks.withLock { networks in
            let held = networks[network, default: 0]
            networks[network] = held > 1 ? held - 1 : nil
        }
    }
}
