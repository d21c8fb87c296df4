internal import Synchronization

/// The words and references that one kind's rows are looked up by.
///
/// A *cell* says that a row has a ``Key``. The cells of a row lie side by side, ordered by their keys.
/// A version that keeps all keys of the one before has cells of its own for new ones only: the rest are
/// those of its *base*. The cells of a key form a ring: from its first one, by which the key is known,
/// to the newest, and from each to the next older one. One thread adds while any number of threads
/// read.
final class KeyedFacts: Sendable {
    /// The words that rows have.
    let words = TextTable(notes: 0)

    /// Two words a cell: the value of its key, and the next older cell of the key.
    ///
    /// For a key's first cell that is the newest. Above them are the fact's lower and upper bits.
    private let cells = Column(isDense: true)
    /// By block of cells: the row that has the first one.
    private let blockRows = Column()
    /// The first cells of all keys.
    private let firsts = HandleTable()
    /// By row: its last cell, or that of an earlier row.
    private let ends = Column()
    /// By row: the row before of the same record, all of whose keys it has too; 0: none.
    private let bases = Column()
    /// By row: the row of which it is the base; 0: none.
    private let heirs = Column()
    private let lastCell = Atomic<Int>(0)
    private let lastRow = Atomic<Int>(0)
    /// The last cell that is in its key's ring.
    private let lastLinked = Atomic<Int>(0)
    /// Uses what is read ahead, so that it is read.
    private let nearness = Atomic<UInt32>(0)

    private static let blockBits = 5
    /// Cells that are put into their rings in one round: what they need fits into a core's own memory.
    private static let roundCells = 512
    private static let factBits = 3
    private static let factMask: UInt32 = 1 << UInt32(factBits) - 1
    /// How many facts cells can tell apart.
    static let factsMax = 1 << (2 * factBits)
    /// How many bases follow one another, lest going over a row's cells grow long.
    private static let basesMax = 15

    // MARK: Keys

    /// The first cell of a key, if any row ever had it: what the key is known by below.
    func first(_ key: Key) -> UInt32? { firsts.find(key.hash) { self.key(of: Int($0)) == key } }

    /// How many rows have cells of a key.
    func count(of first: UInt32) -> Int {
        let key = key(of: Int(first))
        return firsts.times(key.hash) { $0 == first }
    }

    @inline(__always)
    private func key(of cell: Int) -> Key { Key(fact: fact(of: cell), value: value(of: cell)) }

    @inline(__always)
    private func fact(of cell: Int) -> Int {
        let shift = UInt32(HandleTable.handleBits)
        let upper = cells[2 * cell + 1] >> shift
        return Int(cells[2 * cell] >> shift | upper << UInt32(Self.factBits))
    }

    @inline(__always)
    private func value(of cell: Int) -> UInt32 { cells[2 * cell] & HandleTable.handleMax }

    /// What a word of a cell's ring says.
    private func older(_ word: UInt32) -> UInt32 { word & HandleTable.handleMax }

    // MARK: Rows

    /// The rows that have cells of a key, from the newest to the oldest, until the body says stop.
    func forEachRow(having first: UInt32, _ body: (_ row: Int) -> Flow) {
        var cell = older(cells.acquire(2 * Int(first) + 1))
        while body(row(of: Int(cell))) == .proceed, cell != first {
            cell = older(cells[2 * Int(cell) + 1])
        }
    }

    /// The next version of a row's record, if it has all keys of the row; 0: none.
    func heir(of row: Int) -> Int { Int(heirs[row]) }

    /// The keys of a row.
    func forEachKey(of row: Int, _ body: (_ fact: Int, _ value: UInt32) -> Void) {
        var row = row
        while row != 0 {
            for cell in cells(of: row) { body(fact(of: cell), value(of: cell)) }
            row = Int(bases[row])
        }
    }

    /// Goes over the values that a row has of a fact, until the body says stop.
    @inline(__always)
    func forEachValue(of fact: Int, in row: Int, _ body: (_ value: UInt32) -> Flow) {
        var row = row
        while row != 0 {
            for cell in cells(of: row) {
                let own = self.fact(of: cell)
                if own > fact { break }
                if own == fact, body(value(of: cell)) == .stop { return }
            }
            row = Int(bases[row])
        }
    }

    /// Whether a row has such a value of a fact.
    @inline(__always)
    func has(_ fact: Int, _ row: Int, where isMeant: (_ value: UInt32) -> Bool) -> Bool {
        var isFound = false
        forEachValue(of: fact, in: row) { value in
            isFound = isMeant(value)
            return isFound ? .stop : .proceed
        }
        return isFound
    }

    /// A value that a row has of a fact, of several any.
    func value(_ fact: Int, _ row: Int) -> UInt32? {
        var found: UInt32?
        forEachValue(of: fact, in: row) { value in
            found = value
            return .stop
        }
        return found
    }

