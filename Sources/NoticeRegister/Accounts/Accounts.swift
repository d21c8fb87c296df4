import Shapes

/// Who says what about an event: what is said of it and of its parts, side by side.
///
/// No account is weighed and none left out; deprecated statements stand among the others.
package struct Accounts {
    /// How many statements are told.
    static let statementsMax = 1_000
    /// How many events are looked at: the event itself and its parts.
    static let eventsMax = 100
    /// How many records are shown: the statements, who speaks, where it is reported.
    package static let includedMax = 2_000

    /// What is said of one property of one thing.
    struct Account {
        /// The event, or the part of it.
        let about: String
        let property: StatementProperty
        /// Each value once, in the order of the first statement that tells it.
        fileprivate(set) var values: [Told] = []
        /// The gravest conflict that one of the statements is in.
        fileprivate(set) var conflict: Conflict.Form?
    }

    /// A value, and who says or denies it.
    struct Told {
        /// The value's canonical bytes.
        let value: [UInt8]
        let isDenied: Bool
        fileprivate(set) var statements: [String]
    }

    /// The event's id.
    package let event: String
    /// By thing, the event first, and by property.
    private(set) var accounts: [Account] = []
    /// The conflicts among all these statements.
    private(set) var conflicts: [Conflict] = []
    /// Statements that were left out as nobody knows by when they were made; nil: no day was asked.
    private(set) var undated: Int?
    /// Whether there is more than is told.
    package private(set) var isTruncated = false
    /// The sequence at which the register is shown.
    let seq: Int
    /// The statements, who speaks and where it is reported.
    private(set) var included: [(id: String, record: Record)] = []

    /// Puts together the accounts of an event that stands.
    ///
    /// - Parameters:
    ///   - event: the event's id.
    ///   - past: the register.
    ///   - saidBy: a day since 1970-01-01; only what had certainly been said by then counts.
    /// - Returns: the accounts.
    /// - Throws: what goes wrong in the store.
    package static func of(
        _ event: String,
        from past: some Past,
        saidBy: Int32?
    ) throws(StoreFault) -> Accounts {
        var accounts = Accounts(event: event, seq: past.seq, undated: saidBy.map { _ in 0 })
        let statements = try accounts.gather(from: past, saidBy)
        accounts.conflicts = Conflicts.among(statements)
        if accounts.conflicts.count == Conflicts.most { accounts.isTruncated = true }
        accounts.sort(statements)
        try accounts.include(statements, from: past)
        return accounts
    }

    private init(event: String, seq: Int, undated: Int?) {
        (self.event, self.seq, self.undated) = (event, seq, undated)
    }

    /// The statements about the event and its parts: of each thing by id.
    private mutating func gather(
        from past: some Past,
        _ saidBy: Int32?
    ) throws(StoreFault) -> [Statement] {
        var statements: [Statement] = []
        for thing in try parts(from: past) {
            let limit = Self.statementsMax + 1
            for referrer in try past.referrers(of: thing, role: "about", limit: limit) {
                guard case .statement(let statement)? = try past.record(referrer.id),
                    try holds(statement, saidBy, past)
                else { continue }
                guard statements.count < Self.statementsMax else {
                    isTruncated = true
                    return statements
                }
                statements.append(statement)
            }
        }
        return statements
    }

    /// The event, then its parts and theirs.
    private mutating func parts(from past: some Past) throws(StoreFault) -> [String] {
        var parts = [event]
        var place = 0
        while place < parts.count {
            let limit = Self.eventsMax + 1
            for part in try past.referrers(of: parts[place], role: "part_of", limit: limit)
            where !parts.contains(part.id) {
                guard parts.count < Self.eventsMax else {
                    isTruncated = true
                    return parts
                }
                parts.append(part.id)
            }
            place += 1
        }
        return parts
    }

    private mutating func holds(
        _ statement: Statement,
        _ saidBy: Int32?,
        _ past: some Past
    ) throws(StoreFault) -> Bool {
        guard let saidBy else { return true }
        var source: Source?
        if case .source(let record)? = try past.record(statement.source.id) { source = record }
        guard let holds = SaidBy.holds(statement, source, by: saidBy) else {
            undated = (undated ?? 0) + 1
            return false
        }
        return holds
    }

    private mutating func sort(_ statements: [Statement]) {
        var forms: [String: Conflict.Form] = [:]
        for conflict in conflicts {
            for id in [conflict.one, conflict.other] where forms[id] != .declared {
                forms[id] = conflict.how
            }
        }
        var places: [String: Int] = [:]
        for statement in statements {
            let key = statement.about.id + " " + statement.property.rawValue
            let place = places[key] ?? accounts.count
            if place == accounts.count {
                places[key] = place
                let account = Account(about: statement.about.id, property: statement.property)
                accounts.append(account)
            }
            accounts[place].take(statement, in: forms[statement.common.id])
        }
        let order = StatementProperty.allCases.map(\.rawValue)
        let things = statements.map(\.about.id)
        let rank = { (account: Account) in
            (
                things.firstIndex(of: account.about) ?? 0,
                order.firstIndex(of: account.property.rawValue) ?? 0
            )
        }
        accounts = accounts.map { (rank($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Shows the statements, and the records of who speaks and where it is reported.
    private mutating func include(
        _ statements: [Statement],
        from past: some Past
    ) throws(StoreFault) {
        included = statements.map { ($0.common.id, $0.record) }
        var seen = Set(included.map(\.id))
        for statement in statements {
            for id in [statement.speaker?.id, statement.source.id].compactMap({ $0 })
            where seen.insert(id).inserted {
                guard included.count < Self.includedMax else {
                    isTruncated = true
                    return
                }
                guard let record = try past.record(id) else { continue }
                included.append((id, record))
            }
        }
    }
}

extension Accounts.Account {
    fileprivate mutating func take(_ statement: Statement, in form: Conflict.Form?) {
        let (value, id) = (statement.value.canonicalBytes, statement.common.id)
        let isDenied = statement.stance == .denies
        if conflict != .declared, let form { conflict = form }
        if let place = values.firstIndex(where: { $0.isDenied == isDenied && $0.value == value }) {
            values[place].statements.append(id)
        } else {
            values.append(Accounts.Told(value: value, isDenied: isDenied, statements: [id]))
        }
    }
}
