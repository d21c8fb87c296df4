import Shapes

/// The life of a notice request, replayed step by step in the order of happening.
///
/// A request's status, its outcomes by subject and its list of decisions are always what comes out
/// of a replay; nothing else sets them.
struct RequestReplay {
    /// Where the request stands.
    private(set) var status = RequestStatus.draft
    /// What was decided for whom, in the order of deciding.
    private var decided: [SubjectOutcome] = []
    /// The decisions, in order.
    private(set) var decisions: [Reference] = []
    private let request: NoticeRequest
    private let subjects: [Reference]
    private let overlay: Overlay
    private let new: NewStep?
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
        self.request = request
        subjects = request.subjects.map(\.ref)
        (self.overlay, self.new) = (overlay, new)
        for step in StepRecord.standing(among: request.steps) {
            try take(
                step,
                step.decision.flatMap { new.decision($0.id, overlay) },
                notices(of: step)
            )
            latest = step.on ?? latest
        }
    }

    /// What was decided for whom: the request's subjects in their order, then those whom only a group
    /// of it names.
    var outcomes: [SubjectOutcome] {
        let own = Set(subjects)
        return subjects.compactMap { subject in decided.first { $0.ref == subject } }
            + decided.filter { !own.contains($0.ref) }
    }

    /// Whether some subjects are decided on and others still open.
    var isPartial: Bool { !decided.isEmpty && NoticeRequest.open.contains(status) }

    /// The notices that a step has made, or is about to make.
    private func notices(of step: StepRecord) -> [Notice] {
        if let new, new.record.id == step.id { return new.making.notices }
        return step.notices.compactMap { reference in
            guard case .notice(let notice)? = overlay.record(reference.id) else { return nil }
            return notice
        }
    }

    private mutating func take(
        _ step: StepRecord,
        _ decision: Decision?,
        _ notices: [Notice]
    ) throws(StepObstacle) {
        guard let row = NoticeRequest.table.row(step.step),
            row.isPossible(from: status.rawValue), !request.isClosed(to: step.step),
            step.id != new?.record.id || isSilentLongEnough(step)
        else { throw StepObstacle(step: step, status: status.rawValue) }
        // What had been handed over cannot be turned away beforehand.
        if status == .submitted, decision?.prospective == true {
            throw obstacle(
                step,
                Fault("/decision/prospective", .dateOrder, "the request had been submitted before")
            )
        }
        if let place = notices.firstIndex(where: { isDecided($0.subject) }) {
            let detail = "\(notices[place].subject.id) has been decided on"
            throw obstacle(step, Fault("/notices/\(place)/subject", .unknownValue, detail))
        }
        guard decided.count + notices.count <= RecordLimits.many else {
            let detail = "a request holds at most \(RecordLimits.many) outcomes"
            throw obstacle(step, Fault("/notices", .outOfRange, detail))
        }
        if let reference = step.decision { decisions.append(reference) }
        guard let next = row.to.flatMap(RequestStatus.init) else { return }
        switch (step.step, decision) {
        case (.reopen, let reversal): reopen(reversal, to: next)
        case (_, let decision?): decide(decision, notices, next)
        case (_, nil):
            // What is circulated goes out without a decision.
            for notice in notices { settle(notice.subject, nil, notice) }
            status = next
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

    private mutating func decide(
        _ decision: Decision,
        _ notices: [Notice],
        _ next: RequestStatus
    ) {
        let undecided = subjects.filter { !isDecided($0) }
        let concerned = decision.subjects.isEmpty ? undecided : decision.subjects
        for subject in concerned where !isDecided(subject) {
            settle(subject, decision, notices.first { $0.subject == subject })
        }
        // A decision on some subjects only leaves the rest as they were.
        let isWhole = decision.subjects.isEmpty || subjects.allSatisfy(isDecided)
        guard isWhole else { return }
        status = decided.contains { $0.outcome == .granted } ? .granted : next
    }

    private mutating func settle(_ subject: Reference, _ decision: Decision?, _ notice: Notice?) {
        var outcome = SubjectOutcome()
        outcome.ref = subject
        outcome.outcome = decision?.outcome
        outcome.decision = decision.map { Reference($0.common.id) }
        outcome.notice = notice.map { Reference($0.common.id) }
        decided.append(outcome)
    }

    /// What the reversed decision had settled is open again; without one, everything is.
    private mutating func reopen(_ reversal: Decision?, to next: RequestStatus) {
        if let reversed = reversal?.reverses {
            decided.removeAll { $0.decision == reversed }
        } else {
            decided = []
        }
        status = next
    }

    private func isDecided(_ subject: Reference) -> Bool {
        decided.contains { $0.ref == subject }
    }
}
