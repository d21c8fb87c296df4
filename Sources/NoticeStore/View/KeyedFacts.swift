internal import Synchronization

/// The words and references that one kind's rows are looked up by.
///
/// A *key* is a fact with a value, a word or a record; a *cell* says that a row has a key. The cells
/// of a key form a chain from the newest row to the oldest; those of a row lie side by side, ordered
/// by their facts. One thread adds while any number of threads read.
final class KeyedFacts: Sendable {
    /// The keys as bytes: the fact's number, then the word or the record's handle.
    ///
    /// Their notes are the newest cell, and how many there are.
    private let keys = TextTable(notes: 2)
    private static let newest = 0
    private static let count = 1

    private let cellKeys = Column()
    private let cellRows = Column()
    /// The next older cell of the same key; 0: none.
    private let cellOlder = Column()
    /// By row: its last cell; back to the last one of the row before, all are its.
    private let rowEnds = Column()
    private let lastCell = Atomic<Int>(0)

    // MARK: Keys

    /// The key of a fact with a word, if any row ever had it.
    func key(fact: Int, word: String) -> UInt32? {
        keys.find(([UInt8(fact)] + Array(word.utf8)).span)
    }

    /// The key of a fact with a record, if any row ever had it.
    func key(fact: Int, record: UInt32) -> UInt32? {
        var bytes = [UInt8(fact)]
        Self.append(record, to: &bytes)
        return keys.find(bytes.span)
    }

    /// Goes over the keys of these facts with a record, as far as there are any, until the body
    /// says stop.
    func forEachKey(
        of facts: [Int],
        to record: UInt32,
        _ body: (_ fact: Int, _ key: UInt32) -> Flow
    ) {
        guard lastCell.load(ordering: .relaxed) > 0 else { return }
        var bytes: [UInt8] = [0]
        Self.append(record, to: &bytes)
        for fact in facts {
            bytes[0] = UInt8(fact)
            if let key = keys.find(bytes.span), body(fact, key) == .stop { return }
        }
    }

    /// How many rows ever had a key.
    func count(of key: UInt32) -> Int { Int(keys.arena.acquire(Self.count, of: key)) }

    /// The fact of a key.
    @inline(__always)
    func fact(of key: UInt32) -> Int { keys.arena.withBytes(of: key) { Int($0[0]) } }

    /// The record of a reference's key.
    func record(of key: UInt32) -> UInt32 {
        keys.arena.withBytes(of: key) { bytes in
            (1..<5).reduce(0) { $0 << 8 | UInt32(bytes[$1]) }
        }
    }

    /// The word of a word's key.
    func word(of key: UInt32) -> String {
        keys.arena.withBytes(of: key) { bytes in
            String(decoding: (1..<bytes.count).map { bytes[$0] }, as: UTF8.self)
        }
    }

    // MARK: Rows

    /// The rows that have a key, from the newest to the oldest, until the body says stop.
    func forEachRow(having key: UInt32, _ body: (_ row: Int) -> Flow) {
        var cell = Int(keys.arena.acquire(Self.newest, of: key))
        while cell != 0 {
            if body(Int(cellRows[cell])) == .stop { return }
            cell = Int(cellOlder[cell])
        }
    }

    /// The keys of a row, by their facts' numbers.
    @inline(__always)
    func forEachKey(of row: Int, _ body: (_ key: UInt32) -> Void) {
        cellKeys.forEach(in: cells(of: row)) { _, key in body(key) }
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

    /// Whether a row has one of these keys.
    func has(_ keys: NumberChoice, _ row: Int) -> Bool {
        cells(of: row).contains { keys.contains(cellKeys[$0]) }
    }

    /// Whether a row refers by a fact to such a record.
    func refers(_ fact: Int, _ row: Int, where isMeant: (_ record: UInt32) -> Bool) -> Bool {
        var isFound = false
        forEachKey(of: fact, in: row) { key in
            isFound = isMeant(record(of: key))
            return isFound ? .stop : .proceed
        }
        return isFound
    }

    /// The records that a row refers to by a fact.
    func forEachRecord(of fact: Int, in row: Int, _ body: (_ record: UInt32) -> Void) {
        forEachKey(of: fact, in: row) { key in
            body(record(of: key))
            return .proceed
        }
    }

    /// The first key that a row has of a fact.
    func first(_ fact: Int, _ row: Int) -> UInt32? {
        var first: UInt32?
        forEachKey(of: fact, in: row) { key in
            first = key
            return .stop
        }
        return first
    }

    @inline(__always)
    private func cells(of row: Int) -> Range<Int> {
        let (before, last) = (Int(rowEnds[row - 1]), Int(rowEnds[row]))
        return (before + 1)..<(last + 1)
    }

    // MARK: Writing, by the writer's thread only

    /// The key of a fact with a word, added if need be; it is put together in `scratch`.
    func key(
        fact: Int,
        word: ArraySlice<UInt8>,
        _ scratch: inout [UInt8]
    ) throws(ViewFault) -> UInt32 {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(UInt8(fact))
        scratch.append(contentsOf: word)
        return try keys.handle(of: scratch.span)
    }

    /// The key of a fact with a record, added if need be.
    func key(
        fact: Int,
        record: UInt32,
        _ scratch: inout [UInt8]
    ) throws(ViewFault) -> UInt32 {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(UInt8(fact))
        Self.append(record, to: &scratch)
        return try keys.handle(of: scratch.span)
    }

    /// Whether so many more cells can be counted.
    func hasRoom(for cells: Int) -> Bool {
        lastCell.load(ordering: .relaxed) + cells <= Int(UInt32.max)
    }

    /// Notes that a row, not shown yet, has a key; a second time makes no difference.
    func add(_ key: UInt32, to row: Int) {
        let newest = keys.arena.acquire(Self.newest, of: key)
        guard newest == 0 || Int(cellRows[Int(newest)]) != row else { return }
        let cell = lastCell.load(ordering: .relaxed) + 1
        lastCell.store(cell, ordering: .relaxed)
        cellKeys.set(cell, key)
        cellRows.set(cell, UInt32(row))
        cellOlder.set(cell, newest)
        let count = keys.arena.acquire(Self.count, of: key)
        keys.arena.publish(Self.count, of: key, count + 1)
        keys.arena.publish(Self.newest, of: key, UInt32(cell))
    }

    /// Notes that a row, not shown yet, has no more.
    func close(_ row: Int) { rowEnds.set(row, UInt32(lastCell.load(ordering: .relaxed))) }

    private static func append(_ record: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt32(24), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: record >> shift))
        }
    }
}

/// Whether to go on.
enum Flow {
    case proceed, stop
}
