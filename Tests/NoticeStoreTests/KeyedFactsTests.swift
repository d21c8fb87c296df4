import Testing

@testable import NoticeStore

@Suite("Keyed facts")
struct KeyedFactsTests {
    private static func values(_ fact: Int, _ row: Int, _ facts: KeyedFacts) -> [UInt32] {
        var values: [UInt32] = []
        facts.forEachValue(of: fact, in: row) { value in
            values.append(value)
            return .proceed
        }
        return values.sorted()
    }

    private static func rows(_ key: Key, _ facts: KeyedFacts) -> [Int] {
        var rows: [Int] = []
        facts.link()
        guard let first = facts.first(key) else { return [] }
        facts.forEachRow(having: first) { row in
            rows.append(row)
            return .proceed
        }
        return rows
    }

    private static func append(_ keys: [Key], _ row: Int, after: Int? = nil, to: KeyedFacts) {
        var keys = keys
        to.append(&keys, to: row, after: after)
        // Now and then several at once.
        if row % 3 != 1 { to.link() }
    }

    @Test("each row of a key is found, also where other rows have no cells or very many")
    func rowsOfCells() {
        let facts = KeyedFacts()
        let key = Key(fact: 3, value: 9)
        var expected: [Int] = []
        for row in 1...3_000 {
            let isMeant = row % 7 == 0 || row > 2_990
            let others = row % 500 == 1 ? (0..<200).map { Key(fact: 1, value: $0) } : []
            Self.append((isMeant ? [key] : []) + others, row, to: facts)
            if isMeant { expected.append(row) }
        }
        #expect(Self.rows(key, facts) == expected.reversed())
        facts.link()
        #expect(facts.first(key).map { facts.count(of: $0) } == expected.count)
        #expect(Self.rows(Key(fact: 1, value: 199), facts) == [2_501, 2_001, 1_501, 1_001, 501, 1])
        #expect(facts.first(Key(fact: 2, value: 9)) == nil)
    }

    @Test("a key that is given twice counts once")
    func twice() {
        let facts = KeyedFacts()
        let key = Key(fact: 0, value: 1)
        Self.append([key, Key(fact: 0, value: 0), key], 1, to: facts)
        #expect(Self.values(0, 1, facts) == [0, 1])
        #expect(Self.rows(key, facts) == [1])
    }

    @Test("a version that keeps all keys has them of the one before, and the new ones of its own")
    func bases() {
        let facts = KeyedFacts()
        let keys = (0..<5).map { Key(fact: Int($0) / 2, value: $0) }
        Self.append(Array(keys[0..<3]), 1, to: facts)
        Self.append(Array(keys[0..<4]), 2, after: 1, to: facts)
        Self.append(keys.reversed(), 3, after: 2, to: facts)
        #expect([facts.heir(of: 1), facts.heir(of: 2), facts.heir(of: 3)] == [2, 3, 0])
        #expect(Self.rows(keys[0], facts) == [1])
        #expect(Self.rows(keys[4], facts) == [3])
        #expect((0...2).map { Self.values($0, 3, facts) } == [[0, 1], [2, 3], [4]])
        #expect((0...2).map { Self.values($0, 1, facts) } == [[0, 1], [2], []])
    }

    @Test("a version that drops a key has all of its own")
    func dropped() {
        let facts = KeyedFacts()
        let (one, two) = (Key(fact: 0, value: 1), Key(fact: 0, value: 2))
        Self.append([one, two], 1, to: facts)
        Self.append([two], 2, after: 1, to: facts)
        #expect(facts.heir(of: 1) == 0)
        #expect(Self.rows(two, facts) == [2, 1])
        #expect(Self.rows(one, facts) == [1])
    }

    @Test("now and then a version has all keys of its own, however long the record's history")
    func longHistory() {
        let facts = KeyedFacts()
        for row in 1...100 {
            let keys = (0..<row).map { Key(fact: 0, value: UInt32($0)) }
            Self.append(keys, row, after: row > 1 ? row - 1 : nil, to: facts)
            #expect(Self.values(0, row, facts) == (0..<UInt32(row)).map(\.self))
        }
        let withoutBase = (1...100).count { $0 == 1 || facts.heir(of: $0 - 1) == 0 }
        #expect(withoutBase > 3 && withoutBase < 20)
    }
}
