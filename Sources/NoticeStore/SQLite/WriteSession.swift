internal import CSQLite
internal import NoticeRegister

/// The writer's connection and its statements.
final class WriteSession {
    /// Memory for the writer's pages.
    private static let cacheKibibytes = 65_536
    /// Old answers that are thrown away with a commit, beside as many again as it adds.
    private static let forgottenMin = 64

    let connection: SQLiteConnection
    let journal: JournalStatements
    private let beginning, ending, undoing: SQLiteConnection.Prepared
    private let findRecord, addRecord, moveRecord: SQLiteConnection.Prepared
    private let addChange, addFacts, addText, addAnswer: SQLiteConnection.Prepared
    private let dropAnswers, moveHead: SQLiteConnection.Prepared
    private let textOf, answerTo, factsAfter: SQLiteConnection.Prepared

    init(_ file: String) throws(SQLiteFault) {
        let connection = try SQLiteConnection.opened(file, cacheKibibytes: Self.cacheKibibytes)
        self.connection = connection
        journal = try JournalStatements(connection)
        beginning = try connection.prepare("BEGIN IMMEDIATE")
        ending = try connection.prepare("COMMIT")
        undoing = try connection.prepare("ROLLBACK")
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
        addFacts = try connection.prepare(
            "INSERT OR REPLACE INTO facts(seq, layout, packed) VALUES(?1, ?2, ?3)"
        )
        addText = try connection.prepare("INSERT INTO text(record, seq, body) VALUES(?1, ?2, ?3)")
        addAnswer = try connection.prepare(
            """
            INSERT OR REPLACE INTO idempotency(actor, key, request, status, seq, at)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6)
            """
        )
        // Rows are in the order of their times: an answer that is replaced gets a new number.
        dropAnswers = try connection.prepare(
            """
            DELETE FROM idempotency WHERE at < ?1
            AND rowid IN (SELECT rowid FROM idempotency ORDER BY rowid LIMIT ?2)
            """
        )
        moveHead = try connection.prepare(
            "UPDATE head SET seq = ?1, at = ?2 WHERE one = 1 AND seq = ?3"
        )
        textOf = try connection.prepare(
            """
            SELECT body FROM text WHERE record = (SELECT num FROM record WHERE id = ?1)
            ORDER BY seq DESC LIMIT 1
            """
        )
        answerTo = try connection.prepare(
            """
            SELECT request, status, seq, at FROM idempotency
            WHERE actor = ?1 AND key = ?2 AND at >= ?3
            """
        )
        factsAfter = try connection.prepare(
            "SELECT seq, layout, packed FROM facts WHERE seq > ?1 AND seq <= ?2 ORDER BY seq"
        )
    }

    // MARK: Transactions

    /// Begins the commit's transaction, unless it has begun.
    func begin() throws(SQLiteFault) {
        if !connection.isInTransaction { try beginning.run() }
    }

    /// Makes the commit durable.
    func commit() throws(SQLiteFault) { try ending.run() }

    /// Undoes what the transaction did, if one is open.
    func undo() throws(SQLiteFault) {
        if connection.isInTransaction { try undoing.run() }
    }

    // MARK: Writing

    /// Adds a change with all that belongs to it.
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
        try add(change.row)
        guard let text = change.text else { return }
        addText.bind(1, number)
        addText.bind(2, entry.seq)
        try addText.run(lending: text.bytes, at: 3)
    }

    /// Adds a row of the view, or puts it in the place of an older layout's.
    func add(_ row: ViewRow) throws(SQLiteFault) {
        addFacts.bind(1, row.seq)
        addFacts.bind(2, PackedRow.layout)
        try addFacts.run(lending: PackedRow.bytes(of: row), at: 3)
    }

    /// Keeps answers, and throws old ones away.
    func keep(_ answers: [KeptAnswer], at now: Instant) throws(SQLiteFault) {
        guard !answers.isEmpty else { return }
        for answer in answers {
            addAnswer.bind(1, answer.key.actor)
            addAnswer.bind(2, answer.key.key)
            addAnswer.bind(3, answer.request)
            addAnswer.bind(4, answer.result.code)
            addAnswer.bind(5, answer.seq)
            addAnswer.bind(6, answer.at.milliseconds)
            try addAnswer.run()
        }
        dropAnswers.bind(1, now.milliseconds - KeptAnswer.keptMilliseconds)
        dropAnswers.bind(2, Self.forgottenMin + 2 * answers.count)
        try dropAnswers.run()
    }

    /// Moves the head; it must stand where it was left.
    func moveHead(from old: Head, to new: Head) throws(SQLiteFault) {
        moveHead.bind(1, new.seq)
        moveHead.bind(2, new.at.milliseconds)
        moveHead.bind(3, old.seq)
        try moveHead.run()
        guard connection.changedCount == 1 else {
            throw SQLiteFault(code: SQLITE_ERROR, message: "another program has moved the head")
        }
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

    // MARK: Reading

    /// A source's text as it stands.
    func text(of id: String) throws(SQLiteFault) -> String? {
        textOf.bind(1, id)
        let bytes = try textOf.first { row in row.bytes(0) } ?? nil
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// What was answered to a key.
    func answer(to key: AnswerKey, since: Instant) throws(SQLiteFault) -> KeptAnswer? {
        answerTo.bind(1, key.actor)
        answerTo.bind(2, key.key)
        answerTo.bind(3, since.milliseconds)
        return try answerTo.first { row throws(SQLiteFault) in
            guard let result = Decided.Result(code: row.integer(1)) else {
                throw SQLiteFault(code: SQLITE_CORRUPT, message: "an answer is of no known sort")
            }
            return KeptAnswer(
                key: key,
                request: row.bytes(0) ?? [],
                result: result,
                seq: row.integer(2),
                at: Instant(milliseconds: row.integer(3))
            )
        }
    }

    /// The rows of the view after a sequence and up to another, as far as they are of this layout.
    func rows(after seq: Int, through last: Int) throws(SQLiteFault) -> [ViewRow] {
        factsAfter.bind(1, seq)
        factsAfter.bind(2, last)
        let rows = try factsAfter.all { row -> ViewRow? in
            guard row.integer(1) == PackedRow.layout, let packed = row.bytes(2) else { return nil }
            return PackedRow.row(row.integer(0), packed)
        }
        return rows.compactMap(\.self)
    }

    /// The number of the schema that the file was written by.
    func schema() throws(SQLiteFault) -> Int {
        guard let text = try connection.text("SELECT schema FROM head"), let number = Int(text)
        else { throw SQLiteFault(code: SQLITE_CORRUPT, message: "there is no head") }
        return number
    }

    /// The head as the file has it.
    func head() throws(SQLiteFault) -> Head? {
        let statement = try connection.prepare("SELECT store, seq, at FROM head")
        return try statement.first { row in
            let at = Instant(milliseconds: row.integer(2))
            return Head(store: row.text(0), seq: row.integer(1), at: at)
        }
    }

    /// The last change of the journal; 0: none.
    func lastChange() throws(SQLiteFault) -> Int {
        let statement = try connection.prepare("SELECT max(seq) FROM change")
        return try statement.first { row in row.integer(0) } ?? 0
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
