internal import CSQLite
internal import NoticeRegister

/// A register's file: how it is made, known for one, and checked.
struct SQLiteFile {
    private let path: StorePath

    init(_ path: StorePath) {
        self.path = path
    }

    /// Opens the file, whose lock is held; makes it when it is not there.
    func open() throws(StoreOpenError) -> (WriteSession, Head) {
        let bytes = try path.head()
        guard bytes.isEmpty || Self.isRegister(bytes) else { throw .foreign(path: path.file) }
        try path.make()
        let schema: Int
        do throws(SQLiteFault) {
            schema = try schemaMadeIfNone()
        } catch {
            throw StoreOpenError(error, at: path.file)
        }
        guard schema <= SQLiteSchema.number else { throw .newer(path: path.file, schema: schema) }
        guard schema == SQLiteSchema.number else { throw .older(path: path.file, schema: schema) }
        do throws(SQLiteFault) {
            let session = try WriteSession(path.file)
            path.fillLog(SQLiteMedium.logPagesMax * SQLiteSchema.logPageBytes)
            return (session, try JournalCheck(session).head())
        } catch {
            throw StoreOpenError(error, at: path.file)
        }
    }

    /// Opens the file again after a failed write, and checks it whole.
    ///
    /// The log has to go into the file first: what the kernel could not write it may have dropped
    /// from its memory without a word, so that only what is written anew is known to be there.
    func reopen() throws(StoreFault) -> (WriteSession, Head) {
        do throws(SQLiteFault) {
            let session = try WriteSession(path.file)
            guard try session.connection.text("PRAGMA wal_checkpoint(TRUNCATE)") == "0" else {
                throw SQLiteFault(code: SQLITE_BUSY, message: "readers hold up the log")
            }
            let verdict = try session.connection.text("PRAGMA quick_check(1)") ?? "no answer"
            guard verdict == "ok" else { throw SQLiteFault(code: SQLITE_CORRUPT, message: verdict) }
            return (session, try JournalCheck(session).head())
        } catch {
            throw StoreFault(error)
        }
    }

    /// Whether these are the first bytes of a register's file.
    private static func isRegister(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 72, bytes.starts(with: "SQLite format 3\0".utf8) else { return false }
        return bytes[68..<72].reduce(0) { $0 << 8 | Int($1) } == SQLiteSchema.applicationID
    }

    /// The number of the schema that the file is written by.
    ///
    /// An empty file gets its tables: all at once, so that no half-made file is ever seen.
    private func schemaMadeIfNone() throws(SQLiteFault) -> Int {
        let connection = try SQLiteConnection(
            path.file,
            busyMilliseconds: SQLiteConnection.busyMilliseconds
        )
        guard try connection.text("SELECT count(*) FROM sqlite_schema") == "0" else {
            guard let text = try connection.text("SELECT schema FROM head"), let number = Int(text)
            else { throw SQLiteFault(code: SQLITE_CORRUPT, message: "there is no head") }
            return number
        }
        try connection.run(
            """
            PRAGMA page_size=\(SQLiteSchema.pageBytes);
            PRAGMA synchronous=FULL;
            BEGIN IMMEDIATE;
            PRAGMA application_id=\(SQLiteSchema.applicationID);
            \(SQLiteSchema.tables)
            INSERT INTO head VALUES(1, '\(StoreName.make())', \(SQLiteSchema.number), 0, 0);
            COMMIT;
            """
        )
        return SQLiteSchema.number
    }
}
