internal import CSQLite
internal import NoticeRegister

/// The statements that append changes, with sources' texts.
final class ChangeStatements {
    private let addChange, addText: SQLiteConnection.Prepared

    init(_ connection: SQLiteConnection) throws(SQLiteFault) {
        addChange = try connection.prepare(
            """
            INSERT INTO change(seq, at, actor, op, kind, id, version, previous, reason, salt,
              digest, tree, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """
        )
        addText = try connection.prepare("INSERT INTO text(id, seq, body) VALUES(?1, ?2, ?3)")
    }

    /// Appends a change.
    func add(_ change: SealedChange) throws(SQLiteFault) {
        let entry = change.entry
        addChange.bind(1, entry.seq)
        addChange.bind(2, entry.at.milliseconds)
        addChange.bind(3, entry.actor)
        addChange.bind(4, Int(entry.operation.rawValue))
        addChange.bind(5, Int(entry.kind.rawValue))
        addChange.bind(6, entry.id)
        addChange.bind(7, entry.version)
        addChange.bind(8, entry.previous)
        addChange.bind(9, entry.reason)
        addChange.bind(10, change.salt)
        addChange.bind(11, entry.digest)
        addChange.bind(12, change.tree)
        try addChange.run(lending: entry.body, at: 13)
        guard let text = change.text else { return }
        addText.bind(1, entry.id)
        addText.bind(2, entry.seq)
        try addText.run(lending: text.bytes, at: 3)
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
