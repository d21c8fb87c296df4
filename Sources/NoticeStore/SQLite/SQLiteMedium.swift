package import NoticeRegister

/// A journal that lies in a SQLite file, as its writer sees it.
final class SQLiteMedium: Medium {
    /// Pages that are written to the log before it is copied into the file: 32 MiB.
    static let logPagesMax = 4_096
    /// How long such copying waits for readers; if they hold it up, the next commits try again.
    private static let checkpointMilliseconds: Int32 = 100
    /// Rows of the view that are made again at once.
    private static let rowsMax = 4_096
    /// Rows of the view that are written at once.
    ///
    /// A page of its own for the row of every commit would be dear. Those that a crash takes are made
    /// again from the records' bytes.
    private static let rowsAtOnce = 64
    /// Pages that are written between two looks at the disk's free space, and between two rows of
    /// the head: 1 MiB.
    private static let roundPages = 128

    /// The readers of the same file.
    let readers: SQLiteReaders
    private(set) var head: Head
    private let path: StorePath
    private let freeSpaceMin: Int
    private var lock: StoreLock?
    /// None after a failed write, until all has been checked.
    private var session: WriteSession?
    /// What the rows of the view are read with, while they are.
    private var loading: RowReading?
    /// What was found wrong with the file: nothing is written to it any more.
    private var damage: StoreFault?
    private var logPages = 0
    /// Rows of the view whose changes stand, and which are still to be written.
    private var waitingRows: [ViewRow] = []
    /// Pages that may be written before the next look and the next row.
    private var pagesLeft = 0

    /// Opens a file, and makes it when it is not there.
    init(
        _ name: String,
        freeSpaceMin: Int,
        clock: @Sendable () -> Instant
    ) throws(StoreOpenError) {
        path = try StorePath(name)
        lock = try StoreLock(of: path.file, since: clock().text)
        self.freeSpaceMin = freeSpaceMin
        readers = SQLiteReaders(path.file)
        (session, head) = try SQLiteFile(path).open()
    }

    var needsRecovery: Bool { session == nil }

    func checkRoom() throws(StoreFault) {
        guard pagesLeft <= 0 else { return }
        if let free = path.freeBytes, free < freeSpaceMin { throw .noRoom }
    }

    func recover() throws(StoreFault) {
        if let damage { throw damage }
        readers.closeConnections()
        session = nil
        do throws(StoreFault) {
            (session, head) = try SQLiteFile(path).reopen()
            logPages = 0
        } catch {
            if case .damaged = error { damage = error }
            throw error
        }
    }

    func close() {
        readers.close()
        stopLoading()
        writeRest()
        // The last connection copies the log into the file and removes it: a log that stayed would
        // be played into whatever file is put here next, a restored backup first of all.
        session = nil
        lock = nil
    }

    // MARK: Reading

    func change(_ seq: Int) throws(StoreFault) -> JournalEntry? {
        try read { session throws(SQLiteFault) in try session.journal.stored(seq)?.entry }
    }

    func body(_ seq: Int) throws(StoreFault) -> [UInt8]? {
        try read { session throws(SQLiteFault) in try session.journal.body(seq) ?? nil }
    }

    func text(of id: String) throws(StoreFault) -> String? {
        try read { session throws(SQLiteFault) in try session.journal.text(of: id) }
    }

    func tree(_ seq: Int) throws(StoreFault) -> [UInt8] {
        try read { session throws(SQLiteFault) in try session.journal.stored(seq)?.tree ?? [] }
    }

    func answer(to key: AnswerKey, since: Instant) throws(StoreFault) -> KeptAnswer? {
        try read { session throws(SQLiteFault) in try session.answers.answer(to: key, since: since)
        }
    }

    func lendRows(after seq: Int, to taker: RowTaker) throws(StoreFault) -> Int {
        guard head.seq > seq else {
            stopLoading()
            return 0
        }
        do throws(StoreFault) {
            return try load(after: seq, to: taker)
        } catch {
            stopLoading()
            throw error
        }
    }

    private func load(after seq: Int, to taker: RowTaker) throws(StoreFault) -> Int {
        let reading = loading ?? RowReading(path.file, after: seq, through: head.seq)
        loading = reading
        let block = try reading.next() ?? RowReading.Block()
        let last = block.rows.last?.seq ?? min(head.seq, seq + Self.rowsMax)
        taker.expect(block.hashes)
        var (next, start, made) = (seq + 1, 0, [ViewRow]())
        for (seq, end) in block.rows {
            let bytes = block.bytes.span.extracting(start..<end)
            start = end
            guard let row = PackedRow.parts(seq, bytes) else { continue }
            try makeRows(from: &next, before: seq, &made, taker)
            try taker.take(row.head, bytes.extracting(row.id), bytes.extracting(row.facts))
            next += 1
        }
        try makeRows(from: &next, before: last + 1, &made, taker)
        endReading()
        keep(made)
        return last - seq
    }

    private func stopLoading() {
        loading?.stop()
        loading = nil
    }

