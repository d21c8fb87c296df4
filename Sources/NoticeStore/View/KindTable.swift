import NoticeRegister
internal import Synchronization

/// The versions of one kind's records, a row each, in columns as the kind's layout says.
///
/// Rows count from 1. One thread appends while any number of threads read; a row is whole once it is
/// counted.
final class KindTable: Sendable {
    /// Where facts go.
    let layout: FactLayout
    /// The words and references.
    let keyed = KeyedFacts()

    private let count = Atomic<Int>(0)
    private let seqs = Column()
    /// The sequence that ended the version, for a deletion its own; 0 while it stands.
    private let ends = Column()
    private let records = Column()
    /// The version and, in the lowest three bits, the operation.
    private let versions = Column()
    /// The place of the record's row before; 0: none.
    private let previous = Column()
    private let marks: [Column]
    /// By number: earliest and latest days.
    private let days: [(earliest: Column, latest: Column)]
    /// By number: low and high halves.
    private let numbers: [(low: Column, high: Column)]
    /// By the numbers of texts that lists are ordered by: the first four bytes, the first one highest.
    private let starts: [Column?]
    /// The handle of the row's texts.
    private let texts = Column()
    private let arena = TextArena()

    /// Most rows, and greatest version: what the view packs into 32 bits with something else.
    static let rowsMax = 1 << 28 - 1
    private static let versionMax = 1 << 29 - 1

    init(_ layout: FactLayout) {
        self.layout = layout
        marks = (0..<layout.markColumns).map { _ in Column() }
        days = (0..<layout.dayColumns).map { _ in (Column(), Column()) }
        starts = layout.isSorted.map { $0 ? Column() : nil }
        numbers = (0..<layout.numberColumns).map { _ in (Column(), Column()) }
    }

    // MARK: Reading

