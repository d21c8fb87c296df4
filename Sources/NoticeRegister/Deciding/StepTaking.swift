import Shapes
import StrictJSON

/// A step in the life of a notice request: judged, put into its place, and carried out.
struct StepTaking {
    /// The request's id.
    let id: String
    /// The request as it stands.
    let request: NoticeRequest
    let body: StepBody
    let reason: String?

    /// Takes the step that a command asks for.
    static func take(
        _ command: Command,
        of id: String,
        _ body: StepBody,
        in session: inout Session
    ) throws(Rejection) -> Decided {
        let (record, entry) = try RecordWriting.standing(id, command.kind, session.overlay)
        try RecordWriting.check(command.precondition, id, entry, session.overlay)
        guard case .noticeRequest(let request) = record else {
            let detail = "a \(entry.kind.name) takes no steps"
            throw .invalid(Faults([Fault("/of", .wrongKind, detail)]))
        }
        let taking = StepTaking(id: id, request: request, body: body, reason: command.reason)
        if let known = request.steps.first(where: { $0.id == body.id?.text }) {
            guard taking.repeats(known, session.overlay) else {
                throw .conflict("The request has another step \(known.id).")
            }
            return Decided(unchanged: id, entry, step: known.id)
        }
        return try taking.take(in: &session)
    }

    private func take(in session: inout Session) throws(Rejection) -> Decided {
        let rules = StepRules(request, body, session.overlay)
        let faults = rules.faults()
        guard faults.isEmpty else { throw .invalid(faults) }
        guard request.steps.count < RecordLimits.many else {
            throw .conflict("A request holds at most \(RecordLimits.many) steps.")
        }
        var step = StepRecord(body)
        step.id = body.id?.text ?? session.makeID("stp_")
        step.seq = session.nextSeq
        let decision = try decision(in: &session)
        if let decision { step.decision = Reference(decision.common.id) }
        var next = request
        next.steps.insert(step, at: place(of: step))
        try check(next, step, decision, session.overlay)
        if body.step == .withdraw, body.keepPublic == nil { next.common.access = .restricted }
        let change = session.write(id, .noticeRequest, .step, next.record, reason: reason)
        let made = try makeEffects(of: step, decision, in: &session)
        return Decided(.updated, change, step: step.id, made: made)
    }

    /// Where a step goes: before the first standing step that certainly happened later, else last.
    private func place(of step: StepRecord) -> Int {
        guard let on = step.on else { return request.steps.count }
        let standing = Set(StepRecord.standing(among: request.steps).map(\.id))
        return request.steps.firstIndex { other in
            standing.contains(other.id) && other.on.map(on.isCertainlyBefore) == true
        } ?? request.steps.count
    }

    /// Replays the steps with the new one among them.
    private func check(
        _ next: NoticeRequest,
        _ step: StepRecord,
        _ decision: Decision?,
        _ overlay: Overlay
    ) throws(Rejection) {
        do throws(Replay.Obstacle) {
            let replay = try next.replay(with: decision, overlay)
            try checkSilence(before: step, in: next, replay)
        } catch {
            let isOwn = error.step.id == step.id
            if isOwn, error.status == .submitted, decision?.prospective == true {
                throw .invalid(
                    Faults([
                        Fault(
                            "/decision/prospective",
                            .dateOrder,
                            "the request had been submitted before"
                        )
                    ])
                )
            }
            throw .invalidTransition(
                InvalidTransition(
                    from: error.status.rawValue,
                    step: body.step.rawValue,
                    allowed: Lifecycle.allowed(
                        from: isOwn ? error.status : request.status,
                        hasSteps: !request.steps.isEmpty
                    ),
                    breaks: isOwn ? nil : error.step.id
                )
            )
        }
    }

