import NoticeRegister

/// Counts values that rows have through records of another kind, which refer to theirs.
///
/// It goes over those records once, rather than look them up for each row.
struct ReferringValues {
    private let snapshot: ViewSnapshot
    private let kind: Kind
    private let other: Kind
    private let fact: Int
    private var values: RowValues

    /// By value: the rows that have been counted for it.
    private var counted: [NumberSet] = []
    private var counts: [Int] = []

    /// Is ready to count; nil for rules of another sort.
    init?(_ rule: Filter.Rule, _ kind: Kind, _ snapshot: ViewSnapshot) {
        guard case .back(let other, let name, let inner) = rule,
            let fact = snapshot.table(other).layout.reference(of: name)
        else { return nil }
        (self.snapshot, self.kind, self.other, self.fact) = (snapshot, kind, other, fact)
        values = RowValues(.values(inner), other, snapshot)
    }

    /// Whether that is worth while for so many rows.
    func isWorthwhile(for count: Int) -> Bool {
        count * snapshot.view.costs.lookUp > snapshot.table(other).last(at: snapshot.seq)
    }

    /// In how many of these rows each value occurs.
    mutating func count(_ rows: [Int]) -> [(value: String, count: Int)] {
        let found = NumberSet(rows.lazy.map { UInt32($0) })
        let table = snapshot.table(other)
        RowSearch(snapshot, today: 0).forEachBlock(of: other, meeting: []) { others in
            for row in others {
                table.keyed.forEachValue(of: fact, in: row) { record in
                    let target = snapshot.standing(record, as: kind)
                    if let target, found.contains(UInt32(target)) { count(row, for: target) }
                    return .proceed
                }
            }
        }
        return zip(values.names, counts).map { ($0, $1) }
    }

    private mutating func count(_ row: Int, for target: Int) {
        for number in values.numbers(of: row) {
            while counts.count <= number {
                counts.append(0)
                counted.append(NumberSet())
            }
            if counted[number].insert(UInt32(target)) { counts[number] += 1 }
        }
    }
}
