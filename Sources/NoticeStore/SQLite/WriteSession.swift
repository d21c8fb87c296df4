internal import CSQLite
internal import NoticeRegister

/// The writer's connection and its statements.
final class WriteSession {
    /// Memory for the writer's pages: each new one costs page faults until as many have been written,
    /// and the journal's end is all that a commit touches.
    private static let cacheKibibytes = 8_192

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
            "UPDATE head SET seq = ?1, at = ?2 WHERE one = 1 AND seq < ?1"
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

    /// Brings the head's row up to the journal.
    ///
    /// Not with every commit, for it costs a page: the row may lie behind the journal, never before it.
    func moveHead(to head: Head) throws(SQLiteFault) {
        movingHead.bind(1, head.seq)
        movingHead.bind(2, head.at.milliseconds)
        try movingHead.run()
    }

    // MARK: At the start

    /// The head as its row has it.
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