    /// The last row that was recorded at a sequence or before; 0: none.
    func last(at seq: UInt32) -> Int {
        var (low, high) = (0, count.load(ordering: .acquiring))
        while low < high {
            let middle = (low + high + 1) / 2
            if seqs[middle] <= seq { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The change that made a row's version.
    @inline(__always)
    func seq(of row: Int) -> UInt32 { seqs[row] }

    /// The record of a row, by its number.
    @inline(__always)
    func record(of row: Int) -> UInt32 { records[row] }

    /// The version of a row.
    func version(of row: Int) -> Int { Int(versions[row] >> 3) }

    /// What the change did that made a row.
    func operation(of row: Int) -> Operation {
        Operation(rawValue: UInt8(truncatingIfNeeded: versions[row] & 7)) ?? .delete
    }

    /// The place of the row before of the same record.
    func previous(of row: Int) -> RowPlace? { RowPlace(previous[row]) }

    /// Whether a row's version stands at a sequence.
    @inline(__always)
    func stands(_ row: Int, at seq: UInt32) -> Bool {
        // 0, which says that it still stands, becomes the greatest number.
        seqs[row] <= seq && ends[row] &- 1 >= seq
    }

    /// The rows that have a key and stand at a sequence, until the body says stop.
    func forEachRow(having key: UInt32, at seq: UInt32, _ body: (_ row: Int) -> Flow) {
        keyed.forEachRow(having: key) { row in
            var row = row
            while row != 0, seqs[row] <= seq {
                if stands(row, at: seq) { return body(row) }
                row = keyed.heir(of: row)
            }
            return .proceed
        }
    }

    /// The rows among these that stand at a sequence, which is not before any of them.
    func standing(in rows: Range<Int>, at seq: UInt32) -> [Int] {
        ends.rows(in: rows) { $0 &- 1 >= seq }
    }

    /// Leaves those rows that have, or have not, some of these bits in a column of marks.
    func keep(_ rows: inout [Int], marks column: Int, _ bits: UInt32, isThere: Bool) {
        marks[column].keep(&rows) { ($1 & bits != 0) == isThere }
    }

    /// Leaves those rows whose text, ordered by which they are listed, may begin with these bytes, or
    /// with ones that come before, or after.
    func keep(_ rows: inout [Int], text number: Int, from start: UInt32, isDescending: Bool) {
        starts[number]?.keep(&rows) { isDescending ? $1 >= start : $1 <= start }
    }

    /// Leaves those rows that have a span of days which fits one of these.
    func keep(_ rows: inout [Int], days number: Int, _ choices: [DayChoice]) {
        let (earliest, latest) = days[number]
        latest.keep(&rows) { row, last in
            guard last != 0 else { return false }
            let first = Int32(bitPattern: earliest[row])
            let span = DaySpan(earliest: first, latest: Int32(bitPattern: last ^ Self.signBit))
            return choices.contains { $0.fits(span) }
        }
    }

    /// The bits of a row in a column of marks.
    @inline(__always)
    func marks(_ column: Int, of row: Int) -> UInt32 { marks[column][row] }

    /// Goes over the bits of rows, which are in order, in a column of marks.
    @inline(__always)
    func forEachMarks(_ column: Int, of rows: [Int], _ body: (_ bits: UInt32) -> Void) {
        marks[column].forEach(of: rows, body)
    }

    /// A span of days of a row.
    @inline(__always)
    func days(_ number: Int, of row: Int) -> DaySpan? {
        let latest = days[number].latest[row]
        guard latest != 0 else { return nil }
        let earliest = Int32(bitPattern: days[number].earliest[row])
        return DaySpan(earliest: earliest, latest: Int32(bitPattern: latest ^ Self.signBit))
    }

    /// The earliest days of rows, and `none` for those without.
    func earliestDays(_ number: Int, of rows: [Int], none: Int) -> [Int] {
        let (earliest, latest) = days[number]
        return rows.map { row in
            latest[row] == 0 ? none : Int(Int32(bitPattern: earliest[row]))
        }
    }

    /// A number of a row.
    func number(_ number: Int, of row: Int) -> Int? {
        let (low, high) = (numbers[number].low[row], numbers[number].high[row])
        let bits = UInt64(high) << 32 | UInt64(low)
        return bits == 0 ? nil : Int(Int64(bitPattern: bits ^ 1 << 63))
    }

    /// Lends the joined texts of a row.
    @inline(__always)
    func withTexts<Result>(of row: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        arena.withBytes(of: texts[row], body)
    }

    /// The first text of a fact in a row.
    func text(_ number: Int, of row: Int) -> String? {
        withTexts(of: row) { joined in
            TextPieces.first(number, in: joined).map { part in
                String(decoding: part.map { joined[$0] }, as: UTF8.self)
            }
        }
    }

    /// Orders the first texts of a fact in two rows by their bytes: below, at or above 0.
    func orderTexts(_ number: Int, _ one: Int, _ other: Int) -> Int {
        withTexts(of: other) { joined in
            guard let part = TextPieces.first(number, in: joined) else { return 0 }
            return order(number, one, joined, part)
        }
    }

    /// Orders the first text of a fact in a row and a word, likewise.
    func orderText(_ number: Int, _ row: Int, _ word: String) -> Int {
        order(number, row, word.utf8.span, 0..<word.utf8.count)
    }

    private func order(_ number: Int, _ row: Int, _ other: Span<UInt8>, _ part: Range<Int>) -> Int {
        withTexts(of: row) { joined in
            guard let own = TextPieces.first(number, in: joined) else { return 0 }
            return joined.order(own, other, part)
        }
    }

    // MARK: Writing, by the writer's thread only

    /// Appends a row, and counts it once it is whole.
    ///
    /// - Returns: its number.
    /// - Throws: `.full`; nothing has been changed then.
    func append(
        _ row: ViewRow.Head,
        of record: UInt32,
        _ facts: UnpackedFacts,
        _ bytes: Span<UInt8>,
        after last: RowPlace?,
        scratch: inout Scratch,
        references: RecordTable
    ) throws(ViewFault) -> Int {
        let new = count.load(ordering: .relaxed) + 1
        guard new <= Self.rowsMax, row.version <= Self.versionMax,
            keyed.hasRoom(for: facts.keyed.count)
        else { throw .full }
        try find(facts, bytes, references, &scratch)
        let previousRow = last.flatMap { $0.kind == row.kind ? $0.row : nil }
        let text = try handle(of: facts, bytes, previousRow, &scratch.joined)
        write(facts, bytes, to: new)
        if text != 0 { texts.set(new, text) }
        seqs.set(new, UInt32(row.seq))
        records.set(new, record)
        versions.set(new, UInt32(row.version) << 3 | UInt32(row.operation.rawValue))
        if let last { previous.set(new, last.number) }
        if !row.operation.leavesStanding { ends.set(new, UInt32(row.seq)) }
        keyed.append(&scratch.keys, to: new, after: previousRow)
        count.store(new, ordering: .releasing)
        return new
    }

    /// Notes which change ended a row's version, by the writer's thread only.
    func end(_ row: Int, at seq: UInt32) {
        // Readers are at earlier sequences: to them the row stands before and after.
        ends.set(row, seq)
    }

    /// What appending needs again and again.
    struct Scratch {
        fileprivate var keys: [Key] = []
        fileprivate var joined: [UInt8] = []
    }

    private static let signBit: UInt32 = 1 << 31

    /// Finds the keys of a row.
    private func find(
        _ facts: UnpackedFacts,
        _ bytes: Span<UInt8>,
        _ references: RecordTable,
        _ scratch: inout Scratch
    ) throws(ViewFault) {
        scratch.keys.removeAll(keepingCapacity: true)
        for fact in facts.keyed {
            let text = bytes.extracting(fact.text)
            let value =
                try fact.isReference
                ? references.record(of: text) : keyed.words.handle(of: text)
            scratch.keys.append(Key(fact: fact.number, value: value))
        }
    }

    /// The handle of a row's texts: that of the version before, where they are the same.
    private func handle(
        of facts: UnpackedFacts,
        _ bytes: Span<UInt8>,
        _ previousRow: Int?,
        _ joined: inout [UInt8]
    ) throws(ViewFault) -> UInt32 {
        guard !facts.texts.isEmpty else { return 0 }
        TextPieces.join(facts, of: bytes, into: &joined)
        if let previousRow, arena.holds(texts[previousRow], joined.span) {
            return texts[previousRow]
        }
        guard let handle = arena.append(joined.span) else { throw .full }
        return handle
    }

    /// Fills the columns; 0 says everywhere that there is nothing, and need not be written.
    private func write(_ facts: UnpackedFacts, _ bytes: Span<UInt8>, to row: Int) {
        // Of several texts the first counts, which is written last.
        for piece in facts.texts.reversed() {
            guard let column = starts[piece.number] else { continue }
            var start: UInt32 = 0
            for place in 0..<4 {
                let at = piece.text.lowerBound + place
                start = start << 8 | (at < piece.text.upperBound ? UInt32(bytes[at]) : 0)
            }
            column.set(row, start)
        }
        for (column, bits) in facts.marks.enumerated() where bits != 0 {
            marks[column].set(row, bits)
        }
        for (number, span) in facts.days.enumerated() {
            guard let span else { continue }
            days[number].earliest.set(row, UInt32(bitPattern: span.earliest))
            days[number].latest.set(row, UInt32(bitPattern: span.latest) ^ Self.signBit)
        }
        for (number, value) in facts.numbers.enumerated() {
            guard let value else { continue }
            // The least number there is becomes none; no record's member reaches so far.
            let bits = UInt64(bitPattern: Int64(value)) ^ 1 << 63
            numbers[number].low.set(row, UInt32(truncatingIfNeeded: bits))
            numbers[number].high.set(row, UInt32(truncatingIfNeeded: bits >> 32))
        }
    }
}

extension Operation {
    /// Whether the record stands after such a change.
    var leavesStanding: Bool {
        switch self {
        case .create, .replace, .patch, .step, .derive: true
        case .delete, .redact: false
        }
    }
}
