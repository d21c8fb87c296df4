import Shapes
import StrictJSON

/// Judges a step by itself: whether it brings what its row in the table needs, and from whom.
struct StepRules<Holder: Stepped> {
    private let holder: Holder
    private let body: StepBody
    private let overlay: Overlay

    init(_ holder: Holder, _ body: StepBody, _ overlay: Overlay) {
        self.holder = holder
        self.body = body
        self.overlay = overlay
    }

    /// All that is wrong, with pointers into the step.
    func faults() -> Faults {
        var faults = Faults()
        guard let row = Holder.table.row(body.step) else {
            let steps = Holder.table.rows.map(\.step.rawValue).sorted().joined(separator: ", ")
            let kind = Holder.kind.name.map { $0 == "_" ? " " : $0 }
            faults.note(Fault("/step", .unknownValue, "a \(String(kind)) takes \(steps)"))
            return faults
        }
        ReferenceRules(overlay: overlay).check(
            FactVisitor.facts(of: body),
            ReferenceRoles.ofSteps,
            &faults,
            in: { try? Document(body.canonicalBytes) }
        )
        for member in StepTable.Member.allCases where body.has(member) {
            // To drop it silently would lose what was said.
            guard !row.has(member), !Holder.table.common.contains(member) else { continue }
            let detail = "\(body.step.rawValue) takes none"
            faults.note(Fault("/" + member.rawValue, .unknownMember, detail))
        }
        for need in row.needs { check(need, &faults) }
        checkActor(row.actor, body.by, "/by", &faults)
        holder.judge(body, overlay, &faults)
        if let decision = decision(row) { check(decision, row, &faults) }
        return faults
    }

    /// The decision that the step is to make; one that only may be there is made of who and when.
    private func decision(_ row: StepTable.Row) -> DecisionBody? {
        guard row.has(.decision), body.namedDecision == nil else { return nil }
        return body.decision ?? (row.takes.contains(.decision) ? DecisionBody() : nil)
    }

    private func check(_ need: StepTable.Need, _ faults: inout Faults) {
        switch need {
        case .spokenStatement: checkSpeaker(&faults)
        case .evidence:
            if body.statements.isEmpty, body.sources.isEmpty {
                faults.note(Fault("", .missingEvidence, "statements or sources are due"))
            }
        case .annulledStep: checkStep(body.annuls, "/annuls", &faults)
        case .reportedStep: checkStep(body.reports, "/reports", &faults)
        case .reason: require(body.reason != nil, "/reason", &faults)
        case .country: require(body.country != nil, "/country", &faults)
        case .questions, .decision, .cancellation, .ruling, .expires, .ref, .count,
            .basis:
            guard let member = need.member else { return }
            require(body.has(member), "/" + member.rawValue, &faults)
        // Whether these are needed depends on the request.
        case .reversal, .notices: return
        }
    }

    private func require(_ isThere: Bool, _ pointer: String, _ faults: inout Faults) {
        guard !isThere else { return }
        faults.note(Fault(pointer, .required, "this member is required"))
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

    private func checkStep(
        _ reference: PatternedText?,
        _ pointer: String,
        _ faults: inout Faults
    ) {
        guard let reference else { return require(false, pointer, &faults) }
        let standing = StepRecord.standing(among: holder.steps)
        guard let step = standing.first(where: { $0.id == reference.text }) else {
            let detail = "the record has no standing step \(reference.text)"
            return faults.note(Fault(pointer, .unknownReference, detail))
        }
        if step.step == .annul {
            faults.note(Fault(pointer, .unknownValue, "take the annulled step anew instead"))
        }
    }

    private func checkActor(
        _ actor: StepTable.Actor,
        _ by: Reference?,
        _ pointer: String,
        _ faults: inout Faults
    ) {
        let parties = holder.parties(actor, overlay)
        guard !parties.isEmpty, let by, overlay.kind(of: by.id) == .organization else { return }
        let lineage = RequestLineage(overlay: overlay)
        guard !parties.contains(where: { lineage.isSameSide(by, $0) }) else { return }
        let due = parties.map(\.id).joined(separator: " or ")
        faults.note(
            Fault(
                pointer,
                .actorMismatch,
                "the step is the \(actor.rawValue)'s: \(due), or one above or below it"
            )
        )
    }

    private func check(
        _ decision: DecisionBody,
        _ row: StepTable.Row,
        _ faults: inout Faults
    ) {
        if decision.by == nil, body.by == nil {
            faults.note(Fault("/by", .required, "who decided is due here, or in the decision"))
        }
        if decision.date == nil, body.on == nil {
            faults.note(Fault("/on", .required, "the day is due here, or as the decision's date"))
        }
        checkActor(row.actor, decision.by, "/decision/by", &faults)
        let isRuling = row.needs.contains(.ruling)
        if decision.grounds.isEmpty, !row.takes.contains(.decision), !isRuling {
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
        if decision.reverses != nil, body.step != .reopen {
            faults.note(
                Fault("/decision/reverses", .unknownMember, "only reopen reverses a decision")
            )
        }
        if isRuling {
            checkOutcome(decision.outcome, &faults)
        } else if decision.outcome != nil {
            faults.note(Fault("/decision/outcome", .unknownMember, "it follows from the step"))
        }
        faults.checkID(decision.id, "/decision/id", holder.common.access)
    }

    private func checkOutcome(_ outcome: DecisionOutcome?, _ faults: inout Faults) {
        guard let outcome else { return require(false, "/decision/outcome", &faults) }
        guard !DecisionOutcome.rulings.contains(outcome) else { return }
        let words = DecisionOutcome.rulings.map(\.rawValue).joined(separator: ", ")
        faults.note(Fault("/decision/outcome", .unknownValue, "a challenge comes to \(words)"))
    }
}

extension Faults {
    /// Notes an id of a client's own that would tell something of a record that not all may see.
    mutating func checkID(_ id: PatternedText?, _ pointer: String, _ access: Access?) {
        guard access != .public, let id, !RecordID.isOpaque(id.text) else { return }
        note(
            Fault(
                pointer,
                .idNotOpaque,
                "a record that is not public takes only an id of the server's form"
            )
        )
    }
}

extension ReferenceRoles {
    fileprivate static let ofSteps = ReferenceRoles(of: StepBody.self)
}

extension StepBody {
    /// Whether the body brings a member.
    func has(_ member: StepTable.Member) -> Bool {
        switch member {
        case .subjects: !subjects.isEmpty
        case .decision: decision != nil
        case .notices: !notices.isEmpty
        case .questions: !questions.isEmpty
        case .answers: !answers.isEmpty
        case .expires: expires != nil
        case .keepPublic: keepPublic != nil
        case .annuls: annuls != nil
        case .reports: reports != nil
        case .ref: ref != nil
        case .count: count != nil
        case .basis: basis != nil
        }
    }
}
