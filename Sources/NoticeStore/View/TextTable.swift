internal import Synchronization

/// Texts kept once each: a text has one handle for as long as the table lives.
///
/// One thread adds while any number of threads look. Handles are found by open addressing in tables
/// that double: a grown one is filled before it is shown, and the old one stays for those who still
/// look there; what they miss in it was not published to them.
final class TextTable: Sendable {
    /// The texts.
    let arena: TextArena
    /// Table `t` is segment `t` of the column; 0 is an empty slot.
    ///
    /// A slot holds a handle and, above it, some bits of the text's hash, which spare most looks at
    /// other texts.
    private let slots = Column()
    private let table = Atomic<Int>(0)
    private let count = Atomic<Int>(0)

    private static let handleBits = UInt32(29)
    private static let handleMask: UInt32 = 1 << handleBits - 1

    /// A table without texts.
    ///
    /// - Parameter notes: how many notes each text bears.
    init(notes: Int) {
        arena = TextArena(notes: notes)
    }

    /// The handle of a text that was added.
    func find(_ text: Span<UInt8>) -> UInt32? { find(text, TextArena.hash(text)) }

    /// The handle of a text, added if need be, by the writer's thread only.
    func handle(of text: Span<UInt8>) throws(ViewFault) -> UInt32 {
        let hash = TextArena.hash(text)
        if let known = find(text, hash) { return known }
        guard let handle = arena.append(text, limit: Self.handleMask) else { throw .full }
        let filled = count.load(ordering: .relaxed) + 1
        count.store(filled, ordering: .relaxed)
        let current = table.load(ordering: .relaxed)
        // Up to three quarters full, a search ends after a few slots.
        if filled * 4 > Segments.size(of: current) * 3 {
            arena.forEach { known in
                put(known, arena.withBytes(of: known, TextArena.hash), current + 1)
            }
            table.store(current + 1, ordering: .releasing)
        } else {
            put(handle, hash, current)
        }
        return handle
    }

    /// The text with a handle.
    func string(_ handle: UInt32) -> String { arena.string(handle) }

    private func find(_ text: Span<UInt8>, _ hash: Int) -> UInt32? {
        let table = table.load(ordering: .acquiring)
        let (start, last) = (Segments.start(of: table), Segments.size(of: table) - 1)
        let mark = Self.mark(hash)
        var place = hash & last
        while true {
            let slot = slots.acquire(start + place)
            if slot == 0 { return nil }
            let handle = slot & Self.handleMask
            if slot & ~Self.handleMask == mark, arena.holds(handle, text) { return handle }
            place = (place + 1) & last
        }
    }

    private func put(_ handle: UInt32, _ hash: Int, _ table: Int) {
        let (start, last) = (Segments.start(of: table), Segments.size(of: table) - 1)
        var place = hash & last
        while slots[start + place] != 0 { place = (place + 1) & last }
        slots.publish(start + place, handle | Self.mark(hash))
    }

    /// The highest bits of a hash, which do not choose the slot.
    private static func mark(_ hash: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: hash >> 32) & ~handleMask
    }
}
