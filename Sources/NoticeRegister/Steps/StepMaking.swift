import Shapes

/// What a step makes, and what it rests on.
struct StepMaking {
    /// The decision that it makes.
    var decision: Decision?
    /// The notices that it makes.
    var notices: [Notice] = []
    /// A decision that was made elsewhere and that it carries out.
    var named: Reference?
}

extension StepMaking {
    /// All of them, in the order in which they are written.
    var records: [Record] { (decision.map { [$0.record] } ?? []) + notices.map(\.record) }
}

extension StepRecord {
    /// The step as its record keeps it; id, sequence and what it makes are still to be put in.
    init(_ body: StepBody) {
        self.init()
        step = body.step
        on = body.on
        by = body.by
        country = body.country
        subjects = body.subjects
        statements = body.statements
        sources = body.sources
        reason = body.reason
        note = body.note
        questions = body.questions
        answers = body.answers
        expires = body.expires
        keepPublic = body.keepPublic
        annuls = body.annuls
        reports = body.reports
        ref = body.ref
        count = body.count
        basis = body.basis
    }

    /// The standing records that the step made; it may name others.
    func made(in kind: Kind, _ holder: String, _ overlay: Overlay) -> [Record] {
        made.compactMap { id in
            guard let record = overlay.record(id), record.maker == Reference(holder) else {
                return nil
            }
            return record
        }
    }
}

extension Record {
    /// For a record that a step made: the one whose step it was.
    fileprivate var maker: Reference? {
        switch self {
        case .decision(let decision): decision.request ?? decision.notice ?? decision.challenge
        case .notice(let notice): notice.request
        default: nil
        }
    }
}

extension Decision {
    /// A decision as a step on a record tells it.
    init(_ sent: DecisionBody, _ body: StepBody, on holder: some Stepped) {
        self.init()
        let reference = Reference(holder.common.id)
        switch type(of: holder).kind {
        case .notice: notice = reference
        case .challenge: challenge = reference
        default: request = reference
        }
        common.id = sent.id?.text ?? ""
        by = sent.by ?? body.by ?? .blank
        date = sent.date ?? body.on ?? .blank
        outcome = type(of: holder).table.row(body.step)?.outcome ?? sent.outcome
        grounds = sent.grounds
        subjects = sent.subjects.isEmpty ? body.subjects : sent.subjects
        prospective = sent.prospective
        reason = sent.reason
        statements = sent.statements
        reverses = sent.reverses
    }
}
