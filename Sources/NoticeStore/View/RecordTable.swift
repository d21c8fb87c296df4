/// The ids that records have, had or are referred to by, and each one's last row.
///
/// A record is known by the handle of its id. One thread adds while any number of threads read.
final class RecordTable: Sendable {
    /// The note of an id is the place of its record's last row; 0 while there is none.
    private let ids = TextTable(notes: 1)

    /// The record of an id.
    func find(_ id: String) -> UInt32? { ids.find(id.utf8.span) }

    /// The record of an id, added if need be, by the writer's thread only.
    func record(of id: Span<UInt8>) throws(ViewFault) -> UInt32 { try ids.handle(of: id) }

    /// Is told the hashes of ids that will be asked for.
    func expect(_ hashes: [Int]) { ids.expect(hashes) }

    /// The id of a record.
    func id(_ record: UInt32) -> String { ids.string(record) }

    /// Orders two records by the bytes of their ids: below, at or above 0.
    func order(_ one: UInt32, _ other: UInt32) -> Int {
        one == other ? 0 : ids.arena.order(one, other)
    }

    /// Orders a record and an id, known or not, likewise.
    func order(_ one: UInt32, _ id: String) -> Int {
        ids.arena.withBytes(of: one) { own in
            own.order(0..<own.count, id.utf8.span, 0..<id.utf8.count)
        }
    }

    /// The place of the record's last row, which a reader may be too early for.
    func last(of record: UInt32) -> RowPlace? { RowPlace(ids.arena.acquire(0, of: record)) }

    /// Shows a record's new last row, by the writer's thread only.
    func show(_ place: RowPlace, of record: UInt32) {
        ids.arena.publish(0, of: record, place.number)
    }

    /// Gives memory back that growing took, while nobody looks.
    func forgetOutgrown() { ids.forgetOutgrown() }
}

extension Span<UInt8> {
    /// Orders parts of two runs of bytes: below, at or above 0.
    func order(_ part: Range<Int>, _ other: Span<UInt8>, _ otherPart: Range<Int>) -> Int {
        for step in 0..<Swift.min(part.count, otherPart.count) {
            let (one, two) = (self[part.lowerBound + step], other[otherPart.lowerBound + step])
            if one != two { return one < two ? -1 : 1 }
        }
        return part.count - otherPart.count
    }
}
