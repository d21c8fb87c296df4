import Shapes

/// The register as a batch sees it: what is published, and over it what has been decided since.
///
/// A fault of the store is kept and answered with nothing: whoever decides takes it once, at the
/// end, and then throws all away. So the rules read as if nothing could fail.
final class Overlay {
    /// What has been decided of one record.
    private struct Layer {
        var entry: Entry
        var record: Record?
        var facts: [Fact]
        /// Whether only `derive` has changed it since the base.
        var isOnlyDerived: Bool
        /// The version that stood before.
        let baseVersion: Int
        var text: TextChange?
    }

    /// A word of a fact, as ``holder(of:_:kind:)`` asks for it.
    private struct Word: Hashable {
        let kind: Kind
        let fact: String
        let word: String
    }

    private let base: any Standing
    private var layers: [String: Layer] = [:]
    /// Records that the two indexes below do not hold yet: most are never asked for.
    private var unindexed: [Change] = []
    /// By a record's id, those decided here that may refer to it.
    private var referring: [String: Set<String>] = [:]
    private var words: [Word: Set<String>] = [:]
    /// The source whose text was looked through last, and that text: many quotes may be of it.
    private var quoted: (source: String, text: QuoteText)?
    /// The first fault of the store since the last was taken.
    private var fault: StoreFault?

    init(on base: any Standing) {
        self.base = base
    }

    // MARK: Questions

    /// The standing of an id: nil when no record ever had it.
    func entry(_ id: String) -> Entry? {
        if let layer = layers[id] { return layer.entry }
        return asking(nil) { () throws(StoreFault) in try base.entry(id) }
    }

    /// The kind of the record that stands under an id.
    func kind(of id: String) -> Kind? {
        guard let entry = entry(id), !entry.isDeleted else { return nil }
        return entry.kind
    }

    /// The record as it stands.
    func record(_ id: String) -> Record? {
        if let layer = layers[id] { return layer.record }
        return asking(nil) { () throws(StoreFault) in try base.record(id) }
    }

    /// The standing records that refer to `id`, by role and then id; at most `limit` of the base's.
    func referrers(of id: String, role: String?, limit: Int) -> [Referrer] {
        var found = asking([]) { () throws(StoreFault) in
            try base.referrers(of: id, role: role, limit: limit)
        }.filter { layers[$0.id] == nil }
        index()
        for referring in referring[id] ?? [] {
            guard let layer = layers[referring] else { continue }
            let roles = layer.facts
                .filter { $0.isLink && $0.content == .reference(id) && $0.name == role ?? $0.name }
                .map(\.name)
            found += Set(roles).map { Referrer(role: $0, kind: layer.entry.kind, id: referring) }
        }
        return found.sorted { ($0.role, $0.id) < ($1.role, $1.id) }
    }

    /// The standing record of the kind, other than `id`, that has this word among the fact's.
    func holder(
        of fact: String,
        _ word: String,
        kind: Kind,
        otherThan id: String
    ) -> String? {
        index()
        let known = Word(kind: kind, fact: fact, word: word)
        for other in words[known] ?? [] where other != id {
            let facts = layers[other]?.facts ?? []
            if facts.contains(Fact(name: fact, content: .word(word))) { return other }
        }
        let below = asking(nil) { () throws(StoreFault) in
            try base.holder(of: fact, word, kind: kind)
        }
        guard let below, layers[below] == nil else { return nil }
        return below
    }

    /// Whether every version of the record after `version` was made by `derive`.
    func isOnlyDerived(_ id: String, since version: Int) -> Bool {
        guard let layer = layers[id] else {
            return asking(false) { () throws(StoreFault) in
                try base.isOnlyDerived(id, since: version)
            }
        }
        guard layer.isOnlyDerived else { return false }
        guard version < layer.baseVersion else { return true }
        return asking(false) { () throws(StoreFault) in
            try base.isOnlyDerived(id, since: version)
        }
    }

    /// A source's text as it stands.
    func text(of id: String) -> String? {
        switch layers[id]?.text {
        case .set(let text): text
        case .removed: nil
        case nil: asking(nil) { () throws(StoreFault) in try base.text(of: id) }
        }
    }

    /// The same, ready to be looked through for quotes.
    func quoteText(of id: String) -> QuoteText? {
        if let quoted, quoted.source == id { return quoted.text }
        guard let text = text(of: id).map(QuoteText.init) else { return nil }
        quoted = (id, text)
        return text
    }

    // MARK: Changes

    /// Lays a change over what stands.
    func apply(_ change: Change) {
        let id = change.id
        if change.text != nil, quoted?.source == id { quoted = nil }
        let standing = layers[id]
        layers[id] = Layer(
            entry: Entry(
                kind: change.kind,
                seq: change.seq,
                version: change.version,
                isDeleted: change.record == nil
            ),
            record: change.record,
            facts: change.facts,
            isOnlyDerived: (standing?.isOnlyDerived ?? true) && change.operation == .derive,
            baseVersion: standing?.baseVersion ?? change.version - 1,
            text: change.text ?? standing?.text
        )
        if change.record != nil { unindexed.append(change) }
    }

    private func index() {
        for change in unindexed {
            let id = change.id
            for fact in change.facts {
                switch fact.content {
                case .reference(let other): referring[other, default: []].insert(id)
                case .word(let word) where Self.unique.contains(fact.name):
                    words[Word(kind: change.kind, fact: fact.name, word: word), default: []]
                        .insert(id)
                default: continue
                }
            }
        }
        unindexed = []
    }

    /// The facts whose words belong to one record of a kind.
    static let unique: Set<String> = ["identifiers", "entity_id"]

    /// The first fault that the store met since the last call.
    func takeFault() -> StoreFault? {
        defer { fault = nil }
        return fault
    }

    private func asking<Result>(
        _ otherwise: Result,
        _ work: () throws(StoreFault) -> Result
    ) -> Result {
        guard fault == nil else { return otherwise }
        do throws(StoreFault) {
            return try work()
        } catch {
            fault = error
            return otherwise
        }
    }
}

/// A batch's decisions stand under those of one of its submissions.
extension Overlay: Standing {
    func holder(of fact: String, _ word: String, kind: Kind) -> String? {
        holder(of: fact, word, kind: kind, otherThan: "")
    }
}
