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
            row(.circulate, early, .circulated, .requester, [.notices]),
            row(.grant, open, .granted, .addressee, [.notices], [.decision], .granted),
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

    /// A diffusion is circulated by its requester; what is not known to be one is granted.
    func isClosed(to step: Step) -> Bool {
        switch step {
        case .circulate: channel != .diffusion
        case .grant: channel == .diffusion
        default: false
        }
    }

    func judge(_ body: StepBody, _ overlay: Overlay, _ faults: inout Faults) {
        if body.step == .reopen { checkReversal(body, overlay, &faults) }
        var concerned = Set(subjects.map(\.ref))
        if body.step == .grant || body.step == .circulate {
            let making = NoticeMaking(on: self, body, overlay)
            making.judge(&faults)
            concerned = making.concerned
        }
        check(body.subjects, concerned, "/subjects", &faults)
        check(body.decision?.subjects ?? [], concerned, "/decision/subjects", &faults)
        checkDay(of: body, &faults)
    }

    func making(_ body: StepBody, _ overlay: Overlay) -> StepMaking {
        let making = NoticeMaking(on: self, body, overlay)
        return StepMaking(
            decision: making.decision ?? body.decision.map { Decision($0, body, on: self) },
            notices: making.notices
        )
    }

    /// The notices that its steps have made.
    var noticesMade: [Reference] {
        StepRecord.standing(among: steps).flatMap(\.notices)
    }

    func filesClosed(
        by step: StepRecord,
        _ making: StepMaking,
        _ overlay: Overlay
    ) -> [Reference] {
        step.step == .withdraw ? [Reference(common.id)] + noticesMade : []
    }

    func replayed(with new: NewStep?, _ overlay: Overlay) throws(StepObstacle) -> NoticeRequest {
        let replay = try RequestReplay(self, with: new, overlay)
        var next = self
        next.status = replay.status
        next.partial = replay.isPartial ? true : nil
        next.decisions = replay.decisions
        next.subjectOutcomes = replay.outcomes.map { $0.following(overlay) }
        return next
    }

    /// What is decided on was there before: a decision that for certain came before every claim and
    /// submission is told wrongly.
    private func checkDay(of body: StepBody, _ faults: inout Faults) {
        guard let row = Self.table.row(body.step), row.outcome != nil,
            let day = body.decision?.date ?? body.on
        else { return }
        let made = StepRecord.standing(among: steps)
            .filter { $0.step == .claim || $0.step == .submit }
        let isBefore = !made.isEmpty && made.allSatisfy { $0.on.map(day.isCertainlyBefore) == true }
        guard isBefore else { return }
        let pointer = body.decision?.date == nil ? "/on" : "/decision/date"
        faults.note(Fault(pointer, .dateOrder, "the request was made later"))
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
        guard overlay.kind(of: reversed.id) == .decision else { return }
        let pointer = "/decision/reverses"
        if !decisions.contains(reversed) {
            let detail = "it is no standing decision on this request"
            faults.note(Fault(pointer, .unknownValue, detail))
        } else if !overlay.referrers(of: reversed.id, role: "reverses", limit: 1).isEmpty {
            faults.note(Fault(pointer, .unknownValue, "it has been reversed already"))
        }
    }

    private func check(
        _ told: [Reference],
        _ concerned: Set<Reference>,
        _ pointer: String,
        _ faults: inout Faults
    ) {
        for (place, subject) in told.enumerated() where !concerned.contains(subject) {
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

extension SubjectOutcome {
    /// The outcome as the notice's own life has left it.
    fileprivate func following(_ overlay: Overlay) -> SubjectOutcome {
        guard let notice, case .notice(let standing)? = overlay.record(notice.id),
            standing.status == .cancelled
        else { return self }
        var next = self
        next.outcome = .cancelled
        next.decision = standing.cancelledBy
        return next
    }
}
