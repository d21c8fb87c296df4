// Where a request had come to by a day.
extension SaidCase {
    /// Where steps led, and whether some subjects were decided on and others still open.
    func outcome(
        of steps: [StepRecord],
        for subjects: Set<Reference>
    ) -> (status: RequestStatus, isPartial: Bool) {
        var (status, isGranted) = (RequestStatus.draft, false)
        var decided: Set<Reference> = []
        for step in steps {
            guard let next = Self.requestStatuses[step.step] else { continue }
            if step.step == .reopen { (decided, isGranted) = ([], false) }
            if step.step == .grant { isGranted = true }
            if let decision = step.decision.flatMap({ whole.decision($0.id) }),
                step.step != .reopen
            {
                decided.formUnion(decision.subjects.isEmpty ? subjects : Set(decision.subjects))
                // A decision on some subjects only leaves the rest as they were.
                guard subjects.isSubset(of: decided) else { continue }
            }
            status = step.decision != nil && isGranted ? .granted : next
        }
        let isOver = [.withdrawn, .lapsed].contains(status)
        return (status, !isOver && !decided.isEmpty && !subjects.isSubset(of: decided))
    }

    private static let requestStatuses: [Step: RequestStatus] = [
        .claim: .claimed, .submit: .submitted, .acknowledge: .inReview,
        .ask: .awaitingInformation, .answer: .inReview, .circulate: .circulated, .grant: .granted,
        .refuse: .refused, .decline: .notConsidered, .withdraw: .withdrawn, .lapse: .lapsed,
        .reopen: .inReview,
    ]

    /// A subject's outcome before its notice was cancelled, where that came later.
    func asGranted(_ outcome: SubjectOutcome, by steps: [StepRecord]) -> SubjectOutcome {
        guard let decision = outcome.decision, !isBy(whole.decision(decision.id)?.date),
            let notice = outcome.notice,
            let grant = steps.first(where: { $0.notices.contains(notice) })
        else { return outcome }
        var granted = outcome
        (granted.outcome, granted.decision) = (.granted, grant.decision)
        return granted
    }
}
