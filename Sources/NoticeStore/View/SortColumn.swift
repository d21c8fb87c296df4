import NoticeRegister

/// One key of a query's order, over the rows of a kind.
///
/// A row has a rank by it, a number that is ordered as the key is; rows of one rank can still differ.
/// Whoever has no such key comes last, whichever way the order goes.
struct SortColumn {
    /// What is compared.
    private enum Source {
        case days(Int)
        case number(Int)
        case text(Int)
        case recorded
        /// No row has such a key.
        case nothing
    }

    private let table: KindTable
    private let source: Source
    private let isDescending: Bool

    init(_ key: Query.Key, _ table: KindTable) {
        self.table = table
        isDescending = key.isDescending
        let layout = table.layout
        source =
            switch key.sorting.key {
            case .days(let fact): layout.days(of: fact).map(Source.days) ?? .nothing
            case .number(let fact): layout.number(of: fact).map(Source.number) ?? .nothing
            case .word(let fact): layout.text(of: fact).map(Source.text) ?? .nothing
            case .recorded: .recorded
            }
    }

    // MARK: Ranks

    /// The ranks of rows: turned round for a descending order; of a text its first eight bytes;
    /// `max` for none.
    func ranks(of rows: [Int]) -> [Int] {
        let ranks =
            switch source {
            case .days(let number): table.earliestDays(number, of: rows, none: .max)
            case .number(let number): rows.map { table.number(number, of: $0) ?? .max }
            case .text(let number): rows.map { start(of: $0, number) ?? .max }
            case .recorded: rows.map { Int(table.seq(of: $0)) }
            case .nothing: rows.map { _ in Int.max }
            }
        return isDescending ? ranks.map(Self.turned) : ranks
    }

    /// The rank of a value that a row had.
    func rank(of value: Query.Position.Value) -> Int {
        switch (source, value) {
        case (.text, .word(let word)):
            directed(Self.start(of: word.utf8.span, 0..<word.utf8.count))
        case (.text, _), (_, .word), (_, .absent): .max
        case (_, .number(let number)): directed(number)
        }
    }

    /// Leaves out rows that come after a rank, as far as the first letters of a text tell, and says how
    /// many.
    func drop(_ rows: inout [Int], after rank: Int) -> Int {
        guard case .text(let number) = source, rank != .max else { return 0 }
        let count = rows.count
        let start = UInt32(Self.bytes(of: directed(rank)) >> 32)
        table.keep(&rows, text: number, from: start, isDescending: isDescending)
        return count - rows.count
    }

    private func rank(of row: Int) -> Int {
        let rank: Int? =
            switch source {
            case .days(let number): table.days(number, of: row).map { Int($0.earliest) }
            case .number(let number): table.number(number, of: row)
            case .text(let number): start(of: row, number)
            case .recorded: Int(table.seq(of: row))
            case .nothing: nil
            }
        return rank.map(directed) ?? .max
    }

    private func directed(_ rank: Int) -> Int { isDescending ? Self.turned(rank) : rank }

    private static func turned(_ rank: Int) -> Int { rank == .max ? .max : ~rank }

    private func start(of row: Int, _ number: Int) -> Int? {
        table.withTexts(of: row) { joined in
            TextPieces.first(number, in: joined).map { Self.start(of: joined, $0) }
        }
    }

    /// The first eight bytes as a number that is ordered as they are.
    private static func start(of bytes: Span<UInt8>, _ text: Range<Int>) -> Int {
        var rank: UInt64 = 0
        for place in 0..<8 {
            let at = text.lowerBound + place
            rank = rank << 8 | (at < text.upperBound ? UInt64(bytes[at]) : 0)
        }
        return Int(Int64(bitPattern: rank ^ 1 << 63))
    }

    /// The bytes of which a rank was made.
    private static func bytes(of rank: Int) -> UInt64 { UInt64(bitPattern: Int64(rank)) ^ 1 << 63 }

    // MARK: Comparing: below 0, at 0 or above it, as the first comes before, with or after the second

    /// Orders two rows.
    func order(_ one: Int, _ other: Int) -> Int {
        let (rank, otherRank) = (rank(of: one), rank(of: other))
        guard rank == otherRank else { return rank < otherRank ? -1 : 1 }
        return order(one, other, bothOf: rank)
    }

    /// Orders two rows of one rank.
    func order(_ one: Int, _ other: Int, bothOf rank: Int) -> Int {
        // No day or number has the rank of none: among those a rank says all.
        guard case .text(let number) = source else { return 0 }
        if rank == .max {
            let (hasKey, otherHasKey) = (hasKey(one), hasKey(other))
            guard hasKey && otherHasKey else { return Self.order(hasKey, otherHasKey) }
        }
        let texts = table.orderTexts(number, one, other)
        return isDescending ? -texts : texts
    }

    /// Orders a row and a value that another row had.
    func order(_ row: Int, _ value: Query.Position.Value) -> Int {
        let (own, other) = (rank(of: row), rank(of: value))
        guard own == other else { return own < other ? -1 : 1 }
        return order(row, value, bothOf: own)
    }

    /// Orders a row and a value that have one rank.
    func order(_ row: Int, _ value: Query.Position.Value, bothOf rank: Int) -> Int {
        guard case .text(let number) = source else { return 0 }
        if rank == .max {
            let (hasKey, otherHasKey) = (hasKey(row), value != .absent)
            guard hasKey && otherHasKey else { return Self.order(hasKey, otherHasKey) }
        }
        guard case .word(let word) = value else { return 0 }
        let texts = table.orderText(number, row, word)
        return isDescending ? -texts : texts
    }

    private static func order(_ hasKey: Bool, _ otherHasKey: Bool) -> Int {
        hasKey == otherHasKey ? 0 : hasKey ? -1 : 1
    }

    private func hasKey(_ row: Int) -> Bool {
        if case .text(let number) = source { start(of: row, number) != nil } else { true }
    }

    // MARK: Positions

    /// The value that a row has, for the place where a page ends.
    func value(of row: Int) -> Query.Position.Value {
        switch source {
        case .text(let number): table.text(number, of: row).map { .word($0) } ?? .absent
        case .days(let number):
            table.days(number, of: row).map { .number(Int($0.earliest)) } ?? .absent
        case .number(let number): table.number(number, of: row).map { .number($0) } ?? .absent
        case .recorded: .number(Int(table.seq(of: row)))
        case .nothing: .absent
        }
    }
}
