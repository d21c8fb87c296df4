import NoticeRegister

/// Tells which values rows have of a filter, also of one that asks of other records.
///
/// Values are numbered as they are met, so that rows are counted without making texts.
struct RowValues {
    /// Where values are found: in which kind's rows, and there in which fact.
    fileprivate indirect enum Place {
        case marks(Kind, FactLayout.Marks)
        case words(Kind, Int)
        case references(Kind, Int)
        case countries(Kind, Int)
        case ownCountry(Kind)
        case year(Kind, Int)
        case through(Kind, Int, to: Kind, Place)
        case back(Kind, from: Kind, [(fact: Int, place: Place)])
        case word(String)
        case any([Place])
        case nothing
    }

    /// A value as it lies in the view.
    private enum Value: Hashable {
        case word(Kind, UInt32)
        case record(UInt32)
        case text(String)
        case years(Int?, Int?)
    }

    /// What the values are called, by their numbers.
    private(set) var names: [String] = []

    private let place: Place
    private let snapshot: ViewSnapshot
    private let hierarchy: Hierarchy
    private var numbers: [Value: Int] = [:]
    private var numbersByName: [String: Int] = [:]

    /// Is ready to tell values of a kind's rows.
    init(_ key: ValueTally.Key, _ kind: Kind, _ snapshot: ViewSnapshot) {
        self.snapshot = snapshot
        hierarchy = Hierarchy(snapshot)
        switch key {
        case .values(let rule):
            place = rule.isCountable ? snapshot.place(of: rule, kind) : .nothing
        case .year(let fact):
            let days = snapshot.table(kind).layout.days(of: fact)
            place = days.map { .year(kind, $0) } ?? .nothing
        }
    }

    /// The numbers of the values that a row has, each once.
    mutating func numbers(of row: Int) -> [Int] {
        var values: [Value] = []
        collect(place, row, into: &values)
        var found: [Int] = []
        for value in values {
            let number = number(of: value)
            if !found.contains(number) { found.append(number) }
        }
        return found
    }

    private func collect(_ place: Place, _ row: Int, into values: inout [Value]) {
        switch place {
        case .marks(let kind, let marks):
            let bits = snapshot.table(kind).marks(marks.column, of: row) & marks.mask
            values += marks.meaning.names(of: bits >> UInt32(marks.shift)).map(Value.text)
        case .words(let kind, let fact):
            snapshot.table(kind).keyed.forEachValue(of: fact, in: row) { word in
                values.append(.word(kind, word))
                return .proceed
            }
        case .references(let kind, let fact):
            forEachRecord(kind, fact, row) { values.append(.record($0)) }
        case .countries(let kind, let fact):
            forEachRecord(kind, fact, row) { record in
                if let country = country(of: record) { values.append(country) }
            }
        case .ownCountry(let kind):
            if let country = country(of: snapshot.table(kind).record(of: row)) {
                values.append(country)
            }
        case .year(let kind, let number):
            if let span = snapshot.table(kind).days(number, of: row) {
                values.append(.years(Self.year(of: span.earliest), Self.year(of: span.latest)))
            }
        case .through(let kind, let fact, let other, let inner):
            forEachRecord(kind, fact, row) { record in
                guard let row = snapshot.standing(record, as: other) else { return }
                collect(inner, row, into: &values)
            }
        case .back(let kind, let other, let facts):
            let (record, table) = (snapshot.table(kind).record(of: row), snapshot.table(other))
            for (fact, inner) in facts {
                let key = table.keyed.first(Key(fact: fact, value: record))
                guard let key else { continue }
                table.forEachRow(having: key, at: snapshot.seq) { row in
                    collect(inner, row, into: &values)
                    return .proceed
                }
            }
        case .word(let word): values.append(.text(word))
        case .any(let places): for place in places { collect(place, row, into: &values) }
        case .nothing: break
        }
    }

