import Foundation
import NoticeRegister
import NoticeStore
import Shapes
import Testing

@Suite("The view against a naive register")
struct ViewPropertyTests {
    /// The seed is printed; give it as NOTICED_SEED to see a failure again.
    private static let seed: UInt64 = {
        let given = ProcessInfo.processInfo.environment["NOTICED_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0..<1_000_000)
        print("NOTICED_SEED=\(seed)")
        return seed
    }()

    @Test("random histories give the same answers to random questions", arguments: 0..<12)
    func sameAnswers(round: UInt64) throws {
        var history = RandomHistory(seed: Self.seed &* 31 &+ round)
        for _ in 0..<6 {
            try history.grow(by: 40)
            for _ in 0..<40 { try history.compareLists() }
            for _ in 0..<20 { history.compareRecords() }
            for _ in 0..<20 { history.compareTallies() }
        }
    }
}

/// A history that grows at random, and questions about it.
private struct RandomHistory {
    private var random: RandomRecords
    private let register: TwinRegister

    init(seed: UInt64) {
        random = RandomRecords(seed: seed)
        // Costs that lead every search the same way, whatever it finds; and the measured ones.
        let costs = searchWays + [SearchCosts()]
        register = TwinRegister(costs: costs[Int(seed % UInt64(costs.count))])
    }

    private var naive: NaiveRegister { register.naive }

    mutating func grow(by count: Int) throws {
        for _ in 0..<count {
            let kind = random.one(of: Kind.allCases)
            let id = random.id(kind)
            let entry = naive.entry(id, at: naive.head)
            if random.chance(40) {
                register.now = Instant(milliseconds: register.now.milliseconds + 7)
            }
            if let entry, !entry.isDeleted, random.chance(20) {
                try register.append(kind, id, random.chance(80) ? .delete : .redact, nil)
                continue
            }
            let version = register.version(of: id) + 1
            let record = try random.record(kind, id: id, version: version)
            let isNew = entry?.isDeleted ?? true
            let operation: NoticeRegister.Operation =
                isNew ? .create : random.one(of: [.replace, .patch, .step, .derive, .derive])
            try register.append(kind, id, operation, record)
        }
        register.view.publish()
    }

    // MARK: Lists

    mutating func compareLists() throws {
        var query = self.query()
        for _ in 0..<4 {
            let (seen, expected) = (register.view.find(query), naive.find(query))
            #expect(seen.rows == expected.rows, "\(query)")
            #expect(seen.total == expected.total, "\(query)")
            #expect(seen.next == expected.next, "\(query)")
            #expect(seen.facets.map(\.name) == expected.facets.map(\.name))
            #expect(seen.facets.map(\.buckets) == expected.facets.map(\.buckets), "\(query)")
            guard let next = expected.next else { break }
            query.after = next
        }
    }

    private mutating func query() -> Query {
        let kind = random.one(of: Kind.allCases)
        let listing = kind.listing
        let seq =
            random.chance(50)
            ? naive.head : Int.random(in: 0...naive.head + 2, using: &random.numbers)
        var keys = listing.sorts.shuffled(using: &random.numbers).map { sorting in
            Query.Key(sorting, isDescending: random.chance(50))
        }
        if random.chance(50) { keys = [keys[0]] }
        var query = Query(kind: kind, by: keys[0], then: Array(keys.dropFirst()), seq: seq)
        query.limit = random.one(of: [1, 2, 3, 50])
        query.today = random.one(of: [18_200, 18_400, 18_700])
        query.facets = listing.filters.filter { _ in random.chance(20) }
        for _ in 0..<random.one(of: [0, 1, 1, 2, 2, 3]) {
            let rule = random.one(of: listing.filters).rule
            let values = (0..<random.one(of: [1, 1, 2, 4])).map { _ in value(of: rule, kind) }
            let isNegated = random.chance(20)
            query.conditions.append(Query.Condition(rule, values, isNegated: isNegated))
        }
        return query
    }

    /// Counts by some of the kind's filters and the year, under some conditions.
    mutating func compareTallies() {
        let query = self.query()
        var tally = ValueTally(kind: query.kind, seq: query.seq)
        (tally.conditions, tally.today) = (query.conditions, query.today)
        let listing = query.kind.listing
        for _ in 0..<random.one(of: [0, 1, 1, 2, 3]) {
            let key = ValueTally.Key.values(random.one(of: listing.countable).rule)
            let year = listing.yearFact.map(ValueTally.Key.year)
            tally.keys.append(random.chance(30) ? year ?? key : key)
        }
        #expect(register.view.tally(tally) == naive.tally(tally), "\(tally)")
    }

