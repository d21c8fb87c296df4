internal import Locks
internal import NoticeRegister

/// Reads the journal from a connection of its own, which is opened when it is needed.
///
/// One thread's at a time; the lock is there for the writer, which closes all connections when a
/// write has failed.
final class SQLiteReader: JournalReader, Sendable {
    private struct State {
        var session: ReadSession?
        var isClosed = false
    }

    private let file: String
    private let cacheKibibytes: Int
    private let state = Locked(State())

    init(_ file: String, cacheKibibytes: Int) {
        self.file = file
        self.cacheKibibytes = cacheKibibytes
    }

    func body(_ seq: Int) throws(StoreFault) -> [UInt8]? {
        try read { session throws(SQLiteFault) in
            if let body = try session.journal.body(seq) { return body }
            // The snapshot may be older than the change.
            try session.renew()
            return try session.journal.body(seq) ?? nil
        }
    }

    func change(_ seq: Int) throws(StoreFault) -> JournalEntry? {
        try read { session throws(SQLiteFault) in
            if let stored = try session.journal.stored(seq) { return stored.entry }
            try session.renew()
            return try session.journal.stored(seq)?.entry
        }
    }

    func changes(
        after seq: Int,
        through last: Int,
        limit: Int
    ) throws(StoreFault) -> [JournalEntry] {
        let after = max(0, seq)
        guard last > after, limit > 0 else { return [] }
        return try read { session throws(SQLiteFault) in
            let found = try session.journal.changes(after: after, through: last, limit: limit)
            guard found.count < min(limit, last - after) else { return found }
            try session.renew()
            return try session.journal.changes(after: after, through: last, limit: limit)
        }
    }

    func text(of id: String) throws(StoreFault) -> String? {
        try read { session throws(SQLiteFault) in
            // Texts have no sequence: whether the snapshot is older than this one cannot be told.
            try session.renew()
            return try session.journal.text(of: id)
        }
    }

    func endTurn() {
        // A transaction that does not end takes its connection with it.
        state.withLock { state in
            do { try state.session?.end() } catch { state.session = nil }
        }
    }

    /// Closes the connection; the next read opens another.
    func closeConnection() { state.withLock { $0.session = nil } }

    /// Closes the connection for good.
    func close() { state.withLock { $0 = State(session: nil, isClosed: true) } }

    private func read<Read: Sendable>(
        _ work: @Sendable (ReadSession) throws(SQLiteFault) -> Read
    ) throws(StoreFault) -> Read {
        try state.withLock { state throws(StoreFault) in
            guard !state.isClosed else { throw .notReady("closing") }
            do throws(SQLiteFault) {
                if let session = state.session {
                    try session.begin()
                    return try work(session)
                }
                let session = try ReadSession(file, cacheKibibytes: cacheKibibytes)
                state.session = session
                try session.begin()
                return try work(session)
            } catch {
                state.session = nil
                throw StoreFault(error)
            }
        }
    }
}

/// An open connection that only reads, and its transaction: begun at the first read of a turn.
private final class ReadSession {
    let journal: JournalStatements
    private let beginning: SQLiteConnection.Prepared
    private let ending: SQLiteConnection.Prepared
    private var isReading = false

    init(_ file: String, cacheKibibytes: Int) throws(SQLiteFault) {
        let connection = try SQLiteConnection.opened(file, cacheKibibytes: cacheKibibytes)
        try connection.run("PRAGMA query_only=ON")
        journal = try JournalStatements(connection)
        beginning = try connection.prepare("BEGIN")
        ending = try connection.prepare("COMMIT")
    }

    func begin() throws(SQLiteFault) {
        guard !isReading else { return }
        try beginning.run()
        isReading = true
    }

    func end() throws(SQLiteFault) {
        guard isReading else { return }
        isReading = false
        try ending.run()
    }

    /// Looks at the journal as it is now.
    func renew() throws(SQLiteFault) {
        try end()
        try begin()
    }
}
