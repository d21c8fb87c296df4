internal import CSQLite

/// A call to SQLite that failed, with its extended code (https://sqlite.org/rescode.html).
struct SQLiteFault: Error {
    /// The extended result code.
    let code: Int32
    /// SQLite's own words.
    let message: String

    private var primary: Int32 { code & 0xFF }

    /// Whether the disk has no room for what was to be written.
    var isNoRoom: Bool { primary == SQLITE_FULL }
    /// Whether another connection holds what is needed.
    var isBusy: Bool { primary == SQLITE_BUSY }
    /// Whether the file is no SQLite file.
    var isForeign: Bool { primary == SQLITE_NOTADB }
    /// Whether what stands in the file contradicts itself.
    var isDamage: Bool { primary == SQLITE_CORRUPT || isForeign }
}

extension SQLiteFault: CustomStringConvertible {
    /// SQLite's words and the code.
    var description: String { "\(message) (SQLite \(code))" }
}
