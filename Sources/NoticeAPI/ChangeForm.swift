import NoticeRegister
import Shapes
import StrictJSON

/// A change of the journal as clients see it: in the feed, and in a record's history.
enum ChangeForm {
    /// Members that every version changes, or none ever, and that the change tells itself.
    private static let told: Set<String> = [
        "/id", "/kind", "/version", "/recorded_at", "/recorded_by",
    ]

    /// Writes the change with the record that it left, and the difference from the one before.
    ///
    /// In the difference `null` stands for no record: it makes the first version out of null, and
    /// null out of the last before a deletion.
    static func write(
        _ change: JournalEntry,
        after before: [UInt8]?,
        into writer: inout JSONWriter
    ) throws(StoreFault) {
        writer.beginObject()
        writer.member("seq", change.seq)
        writer.member("at", change.at.text)
        writer.member("actor", change.actor)
        writer.member("kind", change.kind.name)
        writer.member("id", change.id)
        writer.member("version", change.version)
        writer.member("op", change.operation.name)
        writer.name("reason")
        if let reason = change.reason { writer.string(reason) } else { writer.null() }
        writer.member("body_digest", change.digest.hexadecimal)
        writer.name("record")
        if let body = change.body { writer.raw(body) } else { writer.null() }
        try writeDifference(change, after: before, into: &writer)
        writer.endObject()
    }

    /// Writes the change as one of its record's versions, with pointers to what it changed.
    static func writeVersion(
        _ change: JournalEntry,
        after before: [UInt8]?,
        withDifference: Bool,
        into writer: inout JSONWriter
    ) throws(StoreFault) {
        writer.beginObject()
        writer.member("version", change.version)
        writer.member("seq", change.seq)
        writer.member("at", change.at.text)
        writer.member("actor", change.actor)
        writer.member("op", change.operation.name)
        writer.name("reason")
        if let reason = change.reason { writer.string(reason) } else { writer.null() }
        writer.name("members")
        writer.beginArray()
        for pointer in try pointers(change, after: before) { writer.string(pointer) }
        writer.endArray()
        if withDifference { try writeDifference(change, after: before, into: &writer) }
        writer.endObject()
    }

    private static func writeDifference(
        _ change: JournalEntry,
        after before: [UInt8]?,
        into writer: inout JSONWriter
    ) throws(StoreFault) {
        writer.name("diff")
        let older = try StoredRecord.document(before)
        let newer = try StoredRecord.document(change.body)
        Difference(from: older, to: newer).write(into: &writer)
    }

    /// Where the change made a difference; of a first version, all members that it brought.
    private static func pointers(
        _ change: JournalEntry,
        after before: [UInt8]?
    ) throws(StoreFault) -> [String] {
        guard let body = change.body else { return [] }
        let older = try StoredRecord.document(before ?? Array("{}".utf8))
        let difference = Difference(from: older, to: try StoredRecord.document(body))
        return difference.operations.map(\.pointer).filter { !told.contains($0) }
    }
}

extension JSONWriter {
    /// Closes the object of a page with the URL of the next.
    consuming func closed(next: String?) -> [UInt8] {
        name("next")
        if let next { string(next) } else { null() }
        endObject()
        return bytes
    }
}
