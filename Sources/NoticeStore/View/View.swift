package import NoticeRegister
internal import Locks
internal import Synchronization

/// The register in memory: what answers filters, sorts, totals, facets, links and as-of.
///
/// A row is one version of one record; the row that change *n* made stands at every sequence from *n*
/// to the one before the record's next change. So the register as it was recorded at any sequence is
/// there to be asked. One thread appends and publishes; readers take no lock, pin a sequence that was
/// published, and look no further.
package final class View: Sendable {
    /// The ids.
    let records = RecordTable()
    /// By the kinds' raw values.
    let kinds: [KindTable]
    /// What searches reckon with.
    let costs: SearchCosts
    private let times = TimeTable()
    private let published = Atomic<Int>(0)
    private let writer = Locked(Writer())
    /// By the kinds' raw values: standing records, as last published.
    private let standing = Column()

    /// What only the writer's thread needs.
    private struct Writer {
        var last = 0
        var standing: [UInt32] = []
        var facts = UnpackedFacts()
        var scratch = KindTable.Scratch()
    }

    /// An empty register.
    package init(costs: SearchCosts = SearchCosts()) {
        self.costs = costs
        kinds = FactLayout.all.map(KindTable.init)
        let count = kinds.count
        writer.withLock { $0.standing = Array(repeating: 0, count: count) }
    }

    // MARK: Writing

    /// Appends a row, invisible until it is published.
    ///
    /// For the writer's thread, in the order of the sequences.
    /// - Throws: why the row is not taken; the view is as it was then.
    package func append(_ row: ViewRow) throws(ViewFault) {
        try row.lend { row, id, facts throws(ViewFault) in try append(row, id, facts) }
    }

    /// Appends a row whose id and packed facts are lent.
    func append(
        _ row: ViewRow.Head,
        _ id: Span<UInt8>,
        _ facts: Span<UInt8>
    ) throws(ViewFault) {
        try writer.withLock { writer throws(ViewFault) in try append(row, id, facts, &writer) }
    }

    /// Shows all rows that were appended, to whoever asks from now on.
    package func publish() {
        link()
        show()
    }

    /// Has keys lead to all rows that were appended.
    ///
    /// By one thread at a time: the writer's or, as long as nobody reads, another one.
    func link() {
        for kind in kinds { kind.keyed.link() }
    }

    /// Shows rows that keys lead to.
    func show() {
        writer.withLock { writer in
            for (kind, count) in writer.standing.enumerated() { standing.set(kind, count) }
            published.store(writer.last, ordering: .releasing)
        }
    }

    /// Gives memory back that growing took: for a view that has been filled and is not read yet.
    func forgetOutgrown() {
        records.forgetOutgrown()
        for kind in kinds { kind.keyed.forgetOutgrown() }
        Memory.giveBack()
    }

    private func append(
        _ row: ViewRow.Head,
        _ id: Span<UInt8>,
        _ facts: Span<UInt8>,
        _ writer: inout Writer
    ) throws(ViewFault) {
        guard row.seq == writer.last + 1, row.version > 0, times.mayFollow(row.at) else {
            throw .outOfOrder
        }
        guard let seq = UInt32(exactly: row.seq) else { throw .full }
        let table = kinds[Int(row.kind.rawValue)]
        let facts = facts.extracting(0..<(row.operation.leavesStanding ? facts.count : 0))
        try writer.facts.read(facts, table.layout)
        let record = try records.record(of: id)
        let last = records.last(of: record)
        guard last.map({ self.seq(of: $0) }) ?? 0 == row.previous else { throw .outOfOrder }
        let new = try table.append(
            row,
            of: record,
            writer.facts,
            facts,
            after: last,
            scratch: &writer.scratch,
            references: records
        )
        if let last { end(last, at: seq, &writer) }
        if row.operation.leavesStanding { writer.standing[Int(row.kind.rawValue)] += 1 }
        times.add(seq, at: row.at)
        records.show(RowPlace(kind: row.kind, row: new), of: record)
        writer.last = row.seq
    }

    private func seq(of place: RowPlace) -> Int {
        Int(kinds[Int(place.kind.rawValue)].seq(of: place.row))
    }

    private func end(_ place: RowPlace, at seq: UInt32, _ writer: inout Writer) {
        let table = kinds[Int(place.kind.rawValue)]
        guard table.operation(of: place.row).leavesStanding else { return }
        table.end(place.row, at: seq)
        writer.standing[Int(place.kind.rawValue)] -= 1
    }

    // MARK: Reading

    /// The last published sequence.
    package var head: Int { published.load(ordering: .acquiring) }

    /// Standing records by kind, as last published.
    package func counts() -> [Kind: Int] {
        Dictionary(
            uniqueKeysWithValues: Kind.allCases.map { ($0, Int(standing[Int($0.rawValue)])) }
        )
    }

    /// The last sequence that was recorded at or before a moment.
    package func seq(at moment: Instant) -> Int {
        Int(times.seq(at: moment, head: UInt32(head)))
    }

    /// The last sequence that was recorded before a moment.
    func seq(before moment: Instant) -> UInt32 { times.seq(before: moment, head: UInt32(head)) }
}

/// Where a row is: its kind and its number in the kind's table.
struct RowPlace: Equatable {
    let kind: Kind
    let row: Int

    init(kind: Kind, row: Int) {
        self.kind = kind
        self.row = row
    }

    /// Unpacks a place; nil for 0, where nothing is.
    init?(_ number: UInt32) {
        guard let kind = Kind(rawValue: UInt8(number >> 28)) else { return nil }
        self.init(kind: kind, row: Int(number & (1 << 28 - 1)))
    }

    /// Both packed into one number.
    var number: UInt32 { UInt32(kind.rawValue) << 28 | UInt32(row) }
}
