internal import CSQLite
internal import NoticeRegister

/// The statements that read the journal, for whoever holds their connection.
final class JournalStatements {
    private static let columns = """
        SELECT seq, at, actor, kind, id, version, op, previous, reason, digest, body, salt, tree
        FROM change
        """

    private let bodyOf: SQLiteConnection.Prepared
    private let changeAt: SQLiteConnection.Prepared
    private let changesAfter: SQLiteConnection.Prepared
    private let textOf: SQLiteConnection.Prepared

    init(_ connection: SQLiteConnection) throws(SQLiteFault) {
        bodyOf = try connection.prepare("SELECT body FROM change WHERE seq = ?1")
        changeAt = try connection.prepare(Self.columns + " WHERE seq = ?1")
        changesAfter = try connection.prepare(
            Self.columns + " WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3"
        )
        textOf = try connection.prepare(
            "SELECT body FROM text WHERE id = ?1 ORDER BY seq DESC LIMIT 1"
        )
    }

    /// The body that a change made; nil in nil when there is no such change.
    func body(_ seq: Int) throws(SQLiteFault) -> [UInt8]?? {
        bodyOf.bind(1, seq)
        return try bodyOf.first { row in row.bytes(0) }
    }

    /// A source's text as it stands.
    func text(of id: String) throws(SQLiteFault) -> String? {
        textOf.bind(1, id)
        let bytes = try textOf.first { row in row.bytes(0) } ?? nil
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// A change, with what lies beside it.
    func stored(_ seq: Int) throws(SQLiteFault) -> StoredChange? {
        changeAt.bind(1, seq)
        return try changeAt.first(Self.stored)
    }

    /// The changes after a sequence and up to another, at most so many.
    func changes(
        after seq: Int,
        through last: Int,
        limit: Int
    ) throws(SQLiteFault) -> [JournalEntry] {
        changesAfter.bind(1, seq)
        changesAfter.bind(2, last)
        changesAfter.bind(3, limit)
        return try changesAfter.all { row throws(SQLiteFault) in try Self.stored(row).entry }
    }

    private static func stored(
        _ row: borrowing SQLiteConnection.Prepared
    ) throws(SQLiteFault) -> StoredChange {
        let seq = row.integer(0)
        guard let kind = UInt8(exactly: row.integer(3)).flatMap(Kind.init(rawValue:)),
            let operation = UInt8(exactly: row.integer(6)).flatMap(Operation.init(rawValue:))
        else {
            throw SQLiteFault(code: SQLITE_CORRUPT, message: "change \(seq) is of no known sort")
        }
        let entry = JournalEntry(
            seq: seq,
            at: Instant(milliseconds: row.integer(1)),
            actor: row.text(2),
            kind: kind,
            id: row.text(4),
            version: row.integer(5),
            operation: operation,
            previous: row.integer(7),
            reason: row.isNull(8) ? nil : row.text(8),
            digest: row.bytes(9) ?? [],
            body: row.bytes(10)
        )
        return StoredChange(entry: entry, salt: row.bytes(11), tree: row.bytes(12) ?? [])
    }
}

/// A change with what lies beside it.
struct StoredChange {
    let entry: JournalEntry
    /// Nil once it has been erased, with the body.
    let salt: [UInt8]?
    /// The hashes that it added to the audit tree.
    let tree: [UInt8]
}
