import Shapes
import StrictJSON

/// A step in the life of a record: judged, put into its place, and carried out.
struct StepTaking<Holder: Stepped> {
    /// The record as it stands.
    private let holder: Holder
    private let body: StepBody
    private let reason: String?

    private var id: String { holder.common.id }

    fileprivate static func take(
        _ command: Command,
        of holder: Holder,
        _ body: StepBody,
        in session: inout Session
    ) throws(Rejection) -> Decided {
        let taking = StepTaking(holder: holder, body: body, reason: command.reason)
        if let known = holder.steps.first(where: { $0.id == body.id?.text }),
            let entry = session.overlay.entry(taking.id)
        {
            guard StepRepetition(of: known, holder, body, session.overlay).isSame else {
                throw .conflict("The record has another step \(known.id).")
            }
            return Decided(unchanged: taking.id, entry, step: known.id)
        }
        return try taking.take(in: &session)
    }

    private func take(in session: inout Session) throws(Rejection) -> Decided {
        let faults = StepRules(holder, body, session.overlay).faults()
        guard faults.isEmpty else { throw .invalid(faults) }
        guard holder.steps.count < RecordLimits.many else {
            throw .conflict("A record holds at most \(RecordLimits.many) steps.")
        }
        let new = try new(in: &session)
        var next = holder
        next.steps.insert(new.record, at: place(of: new.record))
        next = try replayed(next, new, session.overlay)
        let closed =
            body.keepPublic == nil
            ? next.filesClosed(by: new.record, new.making, session.overlay) : []
        let isClosed = closed.contains { $0.id == id }
        if isClosed { next.common.access = .restricted }
        let change = session.write(id, Holder.kind, .step, next.record, reason: reason)
        try voidAnnulled(in: &session)
        let made = write(new.making, as: next.common.access, in: &session)
        try FileClosing.close(closed, in: &session)
        return Decided(.updated, change, step: new.record.id, made: made)
    }

    /// The step and what it makes, each with its id.
    private func new(in session: inout Session) throws(Rejection) -> NewStep {
        var step = StepRecord(body)
        step.id = body.id?.text ?? session.makeID("stp_")
        step.seq = session.nextSeq
        var making = holder.making(body, session.overlay)
        step.decision = making.named
        if var decision = making.decision {
            try take(&decision.common, .decision, in: &session)
            step.decision = Reference(decision.common.id)
            making.decision = decision
        }
        for place in making.notices.indices {
            try take(&making.notices[place].common, .notice, in: &session)
            try refuseDuplicate(making.notices[place], making.notices[..<place], session.overlay)
        }
        step.notices = making.notices.map { Reference($0.common.id) }
        return NewStep(record: step, making: making)
    }

    /// INTERPOL gives a number once.
    private func refuseDuplicate(
        _ notice: Notice,
        _ others: ArraySlice<Notice>,
        _ overlay: Overlay
    ) throws(Rejection) {
        guard let number = notice.entityID else { return }
        let holder =
            others.first { $0.entityID == number }?.common.id
            ?? overlay.holder(of: "entity_id", number.text, kind: .notice)
        guard let holder else { return }
        throw .duplicate(of: holder, "\(holder) already has the number \(number.text).")
    }

    /// Gives a made record its id, which has to be free.
    private func take(
        _ common: inout Common,
        _ kind: Kind,
        in session: inout Session
    ) throws(Rejection) {
        if common.id.isEmpty { common.id = session.makeID(kind.idPrefix) }
        if let entry = session.overlay.entry(common.id), !entry.isDeleted || entry.kind != kind {
            throw .conflict("The id \(common.id) is taken.")
        }
    }

    /// Where a step goes: before the first standing step that certainly happened later, else last.
    private func place(of step: StepRecord) -> Int {
        guard let on = step.on else { return holder.steps.count }
        let standing = Set(StepRecord.standing(among: holder.steps).map(\.id))
        return holder.steps.firstIndex { other in
            standing.contains(other.id) && other.on.map(on.isCertainlyBefore) == true
        } ?? holder.steps.count
    }

    /// Replays the steps with the new one among them.
    private func replayed(
        _ next: Holder,
        _ new: NewStep,
        _ overlay: Overlay
    ) throws(Rejection) -> Holder {
        do throws(StepObstacle) {
            return try next.replayed(with: new, overlay)
        } catch {
            let isOwn = error.step.id == new.record.id
            if isOwn, let faults = error.faults { throw .invalid(faults) }
            throw .invalidTransition(
                InvalidTransition(
                    from: error.status,
                    step: body.step.rawValue,
                    allowed: holder.allowed(from: isOwn ? error.status : holder.statusNow),
                    breaks: isOwn ? nil : error.step.id
                )
            )
        }
    }

    /// Ends what an annulled step had made, unless something else rests on it.
    private func voidAnnulled(in session: inout Session) throws(Rejection) {
        guard let annulled = holder.steps.first(where: { $0.id == body.annuls?.text }) else {
            return
        }
        let void = annulled.made(in: Holder.kind, id, session.overlay)
        for record in void {
            let users = session.overlay.referrers(of: record.common.id, role: nil, limit: 1_000)
                .filter { user in
                    user.id != id && !ReferenceRoles.derived.contains(user.role)
                        && !void.contains { $0.common.id == user.id }
                }
            guard users.isEmpty else { throw .inUse(by: Array(users.prefix(20))) }
        }
        for record in void {
            session.write(record.common.id, record.kind, .delete, nil, reason: reason)
        }
    }

    /// Writes what the step makes, to be seen by those who may see what it belongs to.
    private func write(
        _ making: StepMaking,
        as access: Access?,
        in session: inout Session
    ) -> [Made] {
        making.records.map { record in
            let change = session.write(
                record.common.id,
                record.kind,
                .create,
                record,
                access: access,
                reason: reason
            )
            return Made(kind: record.kind, id: change.id, version: change.version)
        }
    }
}

extension Session {
    /// Takes the step that a command asks for.
    ///
    /// - Throws: why it cannot be taken; whoever asked throws the session away then.
    mutating func takeStep(
        _ command: Command,
        of id: String,
        _ body: StepBody
    ) throws(Rejection) -> Decided {
        let (record, entry) = try RecordWriting.standing(id, command.kind, overlay)
        try RecordWriting.check(command.precondition, id, entry, overlay)
        guard let holder = record.stepped else {
            let detail = "a \(entry.kind.name) takes no steps"
            throw .invalid(Faults([Fault("/of", .wrongKind, detail)]))
        }
        return try take(command, of: holder, body)
    }

    private mutating func take(
        _ command: Command,
        of holder: some Stepped,
        _ body: StepBody
    ) throws(Rejection) -> Decided {
        try StepTaking.take(command, of: holder, body, in: &self)
    }
}
