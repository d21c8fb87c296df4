internal import Synchronization

/// Finds numbers by the hash of what they stand for: one thread inserts while others look.
///
/// Open addressing in tables that double. A grown table is filled before it is shown, and the old
/// one stays for those who still look there: what they miss in it was not published to them.
final class HashSlots: Sendable {
    /// Table `t` is segment `t` of the column; 0 is an empty slot, which no number is.
    private let slots = Column()
    private let table = Atomic<Int>(0)
    private let count = Atomic<Int>(0)

    /// The number that `isMeant` among those with this hash.
    func find(_ hash: Int, _ isMeant: (UInt32) -> Bool) -> UInt32? {
        let table = table.load(ordering: .acquiring)
        let (start, size) = (Segments.start(of: table), Segments.size(of: table))
        var place = hash & (size - 1)
        while true {
            let number = slots.acquire(start + place)
            if number == 0 { return nil }
            if isMeant(number) { return number }
            place = (place + 1) & (size - 1)
        }
    }

    /// Adds a number that is not there yet, by the writer's thread only.
    ///
    /// - Parameters:
    ///   - number: the number, from 1.
    ///   - hash: its hash.
    ///   - hashOf: the hash of a number added before.
    func insert(_ number: UInt32, _ hash: Int, hashOf: (UInt32) -> Int) {
        var current = table.load(ordering: .relaxed)
        let filled = count.load(ordering: .relaxed) + 1
        count.store(filled, ordering: .relaxed)
        // Up to three quarters full, a search ends after a few slots.
        if filled * 4 > Segments.size(of: current) * 3 {
            fill(current + 1, from: current, hashOf)
            current += 1
            put(number, hash, current)
            return table.store(current, ordering: .releasing)
        }
        put(number, hash, current)
    }

    private func fill(_ new: Int, from old: Int, _ hashOf: (UInt32) -> Int) {
        let start = Segments.start(of: old)
        slots.forEach(in: start..<(start + Segments.size(of: old))) { _, number in
            if number != 0 { put(number, hashOf(number), new) }
        }
    }

    private func put(_ number: UInt32, _ hash: Int, _ table: Int) {
        let (start, size) = (Segments.start(of: table), Segments.size(of: table))
        var place = hash & (size - 1)
        while slots[start + place] != 0 { place = (place + 1) & (size - 1) }
        slots.publish(start + place, number)
    }
}
