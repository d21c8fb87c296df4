import Shapes

/// The notices that a grant or a circulation makes on a request: one a subject.
struct NoticeMaking {
    private let request: NoticeRequest
    private let body: StepBody
    private let overlay: Overlay

    init(on request: NoticeRequest, _ body: StepBody, _ overlay: Overlay) {
        (self.request, self.body, self.overlay) = (request, body, overlay)
    }

    // MARK: What is made

    /// The notices, without the ids that their sender left open.
    var notices: [Notice] { body.notices.map(notice) }

    /// The decision of a grant; its sender need not tell more than who and when.
    ///
    /// It always names its subjects: those with a notice. A request may come to be about more people
    /// later.
    var decision: Decision? {
        guard body.step == .grant else { return nil }
        var decision = Decision(body.decision ?? DecisionBody(), body, on: request)
        if decision.subjects.isEmpty { decision.subjects = body.notices.map(\.subject) }
        return decision
    }

    private func notice(_ sent: NoticeBody) -> Notice {
        var notice = Notice()
        notice.common.id = sent.id?.text ?? ""
        notice.request = Reference(request.common.id)
        notice.subject = sent.subject
        notice.channel = body.step == .circulate ? .diffusion : .notice
        notice.colour = request.colour
        notice.entityID = sent.entityID
        notice.issued = sent.issued
        notice.expires = sent.expires ?? sent.issued.fiveYearsOn
        if notice.expires != nil { notice.expiresBasis = sent.expires == nil ? .fiveYears : .given }
        notice.isPublic = sent.isPublic
        return notice
    }

    // MARK: What is wrong with it

    /// Those whom a notice can be about: the subjects, and whom their groups name.
    ///
    /// One who is named in a group is granted alone; the group as a whole stays open.
    var concerned: Set<Reference> {
        var concerned = Set(request.subjects.map(\.ref))
        for subject in request.subjects {
            guard case .group(let group)? = overlay.record(subject.ref.id) else { continue }
            concerned.formUnion(group.named)
        }
        return concerned
    }

    /// Notes all that is wrong with the notices.
    func judge(_ faults: inout Faults) {
        // A request for things only (silver) names nobody whom a notice could be about.
        if body.notices.isEmpty, !request.subjects.isEmpty {
            faults.note(Fault("/notices", .required, "a notice is due for each subject"))
        }
        let concerned = concerned
        var (subjects, ids): (Set<Reference>, Set<PatternedText>) = ([], [])
        for (place, notice) in body.notices.enumerated() {
            let pointer = "/notices/\(place)"
            check(notice, concerned, pointer, &faults)
            if !subjects.insert(notice.subject).inserted {
                let detail = "the step has a notice about them already"
                faults.note(Fault(pointer + "/subject", .subjectCountMismatch, detail))
            }
            if let id = notice.id, !ids.insert(id).inserted {
                faults.note(Fault(pointer + "/id", .unknownValue, "the id stands twice"))
            }
        }
        checkAgainstDecision(subjects, &faults)
    }

    private func check(
        _ notice: NoticeBody,
        _ concerned: Set<Reference>,
        _ pointer: String,
        _ faults: inout Faults
    ) {
        faults.checkID(notice.id, pointer + "/id", request.common.access)
        if let fault = fault(of: notice.subject, concerned) {
            faults.note(Fault(pointer + "/subject", fault.code, fault.detail))
        }
        if let expires = notice.expires, expires.isCertainlyBefore(notice.issued) {
            faults.note(Fault(pointer + "/expires", .dateOrder, "it ends before it is issued"))
        }
        if let day = body.decision?.date ?? body.on, notice.issued.isCertainlyBefore(day) {
            let detail = "it is issued before it is decided on"
            faults.note(Fault(pointer + "/issued", .dateOrder, detail))
        }
        guard body.step == .circulate else { return }
        // A diffusion goes from a bureau to others: INTERPOL neither numbers nor publishes it.
        for (name, isThere) in [
            ("entity_id", notice.entityID != nil), ("public", notice.isPublic != nil),
        ] where isThere {
            faults.note(Fault("\(pointer)/\(name)", .unknownMember, "a diffusion has none"))
        }
    }

    private func fault(
        of subject: Reference,
        _ concerned: Set<Reference>
    ) -> (code: FaultCode, detail: String)? {
        // Of what does not stand, the references' rules tell.
        guard let record = overlay.record(subject.id) else { return nil }
        guard concerned.contains(subject) else {
            return (.unknownValue, "the request is not about \(subject.id)")
        }
        guard request.colour == .red else { return nil }
        guard case .person(let person) = record, !person.names.isEmpty else {
            return (.wrongKind, "a red notice is about one person with a name")
        }
        return nil
    }

    /// Where the decision names its subjects, these are who gets a notice.
    private func checkAgainstDecision(_ subjects: Set<Reference>, _ faults: inout Faults) {
        let named = body.decision?.subjects ?? []
        let decided = named.isEmpty ? body.subjects : named
        guard !decided.isEmpty, !body.notices.isEmpty else { return }
        for subject in decided where !subjects.contains(subject) {
            faults.note(Fault("/notices", .required, "a notice is due for \(subject.id)"))
        }
        for (place, notice) in body.notices.enumerated() where !decided.contains(notice.subject) {
            let detail = "the step is not on \(notice.subject.id)"
            faults.note(Fault("/notices/\(place)/subject", .unknownValue, detail))
        }
    }
}

extension PartialDate {
    /// Five years on (RPD 49), as exactly as the date itself is known; nil past the year 9999.
    fileprivate var fiveYearsOn: PartialDate? {
        let (years, months) = (5, 12 * 5)
        if let day = fullDay { return PartialDate(day, adding: months) }
        // A plain year or month stays one.
        if text.utf8.count == 4 || text.utf8.count == 7, let year = Int(text.prefix(4)),
            year + years <= 9999, text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) })
        {
            let digits = String(year + years)
            let padded = String(repeating: "0", count: 4 - digits.count) + digits
            return try? PartialDate(padded + text.dropFirst(4))
        }
        let start = Self.end(earliest, isOpen: earliest == .min, months)
        let end = Self.end(latest, isOpen: latest == .max, months)
        guard let start, let end else { return nil }
        return try? PartialDate(start + "/" + end)
    }

    private static func end(_ day: Int32, isOpen: Bool, _ months: Int) -> String? {
        guard !isOpen else { return ".." }
        return PartialDate(CivilDay(daysSince1970: Int(day)), adding: months)?.text
    }
}
