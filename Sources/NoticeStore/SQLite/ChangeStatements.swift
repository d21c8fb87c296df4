internal import CSQLite
internal import NoticeRegister

/// The statements that append changes, with their records' standing and sources' texts.
final class ChangeStatements {
    private let connection: SQLiteConnection
    private let findRecord, addRecord, moveRecord: SQLiteConnection.Prepared
    private let addChange, addText: SQLiteConnection.Prepared

    init(_ connection: SQLiteConnection) throws(SQLiteFault) {
        self.connection = connection
        findRecord = try connection.prepare("SELECT num FROM record WHERE id = ?1")
        addRecord = try connection.prepare(
            "INSERT INTO record(id, kind, seq, version) VALUES(?1, ?2, ?3, ?4)"
        )
        moveRecord = try connection.prepare(
            "UPDATE record SET seq = ?2, version = ?3 WHERE num = ?1"
        )
        addChange = try connection.prepare(
            """
            INSERT INTO change(seq, at, actor, op, record, version, previous, reason, salt, digest,
              tree, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """
        )
        addText = try connection.prepare("INSERT INTO text(record, seq, body) VALUES(?1, ?2, ?3)")
    }

    /// Appends a change.
    func add(_ change: SealedChange) throws(SQLiteFault) {
        let entry = change.entry
        let number = try number(of: entry)
        addChange.bind(1, entry.seq)
        addChange.bind(2, entry.at.milliseconds)
        addChange.bind(3, entry.actor)
        addChange.bind(4, Int(entry.operation.rawValue))
        addChange.bind(5, number)
        addChange.bind(6, entry.version)
        addChange.bind(7, entry.previous)
        addChange.bind(8, entry.reason)
        addChange.bind(9, change.salt)
        addChange.bind(10, entry.digest)
        addChange.bind(11, change.tree)
        try addChange.run(lending: entry.body, at: 12)
        guard let text = change.text else { return }
        addText.bind(1, number)
        addText.bind(2, entry.seq)
        try addText.run(lending: text.bytes, at: 3)
    }

    /// The number of a change's record, which it brings up to date, or makes.
    private func number(of entry: JournalEntry) throws(SQLiteFault) -> Int {
        guard entry.previous > 0 else {
            addRecord.bind(1, entry.id)
            addRecord.bind(2, Int(entry.kind.rawValue))
            addRecord.bind(3, entry.seq)
            addRecord.bind(4, entry.version)
            try addRecord.run()
            return connection.lastInserted
        }
        findRecord.bind(1, entry.id)
        guard let number = try findRecord.first({ row in row.integer(0) }) else {
            throw SQLiteFault(code: SQLITE_CORRUPT, message: "record \(entry.id) is not there")
        }
        moveRecord.bind(1, number)
        moveRecord.bind(2, entry.seq)
        moveRecord.bind(3, entry.version)
        try moveRecord.run()
        return number
    }
}

extension TextChange {
    /// The bytes of the text; nil when it is gone.
    fileprivate var bytes: [UInt8]? {
        switch self {
        case .set(let text): Array(text.utf8)
        case .removed: nil
        }
    }
}
