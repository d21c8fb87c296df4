import NoticeRegister
import NoticeStore
import Shapes
import StrictJSON
import Testing

/// The same history in the view and in the naive register.
final class TwinRegister {
    let view: View
    private(set) var naive = NaiveRegister()
    /// The time of the next change.
    var now = Instant(milliseconds: 1_000)

    init(costs: SearchCosts = SearchCosts()) {
        view = View(costs: costs)
    }

    /// Records a version from its own members, as JSON without the braces.
    @discardableResult
    func put(
        _ kind: Kind,
        _ id: String,
        _ members: String,
        by operation: Operation? = nil
    ) throws -> Int {
        let version = version(of: id) + 1
        let common = "\"access\":\"public\""
        let text = RecordText.of(kind, id: id, version: version, [common, members])
        let record = try Record.decode(kind, Document(Array(text.utf8)), origin: .journal)
        return try append(kind, id, operation, record)
    }

    /// Records a version.
    @discardableResult
    func append(
        _ kind: Kind,
        _ id: String,
        _ operation: Operation?,
        _ record: Record?
    ) throws -> Int {
        let entry = naive.entry(id, at: naive.head)
        let standard: Operation = entry?.isDeleted ?? true ? .create : .replace
        let operation = operation ?? (record == nil ? .delete : standard)
        let (seq, version, previous) = (naive.head + 1, version(of: id) + 1, naive.last(of: id))
        try view.append(
            ViewRow(
                seq: seq,
                at: now,
                kind: kind,
                id: id,
                version: version,
                operation: operation,
                previous: previous,
                facts: record.map(PackedFacts.init) ?? .none
            )
        )
        naive.append(
            seq: seq,
            at: now,
            kind: kind,
            id: id,
            version: version,
            operation: operation,
            record: record
        )
        return seq
    }

    /// Ends a record.
    @discardableResult
    func delete(_ kind: Kind, _ id: String) throws -> Int { try append(kind, id, .delete, nil) }

    func version(of id: String) -> Int { naive.entry(id, at: naive.head)?.version ?? 0 }

    /// The ids that a filter finds, in their order.
    ///
    /// That the others are found by the filter's negation, among records that are looked up by their
    /// ids, is checked at once.
    func ids(
        _ kind: Kind,
        _ name: String,
        _ values: [Query.Comparand],
        isNegated: Bool = false,
        at seq: Int? = nil,
        today: Int32 = 0
    ) -> Answer {
        view.publish()
        let rule = kind.listing.filters.first { $0.name == name }?.rule ?? .any([])
        var query = Query(
            kind: kind,
            by: Query.Key(Sorting("id", .word(fact: "none"))),
            seq: seq ?? view.head
        )
        query.today = today
        let all = view.find(query).rows.map(\.id)
        query.conditions = [
            Query.Condition(rule, values, isNegated: !isNegated),
            Query.Condition(.id, all.map(Query.Comparand.word)),
        ]
        let others = view.find(query).rows.map(\.id)
        query.conditions = [Query.Condition(rule, values, isNegated: isNegated)]
        let found = view.find(query).rows.map(\.id)
        #expect(others == all.filter { !found.contains($0) })
        return Answer(view: found, naive: naive.find(query).rows.map(\.id))
    }

    /// What both registers find.
    struct Answer: Equatable {
        let view: [String]
        let naive: [String]
    }

    /// What both registers should find.
    static func both(_ ids: String...) -> Answer { Answer(view: ids, naive: ids) }
}
