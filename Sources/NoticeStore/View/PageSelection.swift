import NoticeRegister

/// Chooses one page from the rows that were found, without ordering more of them than it has to.
struct PageSelection {
    /// A row and a number that it is ordered by; rows of equal numbers are compared in full.
    private struct Ranked {
        /// Turned round for a descending order; of a text its first eight bytes; `max` for none.
        let key: Int
        let row: Int
    }

    /// What is compared.
    private enum Order {
        case days(Int)
        case number(Int)
        case text(Int)
        case recorded
        /// No row has such a key.
        case nothing
    }

    private let table: KindTable
    private let records: RecordTable
    private let order: Order
    private let isDescending: Bool
    private let limit: Int
    private let after: (position: Query.Position, key: Int)?

    /// How many rows were found in all.
    private(set) var total = 0
    /// How many of them come after the place where the page begins.
    private var following = 0
    /// The first of them: ordered once there are twice as many as the page takes.
    private var chosen: [Ranked] = []
    /// What comes after this is not on the page.
    private var bound: Ranked?

    init(_ query: Query, _ snapshot: ViewSnapshot) {
        table = snapshot.table(query.kind)
        records = snapshot.view.records
        isDescending = query.isDescending
        limit = max(query.limit, 0)
        let layout = table.layout
        let order =
            switch query.sort.key {
            case .days(let fact): layout.days(of: fact).map(Order.days) ?? .nothing
            case .number(let fact): layout.number(of: fact).map(Order.number) ?? .nothing
            case .word(let fact): layout.text(of: fact).map(Order.text) ?? .nothing
            case .recorded: Order.recorded
            }
        self.order = order
        after = query.after.map { ($0, Self.key($0, order, query.isDescending)) }
    }

    /// Takes rows that were found.
    mutating func add(_ rows: [Int]) {
        total += rows.count
        var rows = rows
        if case .text(let number) = order, let bound, bound.key != .max {
            // Most of them come after the page, which the first letters tell.
            let count = rows.count
            let start = UInt32(Self.bytes(of: isDescending ? ~bound.key : bound.key) >> 32)
            table.keep(&rows, text: number, from: start, isDescending: isDescending)
            following += count - rows.count
        }
        let keys = keys(rows)
        if after == nil { following += rows.count }
        var boundKey = bound?.key ?? .max
        for place in rows.indices {
            let (key, row) = (keys[place], rows[place])
            if let after {
                guard isAfter(key, row, after.position, after.key) else { continue }
                following += 1
            }
            guard key <= boundKey, limit > 0 else { continue }
            let ranked = Ranked(key: key, row: row)
            if let bound, !precedes(ranked, bound) { continue }
            chosen.append(ranked)
            guard chosen.count >= 2 * limit + Self.slack else { continue }
            cut()
            boundKey = bound?.key ?? .max
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

    // MARK: Keys

    private func keys(_ rows: [Int]) -> [Int] {
        let keys =
            switch order {
            case .days(let number): table.earliestDays(number, of: rows, none: .max)
            case .number(let number): rows.map { table.number(number, of: $0) ?? .max }
            case .text(let number): rows.map { start(of: $0, number) ?? .max }
            case .recorded: rows.map { Int(table.seq(of: $0)) }
            case .nothing: rows.map { _ in Int.max }
            }
        return isDescending ? keys.map { $0 == .max ? .max : ~$0 } : keys
    }

    private static func key(
        _ position: Query.Position,
        _ order: Order,
        _ isDescending: Bool
    ) -> Int {
        let key: Int? =
            switch order {
            case .text: position.word.map { start(of: $0.utf8.span, 0..<$0.utf8.count) }
            default: position.number
            }
        guard let key, key != .max else { return .max }
        return isDescending ? ~key : key
    }

    private func start(of row: Int, _ number: Int) -> Int? {
        table.withTexts(of: row) { joined in
            TextPieces.first(number, in: joined).map { Self.start(of: joined, $0) }
        }
    }

    /// The first eight bytes as a number that is ordered as they are.
    private static func start(of bytes: Span<UInt8>, _ text: Range<Int>) -> Int {
        var key: UInt64 = 0
        for place in 0..<8 {
            let at = text.lowerBound + place
            key = key << 8 | (at < text.upperBound ? UInt64(bytes[at]) : 0)
        }
        return Int(Int64(bitPattern: key ^ 1 << 63))
    }

    /// The bytes of which a number was made.
    private static func bytes(of start: Int) -> UInt64 {
        UInt64(bitPattern: Int64(start)) ^ 1 << 63
    }

    // MARK: Comparing

    private func precedes(_ one: Ranked, _ other: Ranked) -> Bool {
        if one.key != other.key { return one.key < other.key }
        let (hasKey, otherHasKey) = (hasKey(one.row), hasKey(other.row))
        if hasKey != otherHasKey { return hasKey }
        if case .text(let number) = order, hasKey {
            let texts = table.orderTexts(number, one.row, other.row)
            if texts != 0 { return isDescending ? texts > 0 : texts < 0 }
        }
        return records.order(table.record(of: one.row), table.record(of: other.row)) < 0
    }

    private func isAfter(
        _ key: Int,
        _ row: Int,
        _ position: Query.Position,
        _ positionKey: Int
    ) -> Bool {
        if key != positionKey { return key > positionKey }
        let positionHasKey = position.number != nil || position.word != nil
        if hasKey(row) != positionHasKey { return positionHasKey }
        if case .text(let number) = order, let word = position.word {
            let texts = table.orderText(number, row, word)
            if texts != 0 { return isDescending ? texts < 0 : texts > 0 }
        }
        return records.order(table.record(of: row), position.id) > 0
    }

    private func hasKey(_ row: Int) -> Bool {
        switch order {
        case .days(let number): table.days(number, of: row) != nil
        case .number(let number): table.number(number, of: row) != nil
        case .text(let number): start(of: row, number) != nil
        case .recorded: true
        case .nothing: false
        }
    }

    private func position(_ row: Int) -> Query.Position {
        let id = records.id(table.record(of: row))
        switch order {
        case .text(let number):
            return Query.Position(number: nil, word: table.text(number, of: row), id: id)
        case .days(let number):
            let days = table.days(number, of: row)
            return Query.Position(number: days.map { Int($0.earliest) }, word: nil, id: id)
        case .number(let number):
            return Query.Position(number: table.number(number, of: row), word: nil, id: id)
        case .recorded:
            return Query.Position(number: Int(table.seq(of: row)), word: nil, id: id)
        case .nothing: return Query.Position(number: nil, word: nil, id: id)
        }
    }
}