    @inline(__always)
    private func cells(of row: Int) -> Range<Int> {
        (Int(ends[row - 1]) + 1)..<(Int(ends[row]) + 1)
    }

    /// The row of a cell: the first one whose last cell is not before it.
    private func row(of cell: Int) -> Int {
        let last = lastRow.load(ordering: .relaxed)
        // Rows before `row` end before the cell; steps that double find one that does not.
        var (row, step) = (max(Int(blockRows[cell >> Self.blockBits]), 1), 1)
        while row + step <= last, ends[row + step - 1] < cell {
            row += step
            step *= 2
        }
        while step > 1 {
            let half = step / 2
            if row + half <= last, ends[row + half - 1] < cell {
                row += half
                step -= half
            } else {
                step = half
            }
        }
        return row
    }

    // MARK: Writing, by the writer's thread only

    /// Whether so many more cells can be counted.
    func hasRoom(for cells: Int) -> Bool {
        lastCell.load(ordering: .relaxed) + cells <= Int(HandleTable.handleMax)
    }

    /// Notes the keys of the next row, not shown yet, which come in any order.
    ///
    /// Those of its own cells are left of them. `previous` is the version before.
    func append(_ keys: inout [Key], to row: Int, after previous: Int?) {
        keys.order()
        if let previous, hasRoomForHeir(previous), keys.remove(all: basis(previous)) {
            bases.set(row, UInt32(previous))
            heirs.set(previous, UInt32(row))
        }
        let before = lastCell.load(ordering: .relaxed)
        for (place, key) in keys.enumerated() {
            let cell = before + 1 + place
            cells.set(2 * cell, key.value | Self.lower(key.fact))
            cells.set(2 * cell + 1, Self.upper(key.fact))
            let block = cell >> Self.blockBits
            if blockRows[block] == 0 { blockRows.set(block, UInt32(row)) }
        }
        ends.set(row, UInt32(before + keys.count))
        lastRow.store(row, ordering: .relaxed)
        lastCell.store(before + keys.count, ordering: .releasing)
    }

    /// Has the keys of all rows that were appended lead to them.
    ///
    /// By one thread at a time, which need not be the writer's, and before the rows are shown. For many
    /// rows at once, because the keys lie all over memory: in rounds, what is looked at for
    /// each is asked for beforehand.
    func link() {
        let last = lastCell.load(ordering: .acquiring)
        var cell = lastLinked.load(ordering: .relaxed)
        var sum: UInt32 = 0
        while cell < last {
            let round = (cell + 1)..<(min(cell + Self.roundCells, last) + 1)
            for cell in round { sum &+= firsts.nearest(key(of: cell).hash) }
            for cell in round {
                sum &+= cells[2 * Int(firsts.nearest(key(of: cell).hash))]
            }
            for cell in round { link(UInt32(cell), key(of: cell)) }
            cell = round.upperBound - 1
        }
        nearness.store(sum, ordering: .relaxed)
        lastLinked.store(last, ordering: .relaxed)
    }

    /// Gives memory back that growing took, while nobody looks.
    func forgetOutgrown() {
        words.forgetOutgrown()
        firsts.forgetOutgrown()
    }

    private func link(_ cell: UInt32, _ key: Key) {
        let (hash, upper) = (key.hash, Self.upper(key.fact))
        if let first = firsts.findAgain(hash, where: { self.key(of: Int($0)) == key }) {
            let newest = cells[2 * Int(first) + 1]
            cells.set(2 * Int(cell) + 1, newest)
            cells.publish(2 * Int(first) + 1, cell | upper)
        } else {
            cells.set(2 * Int(cell) + 1, cell | upper)
            firsts.add(cell, hash) { self.key(of: Int($0)).hash }
        }
    }

    /// A fact's lower bits, where they stand above a value.
    private static func lower(_ fact: Int) -> UInt32 {
        (UInt32(truncatingIfNeeded: fact) & factMask) << UInt32(HandleTable.handleBits)
    }

    /// A fact's upper bits, where they stand above a cell.
    private static func upper(_ fact: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: fact >> factBits) << UInt32(HandleTable.handleBits)
    }

    /// Whether a row may become a base.
    private func hasRoomForHeir(_ row: Int) -> Bool {
        var (base, bases) = (row, 0)
        while base != 0, bases <= Self.basesMax {
            base = Int(self.bases[base])
            bases += 1
        }
        return bases <= Self.basesMax
    }

    /// The keys of a row, in order.
    private func basis(_ row: Int) -> [Key] {
        var keys: [Key] = []
        forEachKey(of: row) { fact, value in keys.append(Key(fact: fact, value: value)) }
        keys.sort()
        return keys
    }
}

/// Whether to go on.
enum Flow {
    case proceed, stop
}
