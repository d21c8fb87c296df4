import Shapes
import StrictJSON

/// What can happen to a notice or a diffusion.
extension Notice: Stepped {
    static let table = StepTable(
        [
            row(.extend, [.active], .active, .addressee, [.expires]),
            row(.suspend, [.active], .suspended, .addressee),
            row(.restore, [.suspended], .active, .addressee),
            row(.cancel, inForce, .cancelled, .addressee, [.cancellation], [.keepPublic]),
            row(.withdraw, inForce, .withdrawn, .requester, [], [.keepPublic]),
            row(.satisfy, inForce, .satisfied, .either),
        ] + happenings
    )

    private static let inForce: Set<NoticeStatus> = [.active, .suspended]

    /// What a state tells of it: true of a notice that has ended, too.
    private static let happenings: [StepTable.Row] = [
        Step.located, .arrested, .extradited, .extraditionRefused, .notExecuted, .refugeeRecognized,
    ].map { StepTable.Row(step: $0, from: nil, to: nil, actor: .anyone, needs: [.country]) }

    private static func row(
        _ step: Step,
        _ from: Set<NoticeStatus>,
        _ to: NoticeStatus,
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
            takes: takes,
            outcome: step == .cancel ? .cancelled : nil
        )
    }

    var statusNow: String { status.rawValue }

    /// Whether a step has ended it; its time may be over all the same.
    var hasEnded: Bool { !Self.inForce.contains(status) }

    /// The decision that cancelled it.
    var cancelledBy: Reference? {
        guard status == .cancelled else { return nil }
        return StepRecord.standing(among: steps).last { $0.step == .cancel }?.decision
    }

    func parties(_ actor: StepTable.Actor, _ overlay: Overlay) -> [Reference] {
        guard case .noticeRequest(let request)? = overlay.record(request.id) else { return [] }
        return request.parties(actor, overlay)
    }

    func judge(_ body: StepBody, _ overlay: Overlay, _ faults: inout Faults) {
        if let expires = body.expires, expires.isCertainlyBefore(issued) {
            faults.note(Fault("/expires", .dateOrder, "it ends before it is issued"))
        }
        for (place, subject) in (body.decision?.subjects ?? []).enumerated()
        where subject != self.subject {
            let detail = "the notice is not about \(subject.id)"
            faults.note(Fault("/decision/subjects/\(place)", .unknownValue, detail))
        }
        guard let ruling = body.namedDecision else { return }
        guard case .decision(let decision)? = overlay.record(ruling.id) else {
            let detail = "there is no decision \(ruling.id); to make one takes a ground"
            return faults.note(Fault("/decision/id", .unknownReference, detail))
        }
        if !isDeletionDue(by: decision, overlay) {
            let detail = "it does not find this notice, or its request, not compliant"
            faults.note(Fault("/decision/id", .unknownValue, detail))
        }
    }

    /// Whether a ruling on a challenge found the notice, or the request it was made on, not to
    /// comply.
    private func isDeletionDue(by decision: Decision, _ overlay: Overlay) -> Bool {
        guard decision.outcome == .notCompliant, let challenge = decision.challenge,
            case .challenge(let brought)? = overlay.record(challenge.id)
        else { return false }
        return brought.target.id == common.id || brought.target == request
    }

    func making(_ body: StepBody, _ overlay: Overlay) -> StepMaking {
        if let ruling = body.namedDecision { return StepMaking(named: ruling) }
        return StepMaking(decision: body.decision.map { Decision($0, body, on: self) })
    }

    func filesClosed(
        by step: StepRecord,
        _ making: StepMaking,
        _ overlay: Overlay
    ) -> [Reference] {
        switch step.step {
        case .cancel, .withdraw: [Reference(common.id), request]
        default: []
        }
    }

    func replayed(with new: NewStep?, _ overlay: Overlay) throws(StepObstacle) -> Notice {
        var next = self
        next.status = .active
        let first = firstExpiry ?? Expiry(expires, expiresBasis)
        (next.expires, next.expiresBasis, next.firstExpiry) = (first.expires, first.basis, nil)
        for step in StepRecord.standing(among: steps) {
            guard let row = Self.table.row(step.step),
                row.isPossible(from: next.status.rawValue)
            else { throw StepObstacle(step: step, status: next.status.rawValue) }
            if step.step == .extend {
                next.firstExpiry = first
                (next.expires, next.expiresBasis) = (step.expires, .given)
            }
            if let status = row.to.flatMap(NoticeStatus.init) { next.status = status }
        }
        return next
    }
}

extension StepBody {
    /// The ruling on a challenge that a cancellation carries out: where its decision is an id and
    /// nothing else, it makes none of its own.
    package var namedDecision: Reference? {
        guard step == .cancel, let decision, let id = decision.id else { return nil }
        var bare = DecisionBody()
        bare.id = id
        return decision.canonicalBytes == bare.canonicalBytes ? Reference(id.text) : nil
    }
}
