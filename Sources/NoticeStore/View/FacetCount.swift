import NoticeRegister

/// Counts how often each value of a filter's fact occurs among the rows that were found.
///
/// What a row says of itself is counted by bits and keys, what other records say by following them.
struct FacetCount {
    private enum Form {
        /// The bits of a vocabulary, or of no and yes.
        case marks(FactLayout.Marks)
        case key(Int)
        /// What other records say, or that a fact is there.
        case followed
    }

    private let name: String
    private let form: Form
    private let table: KindTable
    private let records: RecordTable
    /// By bit.
    private var marked: [Int]
    private var keyed: [UInt32: Int] = [:]
    private var followed: RowValues
    /// By the number of a value that is followed.
    private var numbered: [Int: Int] = [:]

    init(_ filter: Filter, _ kind: Kind, _ snapshot: ViewSnapshot) {
        name = filter.name
        table = snapshot.table(kind)
        records = snapshot.view.records
        form = Self.form(filter.rule, table.layout)
        marked = Array(repeating: 0, count: UInt32.bitWidth)
        followed = RowValues(.values(filter.rule), kind, snapshot)
    }

    private static func form(_ rule: Filter.Rule, _ layout: FactLayout) -> Form {
        switch rule {
        case .word(let fact, _), .family(let fact, _):
            if let marks = layout.vocabulary(of: fact) { return .marks(marks) }
            return layout.word(of: fact).map(Form.key) ?? .followed
        case .flag(let fact):
            return layout.marks(of: fact) { $0 == .flag }.map(Form.marks) ?? .followed
        case .reference(let fact): return layout.reference(of: fact).map(Form.key) ?? .followed
        default: return .followed
        }
    }

    /// Counts the values of some rows.
    mutating func add(_ rows: [Int]) {
        switch form {
        case .marks(let marks):
            table.forEachMarks(marks.column, of: rows) { all in
                var bits = (all & marks.mask) >> UInt32(marks.shift)
                while bits != 0 {
                    marked[bits.trailingZeroBitCount] += 1
                    bits &= bits - 1
                }
            }
        case .key(let fact):
            for row in rows {
                table.keyed.forEachKey(of: fact, in: row) { key in
                    keyed[key, default: 0] += 1
                    return .proceed
                }
            }
        case .followed:
            for row in rows {
                for number in followed.numbers(of: row) { numbered[number, default: 0] += 1 }
            }
        }
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

    private var values: [(value: String, count: Int)] {
        switch form {
        case .marks(let marks):
            return marks.meaning.values.enumerated().map { ($0.element, marked[$0.offset]) }
                .filter { $0.1 > 0 }
        case .key(let fact):
            let isReference = table.layout.keyed[fact].isReference
            return keyed.map { key, count in
                let table = table.keyed
                let value = isReference ? records.id(table.record(of: key)) : table.word(of: key)
                return (value, count)
            }
        case .followed: return numbered.map { (followed.names[$0], $1) }
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
