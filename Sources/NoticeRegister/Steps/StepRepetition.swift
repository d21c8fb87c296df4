import Shapes

/// Whether a step that stands is the same as one that is asked for again under its id.
struct StepRepetition<Holder: Stepped> {
    private let known: StepRecord
    private let holder: Holder
    private let body: StepBody
    private let overlay: Overlay

    init(of known: StepRecord, _ holder: Holder, _ body: StepBody, _ overlay: Overlay) {
        (self.known, self.holder, self.body, self.overlay) = (known, holder, body, overlay)
    }

    /// Whether both tell the same, and would make the same.
    var isSame: Bool {
        var step = StepRecord(body)
        (step.id, step.seq) = (known.id, known.seq)
        (step.decision, step.notices) = (known.decision, known.notices)
        guard step.canonicalBytes == known.canonicalBytes else { return false }
        let making = holder.making(body, overlay)
        let asked = making.named?.id ?? making.decision?.common.id
        guard (asked == nil) == (known.decision == nil),
            making.notices.count == known.notices.count,
            known.decision.map({ Self.mayBe($0, asked ?? "") }) ?? true,
            zip(known.notices, making.notices).allSatisfy({ Self.mayBe($0, $1.common.id) })
        else { return false }
        // What an annulled step had made is gone; under its ids others may stand.
        let standing = StepRecord.standing(among: holder.steps)
        guard standing.contains(where: { $0.id == known.id }) else { return true }
        if let made = known.decision, let decision = making.decision,
            !isSame(decision, as: made)
        {
            return false
        }
        return zip(making.notices, known.notices).allSatisfy(isSame)
    }

    /// Whether a record may be the one that was asked for under an id, or under none.
    private static func mayBe(_ made: Reference, _ asked: String) -> Bool {
        asked.isEmpty || asked == made.id
    }

    private func isSame(_ asked: Decision, as made: Reference) -> Bool {
        guard case .decision(let standing)? = overlay.record(made.id) else { return false }
        var decision = asked
        decision.common = standing.common
        decision.reversedBy = standing.reversedBy
        if standing.common.version > 1 {
            // Its words may have been mended since; they are no reason to call the step another.
            (decision.reason, decision.statements) = (standing.reason, standing.statements)
        }
        return decision.canonicalBytes == standing.canonicalBytes
    }

    private func isSame(_ asked: Notice, as made: Reference) -> Bool {
        guard case .notice(let standing)? = overlay.record(made.id) else { return false }
        var notice = asked
        notice.common = standing.common
        // The request may have been rewritten since, and the notice has a life of its own.
        (notice.channel, notice.colour) = (standing.channel, standing.colour)
        (notice.status, notice.steps) = (standing.status, standing.steps)
        let first = standing.firstExpiry ?? Expiry(standing.expires, standing.expiresBasis)
        guard notice.expires == first.expires, notice.expiresBasis == first.basis else {
            return false
        }
        (notice.expires, notice.expiresBasis) = (standing.expires, standing.expiresBasis)
        notice.firstExpiry = standing.firstExpiry
        return notice.canonicalBytes == standing.canonicalBytes
    }
}
