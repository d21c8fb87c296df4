import NoticeRegister

/// Chooses one page from the rows that were found, without ordering more of them than it has to.
struct PageSelection {
    /// A row and its rank by the first key; rows of one rank are compared in full.
    private struct Ranked {
        let rank: Int
        let row: Int
    }

    /// A place, and its rank by the first key.
    private struct Place {
        /// A value for each key.
        let values: [Query.Position.Value]
        let id: String
        let rank: Int
    }

    private let table: KindTable
    private let records: RecordTable
    private let first: SortColumn
    /// The keys that rows are compared by which have the first in common.
    private let others: [SortColumn]
    private let limit: Int
    private let after: Place?

    /// How many rows were found in all.
    private(set) var total = 0
    /// How many of them come after the place where the page begins.
    private var following = 0
    /// The first of them: ordered once there are twice as many as the page takes.
    private var chosen: [Ranked] = []
    /// What comes after this is not on the page.
    private var bound: Ranked?

    init(_ query: Query, _ snapshot: ViewSnapshot) {
        let table = snapshot.table(query.kind)
        self.table = table
        records = snapshot.view.records
        limit = max(query.limit, 0)
        let first = SortColumn(query.first, table)
        self.first = first
        others = query.others.map { SortColumn($0, table) }
        let count = 1 + others.count
        after = query.after.map { position in
            let values = (0..<count).map { position.value($0) }
            return Place(values: values, id: position.id, rank: first.rank(of: values[0]))
        }
    }

    /// Takes rows that were found.
    mutating func add(_ rows: [Int]) {
        total += rows.count
        var rows = rows
        if let bound { following += first.drop(&rows, after: bound.rank) }
        let ranks = first.ranks(of: rows)
        var lastRank = bound?.rank ?? .max
        for place in rows.indices {
            let ranked = Ranked(rank: ranks[place], row: rows[place])
            if let after, !follows(ranked, after) { continue }
            following += 1
            guard ranked.rank <= lastRank, limit > 0 else { continue }
            if let bound, !precedes(ranked, bound) { continue }
            chosen.append(ranked)
            guard chosen.count >= 2 * limit + Self.slack else { continue }
            cut()
            lastRank = bound?.rank ?? .max
        }
    }

    /// The rows of the page, and where it ended if there is more.
    mutating func page() -> (rows: [Int], next: Query.Position?) {
        cut()
        let next = following > chosen.count ? chosen.last.map { position($0.row) } : nil
        return (chosen.map(\.row), next)
    }

    /// Ordering is dear for very small pages otherwise.
    private static let slack = 32

    private mutating func cut() {
        chosen.sort(by: precedes)
        if chosen.count > limit { chosen.removeLast(chosen.count - limit) }
        if chosen.count == limit { bound = chosen.last }
    }

    // MARK: Comparing

    private func precedes(_ one: Ranked, _ other: Ranked) -> Bool {
        if one.rank != other.rank { return one.rank < other.rank }
        var order = first.order(one.row, other.row, bothOf: one.rank)
        for column in others where order == 0 { order = column.order(one.row, other.row) }
        if order != 0 { return order < 0 }
        return records.order(table.record(of: one.row), table.record(of: other.row)) < 0
    }

    private func follows(_ one: Ranked, _ place: Place) -> Bool {
        if one.rank != place.rank { return one.rank > place.rank }
        var order = first.order(one.row, place.values[0], bothOf: one.rank)
        for (column, value) in zip(others, place.values.dropFirst()) where order == 0 {
            order = column.order(one.row, value)
        }
        if order != 0 { return order > 0 }
        return records.order(table.record(of: one.row), place.id) > 0
    }

    private func position(_ row: Int) -> Query.Position {
        let values = ([first] + others).map { $0.value(of: row) }
        return Query.Position(values, id: records.id(table.record(of: row)))
    }
}
