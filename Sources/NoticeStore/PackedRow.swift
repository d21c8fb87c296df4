internal import NoticeRegister

/// A row of the view as the table `facts` keeps it, so that a start reads that table alone.
///
/// Time and previous change in eight bytes, the version in four (the lowest byte first), kind,
/// operation and length of the id in one each; then the id, then the packed facts.
enum PackedRow {
    /// The layout of these bytes; rows of another one are made again from the journal.
    static let layout = PackedFacts.layout &* 16 &+ 1

    private static let headBytes = 23

    /// Packs a row.
    static func bytes(of row: ViewRow) -> [UInt8] {
        let id = Array(row.id.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headBytes + id.count + row.facts.bytes.count)
        append(row.head.at.milliseconds, 8, to: &bytes)
        append(row.head.previous, 8, to: &bytes)
        append(row.head.version, 4, to: &bytes)
        bytes.append(row.head.kind.rawValue)
        bytes.append(row.head.operation.rawValue)
        bytes.append(UInt8(id.count))
        bytes += id
        bytes += row.facts.bytes
        return bytes
    }

    /// Where the parts of a change's row stand in its bytes; nil when these are not such bytes.
    static func parts(
        _ seq: Int,
        _ bytes: Span<UInt8>
    ) -> (head: ViewRow.Head, id: Range<Int>, facts: Range<Int>)? {
        guard bytes.count >= headBytes, let kind = Kind(rawValue: bytes[20]),
            let operation = Operation(rawValue: bytes[21]),
            bytes.count >= headBytes + Int(bytes[22])
        else { return nil }
        let end = headBytes + Int(bytes[22])
        let head = ViewRow.Head(
            seq: seq,
            at: Instant(milliseconds: number(bytes, 0..<8)),
            kind: kind,
            version: number(bytes, 16..<20),
            operation: operation,
            previous: number(bytes, 8..<16)
        )
        return (head, headBytes..<end, end..<bytes.count)
    }

    private static func append(_ number: Int, _ count: Int, to bytes: inout [UInt8]) {
        for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
    }

    private static func number(_ bytes: Span<UInt8>, _ places: Range<Int>) -> Int {
        var number = 0
        for place in places.reversed() { number = number << 8 | Int(bytes[place]) }
        return number
    }
}

extension ViewRow {
    /// The row of a change, made from the record's bytes.
    init(of entry: JournalEntry) throws(StoreFault) {
        let record = try entry.body.map { body throws(StoreFault) in
            try Record.stored(entry.kind, body, seq: entry.seq)
        }
        self.init(
            seq: entry.seq,
            at: entry.at,
            kind: entry.kind,
            id: entry.id,
            version: entry.version,
            operation: entry.operation,
            previous: entry.previous,
            facts: record.map { PackedFacts($0) } ?? .none
        )
    }
}
