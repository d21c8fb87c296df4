import NoticeRegister

/// Who stands below whom among organizations, at a snapshot's sequence.
struct Hierarchy {
    private let snapshot: ViewSnapshot
    private let table: KindTable
    private let parentFact: Int?
    private let countryFact: Int?

    init(_ snapshot: ViewSnapshot) {
        self.snapshot = snapshot
        table = snapshot.table(.organization)
        parentFact = table.layout.reference(of: FactWants.parent)
        countryFact = table.layout.word(of: FactWants.country)
    }

    // MARK: Upwards: for the records of a few rows

    /// Whether a record is one of `tops` or stands below one.
    func isUnder(_ record: UInt32, _ tops: NumberChoice) -> Bool {
        var isFound = false
        climb(from: record) { record in
            isFound = tops.contains(record)
            return isFound ? .stop : .proceed
        }
        return isFound
    }

    /// Whether an organization's own or its nearest parent's country is one of these.
    func isOfCountry(_ record: UInt32, _ countries: NumberChoice) -> Bool {
        country(of: record).map(countries.contains) ?? false
    }

    /// The word of an organization's own or its nearest parent's country.
    func country(of record: UInt32) -> UInt32? {
        guard let countryFact else { return nil }
        var found: UInt32?
        climb(from: record) { record in
            found = snapshot.standing(record, as: .organization).flatMap { row in
                table.keyed.value(countryFact, row)
            }
            return found == nil ? .proceed : .stop
        }
        return found
    }

    /// The code of that country.
    func countryName(of record: UInt32) -> String? {
        country(of: record).map(table.keyed.words.string)
    }

    /// Goes from a record to the organizations above it, until the body says stop.
    private func climb(from record: UInt32, _ body: (_ record: UInt32) -> Flow) {
        // The rules forbid circles; should there be one, a record seen before ends the walk. It is
        // compared with one of those seen, chosen anew at each power of two (Brent's method).
        var (seen, steps, renewal) = (record, 0, 1)
        var next: UInt32? = record
        while let record = next, body(record) == .proceed {
            next = parent(of: record)
            if next == seen { return }
            steps += 1
            if steps == renewal { (seen, renewal) = (next ?? record, renewal * 2) }
        }
    }

    private func parent(of record: UInt32) -> UInt32? {
        guard let parentFact, let row = snapshot.standing(record, as: .organization) else {
            return nil
        }
        return table.keyed.value(parentFact, row)
    }

    // MARK: Downwards: for what is compared with many rows, or looked up

    /// These records, and the organizations below them.
    func all(under tops: [UInt32]) -> [UInt32] {
        descend(from: tops) { _ in true }
    }

    /// The organizations whose own or nearest parent's country is one of these.
    func all(of countries: [UInt32]) -> [UInt32] {
        guard let countryFact else { return [] }
        var own: [UInt32] = []
        for key in keys(of: countries) {
            forEachRow(having: key) { own.append(table.record(of: $0)) }
        }
        return descend(from: own) { table.keyed.value(countryFact, $0) == nil }
    }

    /// How many rows are looked at to find who stands directly below these, or more.
    func cost(under tops: [UInt32]) -> Int {
        tops.reduce(tops.count) { sum, top in
            sum + (children(of: top).map(table.keyed.count) ?? 0)
        }
    }

    /// How many rows are looked at to find who has one of these countries as its own.
    func cost(of countries: [UInt32]) -> Int {
        keys(of: countries).reduce(0) { $0 + table.keyed.count(of: $1) }
    }

    private func descend(from tops: [UInt32], where isMeant: (_ row: Int) -> Bool) -> [UInt32] {
        var seen = NumberSet()
        var found = tops.filter { seen.insert($0) }
        var at = 0
        while at < found.count {
            if let children = children(of: found[at]) {
                forEachRow(having: children) { row in
                    let record = table.record(of: row)
                    if isMeant(row), seen.insert(record) { found.append(record) }
                }
            }
            at += 1
        }
        return found
    }

    /// The key of those directly below a record.
    private func children(of record: UInt32) -> UInt32? {
        parentFact.flatMap { table.keyed.first(Key(fact: $0, value: record)) }
    }

    /// The keys of those with one of these countries as its own.
    private func keys(of countries: [UInt32]) -> [UInt32] {
        countryFact.map { SoughtValues(facts: [$0], values: countries).keys(in: table.keyed) } ?? []
    }

    private func forEachRow(having key: UInt32, _ body: (_ row: Int) -> Void) {
        table.forEachRow(having: key, at: snapshot.seq) { row in
            body(row)
            return .proceed
        }
    }
}
