import Shapes

/// A case with only what had certainly been said or done by a day (decision 22).
///
/// Steps, decisions, notices, challenges and statements count from their own last possible day.
/// Requests and groups count from the first of what tells of them: a standing step, a statement, a
/// source. What others show of them (`later`, `reversed_by`, `contradicted_by`) and what follows
/// from their steps is shown as it was by then. Persons and organizations are not cut: who somebody
/// is, is no claim.
struct SaidCase {
    /// The case, cut.
    private(set) var file: CaseFile
    /// Whether the request itself had been told of.
    private(set) var isTold: Bool
    /// Steps and statements that were left out because nobody says when they were.
    private(set) var undated = 0

    let whole: CaseFile
    private let day: Int32
    private var statements: Set<String> = []

    /// Cuts a case.
    init(_ whole: CaseFile, by day: Int32) {
        (self.whole, file, isTold, self.day) = (whole, whole, false, day)
        for statement in whole.statements {
            switch SaidBy.holds(statement, whole.source(statement.source.id), by: day) {
            case true?: statements.insert(statement.common.id)
            case false?: continue
            case nil: undated += 1
            }
        }
        undated += StepRecord.standing(among: whole.request.steps).count { $0.on == nil }
        isTold = tells(whole.request.common, whole.request.steps)
        var records: [String: Record] = [:]
        for (id, record) in whole.records {
            if let cut = cut(record) { records[id] = cut }
        }
        file.cut(to: records, isTold: isTold)
    }

    // MARK: What had been told of

    func isBy(_ date: PartialDate?) -> Bool { date.map { $0.latest <= day } ?? false }

    private func isTold(_ request: NoticeRequest) -> Bool { tells(request.common, request.steps) }

    /// Whether a record had been told of: by a step, by a statement, or by one of its sources.
    ///
    /// One that nothing with a day tells of is taken to have been known.
    private func tells(_ common: Common, _ steps: [StepRecord] = []) -> Bool {
        let dates =
            StepRecord.standing(among: steps).compactMap(\.on)
            + common.sources.compactMap { whole.source($0.source.id)?.published }
        return dates.isEmpty || dates.contains(where: isBy)
            || whole.statements.contains { statement in
                statement.about.id == common.id && statements.contains(statement.common.id)
            }
    }

    // MARK: Records as they were by then

    /// The record as it was by then; nil where nothing had told of it.
    private func cut(_ record: Record) -> Record? {
        var record = record
        switch record {
        case .noticeRequest(let request):
            guard let request = cut(request) else { return nil }
            record = request.record
        case .group(let group):
            guard tells(group.common) else { return nil }
            record = cut(group).record
        case .event(let event):
            guard event.when.earliest <= day else { return nil }
        case .statement(let statement):
            guard statements.contains(statement.common.id) else { return nil }
            record = cut(statement).record
        case .decision(let decision):
            guard isBy(decision.date) else { return nil }
            record = cut(decision).record
        case .notice(let notice):
            guard isBy(notice.issued) else { return nil }
            record = cut(notice).record
        case .challenge(let challenge):
            guard isBy(challenge.filed) else { return nil }
            record = cut(challenge).record
        case .source(let source):
            // One without a day says nothing of it by itself: whoever cites it does.
            if let published = source.published, !isBy(published) { return nil }
        case .person, .organization, .verdict: break
        }
        record.common.sources.removeAll { !isCitable($0) }
        return record
    }

    private func isCitable(_ citation: Citation) -> Bool {
        whole.source(citation.source.id)?.published.map(isBy) ?? true
    }

    private func cut(_ steps: [StepRecord]) -> [StepRecord] {
        steps.filter { isBy($0.on) }.map { step in
            var step = step
            step.sources.removeAll { !isCitable($0) }
            step.statements.removeAll { !statements.contains($0.id) }
            return step
        }
    }

    private func cut(_ request: NoticeRequest) -> NoticeRequest? {
        guard isTold(request) else { return nil }
        let whole = request.steps.count
        var request = request
        request.steps = cut(request.steps)
        request.later.removeAll { later in
            guard case .noticeRequest(let later)? = self.whole.record(later.id) else { return true }
            return !isTold(later)
        }
        request.subjectOutcomes = request.subjectOutcomes.map { outcome in
            asGranted(outcome, by: request.steps)
        }
        guard request.steps.count != whole else { return request }
        // What was decided later is open, and so is what a decision left out that was made by then.
        let standing = StepRecord.standing(among: request.steps)
        request.decisions = standing.compactMap(\.decision)
        request.subjectOutcomes.removeAll { outcome in
            outcome.decision.map { !request.decisions.contains($0) } ?? false
        }
        let (status, isPartial) = outcome(of: standing, for: Set(request.subjects.map(\.ref)))
        request.status = status
        request.partial = isPartial ? true : nil
        return request
    }

