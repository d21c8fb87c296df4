import Foundation
import Shapes
import StrictJSON
import Testing

@testable import NoticeRegister

/// What the lack of a fact may do to a finding, tried on every fact of the delivered cases.
@Suite("Facts taken away")
struct ReviewPropertyTests {
    @Test(
        "never turn an unknown into no concern",
        arguments: ["soleimani.ndjson", "cases.ndjson"]
    )
    func monotone(file: String) throws {
        let rules = try ReviewRules(try ReviewRulesTests.delivered())
        let records = try PlainRegister(importing: file).records
        let whole = PlainPast(records)
        var taken = 0
        for request in records.values where request.kind == .noticeRequest {
            let id = request.common.id
            let full = try #require(try CaseFile.gather(id, from: whole))
            let before = rules.assess(full, today: whole.today)
            for record in full.records.values where record.kind != .source {
                for (path, changed) in try Self.without(one: record) {
                    guard let part = try CaseFile.gather(id, from: whole.with(changed)) else {
                        continue
                    }
                    taken += 1
                    let after = rules.assess(part, today: whole.today)
                    for (one, other) in zip(before, after) {
                        Self.compare(one, other, record.common.id, path, in: id)
                    }
                }
            }
        }
        #expect(taken > 200)
    }

    private static func compare(
        _ before: Finding,
        _ after: Finding,
        _ owner: String,
        _ path: String,
        in request: String
    ) {
        let place = "\(request) \(before.rule.code.text) without \(owner) \(path)"
        if before.outcome == .unknown {
            #expect(after.outcome != .noConcernOnRecord, "\(place)")
        }
        guard before.outcome == .concern else { return }
        // A concern stays while a fact of another record's speaks for it.
        let others = before.because.filter { $0.record != owner }
        if others.count == before.because.count, !placing.contains(where: path.contains) {
            #expect(after.outcome == .concern, "\(place)")
        }
    }

    /// Members that place other records' facts: in time, on a side, in the case at all.
    private static let placing = [
        "/on", "/country", "/parent", "/events", "/steps", "/subjects", "/named",
    ]

    /// The record without one of its members, for each member that it may stand without.
    ///
    /// Items of lists stay: without a charge it is another case, not the same one less well known.
    /// So do the keepers' own judgements about a statement, and what no rule looks at.
    private static func without(one record: Record) throws -> [(path: String, record: Record)] {
        let json = try JSONSerialization.jsonObject(with: Data(record.canonicalBytes))
        return try paths(of: json, []).compactMap { path in
            guard !kept.contains(path[0]) else { return nil }
            let bytes = Array(try JSONSerialization.data(withJSONObject: removing(path, json)))
            guard let document = try? Document(bytes),
                let changed = try? Record.decode(record.kind, document, origin: .journal)
            else { return nil }
            return ("/" + path.joined(separator: "/"), changed)
        }
    }

    private static let kept: Set<String> = [
        "id", "kind", "version", "recorded_at", "recorded_by", "access", "rank", "supersedes",
        "deprecated_because", "misattributes", "reversed_by", "labels", "sources", "note", "quote",
    ]

    private static func paths(of json: Any, _ path: [String]) -> [[String]] {
        if let object = json as? [String: Any] {
            return object.keys.sorted().flatMap { name in
                [path + [name]] + paths(of: object[name] ?? "", path + [name])
            }
        }
        let list = json as? [Any] ?? []
        return list.indices.flatMap { paths(of: list[$0], path + [String($0)]) }
    }

    private static func removing(_ path: [String], _ json: Any) -> Any {
        guard let name = path.first else { return json }
        if var object = json as? [String: Any] {
            object[name] =
                path.count == 1 ? nil : removing(Array(path.dropFirst()), object[name] ?? "")
            return object
        }
        guard var list = json as? [Any], let place = Int(name) else { return json }
        list[place] = removing(Array(path.dropFirst()), list[place])
        return list
    }
}

/// A register's records as the past that a case is gathered from, one of them perhaps exchanged.
struct PlainPast: Past {
    private let records: [String: Record]
    private let links: [String: [Referrer]]
    private var exchanged: Record?
    let seq = 1_000
    /// 2026-11-23.
    let today: Int32 = 20_780

    init(_ records: [String: Record]) {
        self.records = records
        links = Dictionary(grouping: records.values.flatMap(Self.links)) { $0.to }
            .mapValues { $0.map(\.referrer) }
    }

    /// The same past with another record in the place of one.
    func with(_ record: Record) -> PlainPast {
        var past = self
        past.exchanged = record
        return past
    }

    func record(_ id: String) throws(StoreFault) -> Record? {
        exchanged?.common.id == id ? exchanged : records[id]
    }

    func referrers(of id: String, role: String, limit: Int) throws(StoreFault) -> [Referrer] {
        var found = (links[id] ?? []).filter { $0.role == role }
        if let exchanged {
            found.removeAll { $0.id == exchanged.common.id }
            found += Self.links(of: exchanged).filter { $0.to == id && $0.referrer.role == role }
                .map(\.referrer)
        }
        return Array(found.sorted { $0.id < $1.id }.prefix(limit))
    }

    private static func links(of record: Record) -> [(to: String, referrer: Referrer)] {
        record.facts.compactMap { fact in
            guard fact.isLink, case .reference(let id) = fact.content else { return nil }
            return (id, Referrer(role: fact.name, kind: record.kind, id: record.common.id))
        }
    }
}
