internal import Synchronization

/// Handles found by the hashes of what they stand for.
///
/// One thread adds while any number of threads look. Handles are found by open addressing in tables
/// that double: a grown one is filled before it is shown, and the old one stays for those who still
/// look there; what they miss in it was not published to them.
final class HandleTable: Sendable {
    /// Table `t` is segment `t` of the column; 0 is an empty slot.
    ///
    /// A slot holds a handle and, above it, some bits of the hash, which spare most looks at what
    /// other handles stand for.
    private let slots = Column(isDense: true)
    /// By slot: how often its handle was found again by ``findAgain(_:where:)``.
    private let repeats = Column(isDense: true)
    private let table = Atomic<Int>(0)
    private let count = Atomic<Int>(0)

    /// How many bits a handle has.
    static let handleBits = UInt32(29)
    /// The greatest handle.
    static let handleMax: UInt32 = 1 << handleBits - 1

    /// The handle that is meant, among those of a hash.
    @inline(__always)
    func find(_ hash: Int, where isMeant: (_ handle: UInt32) -> Bool) -> UInt32? {
        place(of: hash, where: isMeant).map { slots[$0] & Self.handleMax }
    }

    /// How often the handle was added that is meant.
    func times(_ hash: Int, where isMeant: (_ handle: UInt32) -> Bool) -> Int {
        place(of: hash, where: isMeant).map { Int(repeats[$0]) + 1 } ?? 0
    }

    /// The handle that a search for a hash meets first, if any; 0: none.
    ///
    /// Asked for many hashes in a row, it brings near what their searches will look at: memory answers
    /// many questions at once as fast as one.
    @inline(__always)
    func nearest(_ hash: Int) -> UInt32 {
        let table = table.load(ordering: .relaxed)
        let place = Segments.start(of: table) + (hash & (Segments.size(of: table) - 1))
        return slots[place] & Self.handleMax
    }

    // MARK: Writing, by the writer's thread only

    /// The handle that is meant, which is counted as added again.
    @inline(__always)
    func findAgain(_ hash: Int, where isMeant: (_ handle: UInt32) -> Bool) -> UInt32? {
        guard let place = place(of: hash, where: isMeant) else { return nil }
        repeats.set(place, repeats[place] + 1)
        return slots[place] & Self.handleMax
    }

    /// Adds a handle that is not there; `hashOf` tells the hashes of those that are.
    func add(_ handle: UInt32, _ hash: Int, hashOf: (_ handle: UInt32) -> Int) {
        let filled = count.load(ordering: .relaxed) + 1
        count.store(filled, ordering: .relaxed)
        let current = table.load(ordering: .relaxed)
        // Up to three quarters full, a search ends after a few slots.
        if filled * 4 > Segments.size(of: current) * 3 { grow(from: current, hashOf) }
        put(handle, hash, 0, table.load(ordering: .relaxed))
    }

    /// Gives the memory of outgrown tables back, while nobody looks.
    func forgetOutgrown() {
        for old in 0..<table.load(ordering: .relaxed) {
            slots.clear(old)
            repeats.clear(old)
        }
    }

    private func grow(from current: Int, _ hashOf: (_ handle: UInt32) -> Int) {
        let start = Segments.start(of: current)
        for place in start..<(start + Segments.size(of: current)) where slots[place] != 0 {
            let handle = slots[place] & Self.handleMax
            put(handle, hashOf(handle), repeats[place], current + 1)
        }
        table.store(current + 1, ordering: .releasing)
    }

    private func put(_ handle: UInt32, _ hash: Int, _ times: UInt32, _ table: Int) {
        let (start, last) = (Segments.start(of: table), Segments.size(of: table) - 1)
        var place = hash & last
        while slots[start + place] != 0 { place = (place + 1) & last }
        if times != 0 { repeats.set(start + place, times) }
        slots.publish(start + place, handle | Self.mark(hash))
    }

    @inline(__always)
    private func place(of hash: Int, where isMeant: (_ handle: UInt32) -> Bool) -> Int? {
        let table = table.load(ordering: .acquiring)
        let (start, last) = (Segments.start(of: table), Segments.size(of: table) - 1)
        let mark = Self.mark(hash)
        var place = hash & last
        while true {
            let slot = slots.acquire(start + place)
            if slot == 0 { return nil }
            if slot & ~Self.handleMax == mark, isMeant(slot & Self.handleMax) {
                return start + place
            }
            place = (place + 1) & last
        }
    }

    /// The highest bits of a hash, which do not choose the slot.
    private static func mark(_ hash: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: hash >> 32) & ~handleMax
    }
}
