internal import CSQLite
internal import NoticeRegister

/// A connection to a SQLite file; one thread's at a time.
///
/// Opened without SQLite's own mutexes (https://sqlite.org/threadsafe.html): whoever holds it sees
/// to that. It is closed when it goes, after its statements, which hold it.
@safe final class SQLiteConnection {
    private let handle: OpaquePointer

    /// Opens a file that is there; the path is absolute, so that none is taken for a URI.
    ///
    /// - Throws: when the file cannot be opened. Nothing of it has been read then or otherwise.
    init(_ path: String, busyMilliseconds: Int32) throws(SQLiteFault) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        // SAFETY: SQLite fills in the handle even when it fails, unless memory is short; such a
        // handle serves for its message and is closed.
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard let handle = unsafe opened else {
            throw SQLiteFault(code: code, message: "out of memory")
        }
        unsafe self.handle = handle
        guard code == SQLITE_OK else { throw fault(code) }
        // Before any statement: recovering a WAL takes a lock that another connection may hold.
        wait(atMost: busyMilliseconds)
    }

    deinit {
        // SAFETY: the last reference is gone; statements hold one each, so none is left.
        unsafe sqlite3_close_v2(handle)
    }

    /// How long a statement waits for another connection's lock.
    func wait(atMost milliseconds: Int32) {
        // SAFETY: the handle is open as long as self.
        unsafe sqlite3_busy_timeout(handle, milliseconds)
    }

    /// Prepares a statement that is to be run often.
    func prepare(_ sql: String) throws(SQLiteFault) -> Prepared {
        var prepared: OpaquePointer?
        // SAFETY: the text is lent for the call, with its length; SQLite copies it.
        let code = unsafe sqlite3_prepare_v3(
            handle,
            sql,
            Int32(sql.utf8.count),
            UInt32(SQLITE_PREPARE_PERSISTENT),
            &prepared,
            nil
        )
        guard code == SQLITE_OK, let statement = unsafe prepared else { throw fault(code) }
        return unsafe Prepared(statement, of: self)
    }

    /// Runs statements that give nothing and take nothing.
    func run(_ sql: String) throws(SQLiteFault) {
        // SAFETY: the text is lent for the call; no callback, no message to be freed.
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw fault(code) }
    }

    /// The first value that a statement gives, as a text; nil when it gives no row.
    func text(_ sql: String) throws(SQLiteFault) -> String? {
        let statement = try prepare(sql)
        return try statement.first { $0.text(0) }
    }

    /// Whether a transaction is open.
    var isInTransaction: Bool {
        // SAFETY: the handle is open as long as self.
        unsafe sqlite3_get_autocommit(handle) == 0
    }

    /// How many pages were written to the log since this was asked last.
    func takeWrittenPages() -> Int {
        var (current, high): (Int32, Int32) = (0, 0)
        // SAFETY: both are written during the call.
        unsafe sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_WRITE, &current, &high, 1)
        return Int(current)
    }

    /// What just failed, with SQLite's words for it.
    fileprivate func fault(_ code: Int32) -> SQLiteFault {
        // SAFETY: the words live until the next call and are copied here.
        SQLiteFault(code: code, message: unsafe String(cString: sqlite3_errmsg(handle)))
    }
}

extension SQLiteConnection {
    /// A statement, compiled once and run often; it is finalised when it goes.
    ///
    /// Parameters count from 1, columns from 0. What is bound stays until it is bound anew.
    @safe struct Prepared: ~Copyable {
        private let statement: OpaquePointer
        private let connection: SQLiteConnection

        fileprivate init(_ statement: OpaquePointer, of connection: SQLiteConnection) {
            unsafe self.statement = unsafe statement
            self.connection = connection
        }

        deinit {
            // SAFETY: nobody else holds the statement.
            unsafe sqlite3_finalize(statement)
        }

        /// Binds a whole number.
        func bind(_ place: Int32, _ value: Int) {
            // SAFETY: the statement lives as long as self; a wrong place is refused, not written.
            let code = unsafe sqlite3_bind_int64(statement, place, Int64(value))
            precondition(code == SQLITE_OK, "a statement has no such parameter, or is running")
        }

        /// Binds a text, or NULL.
        func bind(_ place: Int32, _ value: String?) {
            // SAFETY: the text is lent for the call, and copied.
            let code =
                if let value {
                    unsafe sqlite3_bind_text(
                        statement,
                        place,
                        value,
                        Int32(value.utf8.count),
                        noticed_sqlite_transient()
                    )
                } else {
                    unsafe sqlite3_bind_null(statement, place)
                }
            precondition(code == SQLITE_OK || code == SQLITE_NOMEM, "no such parameter")
        }

