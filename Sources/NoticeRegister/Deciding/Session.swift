import Shapes
import StrictJSON

/// One submission being decided: what it may ask, and the changes that it comes to so far.
struct Session {
    /// What a batch is handed from outside: time, chance, a digest.
    struct Surroundings {
        /// The time that the changes bear.
        let at: Instant
        /// Gives 10 random bytes.
        let fresh: () -> [UInt8]
        /// SHA-256.
        let sha256: ([UInt8]) -> [UInt8]
    }

    /// The register as this submission sees it.
    let overlay: Overlay
    let surroundings: Surroundings
    /// Who asks.
    let actor: String
    /// The changes so far.
    private(set) var changes: [Change] = []
    /// The records as they stood before this submission, by id, of those that it writes.
    private(set) var originals: [String: Record?] = [:]
    /// The sequence before its first change.
    private let start: Int

    init(_ overlay: Overlay, _ surroundings: Surroundings, actor: String, after seq: Int) {
        self.overlay = overlay
        self.surroundings = surroundings
        self.actor = actor
        start = seq
    }

    /// The sequence of the next change.
    var nextSeq: Int { start + changes.count + 1 }

    /// The day of the write in UTC, since 1970-01-01.
    var today: Int32 { surroundings.at.daysSince1970 }

    /// A new id for a record of a kind.
    func makeID(_ prefix: String) -> String {
        RecordID.make(prefix, at: surroundings.at, chance: surroundings.fresh())
    }

    /// Writes a record, or ends it; the version, the time and the actor are put in here, and who may
    /// see it where that is said.
    @discardableResult
    mutating func write(
        _ id: String,
        _ kind: Kind,
        _ operation: Operation,
        _ record: Record?,
        access: Access? = nil,
        reason: String? = nil,
        text: TextChange? = nil
    ) -> Change {
        let standing = overlay.entry(id)
        let version = (standing?.version ?? 0) + 1
        let change = Change(
            seq: nextSeq,
            previous: standing?.seq ?? 0,
            id: id,
            kind: kind,
            operation: operation,
            version: version,
            record: record.map { stamped($0, id, version, access) },
            reason: reason,
            text: text
        )
        if originals[id] == nil {
            originals[id] = .some(standing == nil ? nil : overlay.record(id))
        }
        changes.append(change)
        overlay.apply(change)
        return change
    }

    /// Puts what follows from other records into a record: into this submission's own change of it
    /// where there is one, else as a change of its own.
    mutating func derive(_ id: String, _ record: Record) {
        guard let place = changes.lastIndex(where: { $0.id == id }) else {
            write(id, record.kind, .derive, record)
            return
        }
        let own = changes[place]
        let change = Change(
            seq: own.seq,
            previous: own.previous,
            id: id,
            kind: own.kind,
            operation: own.operation,
            version: own.version,
            record: record,
            reason: own.reason,
            text: own.text
        )
        changes[place] = change
        overlay.apply(change)
    }

    /// Lets an act write; where it is turned down, nothing of it stays.
    mutating func attempt<Result>(
        _ act: (inout Session) throws(Rejection) -> Result
    ) throws(Rejection) -> Result {
        var attempt = Session(
            Overlay(on: overlay),
            surroundings,
            actor: actor,
            after: nextSeq - 1
        )
        let result = try act(&attempt)
        for change in attempt.changes { overlay.apply(change) }
        changes += attempt.changes
        originals.merge(attempt.originals) { before, _ in before }
        return result
    }

    private func stamped(
        _ record: Record,
        _ id: String,
        _ version: Int,
        _ access: Access?
    ) -> Record {
        var (stamped, common) = (record, record.common)
        if let access { common.access = access }
        common.id = id
        common.version = version
        common.recordedAt = surroundings.at
        common.recordedBy = actor
        stamped.common = common
        return stamped
    }
}

extension Decided {
    /// Tells a change as the outcome of its command.
    init(_ result: Result, _ change: Change, step: String? = nil, made: [Made] = []) {
        self.init(
            result: result,
            id: change.id,
            kind: change.kind,
            version: change.version,
            seq: change.seq,
            step: step,
            made: made
        )
    }

    /// Tells that nothing changed.
    init(unchanged id: String, _ entry: Entry, step: String? = nil) {
        self.init(
            result: .unchanged,
            id: id,
            kind: entry.kind,
            version: entry.version,
            seq: entry.seq,
            step: step
        )
    }
}