    private func forEachRecord(
        _ kind: Kind,
        _ fact: Int,
        _ row: Int,
        _ body: (_ record: UInt32) -> Void
    ) {
        snapshot.table(kind).keyed.forEachValue(of: fact, in: row) { record in
            body(record)
            return .proceed
        }
    }

    private func country(of record: UInt32) -> Value? {
        hierarchy.country(of: record).map { .word(.organization, $0) }
    }

    /// The year of a day; nil for an end that is open.
    private static func year(of day: Int32) -> Int? {
        day == .min || day == .max ? nil : CivilDay(daysSince1970: Int(day)).year
    }

    private mutating func number(of value: Value) -> Int {
        if let number = numbers[value] { return number }
        let name = name(of: value)
        let number = numbersByName[name] ?? names.count
        if number == names.count { names.append(name) }
        (numbers[value], numbersByName[name]) = (number, number)
        return number
    }

    private func name(of value: Value) -> String {
        switch value {
        case .word(let kind, let word): snapshot.table(kind).keyed.words.string(word)
        case .record(let record): snapshot.view.records.id(record)
        case .text(let text): text
        case .years(let first, let last):
            first == last
                ? first.map(Self.text) ?? "../.."
                : (first.map(Self.text) ?? "..") + "/" + (last.map(Self.text) ?? "..")
        }
    }

    /// A year as EDTF writes it.
    private static func text(of year: Int) -> String {
        let digits = String(abs(year))
        return (year < 0 ? "-" : "") + String(repeating: "0", count: max(0, 4 - digits.count))
            + digits
    }
}

extension ViewSnapshot {
    /// Where the values of a rule are found.
    fileprivate func place(of rule: Filter.Rule, _ kind: Kind) -> RowValues.Place {
        let layout = table(kind).layout
        switch rule {
        case .word(let fact, _), .family(let fact, _):
            if let marks = layout.vocabulary(of: fact) { return .marks(kind, marks) }
            return layout.word(of: fact).map { .words(kind, $0) } ?? .nothing
        case .flag(let fact):
            return layout.marks(of: fact) { $0 == .flag }.map { .marks(kind, $0) } ?? .nothing
        case .present(let fact):
            return layout.marks(of: fact) { $0 == .presence }.map { .marks(kind, $0) } ?? .nothing
        case .reference(let fact):
            return layout.reference(of: fact).map { .references(kind, $0) } ?? .nothing
        case .country(let fact):
            return layout.reference(of: fact).map { .countries(kind, $0) } ?? .nothing
        case .isOfCountry: return .ownCountry(kind)
        case .through(let fact, let other, let rule):
            let inner = place(of: rule, other)
            return layout.reference(of: fact).map { .through(kind, $0, to: other, inner) }
                ?? .nothing
        case .back(let other, let fact, let rule):
            let inner = place(of: rule, other)
            let fact = table(other).layout.reference(of: fact)
            return .back(kind, from: other, fact.map { [($0, inner)] } ?? [])
        case .backAs(let other, let fact, let words):
            let facts = words.compactMap { word in
                table(other).layout.reference(of: fact + "@" + word)
                    .map { (fact: $0, place: RowValues.Place.word(word)) }
            }
            return .back(kind, from: other, facts)
        case .any(let rules): return .any(rules.map { place(of: $0, kind) })
        case .id, .days, .recordedSince, .recordedUntil, .refersTo, .text, .under, .isUnder,
            .inForce:
            return .nothing
        }
    }
}

extension FactLayout.Marks.Meaning {
    /// What a row says that has these bits, counted from the lowest one.
    fileprivate func names(of bits: UInt32) -> [String] {
        switch self {
        case .words(let words):
            words.indices.filter { bits & 1 << UInt32($0) != 0 }.map { words[$0] }
        case .flag: (bits & 0b01 != 0 ? ["false"] : []) + (bits & 0b10 != 0 ? ["true"] : [])
        case .presence: [bits != 0 ? "true" : "false"]
        }
    }
}
