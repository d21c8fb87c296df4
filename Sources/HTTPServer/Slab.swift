/// A loop's connections, each in a numbered place.
///
/// A place is used again, its counts are not: the incarnation tells an event for a connection that
/// is gone, the generation an answer to a request that is over.
struct Slab {
    private var places: [Connection?] = []
    private var incarnations: [UInt32] = []
    private var generations: [UInt64] = []
    private var free: [UInt32] = []

    var count: Int { places.count - free.count }

    /// A free place, and the counts to begin with.
    mutating func reserve() -> (slot: UInt32, incarnation: UInt32, generation: UInt64) {
        if let slot = free.popLast() {
            incarnations[Int(slot)] &+= 1
            return (slot, incarnations[Int(slot)], generations[Int(slot)])
        }
        places.append(nil)
        incarnations.append(0)
        generations.append(0)
        return (UInt32(places.count - 1), 0, 0)
    }

    mutating func fill(_ slot: UInt32, _ connection: Connection) {
        places[Int(slot)] = connection
    }

    mutating func release(_ slot: UInt32, generation: UInt64) {
        places[Int(slot)] = nil
        generations[Int(slot)] = generation &+ 1
        free.append(slot)
    }

    /// The connection that an event's tag names, if it is still the same.
    func connection(tag: UInt64) -> Connection? {
        let slot = Int(truncatingIfNeeded: tag & 0xFFFF_FFFF)
        guard slot < places.count, incarnations[slot] == UInt32(truncatingIfNeeded: tag >> 32)
        else { return nil }
        return places[slot]
    }

    func connection(at slot: UInt32) -> Connection? {
        Int(slot) < places.count ? places[Int(slot)] : nil
    }

    /// All of them, for a drain.
    var all: [Connection] { places.compactMap { $0 } }
}
