internal import CSQLite
internal import NoticeRegister

/// Checks that a journal ends as it was left: its head, and the seals of its last changes.
struct JournalCheck {
    /// Changes whose seals are checked.
    private static let changesMax = 64

    private let session: WriteSession

    init(_ session: WriteSession) {
        self.session = session
    }

    /// The journal's head, once it is known to be sound: its last change.
    ///
    /// The head's row may lie behind, as a crash leaves it; changes that it knows of must be there.
    func head() throws(SQLiteFault) -> Head {
        guard let row = try session.head() else { throw damage("there is no head") }
        let last = try session.lastChange()
        guard last >= row.seq else {
            throw damage("the head is \(row.seq), the last change \(last)")
        }
        for seq in max(1, last - Self.changesMax + 1)..<last + 1 { try check(seq) }
        let at = try session.journal.stored(last)?.entry.at ?? row.at
        return Head(store: row.store, seq: last, at: at)
    }

    private func check(_ seq: Int) throws(SQLiteFault) {
        guard let stored = try session.journal.stored(seq) else {
            throw damage("change \(seq) is not there")
        }
        let entry = stored.entry
        // Without its salt the body has been erased, and the digest is all that is left.
        if let salt = stored.salt {
            let digest = Seal.digest(salt: salt, reason: entry.reason, body: entry.body)
            guard digest == entry.digest else { throw damage("change \(seq) has another digest") }
        }
        var hash = Seal.leafHash(of: entry)
        guard AuditTree.node(0, of: stored.tree) == hash else {
            throw damage("change \(seq) has another leaf")
        }
        for level in 0..<seq.trailingZeroBitCount {
            let sibling = try session.journal.stored(seq - (1 << level))?.tree ?? []
            hash = AuditTree.join(AuditTree.node(level, of: sibling), hash)
            guard AuditTree.node(level + 1, of: stored.tree) == hash else {
                throw damage("change \(seq) has another subtree")
            }
        }
    }

    private func damage(_ what: String) -> SQLiteFault {
        SQLiteFault(code: SQLITE_CORRUPT, message: what)
    }
}
