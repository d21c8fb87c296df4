/// The life of a notice request, replayed step by step in the order of happening.
///
/// A request's status, its outcomes by subject and its list of decisions are always what comes out
/// of a replay; nothing else sets them.
struct Replay {
    /// Why a step is not possible where it stands.
    struct Obstacle: Error {
        /// The step.
        let step: StepRecord
        /// The status that it met.
        let status: RequestStatus
    }

    /// Where the request stands.
    private(set) var status = RequestStatus.draft
    /// What was decided for whom, in the order of the request's subjects and then of deciding.
    private(set) var outcomes: [SubjectOutcome] = []
    /// The decisions, in order.
    private(set) var decisions: [Reference] = []
    /// The status that each step met, by the step's id.
    private(set) var met: [String: RequestStatus] = [:]
    private let subjects: [Reference]

    /// Replays steps.
    ///
    /// - Parameters:
    ///   - steps: all of them, in their order, annulled ones among them.
    ///   - subjects: the request's subjects.
    ///   - decision: gives the decision under an id.
    /// - Throws: the first step that is not possible.
    init(
        _ steps: [StepRecord],
        subjects: [Reference],
        decision: (String) -> Decision?
    ) throws(Obstacle) {
        self.subjects = subjects
        for step in StepRecord.standing(among: steps) {
            try take(step, step.decision.flatMap { decision($0.id) })
        }
    }

    /// Whether some subjects are decided on and others still open.
    var isPartial: Bool { !outcomes.isEmpty && Lifecycle.open.contains(status) }

    private mutating func take(_ step: StepRecord, _ decision: Decision?) throws(Obstacle) {
        met[step.id] = status
        guard let row = Lifecycle.steps[step.step], row.from?.contains(status) ?? true else {
            throw Obstacle(step: step, status: status)
        }
        // What had been handed over cannot be turned away beforehand.
        if status == .submitted, decision?.prospective == true {
            throw Obstacle(step: step, status: status)
        }
        if let reference = step.decision { decisions.append(reference) }
        guard let next = row.to else { return }
        switch (step.step, decision) {
        case (.reopen, let reversal): reopen(reversal, to: next)
        case (_, let decision?): decide(decision, next)
        case (_, nil): status = next
        }
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
