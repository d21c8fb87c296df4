/// What can happen to the records of a kind: a machine of DOMAIN.md, a row a step.
///
/// Statuses stand in the words that records hold, so that one table serves every kind.
struct StepTable: Sendable {
    /// A row: from where, to where, by whom, what it needs and what else it may bring.
    struct Row: Sendable {
        /// The step.
        let step: Step
        /// The statuses from which it is possible; nil: any.
        let from: Set<String>?
        /// Where it leads; nil: it leaves the status as it is.
        let to: String?
        /// Whose step it is.
        let actor: Actor
        /// What it has to bring.
        let needs: [Need]
        /// What it may bring besides.
        var takes: Set<Member> = []
        /// What the decision that it brings comes to.
        var outcome: DecisionOutcome?
    }

    /// Whose a step is; the raw value says so to people.
    enum Actor: String, Sendable {
        /// Whoever says so, or nobody in particular.
        case anyone
        /// The requester, or an organization above or below it.
        case requester
        /// The addressee, or an organization above or below it.
        case addressee
        /// One or the other of them.
        case either = "requester's or addressee"
        /// The organization before which a challenge is brought, or one above or below it.
        case forum = "organization before which it is"
        /// Who brings the challenge.
        case applicant
    }

    /// A member of a step's body that only some steps have.
    enum Member: String, CaseIterable, Sendable {
        case subjects, decision, notices, questions, answers, expires
        case keepPublic = "keep_public"
        case annuls, reports, ref, count, basis
    }

    /// What a step has to bring; the raw value says so to people.
    enum Need: String, Sendable {
        case spokenStatement = "statements, one of them with a speaker"
        case evidence = "statements or sources"
        case questions = "questions"
        case decision = "decision with at least one ground, or GROUND_UNSTATED"
        case reversal = "decision that reverses the one that ended it, unless it lapsed"
        case annulledStep = "annuls: the id of a standing step"
        case reportedStep = "reports: the id of a standing step"
        case reason = "reason"
        case notices = "notices, one for each subject"
        case cancellation = "decision with at least one ground, or the id of a not_compliant one"
        case ruling = "decision with its outcome"
        case country = "country"
        case expires = "expires"
        case ref = "ref: the person"
        case count = "count"
        case basis = "basis"

        /// The member that is thereby taken.
        var member: Member? {
            switch self {
            case .questions: .questions
            case .decision, .reversal, .cancellation, .ruling: .decision
            case .notices: .notices
            case .expires: .expires
            case .annulledStep: .annuls
            case .reportedStep: .reports
            case .spokenStatement, .evidence, .reason, .country: nil
            case .ref: .ref
            case .count: .count
            case .basis: .basis
            }
        }
    }

    /// The rows, in the order in which answers list them.
    let rows: [Row]
    /// The members that every step of this machine may have, beside those that all steps have.
    let common: Set<Member>

    /// Makes a table; every kind's steps can be annulled, and told of by others.
    init(_ rows: [Row], common: Set<Member> = []) {
        self.rows =
            rows + [
                Row(
                    step: .annul,
                    from: nil,
                    to: nil,
                    actor: .anyone,
                    needs: [.annulledStep, .reason]
                ),
                Row(
                    step: .report,
                    from: nil,
                    to: nil,
                    actor: .anyone,
                    needs: [.reportedStep, .evidence]
                ),
            ]
        self.common = common
    }

    /// The row of a step; nil where the kind has no such step.
    func row(_ step: Step) -> Row? { rows.first { $0.step == step } }

    /// The steps that are possible from a status; `hasSteps` says whether there is one to annul or to
    /// tell of, `isClosed` whether the record cannot take a step whatever its status.
    func allowed(
        from status: String,
        hasSteps: Bool,
        isClosed: (Step) -> Bool
    ) -> [InvalidTransition.Allowed] {
        rows.filter { row in
            let isOnStep = row.step == .annul || row.step == .report
            return row.isPossible(from: status) && (hasSteps || !isOnStep) && !isClosed(row.step)
        }.map { row in
            InvalidTransition.Allowed(step: row.step.rawValue, needs: row.needs.map(\.rawValue))
        }
    }
}

extension StepTable.Row {
    /// Whether the step can be taken from a status.
    func isPossible(from status: String) -> Bool { from?.contains(status) ?? true }

    /// Whether the step may bring a member, or has to.
    func has(_ member: StepTable.Member) -> Bool {
        takes.contains(member) || needs.contains { $0.member == member }
    }
}
