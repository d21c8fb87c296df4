import NoticeRegister
import Testing

@testable import NoticeStore

@Suite("Rows of the view, packed")
struct PackedRowTests {
    private let row = ViewRow(
        seq: 9,
        at: Instant(milliseconds: -1_234),
        kind: .verdict,
        id: "vdt_~.-",
        version: 70_000,
        operation: .derive,
        previous: 1 << 40,
        facts: PackedFacts(bytes: [1, 2, 3])
    )

    @Test("come back as they were")
    func roundTrip() throws {
        let bytes = PackedRow.bytes(of: row)
        let parts = PackedRow.parts(9, bytes.span)
        let back = try #require(parts)
        #expect(back.head == row.head)
        #expect(String(decoding: bytes[back.id], as: UTF8.self) == row.id)
        #expect(Array(bytes[back.facts]) == row.facts.bytes)
    }

    @Test("are not made of bytes that are cut off, or of no known sort")
    func malformed() {
        let bytes = PackedRow.bytes(of: row)
        for count in 0..<bytes.count - 3 {
            let parts = PackedRow.parts(9, Array(bytes.prefix(count)).span)
            #expect(parts == nil, "\(count) bytes")
        }
        for (place, wrong) in [(20, UInt8(0)), (20, 12), (21, 0), (21, 8), (22, 200)] {
            var changed = bytes
            changed[place] = wrong
            let parts = PackedRow.parts(9, changed.span)
            #expect(parts == nil, "byte \(place)")
        }
    }
}

@Suite("The cache of records")
struct RecordCacheTests {
    private func record(_ id: String) -> Record {
        var person = Person()
        person.common.id = id
        return .person(person)
    }

    @Test("gives back what was kept, by the change that made it")
    func keeps() {
        let cache = RecordCache(bytes: 1 << 20)
        cache.keep(record("a"), of: 1, byteCount: 100)
        #expect(cache.record(1)?.common.id == "a" && cache.record(2) == nil)
    }

    @Test("forgets what was not asked for, and keeps what was")
    func forgets() {
        let cache = RecordCache(bytes: 100_000)
        cache.keep(record("hot"), of: 0, byteCount: 100)
        for seq in 1...1_000 {
            cache.keep(record("cold"), of: seq, byteCount: 100)
            #expect(cache.record(0)?.common.id == "hot")
        }
        let kept = (1...1_000).count { cache.record($0) != nil }
        #expect(kept > 0 && kept < 100)
    }

    @Test("does not keep what is too large for it, nor a source's text")
    func bounds() {
        let cache = RecordCache(bytes: 4_096)
        cache.keep(record("large"), of: 1, byteCount: 10_000)
        #expect(cache.record(1) == nil)
        var source = Source()
        source.text = "the words"
        cache.keep(.source(source), of: 2, byteCount: 10)
        guard case .source(let kept)? = cache.record(2) else {
            Issue.record("it was not kept")
            return
        }
        #expect(kept.text == nil)
    }

    @Test("of no size keeps nothing")
    func none() {
        let cache = RecordCache(bytes: 0)
        cache.keep(record("a"), of: 1, byteCount: 1)
        #expect(cache.record(1) == nil)
    }
}
