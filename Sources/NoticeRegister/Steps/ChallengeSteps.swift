import Shapes

/// What can happen to a challenge.
extension Challenge: Stepped {
    static let table = StepTable([
        row(.admit, [.received], .admissible, .forum),
        row(.reject, [.received], .inadmissible, .forum),
        row(.study, [.admissible], .inStudy, .forum),
        row(.decide, [.admissible, .inStudy], .decided, .forum, [.ruling], [.keepPublic]),
        row(.implement, [.decided], .implemented, .forum),
        row(.withdraw, undecided, .withdrawn, .applicant),
        row(.moot, undecided, .moot, .forum),
    ])

    private static let undecided: Set<ChallengeStatus> = [.received, .admissible, .inStudy]

    private static func row(
        _ step: Step,
        _ from: Set<ChallengeStatus>,
        _ to: ChallengeStatus,
        _ actor: StepTable.Actor,
        _ needs: [StepTable.Need] = [],
        _ takes: Set<StepTable.Member> = []
    ) -> StepTable.Row {
        StepTable.Row(
            step: step,
            from: Set(from.map(\.rawValue)),
            to: to.rawValue,
            actor: actor,
            needs: needs,
            takes: takes
        )
    }

    var statusNow: String { status.rawValue }

    /// Whether an answer is still due.
    var isOpen: Bool { Self.undecided.contains(status) }

    func parties(_ actor: StepTable.Actor, _ overlay: Overlay) -> [Reference] {
        switch (actor, before) {
        case (.forum, .organization(let forum)): [forum]
        case (.applicant, _): applicant.map { [$0] } ?? []
        default: []
        }
    }

    /// What is found not to comply takes its files with it.
    ///
    /// Of a challenged person it is not known which files were meant: these stay as they are, and the
    /// person follows them.
    func filesClosed(
        by step: StepRecord,
        _ making: StepMaking,
        _ overlay: Overlay
    ) -> [Reference] {
        guard making.decision?.outcome == .notCompliant else { return [] }
        return switch overlay.record(target.id) {
        case .notice(let notice): [target, notice.request]
        case .noticeRequest(let request): [target] + request.noticesMade
        case .person: [target]
        default: []
        }
    }

    func replayed(with new: NewStep?, _ overlay: Overlay) throws(StepObstacle) -> Challenge {
        var next = self
        (next.status, next.admissibleOn, next.outcome) = (.received, nil, nil)
        for step in StepRecord.standing(among: steps) {
            guard let row = Self.table.row(step.step),
                row.isPossible(from: next.status.rawValue)
            else { throw StepObstacle(step: step, status: next.status.rawValue) }
            if step.step == .admit { next.admissibleOn = step.on }
            if let ruling = step.decision {
                next.outcome = new.decision(ruling.id, overlay)?.outcome
            }
            if let status = row.to.flatMap(ChallengeStatus.init) { next.status = status }
        }
        next.dueOn = next.due
        return next
    }

    /// When an answer is due; only a full day starts a clock.
    ///
    /// Of this register's keeper a month after filing (GDPR, Article 12(3)); of the Commission four
    /// months after it admitted a request for access, nine after one for correction or deletion.
    private var due: PartialDate? {
        if before == .register { return filed.fullDay.flatMap { PartialDate($0, adding: 1) } }
        guard let day = admissibleOn?.fullDay else { return nil }
        return switch type {
        case .access: PartialDate(day, adding: 4)
        case .correction, .deletion: PartialDate(day, adding: 9)
        case .revision: nil
        }
    }
}

extension DecisionOutcome {
    /// What a challenge can come to.
    static let rulings: [DecisionOutcome] = [
        .compliant, .compliantWithUpdate, .notCompliant, .sourceDeleted, .moot,
    ]
}
