internal import Synchronization

/// The words and references that one kind's rows are looked up by.
///
/// A *key* is a fact with a value; a *cell* says that a row has a key. The cells of a key form a
/// chain from the newest row to the oldest; those of a row lie side by side, ordered by their facts.
/// All numbers count from
/// 1. One thread adds while any number of threads read.
final class KeyedFacts: Sendable {
    /// The words that are values; references are the numbers of ids.
    let words = TextTable()

    private let keySlots = HashSlots()
    private let keyFacts = Column()
    private let keyValues = Column()
    /// By key: its newest cell, and how many it has.
    private let keyLast = Column()
    private let keyCounts = Column()
    private let lastKey = Atomic<Int>(0)

    private let cellKeys = Column()
    private let cellRows = Column()
    /// The next older cell of the same key; 0: none.
    private let cellOlder = Column()
    /// By row: its last cell; back to the last one of the row before, all are its.
    private let rowEnds = Column()
    private let lastCell = Atomic<Int>(0)

    // MARK: Reading

    /// The key of a fact with a value, if any row ever had it.
    func key(fact: Int, value: UInt32) -> UInt32? {
        keySlots.find(Self.hash(UInt32(fact), value)) { key in
            keyFacts[Int(key)] == UInt32(fact) && keyValues[Int(key)] == value
        }
    }

    /// How many rows ever had a key.
    func count(of key: UInt32) -> Int { Int(keyCounts[Int(key)]) }

    /// The greatest key.
    var keyCount: Int { lastKey.load(ordering: .acquiring) }

    /// The fact of a key.
    @inline(__always)
    func fact(of key: UInt32) -> Int { Int(keyFacts[Int(key)]) }

    /// The value of a key.
    func value(of key: UInt32) -> UInt32 { keyValues[Int(key)] }

    /// The rows that have a key, from the newest to the oldest, until the body says stop.
    func forEachRow(having key: UInt32, _ body: (_ row: Int) -> Flow) {
        var cell = Int(keyLast.acquire(Int(key)))
        while cell != 0 {
            if body(Int(cellRows[cell])) == .stop { return }
            cell = Int(cellOlder[cell])
        }
    }

    /// The cells of a row.
    @inline(__always)
    func cells(of row: Int) -> Range<Int> {
        let (before, last) = (Int(rowEnds[row - 1]), Int(rowEnds[row]))
        return (before + 1)..<(last + 1)
    }

    /// The keys of a row, by their facts' numbers.
    @inline(__always)
    func forEachKey(of row: Int, _ body: (_ key: UInt32) -> Void) {
        cellKeys.forEach(in: cells(of: row)) { _, key in body(key) }
    }

    /// Whether a row has one of these keys.
    func has(_ keys: NumberChoice, _ row: Int) -> Bool {
        cells(of: row).contains { keys.contains(cellKeys[$0]) }
    }

    /// Goes over the keys that a row has of a fact, until the body says stop.
    @inline(__always)
    func forEachKey(of fact: Int, in row: Int, _ body: (_ key: UInt32) -> Flow) {
        for cell in cells(of: row) {
            let key = cellKeys[cell]
            let own = self.fact(of: key)
            if own > fact || own == fact && body(key) == .stop { return }
        }
    }

    /// Whether a row has such a value for a fact.
    func has(_ fact: Int, _ row: Int, where isMeant: (_ value: UInt32) -> Bool) -> Bool {
        var isFound = false
        forEachKey(of: fact, in: row) { key in
            isFound = isMeant(value(of: key))
            return isFound ? .stop : .proceed
        }
        return isFound
    }

    /// The values that a row has for a fact.
    func forEachValue(of fact: Int, in row: Int, _ body: (_ value: UInt32) -> Void) {
        forEachKey(of: fact, in: row) { key in
            body(value(of: key))
            return .proceed
        }
    }

    /// The first value that a row has for a fact.
    func first(_ fact: Int, _ row: Int) -> UInt32? {
        var first: UInt32?
        forEachKey(of: fact, in: row) { key in
            first = value(of: key)
            return .stop
        }
        return first
    }

    // MARK: Writing, by the writer's thread only

    /// Whether so many more cells can be counted.
    func hasRoom(for cells: Int) -> Bool {
        lastCell.load(ordering: .relaxed) + cells <= Int(UInt32.max)
    }

    /// Notes that a row, not shown yet, has a fact with a value; a second time makes no difference.
    func add(fact: Int, value: UInt32, to row: Int) {
        let key = Int(known(fact: UInt32(fact), value: value))
        let newest = Int(keyLast[key])
        guard newest == 0 || Int(cellRows[newest]) != row else { return }
        let cell = lastCell.load(ordering: .relaxed) + 1
        lastCell.store(cell, ordering: .relaxed)
        cellKeys.set(cell, UInt32(key))
        cellRows.set(cell, UInt32(row))
        cellOlder.set(cell, UInt32(newest))
        keyCounts.set(key, keyCounts[key] + 1)
        keyLast.publish(key, UInt32(cell))
    }

    /// Notes that a row, not shown yet, has no more.
    func close(_ row: Int) { rowEnds.set(row, UInt32(lastCell.load(ordering: .relaxed))) }

    private func known(fact: UInt32, value: UInt32) -> UInt32 {
        if let key = key(fact: Int(fact), value: value) { return key }
        let next = lastKey.load(ordering: .relaxed) + 1
        keyFacts.set(next, fact)
        keyValues.set(next, value)
        let key = UInt32(next)
        keySlots.insert(key, Self.hash(fact, value)) { known in
            Self.hash(keyFacts[Int(known)], keyValues[Int(known)])
        }
        lastKey.store(next, ordering: .releasing)
        return key
    }

    /// Values are numbers that the view gave out itself: nobody can choose them to collide.
    private static func hash(_ fact: UInt32, _ value: UInt32) -> Int {
        let mixed = (UInt64(fact) << 32 | UInt64(value)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 32 ^ mixed >> 8)
    }
}

/// Whether to go on.
enum Flow {
    case proceed, stop
}
