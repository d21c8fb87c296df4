internal import NoticeRegister
internal import Seals

/// One commit in the making: what each submission comes to, and what is to be written for it.
struct CommitDraft {
    private struct Answered {
        let request: [UInt8]
        let done: Outcome.Done
    }

    /// For each submission, what becomes of its commands once the commit stands.
    private(set) var outcomes: [[Outcome]] = []
    /// The records that the changes make of others, for those who look at them next.
    private(set) var records: [(seq: Int, record: Record)] = []
    private let standing: PublishedStanding
    private let medium: any Medium
    private let random: RandomStock
    private var batch: Batch
    private var sealer: Sealer
    private var answers: [AnswerKey: Answered] = [:]
    private var kept: [KeptAnswer] = []

    init(
        on standing: PublishedStanding,
        _ medium: any Medium,
        after seq: Int,
        at: Instant,
        tree: AuditTree,
        random: RandomStock
    ) {
        (self.standing, self.medium) = (standing, medium)
        self.random = random
        sealer = Sealer(after: seq, at: at, tree: tree)
        batch = Batch(
            on: standing,
            at: at,
            after: seq,
            fresh: { random.take(10) },
            sha256: SHA256.digest
        )
    }

    /// What is to be written.
    var commit: SealedCommit {
        SealedCommit(at: sealer.at, changes: sealer.changes, answers: kept)
    }

    /// The audit tree, should the commit stand.
    var tree: AuditTree { sealer.tree }

    /// Carries out the next submission.
    ///
    /// What looks at a damaged record fails alone: one bad record must not keep all others from
    /// being written.
    /// - Throws: what stands in the way of the whole commit.
    mutating func take(_ submission: Submission) throws(StoreFault) {
        let asked = submission.answerKey
        let settlement: Settlement
        do throws(StoreFault) {
            if let asked, let outcome = try known(asked.key, asked.digest, submission.commands[0]) {
                return outcomes.append([outcome])
            }
            settlement = try batch.decide(submission)
        } catch {
            let outcome = try failure(error)
            return outcomes.append(submission.commands.map { _ in outcome })
        }
        for change in settlement.changes { seal(change, by: submission.actor) }
        guard !random.isSpent else {
            throw .unavailable("the system has no random bytes")
        }
        let found = try settlement.verdicts.map { verdict throws(StoreFault) in
            try outcome(verdict)
        }
        outcomes.append(found)
        if let asked, case .done(let done) = found[0] { keep(done, asked.key, asked.digest) }
    }

    private func outcome(_ verdict: Result<Decided, Rejection>) throws(StoreFault) -> Outcome {
        switch verdict {
        case .failure(let rejection): return .rejected(rejection)
        case .success(let decided):
            do throws(StoreFault) {
                let body = try body(decided.seq)
                return .done(Outcome.Done(decided: decided, seq: decided.seq, body: body))
            } catch {
                return try failure(error)
            }
        }
    }

    /// The outcome of a command that met damage, unless the journal has to be checked for it first.
    private func failure(_ fault: StoreFault) throws(StoreFault) -> Outcome {
        guard case .damaged = fault, !medium.needsRecovery else { throw fault }
        return .failed(fault)
    }

    private mutating func seal(_ change: Change, by actor: String) {
        sealer.seal(change, by: actor, salt: random.take(Seal.saltBytes))
        // Who was changed once may soon be again; of the many that are new few are looked at.
        if change.version > 1, let record = change.record { records.append((change.seq, record)) }
    }

    private func body(_ seq: Int) throws(StoreFault) -> [UInt8]? {
        seq > sealer.base ? sealer.body(seq) : try medium.body(seq)
    }

    private mutating func keep(_ done: Outcome.Done, _ key: AnswerKey, _ request: [UInt8]) {
        answers[key] = Answered(request: request, done: done)
        kept.append(
            KeptAnswer(
                key: key,
                request: request,
                result: done.decided.result,
                seq: done.seq,
                at: sealer.at
            )
        )
    }

    /// The answer to a key that was used before, in this commit or an earlier one.
    private func known(
        _ key: AnswerKey,
        _ request: [UInt8],
        _ command: Command
    ) throws(StoreFault) -> Outcome? {
        if let answered = answers[key] {
            guard answered.request == request else { return .keyReused }
            let done = answered.done
            return .done(
                Outcome.Done(
                    decided: done.decided,
                    seq: done.seq,
                    body: done.body,
                    isRepeated: true
                )
            )
        }
        let since = Instant(milliseconds: sealer.at.milliseconds - KeptAnswer.keptMilliseconds)
        guard let kept = try medium.answer(to: key, since: since) else { return nil }
        guard kept.request == request else { return .keyReused }
        return .done(try Repetition(of: kept, command, on: standing, medium).done())
    }
}

extension Submission {
    /// The key that its answer is kept under, and the digest of the request.
    fileprivate var answerKey: (key: AnswerKey, digest: [UInt8])? {
        guard let idempotency else { return nil }
        return (AnswerKey(actor: actor, key: idempotency.key), idempotency.digest)
    }
}
