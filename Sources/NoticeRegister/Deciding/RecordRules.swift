import Shapes
import StrictJSON

/// Judges one record among all others: everything that its shape alone cannot tell.
struct RecordRules {
    let record: Record
    let id: String
    let overlay: Overlay
    private let facts: [Fact]
    private let isNew: Bool
    private let reason: String?
    /// Whether another record may refer to it already, so that a circle is possible.
    private let mayBeReferredTo: Bool
    private let session: Session

    init(
        _ record: Record,
        _ placed: RecordWriting.Placed,
        mayBeReferredTo: Bool,
        _ session: Session
    ) {
        self.record = record
        id = placed.decided.id
        facts = placed.facts
        isNew = placed.isNew
        reason = placed.reason
        self.mayBeReferredTo = mayBeReferredTo
        self.session = session
        overlay = session.overlay
    }

    /// All that is wrong, with pointers into the record.
    func faults() -> Faults {
        var faults = Faults()
        let document = { try? Document(record.canonicalBytes) }
        ReferenceRules(overlay: overlay)
            .check(facts, .of(record.kind), &faults, in: document)
        checkID(&faults)
        checkCircles(&faults)
        checkKind(&faults)
        return faults
    }

    /// - Throws: `.duplicate` when another record of the kind has one of its identifiers.
    func refuseDuplicates() throws(Rejection) {
        for identifier in record.common.identifiers {
            let holder = overlay.holder(
                of: "identifiers",
                identifier.word,
                kind: record.kind,
                otherThan: id
            )
            guard let holder else { continue }
            throw .duplicate(of: holder, "\(holder) already has the identifier \(identifier.word).")
        }
    }

    /// An id of the client's own might say what the record is not to say.
    private func checkID(_ faults: inout Faults) {
        let access = Carried.access(of: record, nil, session)
        if isNew, access != .public, !RecordID.isOpaque(id) {
            faults.note(
                Fault(
                    "/id",
                    .idNotOpaque,
                    "a record that is not public takes only an id of the server's form"
                )
            )
        }
    }

    /// The roles in which records may not lead back to themselves (DOMAIN.md).
    private static let acyclic: [Kind: [(role: String, pointer: String)]] = [
        .event: [("part_of", "/part_of")],
        .organization: [("parent", "/parent")],
        .source: [("derived_from", "/derived_from")],
        .statement: [("supersedes", "/supersedes")],
        .noticeRequest: [("prior.request", "/prior/request")],
        .challenge: [("revises", "/revises")],
    ]

    private func checkCircles(_ faults: inout Faults) {
        for (role, pointer) in Self.acyclic[record.kind] ?? [] {
            let targets = facts.references(role)
            guard !targets.isEmpty else { continue }
            let isCircle =
                mayBeReferredTo
                ? ReferenceRules(overlay: overlay).leads(from: targets, by: role, to: id)
                : targets.contains(id)
            if isCircle { faults.note(Fault(pointer, .cycle, "it leads back to this record")) }
        }
        guard record.kind == .statement else { return }
        for (role, pointer) in Self.toOthersOnly where facts.references(role).contains(id) {
            faults.note(Fault(pointer, .cycle, "a record cannot point at itself here"))
        }
    }

    /// The roles in which a record may be pointed at by any but itself.
    private static let toOthersOnly = [
        ("contradicts", "/contradicts"), ("misattributes", "/misattributes"),
    ]

    private func checkKind(_ faults: inout Faults) {
        switch record {
        case .person(let person): check(person, &faults)
        case .group(let group): check(group, &faults)
        case .statement(let statement):
            statement.check(&faults)
            checkPointer(statement, &faults)
        case .noticeRequest(let request): check(request, &faults)
        case .verdict(let verdict):
            if case .person(let other) = verdict.b, other == verdict.a {
                faults.note(Fault("/b", .unknownValue, "another person than a is due"))
            }
        case .event, .organization, .source, .decision, .notice, .challenge: break
        }
    }

    private func checkPointer(_ statement: Statement, _ faults: inout Faults) {
        guard let pointer = statement.pointer, let kind = overlay.kind(of: statement.about.id),
            let gap = RecordPlaces.gap(at: pointer.text, in: kind)
        else { return }
        faults.note(Fault("/pointer", .unknownMember, gap))
    }

    private func check(_ person: Person, _ faults: inout Faults) {
        if person.names.isEmpty, person.unidentified != true || person.description == nil {
            faults.note(
                Fault(
                    "/names",
                    .required,
                    "a name is due, or unidentified: true with a description"
                )
            )
        }
        if let born = person.birth?.date, let died = person.death?.date,
            died.isCertainlyBefore(born)
        {
            faults.note(Fault("/death/date", .dateOrder, "nobody dies before being born"))
        }
        for (place, office) in person.offices.enumerated() {
            guard let from = office.from, let to = office.to, to.isCertainlyBefore(from) else {
                continue
            }
            faults.note(Fault("/offices/\(place)/to", .dateOrder, "it ends before it begins"))
        }
        checkMinor(person, &faults)
    }

    /// DOMAIN.md: to show a person who may be a minor takes a reason that is written down.
    private func checkMinor(_ person: Person, _ faults: inout Faults) {
        guard person.common.access == .public, reason == nil,
            Carried.isMinor(person, isNew ? nil : id, session), !wasShownAsMinor
        else { return }
        faults.note(
            Fault(
                "/access",
                .missingEvidence,
                "a person who may be a minor is made public only with a reason (?reason=…)"
            )
        )
    }

    /// Whether the person was one to be treated as a minor, and public all the same: the reason for
    /// it has been given.
    private var wasShownAsMinor: Bool {
        guard case .person(let before)?? = session.originals[id], before.common.access == .public
        else { return false }
        return Carried.isMinor(before, id, session)
    }

    private func check(_ group: Group, _ faults: inout Faults) {
        // After its creation a group's size and names are not the client's to write.
        guard isNew else { return }
        let named = Set(group.named).count
        if named < group.named.count {
            faults.note(Fault("/named", .subjectCountMismatch, "somebody is named twice"))
        }
        if !group.size.holds(named) {
            faults.note(
                Fault(
                    "/named",
                    .subjectCountMismatch,
                    "\(named) are named, and the group has \(group.size.basis.words) \(group.size.count)"
                )
            )
        }
    }

    private func check(_ request: NoticeRequest, _ faults: inout Faults) {
        if request.subjects.isEmpty, request.objects.isEmpty {
            faults.note(Fault("/subjects", .required, "a subject or an object is due"))
        }
        let refs = request.subjects.map(\.ref)
        for (place, ref) in refs.enumerated() where refs[..<place].contains(ref) {
            faults.note(
                Fault("/subjects/\(place)/ref", .subjectCountMismatch, "the subject stands twice")
            )
        }
        guard let prior = request.prior,
            case .noticeRequest(let earlier)? = overlay.record(prior.request.id)
        else { return }
        let lineage = RequestLineage(overlay: overlay)
        if let gap = lineage.gap(between: request, and: earlier) {
            faults.note(Fault("/prior/request", .lineageMismatch, gap))
        }
    }
}
