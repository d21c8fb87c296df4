/// What can happen to a notice request: the table of DOMAIN.md, a row a step.
enum Lifecycle {
    /// A row: from where, to where, by whom, and what it needs.
    struct Transition {
        /// The statuses from which it is possible; nil: any.
        let from: Set<RequestStatus>?
        /// Where it leads; nil: it leaves the status as it is.
        let to: RequestStatus?
        /// Whose step it is.
        let actor: Actor
        /// What it has to bring.
        let needs: [Need]
        /// What the decision that it brings comes to.
        var outcome: DecisionOutcome?
    }

    /// Whose a step is.
    enum Actor {
        /// Whoever says so, or nobody in particular.
        case anyone
        /// The requester, or an organization above or below it.
        case requester
        /// The addressee, or an organization above or below it.
        case addressee
    }

    /// What a step has to bring; the raw value says so to people.
    enum Need: String {
        case spokenStatement = "statements, one of them with a speaker"
        case evidence = "statements or sources"
        case questions = "questions"
        case decision = "decision with at least one ground, or GROUND_UNSTATED"
        case reversal = "decision that reverses the one that ended it, unless it lapsed"
        case annulledStep = "annuls: the id of a standing step"
        case reportedStep = "reports: the id of a standing step"
        case reason = "reason"
    }

    /// The statuses in which nothing is settled yet.
    static let open: Set<RequestStatus> = [
        .draft, .claimed, .submitted, .inReview, .awaitingInformation,
    ]

    private static let early: Set<RequestStatus> = [.draft, .claimed, .submitted]

    /// Months without a step after which a request may be said to have lapsed.
    static let silentMonths = 24

    /// The steps of a notice request.
    static let steps: [Step: Transition] = [
        .claim: row([.draft], .claimed, .anyone, [.spokenStatement]),
        .submit: row([.draft, .claimed], .submitted, .requester, [.evidence]),
        .acknowledge: row(early, .inReview, .addressee, [.evidence]),
        .ask: row([.inReview], .awaitingInformation, .addressee, [.questions]),
        .answer: row([.awaitingInformation], .inReview, .requester, []),
        .refuse: row(open, .refused, .addressee, [.decision], .refused),
        .decline: row(early, .notConsidered, .addressee, [.decision], .notConsidered),
        .withdraw: row(open, .withdrawn, .requester, []),
        .lapse: row(open, .lapsed, .anyone, []),
        .reopen: row([.refused, .notConsidered, .lapsed], .inReview, .addressee, [.reversal]),
        .annul: row(nil, nil, .anyone, [.annulledStep, .reason]),
        .report: row(nil, nil, .anyone, [.reportedStep, .evidence]),
    ]

    /// The steps in the order of the table, as answers list them.
    private static let order: [Step] = [
        .claim, .submit, .acknowledge, .ask, .answer, .refuse, .decline, .withdraw, .lapse, .reopen,
        .annul, .report,
    ]

    /// The steps that are possible from a status; annulling and reporting take a step to do it to.
    static func allowed(
        from status: RequestStatus,
        hasSteps: Bool
    ) -> [InvalidTransition.Allowed] {
        order.compactMap { step in
            guard let row = steps[step] else { return nil }
            let isPossible = row.from?.contains(status) ?? hasSteps
            guard isPossible else { return nil }
            return InvalidTransition.Allowed(step: step.rawValue, needs: row.needs.map(\.rawValue))
        }
    }

    private static func row(
        _ from: Set<RequestStatus>?,
        _ to: RequestStatus?,
        _ actor: Actor,
        _ needs: [Need],
        _ outcome: DecisionOutcome? = nil
    ) -> Transition {
        Transition(from: from, to: to, actor: actor, needs: needs, outcome: outcome)
    }
}

/// What routes tell of a record's life.
extension Record {
    /// What happened to it, in order; nothing for kinds that take no steps.
    package var steps: [StepRecord] {
        switch self {
        case .noticeRequest(let request): request.steps
        case .notice(let notice): notice.steps
        case .challenge(let challenge): challenge.steps
        default: []
        }
    }

    /// Where its steps have led, in the word that the record itself holds.
    package var statusWord: String? {
        switch self {
        case .noticeRequest(let request): request.status.rawValue
        case .notice(let notice): notice.status.rawValue
        case .challenge(let challenge): challenge.status.rawValue
        default: nil
        }
    }

    /// The steps that are possible now.
    package var allowedSteps: [InvalidTransition.Allowed] {
        guard case .noticeRequest(let request) = self else { return [] }
        return Lifecycle.allowed(from: request.status, hasSteps: !request.steps.isEmpty)
    }
}
