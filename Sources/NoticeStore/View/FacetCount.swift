import NoticeRegister

/// Counts how often each value of a filter's fact occurs among the rows that were found.
///
/// What a row says of itself is counted by bits and keys, what other records say by following them.
struct FacetCount {
    private enum Form {
        /// The bits of a vocabulary, or of no and yes.
        case marks(FactLayout.Marks)
        case value(Int)
        /// The countries of organizations that a fact refers to.
        case country(Int)
        /// What records of another kind say that refer to the rows'.
        case referring
        /// What else other records say, or that a fact is there.
        case followed
    }

    private let name: String
    private let form: Form
    private let table: KindTable
    private let records: RecordTable
    /// By bit.
    private var marked: [Int]
    /// By value; for countries, of the organizations.
    private var tally = NumberTally()
    private let hierarchy: Hierarchy
    private var followed: RowValues
    /// By the number of a value that is followed.
    private var numbered: [Int: Int] = [:]
    private let referring: ReferringValues?
    /// The rows to be counted by what refers to them.
    private var rows: [Int] = []

    init(_ filter: Filter, _ kind: Kind, _ snapshot: ViewSnapshot) {
        name = filter.name
        table = snapshot.table(kind)
        records = snapshot.view.records
        hierarchy = Hierarchy(snapshot)
        referring = ReferringValues(filter.rule, kind, snapshot)
        form = referring == nil ? Self.form(filter.rule, table.layout) : .referring
        marked = Array(repeating: 0, count: UInt32.bitWidth)
        followed = RowValues(.values(filter.rule), kind, snapshot)
    }

    private static func form(_ rule: Filter.Rule, _ layout: FactLayout) -> Form {
        switch rule {
        case .word(let fact, _), .family(let fact, _):
            if let marks = layout.vocabulary(of: fact) { return .marks(marks) }
            return layout.word(of: fact).map(Form.value) ?? .followed
        case .flag(let fact):
            return layout.marks(of: fact) { $0 == .flag }.map(Form.marks) ?? .followed
        case .reference(let fact): return layout.reference(of: fact).map(Form.value) ?? .followed
        case .country(let fact): return layout.reference(of: fact).map(Form.country) ?? .followed
        default: return .followed
        }
    }

    /// Counts the values of some rows.
    mutating func add(_ rows: [Int]) {
        switch form {
        case .marks(let marks):
            let (mask, shift) = (marks.mask, UInt32(marks.shift))
            var counts = marked
            table.forEachMarks(marks.column, of: rows) { all in
                var bits = (all & mask) >> shift
                while bits != 0 {
                    counts[bits.trailingZeroBitCount] &+= 1
                    bits &= bits &- 1
                }
            }
            marked = counts
        case .value(let fact):
            for row in rows {
                table.keyed.forEachValue(of: fact, in: row) { value in
                    tally.add(value)
                    return .proceed
                }
            }
        case .country(let fact):
            for row in rows {
                var (count, organization) = (0, UInt32(0))
                table.keyed.forEachValue(of: fact, in: row) { value in
                    (count, organization) = (count + 1, value)
                    return .proceed
                }
                // Of several organizations each country counts once.
                if count == 1 { tally.add(organization) }
                if count > 1 { follow(row) }
            }
        case .referring: self.rows += rows
        case .followed: for row in rows { follow(row) }
        }
    }

    private mutating func follow(_ row: Int) {
        for number in followed.numbers(of: row) { numbered[number, default: 0] += 1 }
    }

    /// The values, the most frequent first, equal ones by value.
    var result: (name: String, buckets: [Found.Bucket]) {
        let buckets = values.map(Found.Bucket.init).sorted { one, other in
            one.count == other.count
                ? one.value.utf8.lexicographicallyPrecedes(other.value.utf8)
                : one.count > other.count
        }
        return (name, buckets)
    }

    private var followedValues: [(value: String, count: Int)] {
        numbered.map { (followed.names[$0], $1) }
    }

    private var values: [(value: String, count: Int)] {
        switch form {
        case .marks(let marks):
            return marks.meaning.values.enumerated().map { ($0.element, marked[$0.offset]) }
                .filter { $0.1 > 0 }
        case .value(let fact):
            let isReference = table.layout.keyed[fact].isReference
            return tally.counts.map { value, count in
                (isReference ? records.id(value) : table.keyed.words.string(value), count)
            }
        case .country:
            var counts: [String: Int] = [:]
            for (number, count) in numbered { counts[followed.names[number], default: 0] += count }
            for (organization, count) in tally.counts {
                guard let name = hierarchy.countryName(of: organization) else { continue }
                counts[name, default: 0] += count
            }
            return counts.map { ($0.key, $0.value) }
        case .referring:
            if var referring, referring.isWorthwhile(for: rows.count) {
                return referring.count(rows)
            }
            var following = self
            for row in rows { following.follow(row) }
            return following.followedValues
        case .followed: return followedValues
        }
    }
}

extension FactLayout.Marks.Meaning {
    /// What the bits are called, from the lowest one.
    fileprivate var values: [String] {
        switch self {
        case .words(let words): words
        case .flag: ["false", "true"]
        case .presence: ["true"]
        }
    }
}
