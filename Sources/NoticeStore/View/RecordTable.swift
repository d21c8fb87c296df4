/// The ids that records have, had or are referred to by, and each one's last row.
///
/// A record is known by the handle of its id. One thread adds while any number of threads read.
final class RecordTable: Sendable {
    /// The note of an id is the sequence of its record's last change; 0 while there is none.
    private let ids = TextTable(notes: 1)

    /// The record of an id.
    func find(_ id: String) -> UInt32? { ids.find(id.utf8.span) }

    /// The record of an id, added if need be, by the writer's thread only.
    func record(of id: Span<UInt8>) throws(ViewFault) -> UInt32 { try ids.handle(of: id) }

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

    /// The record's last change, which a reader may be too early for; 0: none.
    func last(of record: UInt32) -> UInt32 { ids.arena.acquire(0, of: record) }

    /// Shows a record's new last change, by the writer's thread only.
    func show(_ seq: UInt32, of record: UInt32) { ids.arena.publish(0, of: record, seq) }
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
