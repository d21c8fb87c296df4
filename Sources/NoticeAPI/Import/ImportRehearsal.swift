package import NoticeRegister

/// Carries out a dry run: each submission is decided on the register as it was when the first one
/// came, and on what those before it came to; nothing is written.
///
/// For one thread at a time. The writer has no part in it, and nobody waits for it.
package struct ImportRehearsal {
    /// Changes that are tried: each keeps its record in memory until the import has ended.
    package static var changesMax: Int { 100_000 }
    /// Bytes of what is tried, as it would be written: in memory it takes several times as much.
    package static var bytesMax: Int { 128 << 20 }

    private let changesMax: Int
    private let bytesMax: Int
    private var batch: Batch?
    private var changeCount = 0
    private var byteCount = 0

    /// Starts with nothing tried.
    package init(changesMax: Int = Self.changesMax, bytesMax: Int = Self.bytesMax) {
        (self.changesMax, self.bytesMax) = (changesMax, bytesMax)
    }

    /// Decides an import's next submission and settles it.
    ///
    /// Once as much has been tried as memory is kept for, the import refuses all further lines.
    package mutating func carryOut(
        _ submission: Submission,
        of run: inout ImportRun,
        on repository: any Repository
    ) {
        do throws(StoreFault) {
            run.settle(try outcomes(of: submission, on: repository))
        } catch {
            run.settle(submission.commands.map { _ in .failed(error) })
        }
        if changeCount >= changesMax {
            run.close(with: .tooMany(max: changesMax, .tried))
        } else if byteCount >= bytesMax {
            run.close(with: .tooLarge(max: bytesMax, .tried))
        }
    }

    private mutating func outcomes(
        of submission: Submission,
        on repository: any Repository
    ) throws(StoreFault) -> [Outcome] {
        var batch = if let batch { batch } else { try repository.rehearsal() }
        defer { self.batch = batch }
        let settlement = try batch.decide(submission)
        changeCount += settlement.changes.count
        byteCount += settlement.changes.reduce(0) { $0 + $1.byteCount }
        return settlement.verdicts.map { verdict in
            switch verdict {
            case .failure(let rejection): .rejected(rejection)
            case .success(let decided):
                .done(Outcome.Done(decided: decided, seq: decided.seq, body: nil))
            }
        }
    }
}

extension Change {
    /// The bytes that it would add to the journal, its text among them.
    fileprivate var byteCount: Int {
        let body = record?.canonicalBytes.count ?? 0
        guard case .set(let text)? = text else { return body }
        return body + text.utf8.count
    }
}
