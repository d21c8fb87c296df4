import Shapes

/// Who is to be treated as a minor: judged on every day that names the person, not only today.
///
/// DOMAIN.md: such days are the `when` of events and the `on` of steps. The day on which a notice
/// was issued and that on which a challenge was filed are days of steps that need no `on`.
struct Minority {
    /// Records of one role that are looked back upon; who is named more often is widely known.
    static let referrersMax = 1_000

    private let overlay: Overlay

    init(_ overlay: Overlay) {
        self.overlay = overlay
    }

    /// Whether a person was possibly under 18 on a day that names them.
    func includes(_ person: Person, _ id: String) -> Bool {
        guard person.hasBirth else { return false }
        return days(naming: id) { overlay.record($0) }.contains { person.mayBeMinor(on: $0) }
    }

    /// Restricts, in the same commit, whom this submission's records make a minor.
    ///
    /// Who was one before and is public has been shown for a reason, and stays so.
    static func restrict(in session: inout Session) {
        let minority = Minority(session.overlay)
        let changed = Set(session.changes.filter(minority.canName).map(\.id))
        guard !changed.isEmpty else { return }
        for id in minority.people(in: changed).sorted() {
            guard case .person(var person)? = session.overlay.record(id), person.hasBirth,
                person.common.access != .restricted, !session.widens(id),
                minority.includes(person, id), !minority.included(id, before: session)
            else { continue }
            person.common.access = .restricted
            session.derive(id, person.record)
        }
    }

    /// Whether a change can bring a day that names somebody: most bring none.
    private func canName(_ change: Change) -> Bool {
        switch change.record {
        case .event(let event): !event.participants.isEmpty
        case .group(let group): !group.steps.isEmpty || isReferredTo(change.id)
        case .noticeRequest: change.record?.steps.isEmpty == false
        case .notice, .challenge: true
        default: false
        }
    }

    private func isReferredTo(_ group: String) -> Bool {
        ["subjects.ref", "participants.ref"].contains { role in
            !overlay.referrers(of: group, role: role, limit: 1).isEmpty
        }
    }

    // MARK: Before

    /// Whether a person was a minor, by what stood before a submission.
    private func included(_ id: String, before session: Session) -> Bool {
        let standing = { (other: String) -> Record? in
            if let original = session.originals[other] { return original }
            return overlay.record(other)
        }
        guard case .person(let person)? = standing(id), person.hasBirth else { return false }
        // Whoever may be one today was not public without a reason either.
        return person.mayBeMinor(on: session.today)
            || days(naming: id, standing).contains { person.mayBeMinor(on: $0) }
    }

    // MARK: Days

    /// The first days on which something named a person, as records give them.
    private func days(naming id: String, _ record: (String) -> Record?) -> [Int32] {
        var days: [Int32] = []
        let groups = Set(referrers(of: id, "named") + referrers(of: id, "steps.ref"))
        for group in groups {
            if case .group(let group)? = record(group) { days += group.days(naming: id) }
        }
        var files = Set(["subject", "target", "applicant"].flatMap { referrers(of: id, $0) })
        for party in [id] + groups {
            files.formUnion(referrers(of: party, "subjects.ref"))
            files.formUnion(referrers(of: party, "participants.ref"))
        }
        for file in files {
            guard let file = record(file), names(file, id, record) else { continue }
            switch file {
            case .event(let event): days.append(event.when.earliest)
            case .notice(let notice): days.append(notice.issued.earliest)
            case .challenge(let challenge): days.append(challenge.filed.earliest)
            default: break
            }
            days += StepRecord.standing(among: file.steps).compactMap { $0.on?.earliest }
        }
        return days
    }

    private func referrers(of id: String, _ role: String) -> [String] {
        overlay.referrers(of: id, role: role, limit: Self.referrersMax).map(\.id)
    }

    /// Whether a record names a person, alone or in a group.
    private func names(_ file: Record, _ id: String, _ record: (String) -> Record?) -> Bool {
        parties(of: file).contains { party in
            guard party != id else { return true }
            guard case .group(let group)? = record(party) else { return false }
            return group.named.contains { $0.id == id }
        }
    }

    /// Whom a record's days are about.
    private func parties(of file: Record) -> [String] {
        switch file {
        case .event(let event): event.participants.map(\.ref.id)
        case .noticeRequest(let request): request.subjects.map(\.ref.id)
        case .notice(let notice): [notice.subject.id]
        case .challenge(let challenge):
            [challenge.target.id] + (challenge.applicant.map { [$0.id] } ?? [])
        default: []
        }
    }

    // MARK: People

    /// The people whom records name.
    private func people(in ids: Set<String>) -> Set<String> {
        var people: Set<String> = []
        for id in ids {
            guard let file = overlay.record(id) else { continue }
            for party in parties(of: file) + [id] {
                switch overlay.kind(of: party) {
                case .person: people.insert(party)
                case .group:
                    guard case .group(let group)? = overlay.record(party) else { continue }
                    people.formUnion(group.named.map(\.id))
                    people.formUnion(group.steps.compactMap { $0.ref?.id })
                default: continue
                }
            }
        }
        return people
    }
}

extension Person {
    /// Whether the day of birth says anything of an age.
    fileprivate var hasBirth: Bool { birth?.date != nil }
}

extension Group {
    /// The days on which its steps named a person.
    fileprivate func days(naming id: String) -> [Int32] {
        StepRecord.standing(among: steps).filter { $0.ref?.id == id }.compactMap { $0.on?.earliest }
    }
}

extension Session {
    /// Whether this submission itself shows a record to all, for a reason that is written down.
    fileprivate func widens(_ id: String) -> Bool {
        changes.contains { change in
            change.id == id && change.reason != nil && change.operation != .derive
                && change.record?.common.access == .public
        }
    }
}