    private func cut(_ decision: Decision) -> Decision {
        var decision = decision
        if let reversal = decision.reversedBy, !isBy(whole.decision(reversal.id)?.date) {
            decision.reversedBy = nil
        }
        decision.statements.removeAll { !statements.contains($0.id) }
        return decision
    }

    private func cut(_ notice: Notice) -> Notice {
        var notice = notice
        notice.steps = cut(notice.steps)
        let statuses: [Step: NoticeStatus] = [
            .suspend: .suspended, .restore: .active, .cancel: .cancelled, .withdraw: .withdrawn,
            .satisfy: .satisfied,
        ]
        let standing = StepRecord.standing(among: notice.steps)
        notice.status = standing.compactMap { statuses[$0.step] }.last ?? .active
        // Nobody knew of an extension that came later.
        if let first = notice.firstExpiry {
            let last = standing.last { $0.step == .extend }
            notice.expires = last.map(\.expires) ?? first.expires
            if last == nil { (notice.expiresBasis, notice.firstExpiry) = (first.basis, nil) }
        }
        return notice
    }

    private func cut(_ challenge: Challenge) -> Challenge {
        var challenge = challenge
        challenge.steps = cut(challenge.steps)
        let statuses: [Step: ChallengeStatus] = [
            .admit: .admissible, .reject: .inadmissible, .study: .inStudy, .decide: .decided,
            .implement: .implemented, .withdraw: .withdrawn, .moot: .moot,
        ]
        let led = StepRecord.standing(among: challenge.steps).compactMap { statuses[$0.step] }
        challenge.status = led.last ?? .received
        if !isBy(challenge.admissibleOn) {
            challenge.admissibleOn = nil
            // Before the keeper the filing starts the clock, elsewhere the admission.
            if challenge.before != .register { challenge.dueOn = nil }
        }
        if !led.contains(.decided), !led.contains(.moot) { challenge.outcome = nil }
        return challenge
    }

    private func cut(_ statement: Statement) -> Statement {
        var statement = statement
        statement.contradicts.removeAll { !statements.contains($0.id) }
        statement.contradictedBy.removeAll { !statements.contains($0.id) }
        statement.misattributedIn.removeAll { !statements.contains($0.id) }
        return statement
    }

    /// The group as the ledger had it by then, unwound from its end.
    private func cut(_ group: Group) -> Group {
        var group = group
        for entry in group.ledger.reversed() where !isBy(entry.on) {
            switch entry.act {
            case .recount: group.size.count = entry.before ?? group.size.count
            case .name: group.named.removeAll { $0 == entry.ref }
            case .unname: group.named += entry.ref.map { [$0] } ?? []
            }
        }
        group.ledger.removeAll { !isBy($0.on) }
        group.unnamed = max(0, group.size.count - Set(group.named).count)
        return group
    }
}

extension CaseFile {
    /// Puts in records that were cut, and leaves out those that nothing leads to any more.
    fileprivate mutating func cut(to cut: [String: Record], isTold: Bool) {
        let one = { (id: String) in cut[id] }
        if case .noticeRequest(let request)? = one(request.common.id) { self.request = request }
        decisions = Self.kept(decisions, cut) { if case .decision(let it) = $0 { it } else { nil } }
        notices = Self.kept(notices, cut) { if case .notice(let it) = $0 { it } else { nil } }
        challenges = Self.kept(challenges, cut) {
            if case .challenge(let it) = $0 { it } else { nil }
        }
        statements = Self.kept(statements, cut) {
            if case .statement(let it) = $0 { it } else { nil }
        }
        let request = { (record: Record) -> NoticeRequest? in
            if case .noticeRequest(let it) = record { it } else { nil }
        }
        earlier = Self.kept(earlier, cut, request)
        later = Self.kept(later, cut, request)
        var waiting = (isTold ? [self.request.common.id] : []) + (earlier + later).map(\.common.id)
        waiting += decisions.map(\.common.id) + notices.map(\.common.id)
        waiting += challenges.map(\.common.id) + statements.map(\.common.id)
        records = [:]
        while let id = waiting.popLast() {
            guard records[id] == nil, let record = cut[id] else { continue }
            records[id] = record
            for fact in record.facts where fact.isLink {
                if case .reference(let id) = fact.content { waiting.append(id) }
            }
        }
    }

    private static func kept<Kept: RecordShape>(
        _ records: [Kept],
        _ cut: [String: Record],
        _ unwrapped: (Record) -> Kept?
    ) -> [Kept] {
        records.compactMap { cut[$0.common.id].flatMap(unwrapped) }
    }
}