        /// Binds bytes, or NULL.
        func bind(_ place: Int32, _ value: [UInt8]?) {
            // SAFETY: the bytes are lent for the call, and copied. An empty array may have no
            // address, which would bind NULL: hence the zeroblob.
            let code =
                switch value {
                case nil: unsafe sqlite3_bind_null(statement, place)
                case .some(let bytes) where bytes.isEmpty:
                    unsafe sqlite3_bind_zeroblob(statement, place, 0)
                case .some(let bytes):
                    unsafe sqlite3_bind_blob(
                        statement,
                        place,
                        bytes,
                        Int32(bytes.count),
                        noticed_sqlite_transient()
                    )
                }
            precondition(code == SQLITE_OK || code == SQLITE_NOMEM, "no such parameter")
        }

        /// Runs to the end.
        func run() throws(SQLiteFault) {
            defer { reset() }
            while try step() {}
        }

        /// Runs to the end with bytes that are lent and not copied: a record's body.
        func run(lending bytes: [UInt8]?, at place: Int32) throws(SQLiteFault) {
            guard let bytes, !bytes.isEmpty else {
                bind(place, bytes)
                return try run()
            }
            // SAFETY: the bytes stand still for the whole run, and are unbound before it ends.
            let code = unsafe bytes.withUnsafeBytes { bytes in
                unsafe sqlite3_bind_blob(
                    statement,
                    place,
                    bytes.baseAddress,
                    Int32(bytes.count),
                    noticed_sqlite_static()
                )
                defer { unsafe sqlite3_bind_null(statement, place) }
                var code = unsafe sqlite3_step(statement)
                while code == SQLITE_ROW { code = unsafe sqlite3_step(statement) }
                reset()
                return code
            }
            guard code == SQLITE_DONE else { throw connection.fault(code) }
        }

        /// Reads the first row; nil when there is none.
        func first<Row>(
            _ read: (borrowing Prepared) throws(SQLiteFault) -> Row
        ) throws(SQLiteFault) -> Row? {
            defer { reset() }
            guard try step() else { return nil }
            return try read(self)
        }

        /// Reads all rows.
        func all<Row>(
            _ read: (borrowing Prepared) throws(SQLiteFault) -> Row
        ) throws(SQLiteFault) -> [Row] {
            defer { reset() }
            var rows: [Row] = []
            while try step() { rows.append(try read(self)) }
            return rows
        }

        /// Goes over all rows.
        func forEach(
            _ body: (borrowing Prepared) throws(StoreFault) -> Void
        ) throws(StoreFault) {
            defer { reset() }
            while true {
                do throws(SQLiteFault) {
                    guard try step() else { return }
                } catch {
                    throw StoreFault(error)
                }
                try body(self)
            }
        }

        /// Whether a column of the row is NULL.
        func isNull(_ column: Int32) -> Bool {
            // SAFETY: the statement lives as long as self; a column that is not there is NULL.
            unsafe sqlite3_column_type(statement, column) == SQLITE_NULL
        }

        /// A column of the row as a whole number; 0 for NULL.
        func integer(_ column: Int32) -> Int {
            // SAFETY: as in `isNull`.
            Int(unsafe sqlite3_column_int64(statement, column))
        }

        /// A column of the row as a text; empty for NULL.
        func text(_ column: Int32) -> String {
            // SAFETY: the text lives until the next call, with its length; it is copied here.
            guard let start = unsafe sqlite3_column_text(statement, column) else { return "" }
            let count = Int(unsafe sqlite3_column_bytes(statement, column))
            return unsafe String(
                decoding: UnsafeBufferPointer(start: start, count: count),
                as: UTF8.self
            )
        }

        /// A column of the row as bytes; nil for NULL.
        func bytes(_ column: Int32) -> [UInt8]? {
            guard !isNull(column) else { return nil }
            // SAFETY: the bytes live until the next call, with their length; they are copied here.
            // An empty blob has no address.
            guard let start = unsafe sqlite3_column_blob(statement, column) else { return [] }
            let count = Int(unsafe sqlite3_column_bytes(statement, column))
            return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
        }

        /// Appends a column of the row as bytes; none for NULL.
        func append(_ column: Int32, to bytes: inout [UInt8]) {
            // SAFETY: the bytes live until the next call, with their length; they are copied here.
            guard let start = unsafe sqlite3_column_blob(statement, column) else { return }
            let count = Int(unsafe sqlite3_column_bytes(statement, column))
            unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
        }

        private func step() throws(SQLiteFault) -> Bool {
            // SAFETY: the statement lives as long as self.
            switch unsafe sqlite3_step(statement) {
            case SQLITE_ROW: return true
            case SQLITE_DONE: return false
            case let code: throw connection.fault(code)
            }
        }

        private func reset() {
            // SAFETY: the statement lives as long as self. The result repeats that of the last step.
            unsafe sqlite3_reset(statement)
        }
    }
}
