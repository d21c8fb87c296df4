import NoticeRegister

/// Turns the conditions of a query into tests of rows.
struct TestMaker {
    /// Where the rows are.
    let snapshot: ViewSnapshot
    /// The day of asking.
    let today: Int32
    /// Whether many rows are to be tested.
    ///
    /// Then what a condition says of other records is found out beforehand, for all of them at once;
    /// else each row's references are followed when it is tested.
    let isForMany: Bool

    /// The test of a condition, for rows of a kind.
    func test(_ condition: Query.Condition, of kind: Kind) -> RowTest {
        let test = test(condition.rule, condition.values, of: kind)
        return condition.isNegated ? .not(test) : test
    }

    /// The test of a rule with any of these values.
    func test(_ rule: Filter.Rule, _ values: [Query.Comparand], of kind: Kind) -> RowTest {
        let layout = snapshot.table(kind).layout
        if let sought = snapshot.sought(rule, values, of: kind) {
            guard !sought.keys(in: snapshot.table(kind).keyed).isEmpty else { return .never }
            let choice = NumberChoice(sought.values)
            return sought.facts.count == 1
                ? .value(fact: sought.facts[0], choice) : .link(choice)
        }
        switch rule {
        case .id: return .record(NumberChoice(snapshot.records(values)))
        case .word(let fact, _):
            let marks = layout.vocabulary(of: fact)
            return Self.marks(marks, values.words.reduce(0) { $0 | (marks?.bit(of: $1) ?? 0) })
        case .flag(let fact):
            let marks = layout.marks(of: fact) { $0 == .flag }
            let bits: UInt32 = (values.has(true) ? 0b10 : 0) | (values.has(false) ? 0b01 : 0)
            return Self.marks(marks, marks?.bits(bits) ?? 0)
        case .present(let fact):
            let marks = layout.marks(of: fact) { $0 == .presence }
            return Self.holding(values, Self.marks(marks, marks?.mask ?? 0))
        case .days(let fact): return layout.days(of: fact).map { .days($0, values.days) } ?? .never
        case .recordedSince:
            guard let first = values.instants.min() else { return .never }
            return .since(snapshot.view.seq(before: first) + 1)
        case .recordedUntil:
            guard let last = values.instants.max() else { return .never }
            return .until(snapshot.view.seq(before: last))
        case .text(let facts):
            let tag = facts.compactMap(layout.text).reduce(UInt8(0)) { $0 | 1 << UInt8($1) }
            return .text(tag: tag, values.words.map(LetterFolding.folded))
        case .any(let rules): return .any(rules.map { test($0, values, of: kind) })
        case .inForce: return Self.holding(values, inForce(layout))
        default: return distant(rule, values, of: kind)
        }
    }

    /// The tests that ask of other records.
    private func distant(
        _ rule: Filter.Rule,
        _ values: [Query.Comparand],
        of kind: Kind
    ) -> RowTest {
        let search = RowSearch(snapshot, today: today)
        let layout = snapshot.table(kind).layout
        switch rule {
        case .under(let fact):
            guard let fact = layout.reference(of: fact) else { return .never }
            let tops = snapshot.records(values)
            guard isForMany else { return .under(fact: fact, NumberChoice(tops)) }
            return .value(fact: fact, NumberChoice(Hierarchy(snapshot).all(under: tops)))
        case .isUnder:
            let tops = snapshot.records(values)
            guard isForMany else { return .isUnder(NumberChoice(tops)) }
            return .record(NumberChoice(Hierarchy(snapshot).all(under: tops)))
        case .country(let fact):
            guard let fact = layout.reference(of: fact) else { return .never }
            let countries = snapshot.countries(values)
            guard isForMany else { return .country(fact: fact, NumberChoice(countries)) }
            return .value(fact: fact, NumberChoice(Hierarchy(snapshot).all(of: countries)))
        case .isOfCountry:
            let countries = snapshot.countries(values)
            guard isForMany else { return .isOfCountry(NumberChoice(countries)) }
            return .record(NumberChoice(Hierarchy(snapshot).all(of: countries)))
        case .through(let fact, let other, let rule):
            guard let fact = layout.reference(of: fact) else { return .never }
            guard isForMany else {
                return .through(fact: fact, other, test(rule, values, of: other))
            }
            let records = search.records(of: other, meeting: Query.Condition(rule, values))
            return .value(fact: fact, .many(records))
        case .back(let other, let fact, let rule):
            return back(other, [fact], Query.Condition(rule, values))
        case .backAs(let other, let fact, let words):
            let facts = values.words.filter(words.contains).map { fact + "@" + $0 }
            return back(other, facts, nil)
        default: return .never
        }
    }

    /// The record is referred to, by any of these facts, from a record that meets a condition.
    private func back(_ kind: Kind, _ facts: [String], _ condition: Query.Condition?) -> RowTest {
        let facts = facts.compactMap(snapshot.table(kind).layout.reference)
        guard isForMany else {
            let test = condition.map { self.test($0, of: kind) } ?? RowTest.always
            return .any(facts.map { .back(kind, fact: $0, test) })
        }
        let search = RowSearch(snapshot, today: today)
        return .record(.many(search.targets(of: facts, kind, meeting: condition)))
    }

    private func inForce(_ layout: FactLayout) -> RowTest {
        let marks = layout.vocabulary(of: FactWants.status)
        let isActive = Self.marks(marks, marks?.bit(of: FactWants.active) ?? 0)
        guard let expires = layout.days(of: FactWants.expires) else { return isActive }
        return .all([isActive, .not(.daysOver(expires, before: today))])
    }

    private static func marks(_ marks: FactLayout.Marks?, _ bits: UInt32) -> RowTest {
        guard let marks, bits != 0 else { return .never }
        return .marks(column: marks.column, bits: bits)
    }

    /// A test whose result is to be one of these yeses and noes.
    private static func holding(_ values: [Query.Comparand], _ test: RowTest) -> RowTest {
        switch (values.has(true), values.has(false)) {
        case (true, true): .always
        case (true, false): test
        case (false, true): .not(test)
        case (false, false): .never
        }
    }
}
