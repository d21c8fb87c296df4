internal import Synchronization

/// The ids that records have, had or are referred to by: each has a number, and its last row.
///
/// One thread adds while any number of threads read.
final class RecordTable: Sendable {
    private let ids = TextTable()
    /// By the id's number: the sequence of its last change; 0 while there is none.
    private let last = Column()

    /// The number of an id.
    func find(_ id: String) -> UInt32? { ids.find(id.utf8.span) }

    /// The number of an id, added if need be, by the writer's thread only.
    func number(of id: Span<UInt8>) throws(ViewFault) -> UInt32 { try ids.number(of: id) }

    /// The id with a number.
    func id(_ record: UInt32) -> String { ids.string(record) }

    /// Orders two ids by their bytes: below, at or above 0.
    func order(_ one: UInt32, _ other: UInt32) -> Int { ids.order(one, other) }

    /// Orders an id and another one, known or not, likewise.
    func order(_ one: UInt32, _ id: String) -> Int { ids.order(one, id.utf8.span) }

    /// The record's last change, which a reader may be too early for; 0: none.
    func last(of record: UInt32) -> UInt32 { last.acquire(Int(record)) }

    /// Shows a record's new last change, by the writer's thread only.
    func show(_ seq: UInt32, of record: UInt32) { last.publish(Int(record), seq) }
}
