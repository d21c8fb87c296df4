internal import CSQLite
internal import NoticeRegister

extension SQLiteConnection {
    /// How long a statement waits for another connection, at most: recovering a WAL takes a while.
    static let busyMilliseconds: Int32 = 5_000

    /// Opens a register's file as every connection to it is to be.
    ///
    /// What keeps acknowledged writes safe is read back: a build of SQLite that does otherwise is
    /// refused.
    static func opened(_ file: String, cacheKibibytes: Int) throws(SQLiteFault) -> SQLiteConnection
    {
        let connection = try SQLiteConnection(file, busyMilliseconds: busyMilliseconds)
        try connection.require("PRAGMA journal_mode=WAL", gives: "wal")
        try connection.run("PRAGMA synchronous=FULL")
        try connection.require("PRAGMA synchronous", gives: "2")
        // An I/O error under a memory map is a signal, not an error.
        try connection.require("PRAGMA mmap_size=0", gives: "0", orNothing: true)
        // What is erased is overwritten.
        try connection.require("PRAGMA secure_delete=ON", gives: "1")
        // The writer checkpoints: what readers trigger starves under readers.
        try connection.require("PRAGMA wal_autocheckpoint=0", gives: "0")
        try connection.run("PRAGMA trusted_schema=OFF")
        try connection.run("PRAGMA cell_size_check=ON")
        try connection.run("PRAGMA cache_size=-\(cacheKibibytes)")
        return connection
    }

    private func require(
        _ sql: String,
        gives due: String,
        orNothing: Bool = false
    ) throws(SQLiteFault) {
        let given = try text(sql)
        guard given == due || (given == nil && orNothing) else {
            throw SQLiteFault(
                code: SQLITE_ERROR,
                message: "\(sql) gives \(given ?? "nothing"), not \(due)"
            )
        }
    }
}

extension StoreFault {
    /// What a failed call to SQLite means for whoever asks.
    init(_ fault: SQLiteFault) {
        self =
            if fault.isNoRoom {
                .noRoom
            } else if fault.isDamage {
                .damaged(fault.description)
            } else {
                .unavailable(fault.description)
            }
    }
}

extension StoreOpenError {
    /// What a failed call to SQLite means for whoever opens a file.
    init(_ fault: SQLiteFault, at path: String) {
        self =
            if fault.isDamage {
                .damaged(path: path, fault.description)
            } else if fault.isBusy {
                .held(path: path, by: "another program holds it")
            } else if fault.isNoRoom {
                .unusable(path: path, "the disk is full")
            } else {
                .unusable(path: path, fault.description)
            }
    }

    /// What a store's fault means for whoever opens it.
    init(_ fault: StoreFault, at path: String) {
        self =
            switch fault {
            case .damaged(let what): .damaged(path: path, what)
            case .noRoom: .unusable(path: path, "the disk is full")
            case .unavailable(let what), .notReady(let what): .unusable(path: path, what)
            case .outcomeUnknown, .overloaded: .unusable(path: path, "it cannot be read")
            }
    }
}
