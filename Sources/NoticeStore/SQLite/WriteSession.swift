internal import CSQLite
internal import NoticeRegister

/// The writer's connection and its statements.
final class WriteSession {
    /// Memory for the writer's pages.
    private static let cacheKibibytes = 65_536

    let connection: SQLiteConnection
    let journal: JournalStatements
    let changes: ChangeStatements
    let rows: RowStatements
    let answers: AnswerStatements
    private let beginning, ending, undoing: SQLiteConnection.Prepared
    private let movingHead: SQLiteConnection.Prepared

    init(_ file: String) throws(SQLiteFault) {
        connection = try SQLiteConnection.opened(file, cacheKibibytes: Self.cacheKibibytes)
        journal = try JournalStatements(connection)
        changes = try ChangeStatements(connection)
        rows = try RowStatements(connection)
        answers = try AnswerStatements(connection)
        beginning = try connection.prepare("BEGIN IMMEDIATE")
        ending = try connection.prepare("COMMIT")
        undoing = try connection.prepare("ROLLBACK")
        movingHead = try connection.prepare(
            "UPDATE head SET seq = ?1, at = ?2 WHERE one = 1 AND seq = ?3"
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

    /// Moves the head; it must stand where it was left.
    func moveHead(from old: Head, to new: Head) throws(SQLiteFault) {
        movingHead.bind(1, new.seq)
        movingHead.bind(2, new.at.milliseconds)
        movingHead.bind(3, old.seq)
        try movingHead.run()
        guard connection.changedCount == 1 else {
            throw SQLiteFault(code: SQLITE_ERROR, message: "another program has moved the head")
        }
    }

    // MARK: At the start

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