    /// A request has lapsed only when nothing certainly happened for as long as the rules say.
    private func checkSilence(
        before step: StepRecord,
        in next: NoticeRequest,
        _ replay: Replay
    ) throws(Replay.Obstacle) {
        guard step.step == .lapse, let on = step.on, on.latest != .max,
            let before = StepRecord.standing(among: next.steps).prefix(while: { $0.id != step.id })
                .compactMap(\.on).last,
            before.earliest != .min
        else { return }
        let due = CivilDay(daysSince1970: Int(before.earliest))
            .adding(months: Lifecycle.silentMonths)
        if Int(on.latest) < due.daysSince1970 {
            throw Replay.Obstacle(step: step, status: replay.met[step.id] ?? .draft)
        }
    }

    /// The decision that the step brings, as a record of its own.
    private func decision(in session: inout Session) throws(Rejection) -> Decision? {
        guard let sent = body.decision else { return nil }
        var decision = made(from: sent)
        let id = sent.id?.text ?? session.makeID(Kind.decision.idPrefix)
        if let entry = session.overlay.entry(id), !entry.isDeleted || entry.kind != .decision {
            throw .conflict("The id \(id) is taken.")
        }
        decision.common.id = id
        decision.common.access = request.common.access
        return decision
    }

    private func made(from sent: DecisionBody) -> Decision {
        var decision = Decision()
        decision.request = Reference(id)
        decision.by = sent.by ?? body.by ?? .blank
        decision.date = sent.date ?? body.on ?? .blank
        decision.outcome = Lifecycle.steps[body.step]?.outcome
        decision.grounds = sent.grounds
        decision.subjects = sent.subjects.isEmpty ? body.subjects : sent.subjects
        decision.prospective = sent.prospective
        decision.reason = sent.reason
        decision.statements = sent.statements
        decision.reverses = sent.reverses
        return decision
    }

    /// Writes what the step makes, and ends what an annulled step had made.
    private func makeEffects(
        of step: StepRecord,
        _ decision: Decision?,
        in session: inout Session
    ) throws(Rejection) -> [Made] {
        if let annulled = step.annuls,
            let other = request.steps.first(where: { $0.id == annulled.text }),
            let void = other.decision
        {
            let users = session.overlay.referrers(of: void.id, role: nil, limit: 1_000)
                .filter { $0.id != id && !ReferenceRoles.derived.contains($0.role) }
            guard users.isEmpty else { throw .inUse(by: Array(users.prefix(20))) }
            session.write(void.id, .decision, .delete, nil, reason: reason)
        }
        guard let decision else { return [] }
        let change = session.write(
            decision.common.id,
            .decision,
            .create,
            decision.record,
            reason: reason
        )
        return [Made(kind: .decision, id: change.id, version: change.version)]
    }

    /// Whether a step that stands is the same as the one that is asked for.
    private func repeats(_ known: StepRecord, _ overlay: Overlay) -> Bool {
        var step = StepRecord(body)
        (step.id, step.seq, step.decision) = (known.id, known.seq, known.decision)
        guard step.canonicalBytes == known.canonicalBytes else { return false }
        guard let sent = body.decision, let made = known.decision else {
            return body.decision == nil && known.decision == nil
        }
        guard sent.id == nil || sent.id?.text == made.id,
            case .decision(let standing)? = overlay.record(made.id)
        else { return false }
        var decision = self.made(from: sent)
        decision.common = standing.common
        decision.reversedBy = standing.reversedBy
        if standing.common.version > 1 {
            // Its words may have been mended since; they are no reason to call the step another.
            (decision.reason, decision.statements) = (standing.reason, standing.statements)
        }
        return decision.canonicalBytes == standing.canonicalBytes
    }
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
    }
}

extension NoticeRequest {
    /// Replays the request's steps; `decision` stands among the records though it is not yet there.
    func replay(with decision: Decision? = nil, _ overlay: Overlay) throws(Replay.Obstacle)
        -> Replay
    {
        try Replay(steps, subjects: subjects.map(\.ref)) { id in
            if id == decision?.common.id { return decision }
            guard case .decision(let standing)? = overlay.record(id) else { return nil }
            return standing
        }
    }
}
