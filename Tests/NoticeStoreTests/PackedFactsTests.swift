import NoticeRegister
import NoticeStore
import Testing

@Suite("Packed facts")
struct PackedFactsTests {
    private static func packed(_ kind: Kind, seed: UInt64 = 5) throws -> PackedFacts {
        var random = RandomRecords(seed: seed)
        return PackedFacts(try random.record(kind, id: random.id(kind), version: 1))
    }

    /// A view that takes damaged facts one after the other.
    private struct Taker {
        let view = View()
        let kind: Kind
        private(set) var refused = 0

        init(kind: Kind) {
            self.kind = kind
        }

        mutating func take(_ bytes: [UInt8]) throws {
            let seq = view.head + 1
            let row = ViewRow(
                seq: seq,
                at: Instant(milliseconds: 0),
                kind: kind,
                id: "id-\(seq)",
                version: 1,
                operation: .create,
                previous: 0,
                facts: PackedFacts(bytes: bytes)
            )
            do throws(ViewFault) {
                try view.append(row)
                view.publish()
            } catch {
                #expect(error == .malformed)
                refused += 1
            }
            #expect(view.head == seq - (view.entry("id-\(seq)", at: seq) == nil ? 1 : 0))
        }
    }

    @Test("bytes that were read back are the facts that were packed", arguments: Kind.allCases)
    func roundTrip(kind: Kind) throws {
        let packed = try Self.packed(kind)
        #expect(!packed.bytes.isEmpty)
        #expect(PackedFacts(bytes: packed.bytes) == packed)
        #expect(packed != .none)
    }

    @Test("facts cut off anywhere are refused or taken, never fatal", arguments: Kind.allCases)
    func truncated(kind: Kind) throws {
        var taker = Taker(kind: kind)
        for seed in UInt64(1)...4 {
            let bytes = try Self.packed(kind, seed: seed).bytes
            for count in bytes.indices { try taker.take(Array(bytes.prefix(count))) }
        }
        #expect(taker.refused > 0)
        Self.askEverything(taker.view, kind)
    }

    @Test("facts with any bit turned are refused or taken, never fatal", arguments: Kind.allCases)
    func flipped(kind: Kind) throws {
        var taker = Taker(kind: kind)
        let bytes = try Self.packed(kind).bytes
        for place in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[place] ^= 1 << UInt8(bit)
                try taker.take(damaged)
            }
        }
        #expect(taker.refused > 0)
        Self.askEverything(taker.view, kind)
    }

    @Test(
        "bytes that no record packs into are refused",
        arguments: [
            [0xFF], [0], [0, 0x80], [0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
            [1, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x41], [0, 1, 0xC3], [0, 0, 0, 2, 0xC3, 0x28],
        ]
    )
    func malformed(bytes: [UInt8]) throws {
        var taker = Taker(kind: .person)
        try taker.take(bytes)
        #expect(taker.refused == 1)
    }

    @Test("the layout has a number that a database's column takes")
    func layout() {
        #expect(PackedFacts.layout > 0)
    }

    /// Whatever was taken can be asked for.
    private static func askEverything(_ view: View, _ kind: Kind) {
        let listing = kind.listing
        for sort in listing.sorts {
            var query = Query(kind: kind, by: Query.Key(sort), seq: view.head)
            query.facets = listing.filters
            #expect(view.find(query).total == view.head)
        }
        for filter in listing.filters {
            var query = Query(kind: kind, by: Query.Key(listing.sorts[0]), seq: view.head)
            let values: [Query.Comparand] = [
                .word("org_1"), .flag(true), .instant(Instant(milliseconds: 0)),
                .days(earliest: .min, latest: .max, isCertain: false),
            ]
            query.conditions = [Query.Condition(filter.rule, values)]
            #expect(view.find(query).total <= view.head)
        }
        _ = view.links(of: "id-1", at: view.head)
    }
}