    /// A value that the rule may find something with.
    private mutating func value(of rule: Filter.Rule, _ kind: Kind) -> Query.Comparand {
        switch rule {
        case .id: .word(random.id(kind))
        case .word(let fact, let words):
            .word(words.isEmpty ? word(fact, kind) : random.one(of: words))
        case .family(let fact, let families):
            .word(
                random.chance(50) ? word(fact, kind) : random.one(of: Array(families.keys.sorted()))
            )
        case .reference, .refersTo: .word(random.id(random.one(of: Kind.allCases)))
        case .under, .isUnder: .word(random.id(.organization))
        case .flag, .present, .inForce: .flag(random.chance(50))
        case .days(let fact): days(fact, kind)
        case .recordedSince, .recordedUntil:
            .instant(random.one(of: naive.versions.map(\.at)))
        case .text(let facts): .word(part(of: word(random.one(of: facts), kind)))
        case .country, .isOfCountry: .word(random.one(of: ["IR", "US", "IQ", "DE"]))
        case .through(_, let other, let rule), .back(let other, _, let rule): value(of: rule, other)
        case .backAs(_, _, let words): .word(random.one(of: words))
        case .any(let rules): value(of: random.one(of: rules), kind)
        }
    }

    /// Days that often touch those of some record.
    private mutating func days(_ fact: String, _ kind: Kind) -> Query.Comparand {
        var ends: [Int32] = [.min, 17_900, 18_293, 18_440, .max]
        for found in facts(fact, kind) {
            guard case .days(let earliest, let latest) = found else { continue }
            ends += [earliest, latest, earliest == .min ? 0 : earliest - 1]
        }
        let (one, other) = (random.one(of: ends), random.one(of: ends))
        return .days(
            earliest: min(one, other),
            latest: max(one, other),
            isCertain: random.chance(40)
        )
    }

    /// The facts that records of the kind have, or had.
    private func facts(_ name: String, _ kind: Kind) -> [Fact.Content] {
        naive.versions.filter { $0.kind == kind }.flatMap(\.facts).filter { $0.name == name }
            .map(\.content)
    }

    /// A word that some record of the kind has, or had.
    private mutating func word(_ fact: String, _ kind: Kind) -> String {
        let words = facts(fact, kind).compactMap { content in
            if case .word(let word) = content { word } else { nil }
        }
        return words.isEmpty || random.chance(5) ? "nowhere" : random.one(of: words)
    }

    private mutating func part(of word: String) -> String {
        let letters = Array(word)
        guard !letters.isEmpty else { return "" }
        let start = Int.random(in: 0..<letters.count, using: &random.numbers)
        let part = String(letters[start...].prefix(random.one(of: [1, 2, 5])))
        return random.chance(50) ? part.uppercased() : part
    }

    // MARK: Single records

    mutating func compareRecords() {
        let kind = random.one(of: Kind.allCases)
        let id = random.id(kind)
        let seq =
            random.chance(50) ? naive.head : Int.random(in: 0...naive.head, using: &random.numbers)
        let view = register.view
        #expect(view.entry(id, at: seq) == naive.entry(id, at: seq))
        let history = naive.history(of: id, at: seq)
        #expect(view.history(of: id, at: seq).map(\.seq) == history.map(\.seq))
        let (links, expected) = (view.links(of: id, at: seq), naive.links(of: id, at: seq))
        #expect(links.to == expected.to)
        #expect(links.from == expected.from)
        compareReferrers(of: id)
        let version = Int.random(in: 0...6, using: &random.numbers)
        #expect(
            view.isOnlyDerived(id, since: version) == naive.isOnlyDerived(id, since: version)
        )
        let moment = Instant(
            milliseconds: random.one(of: naive.versions.map(\.at)).milliseconds - 3
        )
        #expect(view.seq(at: moment) == naive.seq(at: moment))
        #expect(view.counts() == naive.counts())
        compareHolder()
    }

    private mutating func compareReferrers(of id: String) {
        let seq =
            random.chance(50) ? naive.head : Int.random(in: 0...naive.head, using: &random.numbers)
        let all = naive.links(of: id, at: seq).from
        let role = random.chance(50) ? all.first?.role : nil
        let limit = random.one(of: [1, 3, 1_000])
        let expected = all.filter { role == nil || $0.role == role }.prefix(limit)
        let referrers = register.view.referrers(of: id, role: role, limit: limit, at: seq)
        #expect(referrers == Array(expected))
    }

    private mutating func compareHolder() {
        let (kind, fact) = random.one(of: [(Kind.notice, "entity_id"), (.person, "identifiers")])
        let word = self.word(fact, kind)
        let holders = naive.holders(of: fact, word, kind: kind)
        let holder = register.view.holder(of: fact, word, kind: kind)
        #expect(holder == nil ? holders.isEmpty : holders.contains(holder ?? ""))
    }
}
