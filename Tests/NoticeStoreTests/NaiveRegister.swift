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
        let ordered = found.map { (version: $0, key: key($0, query.sort)) }
            .sorted { isBefore(($0.key, $0.version.id), ($1.key, $1.version.id), query) }
        let rest = ordered.filter { element in
            guard let after = query.after else { return true }
            let key = after.number.map(SortKey.number) ?? after.word.map(SortKey.word)
            return isBefore((key, after.id), (element.key, element.version.id), query)
        }
        let page = rest.prefix(query.limit)
        let next = rest.count > page.count ? page.last.map { position($0.version.id, $0.key) } : nil
        return Found(
            rows: page.map {
                Found.Row(id: $0.version.id, seq: $0.version.seq, version: $0.version.version)
            },
            total: found.count,
            next: next,
            facets: query.facets.map { ($0.name, buckets($0, found, judge)) }
        )
    }

    private enum SortKey: Equatable {
        case number(Int)
        case word(String)
    }

    private func key(_ version: Version, _ sort: Sorting) -> SortKey? {
        switch sort.key {
        case .recorded: return .number(version.seq)
        case .days(let name), .word(let name), .number(let name):
            return version.facts.first { $0.name == name }.flatMap { fact in
                switch fact.content {
                case .days(let earliest, _): .number(Int(earliest))
                case .number(let number): .number(number)
                case .word(let word): .word(word)
                case .reference: nil
                }
            }
        }
    }

    private func isBefore(
        _ one: (key: SortKey?, id: String),
        _ other: (key: SortKey?, id: String),
        _ query: Query
    ) -> Bool {
        if one.key == other.key { return bytes(one.id, before: other.id) }
        guard let key = one.key else { return false }
        guard let otherKey = other.key else { return true }
        let isAscending =
            switch (key, otherKey) {
            case (.number(let one), .number(let other)): one < other
            case (.word(let one), .word(let other)): bytes(one, before: other)
            default: false
            }
        return isAscending != query.isDescending
    }

    private func position(_ id: String, _ key: SortKey?) -> Query.Position {
        switch key {
        case .number(let number): Query.Position(number: number, word: nil, id: id)
        case .word(let word): Query.Position(number: nil, word: word, id: id)
        case nil: Query.Position(number: nil, word: nil, id: id)
        }
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
