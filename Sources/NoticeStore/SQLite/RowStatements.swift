internal import NoticeRegister

/// The statement that keeps the rows of the view, so that a start need not read the bodies.
final class RowStatements {
    private let adding: SQLiteConnection.Prepared

    init(_ connection: SQLiteConnection) throws(SQLiteFault) {
        adding = try connection.prepare(
            "INSERT OR REPLACE INTO facts(seq, layout, packed) VALUES(?1, ?2, ?3)"
        )
    }

    /// Adds a row, or puts it in the place of an older layout's.
    func add(_ row: ViewRow) throws(SQLiteFault) {
        adding.bind(1, row.seq)
        adding.bind(2, PackedRow.layout)
        try adding.run(lending: PackedRow.bytes(of: row), at: 3)
    }
}
