import Foundation
import NoticeRegister
import Shapes

/// The register as plainly as it can be kept: what the view says is measured against it.
///
/// Every version is decoded, and every question answered by going over all of them.
struct NaiveRegister {
    /// One version of one record.
    struct Version {
        let seq: Int
        let at: Instant
        let kind: Kind
        let id: String
        let version: Int
        let operation: NoticeRegister.Operation
        let record: Record?
        let facts: [Fact]
        var endedBy = Int.max

        /// Whether a record stands by this version at a sequence.
        func stands(at seq: Int) -> Bool { record != nil && self.seq <= seq && seq < endedBy }
    }

    private(set) var versions: [Version] = []
    private var placesByID: [String: [Int]] = [:]

    var head: Int { versions.last?.seq ?? 0 }

    /// The sequence of an id's last change; 0: none.
    func last(of id: String) -> Int { placesByID[id]?.last.map { versions[$0].seq } ?? 0 }

    mutating func append(
        seq: Int,
        at: Instant,
        kind: Kind,
        id: String,
        version: Int,
        operation: NoticeRegister.Operation,
        record: Record?
    ) {
        if let last = placesByID[id]?.last { versions[last].endedBy = seq }
        placesByID[id, default: []].append(versions.count)
        versions.append(
            Version(
                seq: seq,
                at: at,
                kind: kind,
                id: id,
                version: version,
                operation: operation,
                record: record,
                facts: record?.facts ?? []
            )
        )
    }

    // MARK: Single records

    func history(of id: String, at seq: Int) -> [Version] {
        (placesByID[id] ?? []).map { versions[$0] }.filter { $0.seq <= seq }.reversed()
    }

    func standing(_ id: String, at seq: Int) -> Version? {
        history(of: id, at: seq).first { $0.stands(at: seq) }
    }

    func entry(_ id: String, at seq: Int) -> Entry? {
        history(of: id, at: seq).first.map { version in
            Entry(
                kind: version.kind,
                seq: version.seq,
                version: version.version,
                isDeleted: version.record == nil
            )
        }
    }

    func seq(at moment: Instant) -> Int { versions.last { $0.at <= moment }?.seq ?? 0 }

    func isOnlyDerived(_ id: String, since version: Int) -> Bool {
        let history = history(of: id, at: head)
        guard history.contains(where: { $0.version == version }) else { return false }
        return history.filter { $0.version > version }.allSatisfy { $0.operation == .derive }
    }

    func counts() -> [Kind: Int] {
        Dictionary(
            uniqueKeysWithValues: Kind.allCases.map { kind in
                (kind, standing(kind, at: head).count)
            }
        )
    }

    func holders(of fact: String, _ word: String, kind: Kind) -> [String] {
        standing(kind, at: head)
            .filter { $0.facts.contains(Fact(name: fact, content: .word(word))) }.map(\.id)
    }

    // MARK: Links

    func links(of id: String, at seq: Int) -> (to: [Referrer], from: [Referrer]) {
        var (to, from): ([Referrer], [Referrer]) = ([], [])
        for fact in standing(id, at: seq)?.facts ?? [] where fact.isLink {
            guard case .reference(let target) = fact.content,
                let entry = entry(target, at: seq)
            else { continue }
            let referrer = Referrer(role: fact.name, kind: entry.kind, id: target)
            if !to.contains(referrer) { to.append(referrer) }
        }
        for version in versions where version.stands(at: seq) {
            for fact in version.facts where fact.isLink && fact.content == .reference(id) {
                let referrer = Referrer(role: fact.name, kind: version.kind, id: version.id)
                if !from.contains(referrer) { from.append(referrer) }
            }
        }
        func isBefore(_ one: Referrer, _ other: Referrer) -> Bool {
            one.role == other.role ? bytes(one.id, before: other.id) : one.role < other.role
        }
        return (to.sorted(by: isBefore), from.sorted(by: isBefore))
    }

    // MARK: Lists

    func standing(_ kind: Kind, at seq: Int) -> [Version] {
        versions.filter { $0.kind == kind && $0.stands(at: seq) }
    }

    func find(_ query: Query) -> Found {
        let seq = min(query.seq, head)
        let judge = NaiveJudge(register: self, seq: seq, today: query.today)
        let found = standing(query.kind, at: seq).filter { version in
            query.conditions.allSatisfy { judge.meets(version, $0) }
        }
        let keys = [query.first] + query.others
        let ordered = found.map { version in
            (
                version: version,
                place: Query.Position(keys.map { value(version, $0) }, id: version.id)
            )
        }
        .sorted { isBefore($0.place, $1.place, keys) }
        let rest = ordered.filter { element in
            query.after.map { isBefore($0, element.place, keys) } ?? true
        }
        let page = rest.prefix(query.limit)
        return Found(
            rows: page.map {
                Found.Row(id: $0.version.id, seq: $0.version.seq, version: $0.version.version)
            },
            total: found.count,
            next: rest.count > page.count ? page.last?.place : nil,
            facets: query.facets.map { ($0.name, buckets($0, found, judge)) }
        )
    }

    private func value(_ version: Version, _ key: Query.Key) -> Query.Position.Value {
        switch key.sorting.key {
        case .recorded: return .number(version.seq)
        case .days(let name), .word(let name), .number(let name):
            switch version.facts.first(where: { $0.name == name })?.content {
            case .days(let earliest, _): return .number(Int(earliest))
            case .number(let number): return .number(number)
            case .word(let word): return .word(word)
            case .reference, nil: return .absent
            }
        }
    }

    private func isBefore(
        _ one: Query.Position,
        _ other: Query.Position,
        _ keys: [Query.Key]
    ) -> Bool {
        for (key, pair) in zip(keys, zip(one.values, other.values)) where pair.0 != pair.1 {
            switch pair {
            case (.absent, _): return false
            case (_, .absent): return true
            case (.number(let one), .number(let other)): return (one < other) != key.isDescending
            case (.word(let one), .word(let other)):
                return bytes(one, before: other) != key.isDescending
            default: return false
            }
        }
        return bytes(one.id, before: other.id)
    }

    private func buckets(
        _ filter: Filter,
        _ found: [Version],
        _ judge: NaiveJudge
    ) -> [Found.Bucket] {
        var counts: [String: Int] = [:]
        for version in found {
            for value in judge.values(filter.rule, version) { counts[value, default: 0] += 1 }
        }
        return counts.map(Found.Bucket.init).sorted {
            $0.count == $1.count ? bytes($0.value, before: $1.value) : $0.count > $1.count
        }
    }

    private func bytes(_ one: String, before other: String) -> Bool {
        Array(one.utf8).lexicographicallyPrecedes(Array(other.utf8))
    }
}
