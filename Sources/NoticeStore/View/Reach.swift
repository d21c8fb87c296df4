import NoticeRegister

/// Rows that can be looked up: all that meet a condition are among them, and all of them meet it.
struct Reach {
    /// Every standing row that has one of these keys.
    var keys: [UInt32] = []
    /// Rows besides, which stand.
    var rows: [Int] = []

    /// How many rows have to be looked at.
    func cost(in table: KindTable) -> Int {
        keys.reduce(rows.count) { $0 + table.keyed.count(of: $1) }
    }

    /// The standing rows, each once, in their order.
    func standing(in table: KindTable, at seq: UInt32) -> [Int] {
        var found = rows
        for key in keys {
            table.forEachRow(having: key, at: seq) { row in
                found.append(row)
                return .proceed
            }
        }
        found.sort()
        var last = 0
        found.removeAll { row in
            defer { last = row }
            return row == last
        }
        return found
    }
}

/// Looks up what meets a condition, where keys lead there.
struct ReachFinder {
    private let snapshot: ViewSnapshot
    private let hierarchy: Hierarchy

    init(_ snapshot: ViewSnapshot) {
        self.snapshot = snapshot
        hierarchy = Hierarchy(snapshot)
    }

    /// How many rows are looked at to begin with; nil where only a scan can tell.
    func cost(_ rule: Filter.Rule, _ values: [Query.Comparand], of kind: Kind) -> Int? {
        if let keys = snapshot.keys(rule, values, of: kind) {
            return Reach(keys: keys).cost(in: snapshot.table(kind))
        }
        switch rule {
        case .id: return values.count
        case .through(_, let other, let rule), .back(let other, _, let rule):
            return cost(rule, values, of: other)
        case .under, .isUnder: return hierarchy.cost(under: snapshot.records(values))
        case .country, .isOfCountry: return hierarchy.cost(of: snapshot.countries(values))
        case .any(let rules):
            var sum = 0
            for rule in rules {
                guard let cost = cost(rule, values, of: kind) else { return nil }
                sum += cost
            }
            return sum
        default: return nil
        }
    }

    /// The rows that meet a rule; for rules that have a cost.
    func reach(_ rule: Filter.Rule, _ values: [Query.Comparand], of kind: Kind) -> Reach {
        if let keys = snapshot.keys(rule, values, of: kind) { return Reach(keys: keys) }
        let layout = snapshot.table(kind).layout
        switch rule {
        case .id: return reach(snapshot.records(values), kind)
        case .through(let fact, let other, let rule):
            return reach(layout.reference(of: fact), records(rule, values, of: other), kind)
        case .back(let other, let fact, let rule):
            return reach(targets(rule, values, of: other, fact), kind)
        case .under(let fact):
            let tops = snapshot.records(values)
            return reach(layout.reference(of: fact), hierarchy.all(under: tops), kind)
        case .country(let fact):
            let countries = snapshot.countries(values)
            return reach(layout.reference(of: fact), hierarchy.all(of: countries), kind)
        case .isUnder: return reach(hierarchy.all(under: snapshot.records(values)), kind)
        case .isOfCountry: return reach(hierarchy.all(of: snapshot.countries(values)), kind)
        case .any(let rules):
            return rules.reduce(into: Reach()) { sum, rule in
                let part = reach(rule, values, of: kind)
                sum.keys += part.keys
                sum.rows += part.rows
            }
        default: return Reach()
        }
    }

    /// Whoever refers to one of these records.
    private func reach(_ fact: Int?, _ records: [UInt32], _ kind: Kind) -> Reach {
        Reach(keys: fact.map { snapshot.keys($0, records, of: kind) } ?? [])
    }

    /// These records themselves.
    private func reach(_ records: [UInt32], _ kind: Kind) -> Reach {
        Reach(rows: records.compactMap { snapshot.standing($0, as: kind) })
    }

    private func records(
        _ rule: Filter.Rule,
        _ values: [Query.Comparand],
        of kind: Kind
    ) -> [UInt32] {
        let table = snapshot.table(kind)
        return reach(rule, values, of: kind).standing(in: table, at: snapshot.seq)
            .map(table.record)
    }

    private func targets(
        _ rule: Filter.Rule,
        _ values: [Query.Comparand],
        of kind: Kind,
        _ fact: String
    ) -> [UInt32] {
        let table = snapshot.table(kind)
        guard let fact = table.layout.reference(of: fact) else { return [] }
        var targets: [UInt32] = []
        for row in reach(rule, values, of: kind).standing(in: table, at: snapshot.seq) {
            table.keyed.forEachValue(of: fact, in: row) { record in
                targets.append(record)
                return .proceed
            }
        }
        return targets
    }
}
