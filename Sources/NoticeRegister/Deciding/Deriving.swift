import Shapes

/// Carries out what follows from a submission's changes: once, after all of them.
struct Deriving {
    /// Changes that one submission may bring about in other records.
    static let changesMax = 10_000
    /// Bytes of text that one change looks through for quotes, over and over: about two seconds.
    static let searchedBytesMax = 1_000_000_000

    /// Writes everything that follows.
    ///
    /// - Throws: `.tooManyChanges` when a commit would grow beyond measure.
    static func derive(in session: inout Session) throws(Rejection) {
        Minority.restrict(in: &session)
        guard session.changes.contains(where: isFollowed) else { return }
        let written = session.changes.map(\.id)
        var seen: Set<String> = []
        for id in written where seen.insert(id).inserted { refresh(id, in: &session) }
        seen = []
        for id in written where seen.insert(id).inserted {
            try spread(from: id, in: &session)
            guard session.changes.count - written.count <= changesMax else {
                throw .tooManyChanges(changesMax)
            }
        }
    }

    /// Whether anything can follow from a change: of most kinds nothing ever does.
    private static func isFollowed(_ change: Change) -> Bool {
        switch change.kind {
        case .event, .person, .organization, .verdict: change.version > 1
        default: true
        }
    }

    /// Puts into a written record what follows from itself.
    private static func refresh(_ id: String, in session: inout Session) {
        guard let record = session.overlay.record(id),
            let next = Derived.ownMembers(of: record, session.overlay)
        else { return }
        update(id, record, next, in: &session)
    }

    /// Goes from a written record to all that show something of it.
    private static func spread(from id: String, in session: inout Session) throws(Rejection) {
        let old = session.originals[id] ?? nil
        let new = session.overlay.record(id)
        guard let kind = (new ?? old)?.kind else { return }
        for rule in Derived.rules where rule.kind == kind {
            let targets = Set(old?.references(rule.role) ?? [])
                .union(new?.references(rule.role) ?? [])
            for target in targets.sorted() { try fill(target, by: rule, in: &session) }
        }
        // Who may be named in a record depends on who may see the record.
        if let old, let new, old.common.access != new.common.access {
            for rule in Derived.rules { try fill(id, by: rule, in: &session) }
        }
        guard let (role, referring) = Derived.upstream[kind], shows(id, kind, old, new, session)
        else { return }
        let referrers = session.overlay.referrers(of: id, role: role, limit: changesMax + 1)
            .filter { $0.kind == referring }
        let most = kind == .source ? quotesMax(id, session) : changesMax
        guard referrers.count <= most else { throw .tooManyChanges(most) }
        for referrer in referrers { refresh(referrer.id, in: &session) }
    }

    /// How many statements a source may have whose text changes: each looks through all of it, and
    /// nobody else writes meanwhile (Decision 20).
    private static func quotesMax(_ id: String, _ session: Session) -> Int {
        let length = session.overlay.quoteText(of: id)?.text.utf8.count ?? 0
        return min(changesMax, searchedBytesMax / max(length, 1))
    }

    /// Whether a change is one that those who refer to the record show.
    private static func shows(
        _ id: String,
        _ kind: Kind,
        _ old: Record?,
        _ new: Record?,
        _ session: Session
    ) -> Bool {
        switch (old, new) {
        case (.group(let before), .group(let after)):
            return before.size.canonicalBytes != after.size.canonicalBytes
                || before.named != after.named
        case (.notice(let before), .notice(let after)):
            return before.status != after.status || before.cancelledBy != after.cancelledBy
        case (nil, _), (_, nil): return false
        default: return session.changes.contains { $0.id == id && $0.text != nil }
        }
    }

    /// Puts into a record the ids of those that refer to it by a rule, as far as whoever may see
    /// the record may see them too.
    private static func fill(
        _ id: String,
        by rule: Derived.Rule,
        in session: inout Session
    ) throws(Rejection) {
        let overlay = session.overlay
        guard let record = overlay.record(id) else { return }
        let access = record.common.access ?? .public
        let referrers = overlay.referrers(of: id, role: rule.role, limit: changesMax + 1)
            .filter { referrer in
                guard referrer.kind == rule.kind else { return false }
                guard rule.kind != .challenge else { return true }
                return overlay.record(referrer.id)?.common.access?.isAsWide(as: access) ?? false
            }
        // The members that hold them are bounded like all others.
        guard referrers.count <= RecordLimits.many else {
            throw .tooManyChanges(RecordLimits.many)
        }
        var next = record
        rule.put(&next, referrers, overlay)
        update(id, record, next, in: &session)
    }

    private static func update(
        _ id: String,
        _ old: Record,
        _ new: Record,
        in session: inout Session
    ) {
        guard old.canonicalBytes != new.canonicalBytes else { return }
        session.derive(id, new)
    }
}
