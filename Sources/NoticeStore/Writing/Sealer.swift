internal import NoticeRegister
internal import Seals

/// Turns decided changes into sealed ones, in order, and grows the audit tree by them.
struct Sealer {
    /// The changes so far.
    private(set) var changes: [SealedChange] = []
    /// The audit tree with them.
    private(set) var tree: AuditTree
    /// The last change of the journal before them.
    let base: Int
    /// The time that they bear.
    let at: Instant

    init(after base: Int, at: Instant, tree: AuditTree) {
        (self.base, self.at, self.tree) = (base, at, tree)
    }

    /// Seals the next change.
    ///
    /// - Parameters:
    ///   - change: what was decided.
    ///   - actor: who asked for it.
    ///   - salt: random bytes.
    mutating func seal(_ change: Change, by actor: String, salt: [UInt8]) {
        let seq = base + changes.count + 1
        precondition(change.seq == seq, "a change was decided out of its place in the journal")
        let body = change.record?.canonicalBytes
        let entry = JournalEntry(
            seq: seq,
            at: at,
            actor: actor,
            kind: change.kind,
            id: change.id,
            version: change.version,
            operation: change.operation,
            previous: change.previous,
            reason: change.reason,
            digest: Seal.digest(salt: salt, reason: change.reason, body: body),
            body: body
        )
        let hashes = tree.append(Seal.leafHash(of: entry))
        let row = ViewRow(
            seq: seq,
            at: at,
            kind: change.kind,
            id: change.id,
            version: change.version,
            operation: change.operation,
            previous: change.previous,
            facts: body == nil ? .none : PackedFacts(change.facts, of: change.kind)
        )
        changes.append(
            SealedChange(entry: entry, salt: salt, tree: hashes, text: change.text, row: row)
        )
    }

    /// The body that one of these changes made.
    func body(_ seq: Int) -> [UInt8]? { changes[seq - base - 1].entry.body }
}
