import NoticeRegister
import Shapes

/// The naive register as the rules ask it: the model that the stores are measured against.
///
/// It decides the same commands by itself, so that what a store answers can be told beforehand.
final class NaiveStanding: Standing {
    private(set) var naive = NaiveRegister()
    private var records: [String: Record] = [:]
    private var texts: [String: String] = [:]

    /// The ids of the standing records of a kind.
    func ids(_ kind: Kind) -> [String] {
        records.filter { $0.value.kind == kind }.map(\.key).sorted()
    }

    /// Decides a submission and keeps what it comes to; gives the changes.
    func decide(_ submission: Submission, in batch: inout Batch) throws -> Settlement {
        let settlement = try batch.decide(submission)
        for change in settlement.changes { pending.append(change) }
        return settlement
    }

    private var pending: [Change] = []

    /// Makes what was decided stand.
    func publish(at moment: Instant) {
        for change in pending {
            naive.append(
                seq: change.seq,
                at: moment,
                kind: change.kind,
                id: change.id,
                version: change.version,
                operation: change.operation,
                record: change.record
            )
            records[change.id] = change.record
            switch change.text {
            case nil: break
            case .removed: texts[change.id] = nil
            case .set(let text): texts[change.id] = text
            }
        }
        pending = []
    }

    func entry(_ id: String) -> Entry? { naive.entry(id, at: naive.head) }
    func record(_ id: String) -> Record? { records[id] }
    func text(of id: String) -> String? { texts[id] }

    func referrers(of id: String, role: String?, limit: Int) -> [Referrer] {
        let found = records.values.flatMap { record in
            let roles = record.facts.filter { $0.isLink && $0.content == .reference(id) }
            return Set(roles.map(\.name)).filter { role == nil || role == $0 }
                .map { Referrer(role: $0, kind: record.kind, id: record.common.id) }
        }
        return Array(found.sorted { ($0.role, $0.id) < ($1.role, $1.id) }.prefix(limit))
    }

    func holder(of fact: String, _ word: String, kind: Kind) -> String? {
        naive.holders(of: fact, word, kind: kind).first
    }

    func isOnlyDerived(_ id: String, since version: Int) -> Bool {
        naive.isOnlyDerived(id, since: version)
    }
}
