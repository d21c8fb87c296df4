package import NoticeRegister

extension View {
    /// Counts how often values occur together among the records that are found.
    ///
    /// It costs what finding them does, and for each of them what following its keys does.
    package func tally(_ tally: ValueTally) -> Tallied {
        let snapshot = ViewSnapshot(self, at: tally.seq)
        var count = TallyCount(tally, snapshot)
        RowSearch(snapshot, today: tally.today).forEachBlock(
            of: tally.kind,
            meeting: tally.conditions
        ) { rows in
            for row in rows { count.add(row) }
        }
        return count.result
    }
}

/// How often values have occurred together so far.
private struct TallyCount {
    /// Combinations that one row counts for: a request of a thousand subjects has many.
    private static let combinationsMax = 1_000
    /// Combinations that are counted in all; later ones are not begun.
    private static let countedMax = 100_000
    /// Stands for a key of which the row has no value.
    private static let none = -1

    private var keys: [RowValues]
    private var counts: [[Int]: Int] = [:]
    private var total = 0
    private var isTruncated = false

    init(_ tally: ValueTally, _ snapshot: ViewSnapshot) {
        keys = tally.keys.map { RowValues($0, tally.kind, snapshot) }
    }

    mutating func add(_ row: Int) {
        total += 1
        var combinations: [[Int]] = [[]]
        for place in keys.indices {
            let numbers = keys[place].numbers(of: row)
            let values = numbers.isEmpty ? [Self.none] : numbers
            if combinations.count * values.count > Self.combinationsMax { isTruncated = true }
            combinations = combinations.lazy
                .flatMap { combination in values.map { combination + [$0] } }
                .prefix(Self.combinationsMax).map { $0 }
        }
        for combination in combinations {
            if counts[combination] == nil, counts.count == Self.countedMax {
                isTruncated = true
            } else {
                counts[combination, default: 0] += 1
            }
        }
    }

    var result: Tallied {
        let rows = counts.map { numbers, count in
            let values = zip(keys, numbers).map { key, number in
                number == Self.none ? nil : key.names[number]
            }
            return Tallied.Row(values: values, count: count)
        }
        .sorted(by: Self.precedes)
        return Tallied(
            rows: Array(rows.prefix(Tallied.rowsMax)),
            total: total,
            isTruncated: isTruncated || rows.count > Tallied.rowsMax
        )
    }

    private static func precedes(_ one: Tallied.Row, _ other: Tallied.Row) -> Bool {
        guard one.count == other.count else { return one.count > other.count }
        for (own, theirs) in zip(one.values, other.values) where own != theirs {
            guard let own else { return false }
            guard let theirs else { return true }
            return own.utf8.lexicographicallyPrecedes(theirs.utf8)
        }
        return false
    }
}