    func endReading() { try? session?.undo() }

    /// Reads within the commit's transaction, where a read costs a sixth.
    private func read<Read>(
        _ work: (WriteSession) throws(SQLiteFault) -> Read
    ) throws(StoreFault) -> Read {
        guard let session else { throw .unavailable("the file is closed") }
        do throws(SQLiteFault) {
            try session.begin()
            return try work(session)
        } catch {
            abandon(after: error)
            throw StoreFault(error)
        }
    }

    // MARK: Writing

    func write(_ commit: SealedCommit) throws(WriteFault) {
        guard let session else { throw .notCommitted(.unavailable("the file is closed")) }
        let (moved, isDue) = (head.moved(by: commit), pagesLeft <= 0)
        var rows = waitingRows
        rows += commit.changes.lazy.map(\.row)
        do throws(SQLiteFault) {
            try session.begin()
            for change in commit.changes { try session.changes.add(change) }
            if rows.count >= Self.rowsAtOnce {
                for row in rows { try session.rows.add(row) }
                rows = []
            }
            try session.answers.keep(commit.answers, at: commit.at)
            if isDue { try session.moveHead(to: moved) }
        } catch {
            abandon(after: error)
            throw .notCommitted(StoreFault(error))
        }
        do throws(SQLiteFault) {
            try session.commit()
        } catch {
            abandon(after: error)
            // A commit whose last page found no room is cut off; any other failure, of the
            // fsync first of all, says nothing.
            guard error.isNoRoom, !needsRecovery else { throw .inDoubt }
            throw .notCommitted(.noRoom)
        }
        head = moved
        waitingRows = rows
        if isDue { pagesLeft = Self.roundPages }
        checkpoint(session)
    }

    /// Writes what lies behind the journal: rows of the view and the head's; where that fails, they
    /// still do.
    private func writeRest() {
        do throws(SQLiteFault) {
            try session?.begin()
            for row in waitingRows { try session?.rows.add(row) }
            try session?.moveHead(to: head)
            try session?.commit()
        } catch {
            abandon(after: error)
        }
    }

    /// Copies the log into the file when it has grown long, so that it is used from its start again.
    private func checkpoint(_ session: WriteSession) {
        let written = session.connection.takeWrittenPages()
        logPages += written
        pagesLeft -= written
        guard logPages >= Self.logPagesMax else { return }
        session.connection.wait(atMost: Self.checkpointMilliseconds)
        defer { session.connection.wait(atMost: SQLiteConnection.busyMilliseconds) }
        do throws(SQLiteFault) {
            let isHeldUp = try session.connection.text("PRAGMA wal_checkpoint(RESTART)") != "0"
            logPages = isHeldUp ? Self.logPagesMax / 2 : 0
        } catch {
            // The commit stands, in the log. A full disk is no damage: the log is still whole.
            logPages = Self.logPagesMax / 2
            if !error.isNoRoom, !error.isBusy { abandon(after: error) }
        }
    }

    /// Gives up a transaction; after anything but a want of room, the connection too.
    private func abandon(after fault: SQLiteFault) {
        pagesLeft = 0
        do throws(SQLiteFault) {
            try session?.undo()
            if !fault.isNoRoom, !fault.isBusy { session = nil }
        } catch {
            session = nil
        }
    }

    // MARK: Rows of another layout

    /// Makes rows that are not kept, or of another layout, from the records, and lends them.
    private func makeRows(
        from next: inout Int,
        before end: Int,
        _ made: inout [ViewRow],
        _ taker: RowTaker
    ) throws(StoreFault) {
        while next < end {
            guard let entry = try change(next) else {
                throw .damaged("change \(next) is not there")
            }
            let row = try ViewRow(of: entry)
            try row.lend(to: taker.take)
            made.append(row)
            next += 1
        }
    }

    /// Keeps rows that were made anew; where that fails, they are made again at the next start.
    private func keep(_ rows: [ViewRow]) {
        guard !rows.isEmpty else { return }
        do throws(SQLiteFault) {
            try session?.begin()
            for row in rows { try session?.rows.add(row) }
            try session?.commit()
        } catch {
            abandon(after: error)
        }
    }
}

extension JournalStore {
    /// The register in a SQLite file, which is made when it is not there, as is its folder.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - settings: how the store behaves.
    ///   - clock: the time.
    /// - Returns: the store, at work.
    /// - Throws: why the file cannot be used; it is as it was then.
    package static func sqlite(
        at path: String,
        settings: StoreSettings = StoreSettings(),
        clock: @escaping @Sendable () -> Instant
    ) throws(StoreOpenError) -> JournalStore {
        let medium = try SQLiteMedium(path, freeSpaceMin: settings.freeSpaceMin, clock: clock)
        let readers = medium.readers
        do throws(StoreFault) {
            return try JournalStore(
                on: medium,
                readers: readers,
                settings: settings,
                clock: clock
            )
        } catch {
            throw StoreOpenError(error, at: path)
        }
    }
}
