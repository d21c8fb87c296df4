internal import NoticeRegister

/// The answer to a request that was carried out before, made again from the journal.
struct Repetition {
    private let kept: KeptAnswer
    private let command: Command
    private let standing: PublishedStanding
    private let medium: any Medium

    init(
        of kept: KeptAnswer,
        _ command: Command,
        on standing: PublishedStanding,
        _ medium: any Medium
    ) {
        (self.kept, self.command, self.standing, self.medium) = (kept, command, standing, medium)
    }

    /// What was answered then.
    func done() throws(StoreFault) -> Outcome.Done {
        guard let own = try medium.change(kept.seq) else {
            throw .damaged("change \(kept.seq) is not there")
        }
        let step = try step(of: own)
        let decided = Decided(
            result: kept.result,
            id: own.id,
            kind: own.kind,
            version: own.version,
            seq: own.seq,
            step: step?.id,
            made: step?.made ?? []
        )
        return Outcome.Done(decided: decided, seq: own.seq, body: own.body, isRepeated: true)
    }

    /// What a step made: the changes that directly follow its own.
    ///
    /// It may name records besides that were there before.
    private func made(by step: StepRecord, after seq: Int) throws(StoreFault) -> [Made] {
        var made: [Made] = []
        while made.count < step.made.count, let next = try medium.change(seq + made.count + 1),
            next.operation == .create, step.made.contains(next.id)
        {
            made.append(Made(kind: next.kind, id: next.id, version: next.version))
        }
        return made
    }

    /// The step that a change added, and the records that were made with it.
    private func step(of own: JournalEntry) throws(StoreFault) -> (id: String?, made: [Made])? {
        guard case .step(_, let body) = command.act else { return nil }
        guard kept.result != .unchanged,
            let record = try standing.record(own.kind, madeBy: own.seq),
            let step = record.steps.first(where: { $0.seq == own.seq })
        else { return (body.id?.text, []) }
        return (step.id, try made(by: step, after: own.seq))
    }
}
