import Shapes

/// The life of a notice request, replayed step by step in the order of happening.
///
/// A request's status, its outcomes by subject and its list of decisions are always what comes out
/// of a replay; nothing else sets them.
struct RequestReplay {
    /// Where the request stands.
    private(set) var status = RequestStatus.draft
    /// What was decided for whom, in the order of deciding.
    private(set) var outcomes: [SubjectOutcome] = []
    /// The decisions, in order.
    private(set) var decisions: [Reference] = []
    private let subjects: [Reference]
    /// The day of the latest step so far that has one.
    private var latest: PartialDate?

    /// Replays a request's steps.
    ///
    /// - Throws: the first step that is not possible.
    init(
        _ request: NoticeRequest,
        with new: NewStep?,
        _ overlay: Overlay
    ) throws(StepObstacle) {
        subjects = request.subjects.map(\.ref)
        for step in StepRecord.standing(among: request.steps) {
            try take(
                step,
                step.decision.flatMap { new.decision($0.id, overlay) },
                isNew: step.id == new?.record.id
            )
            latest = step.on ?? latest
        }
    }

    /// Whether some subjects are decided on and others still open.
    var isPartial: Bool { !outcomes.isEmpty && NoticeRequest.open.contains(status) }

    private mutating func take(
        _ step: StepRecord,
        _ decision: Decision?,
        isNew: Bool
    ) throws(StepObstacle) {
        guard let row = NoticeRequest.table.row(step.step),
            row.isPossible(from: status.rawValue), !isNew || isSilentLongEnough(step)
        else { throw StepObstacle(step: step, status: status.rawValue) }
        // What had been handed over cannot be turned away beforehand.
        if status == .submitted, decision?.prospective == true {
            throw obstacle(
                step,
                Fault("/decision/prospective", .dateOrder, "the request had been submitted before")
            )
        }
        if let reference = step.decision { decisions.append(reference) }
        guard let next = row.to.flatMap(RequestStatus.init) else { return }
        switch (step.step, decision) {
        case (.reopen, let reversal): reopen(reversal, to: next)
        case (_, let decision?): decide(decision, next)
        case (_, nil): status = next
        }
    }

    private func obstacle(_ step: StepRecord, _ fault: Fault) -> StepObstacle {
        StepObstacle(step: step, status: status.rawValue, faults: Faults([fault]))
    }

    /// A request has lapsed only when nothing certainly happened for as long as the rules say.
    private func isSilentLongEnough(_ step: StepRecord) -> Bool {
        guard step.step == .lapse, let on = step.on, on.latest != .max, let latest,
            latest.earliest != .min
        else { return true }
        let due = CivilDay(daysSince1970: Int(latest.earliest))
            .adding(months: NoticeRequest.silentMonths)
        return Int(on.latest) >= due.daysSince1970
    }

    private mutating func decide(_ decision: Decision, _ next: RequestStatus) {
        let undecided = subjects.filter { !isDecided($0) }
        let concerned = decision.subjects.isEmpty ? undecided : decision.subjects
        for subject in concerned where !isDecided(subject) {
            var outcome = SubjectOutcome()
            outcome.ref = subject
            outcome.outcome = decision.outcome
            outcome.decision = Reference(decision.common.id)
            outcomes.append(outcome)
        }
        // A decision on some subjects only leaves the rest as they were.
        let isWhole = decision.subjects.isEmpty || subjects.allSatisfy(isDecided)
        guard isWhole else { return }
        status = outcomes.contains { $0.outcome == .granted } ? .granted : next
    }

    /// What the reversed decision had settled is open again; without one, everything is.
    private mutating func reopen(_ reversal: Decision?, to next: RequestStatus) {
        if let reversed = reversal?.reverses {
            outcomes.removeAll { $0.decision == reversed }
        } else {
            outcomes = []
        }
        status = next
    }

    private func isDecided(_ subject: Reference) -> Bool {
        outcomes.contains { $0.ref == subject }
    }
}
