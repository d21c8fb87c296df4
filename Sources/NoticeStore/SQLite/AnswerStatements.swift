internal import CSQLite
internal import NoticeRegister

/// The statements that keep the answers to requests with a key.
final class AnswerStatements {
    /// Old answers that are thrown away with a commit, beside twice as many as it adds.
    private static let forgottenMin = 64

    private let adding: SQLiteConnection.Prepared
    private let dropping: SQLiteConnection.Prepared
    private let finding: SQLiteConnection.Prepared

    init(_ connection: SQLiteConnection) throws(SQLiteFault) {
        adding = try connection.prepare(
            """
            INSERT OR REPLACE INTO idempotency(actor, key, request, status, seq, at)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6)
            """
        )
        // Rows are in the order of their times: an answer that is replaced gets a new number.
        dropping = try connection.prepare(
            """
            DELETE FROM idempotency WHERE at < ?1
            AND rowid IN (SELECT rowid FROM idempotency ORDER BY rowid LIMIT ?2)
            """
        )
        finding = try connection.prepare(
            """
            SELECT request, status, seq, at FROM idempotency
            WHERE actor = ?1 AND key = ?2 AND at >= ?3
            """
        )
    }

    /// Keeps answers, and throws old ones away.
    func keep(_ answers: [KeptAnswer], at now: Instant) throws(SQLiteFault) {
        guard !answers.isEmpty else { return }
        for answer in answers {
            adding.bind(1, answer.key.actor)
            adding.bind(2, answer.key.key)
            adding.bind(3, answer.request)
            adding.bind(4, answer.result.code)
            adding.bind(5, answer.seq)
            adding.bind(6, answer.at.milliseconds)
            try adding.run()
        }
        dropping.bind(1, now.milliseconds - KeptAnswer.keptMilliseconds)
        dropping.bind(2, Self.forgottenMin + 2 * answers.count)
        try dropping.run()
    }

    /// What was answered to a key that was used at a moment or later.
    func answer(to key: AnswerKey, since: Instant) throws(SQLiteFault) -> KeptAnswer? {
        finding.bind(1, key.actor)
        finding.bind(2, key.key)
        finding.bind(3, since.milliseconds)
        return try finding.first { row throws(SQLiteFault) in
            guard let result = Decided.Result(code: row.integer(1)) else {
                throw SQLiteFault(code: SQLITE_CORRUPT, message: "an answer is of no known sort")
            }
            return KeptAnswer(
                key: key,
                request: row.bytes(0) ?? [],
                result: result,
                seq: row.integer(2),
                at: Instant(milliseconds: row.integer(3))
            )
        }
    }
}
