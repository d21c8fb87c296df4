import Shapes

/// What can happen to a notice request.
extension NoticeRequest: Stepped {
    /// The statuses in which nothing is settled yet.
    static let open: Set<RequestStatus> = [
        .draft, .claimed, .submitted, .inReview, .awaitingInformation,
    ]

    private static let early: Set<RequestStatus> = [.draft, .claimed, .submitted]

    /// Months without a step after which a request may be said to have lapsed.
    static let silentMonths = 24

    static let table = StepTable(
        [
            row(.claim, [.draft], .claimed, .anyone, [.spokenStatement]),
            row(.submit, [.draft, .claimed], .submitted, .requester, [.evidence]),
            row(.acknowledge, early, .inReview, .addressee, [.evidence]),
            row(.ask, [.inReview], .awaitingInformation, .addressee, [.questions]),
            row(.answer, [.awaitingInformation], .inReview, .requester, [], [.answers]),
            row(.refuse, open, .refused, .addressee, [.decision], [], .refused),
            row(.decline, early, .notConsidered, .addressee, [.decision], [], .notConsidered),
            row(.withdraw, open, .withdrawn, .requester, [], [.keepPublic]),
            row(.lapse, open, .lapsed, .anyone, []),
            row(.reopen, [.refused, .notConsidered, .lapsed], .inReview, .addressee, [.reversal]),
        ],
        common: [.subjects]
    )

    private static func row(
        _ step: Step,
        _ from: Set<RequestStatus>,
        _ to: RequestStatus,
        _ actor: StepTable.Actor,
        _ needs: [StepTable.Need],
        _ takes: Set<StepTable.Member> = [],
        _ outcome: DecisionOutcome? = nil
    ) -> StepTable.Row {
        StepTable.Row(
            step: step,
            from: Set(from.map(\.rawValue)),
            to: to.rawValue,
            actor: actor,
            needs: needs,
            takes: takes,
            outcome: outcome
        )
    }

    var statusNow: String { status.rawValue }

    func parties(_ actor: StepTable.Actor, _ overlay: Overlay) -> [Reference] {
        switch actor {
        case .requester: [requester]
        case .addressee: [addressee]
        case .either: [requester, addressee]
        case .anyone, .forum, .applicant: []
        }
    }

    func judge(_ body: StepBody, _ overlay: Overlay, _ faults: inout Faults) {
        if body.step == .reopen { checkReversal(body, overlay, &faults) }
        check(body.subjects, "/subjects", &faults)
        check(body.decision?.subjects ?? [], "/decision/subjects", &faults)
    }

    func replayed(with new: NewStep?, _ overlay: Overlay) throws(StepObstacle) -> NoticeRequest {
        let replay = try RequestReplay(self, with: new, overlay)
        var next = self
        next.status = replay.status
        next.partial = replay.isPartial ? true : nil
        next.decisions = replay.decisions
        next.subjectOutcomes = subjects.compactMap { subject in
            replay.outcomes.first { $0.ref == subject.ref }
        }
        return next
    }

    private func checkReversal(_ body: StepBody, _ overlay: Overlay, _ faults: inout Faults) {
        guard status != .lapsed else {
            if body.decision?.reverses != nil {
                faults.note(Fault("/decision/reverses", .unknownMember, "no decision ended it"))
            }
            return
        }
        guard let decision = body.decision else {
            return faults.note(Fault("/decision", .required, "this member is required"))
        }
        guard let reversed = decision.reverses else {
            return faults.note(Fault("/decision/reverses", .required, "this member is required"))
        }
        guard !decisions.contains(reversed), overlay.kind(of: reversed.id) == .decision else {
            return
        }
        faults.note(
            Fault("/decision/reverses", .unknownValue, "it is no standing decision on this request")
        )
    }

    private func check(_ concerned: [Reference], _ pointer: String, _ faults: inout Faults) {
        guard !concerned.isEmpty else { return }
        let known = Set(subjects.map(\.ref))
        for (place, subject) in concerned.enumerated() where !known.contains(subject) {
            faults.note(
                Fault(
                    "\(pointer)/\(place)",
                    .unknownValue,
                    "the request is not about \(subject.id)"
                )
            )
        }
    }
}
