import NoticeRegister

/// Finds the rows of a kind that stand and meet conditions.
///
/// It starts where the fewest rows have to be looked at: from what a selective value leads to, else
/// from all rows of the kind, a block after the other.
struct RowSearch {
    private let snapshot: ViewSnapshot
    private let today: Int32

    /// Rows that are tested together: few enough to stay in the nearest cache.
    private static let block = 2_048

    init(_ snapshot: ViewSnapshot, today: Int32) {
        self.snapshot = snapshot
        self.today = today
    }

    /// Goes over the rows block by block, in their order or from the last to the first.
    ///
    /// Each block is ordered upwards.
    func forEachBlock(
        of kind: Kind,
        meeting conditions: [Query.Condition],
        isBackwards: Bool = false,
        _ body: (_ rows: [Int]) -> Void
    ) {
        let table = snapshot.table(kind)
        let last = table.last(at: snapshot.seq)
        if let found = lookUp(kind, conditions, among: last) {
            var (others, rows) = (conditions, found.rows)
            others.remove(at: found.condition)
            for test in tests(others, kind, of: rows.count) {
                snapshot.keep(&rows, in: table, passing: test)
            }
            return body(rows)
        }
        let tests = tests(conditions, kind, of: last)
        for block in Self.blocks(of: Self.range(tests, in: table, last), isBackwards) {
            var rows = table.standing(in: block, at: snapshot.seq)
            for test in tests { snapshot.keep(&rows, in: table, passing: test) }
            if !rows.isEmpty { body(rows) }
        }
    }

    /// The records of a kind that meet a condition.
    func records(of kind: Kind, meeting condition: Query.Condition) -> NumberSet {
        let table = snapshot.table(kind)
        var records = NumberSet()
        forEachBlock(of: kind, meeting: [condition]) { rows in
            for row in rows { records.insert(table.record(of: row)) }
        }
        return records
    }

    /// The records that those of a kind refer to by any of these facts, if they meet a condition.
    func targets(
        of facts: [Int],
        _ kind: Kind,
        meeting condition: Query.Condition?
    ) -> NumberSet {
        let keyed = snapshot.table(kind).keyed
        var targets = NumberSet()
        forEachBlock(of: kind, meeting: condition.map { [$0] } ?? []) { rows in
            for row in rows {
                for fact in facts {
                    keyed.forEachValue(of: fact, in: row) { record in
                        targets.insert(record)
                        return .proceed
                    }
                }
            }
        }
        return targets
    }

    /// The condition that leads to the fewest rows, and those; nil where a scan is as good.
    private func lookUp(
        _ kind: Kind,
        _ conditions: [Query.Condition],
        among count: Int
    ) -> (condition: Int, rows: [Int])? {
        let table = snapshot.table(kind)
        let lookUpCost = snapshot.view.costs.lookUp
        let costMax = lookUpCost == 0 ? Int.max : count / lookUpCost
        let finder = ReachFinder(snapshot)
        var best: (condition: Int, reach: Reach, cost: Int)?
        // To find out how much a condition leads to costs what it starts with.
        for start in starts(kind, conditions, finder) where start.cost < costMax {
            if let best, best.cost <= start.cost { break }
            let condition = conditions[start.condition]
            let reach = finder.reach(condition.rule, condition.values, of: kind)
            let cost = reach.cost(in: table)
            if cost < best?.cost ?? costMax { best = (start.condition, reach, cost) }
        }
        return best.map { ($0.condition, $0.reach.standing(in: table, at: snapshot.seq)) }
    }

    /// The conditions that lead to rows by keys, and what they cost to begin with, the least first.
    private func starts(
        _ kind: Kind,
        _ conditions: [Query.Condition],
        _ finder: ReachFinder
    ) -> [(condition: Int, cost: Int)] {
        conditions.indices.filter { !conditions[$0].isNegated }
            .compactMap { place in
                let condition = conditions[place]
                return finder.cost(condition.rule, condition.values, of: kind).map { (place, $0) }
            }
            .sorted { $0.1 < $1.1 }
    }

    /// The tests of all conditions for so many rows, the cheaper ones first.
    private func tests(
        _ conditions: [Query.Condition],
        _ kind: Kind,
        of count: Int
    ) -> [RowTest] {
        let isForMany = count * snapshot.view.costs.follow > Int(snapshot.seq)
        let maker = TestMaker(snapshot: snapshot, today: today, isForMany: isForMany)
        return conditions.map { maker.test($0, of: kind) }.sorted { $0.cost < $1.cost }
    }

    private static func blocks(of rows: Range<Int>, _ isBackwards: Bool) -> [Range<Int>] {
        let starts = stride(from: rows.lowerBound, to: rows.upperBound, by: block)
        let blocks = starts.map { $0..<min($0 + block, rows.upperBound) }
        return isBackwards ? blocks.reversed() : blocks
    }

    /// The rows that have to be looked at: those that were recorded in the times that are asked for.
    private static func range(_ tests: [RowTest], in table: KindTable, _ last: Int) -> Range<Int> {
        var (first, last) = (1, last)
        for test in tests {
            switch test {
            case .never: return 1..<1
            case .since(let seq): first = max(first, seq > 0 ? table.last(at: seq - 1) + 1 : 1)
            case .until(let seq): last = min(last, table.last(at: seq))
            default: break
            }
        }
        return first..<max(first, last + 1)
    }
}

/// What steps of a search cost, in rows that could be scanned meanwhile.
///
/// The answers are the same whatever they say.
package struct SearchCosts: Sendable {
    /// To look up a row by a key.
    package let lookUp: Int
    /// To follow the references of a row.
    package let follow: Int

    /// The costs as they were measured, unless others are given.
    package init(lookUp: Int = 16, follow: Int = 32) {
        self.lookUp = lookUp
        self.follow = follow
    }
}
