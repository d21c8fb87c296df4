import Shapes
import StrictJSON

/// Judges a step by itself: whether it brings what its row in the table needs, and from whom.
struct StepRules {
    private let request: NoticeRequest
    private let body: StepBody
    private let overlay: Overlay

    init(_ request: NoticeRequest, _ body: StepBody, _ overlay: Overlay) {
        self.request = request
        self.body = body
        self.overlay = overlay
    }

    /// All that is wrong, with pointers into the step.
    func faults() -> Faults {
        var faults = Faults()
        guard let row = Lifecycle.steps[body.step] else {
            let steps = Lifecycle.steps.keys.map(\.rawValue).sorted().joined(separator: ", ")
            faults.note(Fault("/step", .unknownValue, "a notice request takes \(steps)"))
            return faults
        }
        ReferenceRules(overlay: overlay).check(
            FactVisitor.facts(of: body),
            Self.roles,
            &faults,
            in: { try? Document(body.canonicalBytes) }
        )
        for member in misplaced(row) {
            faults.note(Fault(member, .unknownMember, "\(body.step.rawValue) takes none"))
        }
        for need in row.needs { check(need, &faults) }
        checkActor(row.actor, body.by, "/by", &faults)
        checkSubjects(body.subjects, "/subjects", &faults)
        if let decision = body.decision { check(decision, row, &faults) }
        return faults
    }

    private static let roles = ReferenceRoles(of: StepBody.self)

    /// The members that this step has no use for: to drop them silently would lose what was said.
    private func misplaced(_ row: Lifecycle.Transition) -> [String] {
        let decides = row.needs.contains(.decision) || row.needs.contains(.reversal)
        let present: [(String, isThere: Bool, isDue: Bool)] = [
            ("/decision", body.decision != nil, decides),
            ("/notices", !body.notices.isEmpty, false),
            ("/questions", !body.questions.isEmpty, body.step == .ask),
            ("/answers", !body.answers.isEmpty, body.step == .answer),
            ("/expires", body.expires != nil, false),
            ("/keep_public", body.keepPublic != nil, body.step == .withdraw),
            ("/annuls", body.annuls != nil, body.step == .annul),
            ("/reports", body.reports != nil, body.step == .report),
            ("/ref", body.ref != nil, false),
            ("/count", body.count != nil, false),
            ("/basis", body.basis != nil, false),
        ]
        return present.filter { $0.isThere && !$0.isDue }.map(\.0)
    }

    private func check(_ need: Lifecycle.Need, _ faults: inout Faults) {
        switch need {
        case .spokenStatement: checkSpeaker(&faults)
        case .evidence:
            if body.statements.isEmpty, body.sources.isEmpty {
                faults.note(Fault("", .missingEvidence, "statements or sources are due"))
            }
        case .questions:
            if body.questions.isEmpty {
                faults.note(Fault("/questions", .required, "this member is required"))
            }
        case .decision:
            if body.decision == nil {
                faults.note(Fault("/decision", .required, "this member is required"))
            }
        case .reversal: checkReversal(&faults)
        case .annulledStep: checkStep(body.annuls, "/annuls", &faults)
        case .reportedStep: checkStep(body.reports, "/reports", &faults)
        case .reason:
            if body.reason == nil {
                faults.note(Fault("/reason", .required, "this member is required"))
            }
        }
    }

    private func checkSpeaker(_ faults: inout Faults) {
        let isSpoken = body.statements.contains { reference in
            guard case .statement(let statement)? = overlay.record(reference.id) else {
                return false
            }
            return statement.speaker != nil
        }
        guard !isSpoken else { return }
        faults.note(
            Fault("/statements", .missingEvidence, "a statement is due whose speaker is known")
        )
    }

    private func checkReversal(_ faults: inout Faults) {
        guard request.status != .lapsed else {
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
        guard !request.decisions.contains(reversed), overlay.kind(of: reversed.id) == .decision
        else { return }
        faults.note(
            Fault("/decision/reverses", .unknownValue, "it is no standing decision on this request")
        )
    }

    private func checkStep(
        _ reference: PatternedText?,
        _ pointer: String,
        _ faults: inout Faults
    ) {
        guard let reference else {
            return faults.note(Fault(pointer, .required, "this member is required"))
        }
        let standing = StepRecord.standing(among: request.steps)
        guard let step = standing.first(where: { $0.id == reference.text }) else {
            return faults.note(
                Fault(
                    pointer,
                    .unknownReference,
                    "the request has no standing step \(reference.text)"
                )
            )
        }
        if step.step == .annul {
            faults.note(Fault(pointer, .unknownValue, "take the annulled step anew instead"))
        }
    }

    private func checkActor(
        _ actor: Lifecycle.Actor,
        _ by: Reference?,
        _ pointer: String,
        _ faults: inout Faults
    ) {
        let due: (organization: Reference, word: String)
        switch actor {
        case .anyone: return
        case .requester: due = (request.requester, "requester")
        case .addressee: due = (request.addressee, "addressee")
        }
        guard let by, overlay.kind(of: by.id) == .organization,
            !RequestLineage(overlay: overlay).isSameSide(by, due.organization)
        else { return }
        faults.note(
            Fault(
                pointer,
                .actorMismatch,
                "the step is the \(due.word)'s: \(due.organization.id), or one above or below it"
            )
        )
    }

    private func checkSubjects(
        _ subjects: [Reference],
        _ pointer: String,
        _ faults: inout Faults
    ) {
        guard !subjects.isEmpty else { return }
        let known = Set(request.subjects.map(\.ref))
        for (place, subject) in subjects.enumerated() where !known.contains(subject) {
            faults.note(
                Fault(
                    "\(pointer)/\(place)",
                    .unknownValue,
                    "the request is not about \(subject.id)"
                )
            )
        }
    }

    private func check(
        _ decision: DecisionBody,
        _ row: Lifecycle.Transition,
        _ faults: inout Faults
    ) {
        if decision.by == nil, body.by == nil {
            faults.note(Fault("/by", .required, "who decided is due here, or in the decision"))
        }
        if decision.date == nil, body.on == nil {
            faults.note(Fault("/on", .required, "the day is due here, or as the decision's date"))
        }
        checkActor(row.actor, decision.by, "/decision/by", &faults)
        checkSubjects(decision.subjects, "/decision/subjects", &faults)
        if decision.grounds.isEmpty {
            faults.note(
                Fault("/decision/grounds", .required, "a ground is due, or GROUND_UNSTATED")
            )
        }
        for (place, ground) in decision.grounds.enumerated()
        where !GroundCode.all.contains(ground.code.text) {
            let hint = NearestWord.hint(to: ground.code.text, among: GroundCode.all.sorted())
            faults.note(
                Fault("/decision/grounds/\(place)/code", .unknownGround, "no such ground" + hint)
            )
        }
        if body.step != .reopen, decision.reverses != nil {
            faults.note(
                Fault("/decision/reverses", .unknownMember, "only reopen reverses a decision")
            )
        }
        if request.common.access != .public, let id = decision.id, !RecordID.isOpaque(id.text) {
            faults.note(
                Fault(
                    "/decision/id",
                    .idNotOpaque,
                    "a record that is not public takes only an id of the server's form"
                )
            )
        }
    }
}
