import Shapes
import StrictJSON

/// Writes of whole records: where they go, what they keep of what stood, whether they change it.
///
/// Two halves, so that records handed in together may refer to each other: first each is put into
/// its place, then each is judged with all others in theirs.
struct RecordWriting {
    /// A record in its place, not judged yet.
    struct Placed {
        /// What became of the command, should the record be in order.
        let decided: Decided
        /// The record as its sender means it; nil for a deletion and where nothing changed.
        let given: Record?
        /// The facts of that record.
        let facts: [Fact]
        /// Whether no record stood under the id before.
        let isNew: Bool
        /// Why it was written, in the client's words.
        let reason: String?
    }

    /// Puts a command's record into its place.
    ///
    /// - Throws: what speaks against it before its content is looked at.
    static func place(
        _ command: Command,
        in session: inout Session
    ) throws(Rejection) -> Placed {
        switch command.act {
        case .create(let record):
            let id = session.makeID(record.kind.idPrefix)
            return write(id, record, .create, command, nil, in: &session)
        case .put(let id, let record): return try put(id, record, command, in: &session)
        case .patch(let id, let members): return try patch(id, members, command, in: &session)
        case .delete(let id): return try delete(id, command, in: &session)
        case .step: preconditionFailure("steps are taken by StepTaking")
        }
    }

    /// Judges a record in its place.
    ///
    /// - Throws: all that is wrong with it.
    static func judge(
        _ placed: Placed,
        in session: Session,
        isTogether: Bool
    ) throws(Rejection) {
        guard let given = placed.given else {
            guard placed.decided.result == .deleted else { return }
            return try refuseInUse(placed.decided.id, in: session.overlay)
        }
        let rules = RecordRules(
            given,
            placed,
            mayBeReferredTo: isTogether || !placed.isNew,
            session
        )
        let faults = rules.faults()
        guard faults.isEmpty else { throw .invalid(faults) }
        try rules.refuseDuplicates()
    }

    private static func put(
        _ id: String,
        _ record: Record,
        _ command: Command,
        in session: inout Session
    ) throws(Rejection) -> Placed {
        guard RecordID.isValid(id) else {
            throw .invalid(Faults([Fault("/id", .badFormat, Pattern.id.detail)]))
        }
        let entry = session.overlay.entry(id)
        if let entry, entry.kind != record.kind {
            throw .conflict("The id \(id) is that of a record of kind \(entry.kind.name).")
        }
        try check(command.precondition, id, entry, session.overlay)
        guard let entry, !entry.isDeleted, let standing = session.overlay.record(id) else {
            return write(id, record, .create, command, nil, in: &session)
        }
        return write(id, record, .replace, command, (standing, entry), in: &session)
    }

    private static func patch(
        _ id: String,
        _ patch: Document,
        _ command: Command,
        in session: inout Session
    ) throws(Rejection) -> Placed {
        let (standing, entry) = try standing(id, command.kind, session.overlay)
        try check(command.precondition, id, entry, session.overlay)
        let document = try merged(patch, into: standing)
        do throws(Faults) {
            var record = try Record.decode(entry.kind, document, origin: .client)
            // What a patch does not name, its sender has not decided.
            if patch.member("access", of: 0) == nil { record.common.access = nil }
            let losesText = patch.member("text", of: 0).map { patch.kind($0) == .null } ?? false
            return write(
                id,
                record,
                .patch,
                command,
                (standing, entry),
                losesText: losesText,
                in: &session
            )
        } catch {
            throw .invalid(error)
        }
    }

    private static func merged(
        _ patch: Document,
        into standing: Record
    ) throws(Rejection) -> Document {
        do throws(JSONFault) {
            return try MergePatch.apply(patch, to: try Document(standing.canonicalBytes))
        } catch {
            throw .invalid(Faults([Fault("", .outOfRange, error.reason.rawValue)]))
        }
    }

    private static func delete(
        _ id: String,
        _ command: Command,
        in session: inout Session
    ) throws(Rejection) -> Placed {
        let (_, entry) = try standing(id, command.kind, session.overlay)
        try check(command.precondition, id, entry, session.overlay)
        // No trace of a source's words is left with a record that is gone.
        let text: TextChange? = entry.kind == .source ? .removed : nil
        let change = session.write(
            id,
            entry.kind,
            .delete,
            nil,
            reason: command.reason,
            text: text
        )
        return Placed(
            decided: Decided(.deleted, change),
            given: nil,
            facts: [],
            isNew: false,
            reason: command.reason
        )
    }

    private static func write(
        _ id: String,
        _ record: Record,
        _ operation: Operation,
        _ command: Command,
        _ standing: (record: Record, entry: Entry)?,
        losesText: Bool = false,
        in session: inout Session
    ) -> Placed {
        var next = record
        var text: TextChange?
        if let standing { next.keepWritten(of: standing.record) }
        let access = Carried.access(of: record, standing?.record, session)
        if losesText { text = .removed }
        if case .source(var source) = next {
            text = source.takeText(session.surroundings.sha256) ?? text
            if text == .removed { source.textSHA256 = nil }
            next = .source(source)
        }
        if let standing {
            next.common.stamp(as: standing.record.common, access)
            if next.canonicalBytes == standing.record.canonicalBytes {
                return Placed(
                    decided: Decided(unchanged: id, standing.entry),
                    given: nil,
                    facts: [],
                    isNew: false,
                    reason: command.reason
                )
            }
        }
        let change = session.write(
            id,
            record.kind,
            operation,
            next,
            access: access,
            reason: command.reason,
            text: text
        )
        let result: Decided.Result = operation == .create ? .created : .updated
        return Placed(
            decided: Decided(result, change),
            given: record,
            // A new record holds nothing but what was given.
            facts: operation == .create ? change.facts : record.facts,
            isNew: operation == .create,
            reason: command.reason
        )
    }

    /// The record under an id, which has to stand and be of the kind that the path names.
    static func standing(
        _ id: String,
        _ kind: Kind?,
        _ overlay: Overlay
    ) throws(Rejection) -> (Record, Entry) {
        guard let entry = overlay.entry(id), kind == nil || kind == entry.kind else {
            throw .absent(id: id)
        }
        guard !entry.isDeleted, let record = overlay.record(id) else { throw .gone(id: id) }
        return (record, entry)
    }

    /// Holds a precondition against what stands (RFC 9110 §13.1.1, §13.1.2).
    static func check(
        _ precondition: Precondition,
        _ id: String,
        _ entry: Entry?,
        _ overlay: Overlay
    ) throws(Rejection) {
        let current = entry.flatMap { $0.isDeleted ? nil : $0.version }
        let holds: Bool
        switch precondition {
        case .none: holds = true
        case .exists: holds = current != nil
        case .absent: holds = current == nil
        case .versions(let versions):
            holds = versions.contains { version in
                guard let current, version > 0, version <= current else { return false }
                return version == current || overlay.isOnlyDerived(id, since: version)
            }
        }
        guard holds else { throw .versionMismatch(current: current) }
    }

    private static func refuseInUse(_ id: String, in overlay: Overlay) throws(Rejection) {
        let users = overlay.referrers(of: id, role: nil, limit: 1_000).filter {
            $0.id != id && !ReferenceRoles.derived.contains($0.role)
        }
        guard users.isEmpty else { throw .inUse(by: Array(users.prefix(20))) }
    }
}
