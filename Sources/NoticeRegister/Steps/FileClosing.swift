/// Closes files that were withdrawn, cancelled or found not to comply: in the commit that says so
/// (DOMAIN.md, Privacy).
struct FileClosing {
    /// Restricts requests and notices, and each person all of whose files are restricted then, unless
    /// the person holds an office.
    ///
    /// A person among the files is no file: judged like those whom the files name.
    /// - Throws: `.tooManyChanges` when too many people are named in them.
    static func close(
        _ files: [Reference],
        in session: inout Session
    ) throws(Rejection) {
        var people: Set<String> = []
        for file in files {
            guard var record = session.overlay.record(file.id) else { continue }
            people.formUnion(self.people(in: record, session.overlay))
            guard record.kind != .person, record.common.access != .restricted else { continue }
            record.common.access = .restricted
            session.derive(file.id, record)
        }
        guard people.count <= Deriving.changesMax else {
            throw .tooManyChanges(Deriving.changesMax)
        }
        for person in people.sorted() { closeIfDue(person, in: &session) }
    }

    /// The persons whom a file is about, and whom its groups name.
    private static func people(in file: Record, _ overlay: Overlay) -> Set<String> {
        let subjects: [Reference]
        switch file {
        case .noticeRequest(let request): subjects = request.subjects.map(\.ref)
        case .notice(let notice): subjects = [notice.subject]
        case .person(let person): subjects = [Reference(person.common.id)]
        default: subjects = []
        }
        var people: Set<String> = []
        for subject in subjects {
            switch overlay.record(subject.id) {
            case .person: people.insert(subject.id)
            case .group(let group): people.formUnion(group.named.map(\.id))
            default: continue
            }
        }
        return people
    }

    /// Restricts a person all of whose files are restricted; an occupation (rank `other`) is no office.
    private static func closeIfDue(_ id: String, in session: inout Session) {
        let overlay = session.overlay
        guard case .person(var person)? = overlay.record(id),
            person.offices.allSatisfy({ $0.rank == .other }),
            person.common.access != .restricted
        else { return }
        let limit = Deriving.changesMax
        let groups = overlay.referrers(of: id, role: "named", limit: limit).map(\.id)
        let isClosed = ([id] + groups).allSatisfy { subject in
            ["subjects.ref", "subject"].allSatisfy { role in
                overlay.referrers(of: subject, role: role, limit: limit).allSatisfy { file in
                    overlay.record(file.id)?.common.access == .restricted
                }
            }
        }
        guard isClosed else { return }
        person.common.access = .restricted
        session.derive(id, person.record)
    }
}
