internal import NoticeRegister

/// The statements that keep the rows of the view, so that a start need not read the bodies.
final class RowStatements {
    private let adding: SQLiteConnection.Prepared
    private let reading: SQLiteConnection.Prepared

    init(_ connection: SQLiteConnection) throws(SQLiteFault) {
        adding = try connection.prepare(
            "INSERT OR REPLACE INTO facts(seq, layout, packed) VALUES(?1, ?2, ?3)"
        )
        reading = try connection.prepare(
            "SELECT seq, layout, packed FROM facts WHERE seq > ?1 AND seq <= ?2 ORDER BY seq"
        )
    }

    /// Adds a row, or puts it in the place of an older layout's.
    func add(_ row: ViewRow) throws(SQLiteFault) {
        adding.bind(1, row.seq)
        adding.bind(2, PackedRow.layout)
        try adding.run(lending: PackedRow.bytes(of: row), at: 3)
    }

    /// The rows after a sequence and up to another, as far as they are of this layout.
    func rows(after seq: Int, through last: Int) throws(SQLiteFault) -> [ViewRow] {
        reading.bind(1, seq)
        reading.bind(2, last)
        let rows = try reading.all { row -> ViewRow? in
            guard row.integer(1) == PackedRow.layout, let packed = row.bytes(2) else { return nil }
            return PackedRow.row(row.integer(0), packed)
        }
        return rows.compactMap(\.self)
    }
}
