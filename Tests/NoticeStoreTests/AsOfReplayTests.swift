import Locks
import NoticeRegister
import Seals
import Testing

@testable import NoticeStore

@Suite("The register as of a sequence")
struct AsOfReplayTests {
    @Test(
        "is what a store that stopped there says",
        arguments: [UInt64.random(in: 0..<1_000_000), 1, 2, 3]
    )
    func stopped(seed: UInt64) async throws {
        var history = try ReplayedHistory(seed: seed)
        for _ in 0..<8 {
            for _ in 0..<25 { try await history.step() }
            try await history.stop()
        }
        #expect(history.whole.store.head.seq > 60, "most was turned down; seed \(seed)")
        try history.compareAll("seed \(seed)")
    }
}

/// A random history in one store, and others that took its beginning only.
private struct ReplayedHistory {
    private struct Step {
        let submission: Submission
        let milliseconds: Int
    }

    let whole: StoreDesk
    private let seed: UInt64
    private var random: RandomCommands
    private let fresh: Locked<SeededNumbers>
    private var steps: [Step] = []
    private var stopped: [StoreDesk] = []

    init(seed: UInt64) throws {
        self.seed = seed
        random = RandomCommands(seed: seed)
        fresh = Locked(SeededNumbers(seed: seed))
        whole = try Self.desk(.sqlite, seed)
    }

    /// A store whose chance is the seed's.
    private static func desk(_ maker: StoreDesk.Maker, _ seed: UInt64) throws -> StoreDesk {
        var settings = StoreSettings.forTests
        let numbers = Locked(SeededNumbers(seed: seed))
        settings.chance = Chance(bytesAtOnce: 0) { count in bytes(count, numbers) }
        return try StoreDesk(maker, settings: settings)
    }

    private static func bytes(_ count: Int, _ numbers: Locked<SeededNumbers>) -> [UInt8] {
        numbers.withLock { numbers in
            (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &numbers) }
        }
    }

    /// Carries out a random command, and lets time pass before it.
    mutating func step() async throws {
        // After a stop time passes, so that the stop has a moment of its own.
        let least = stopped.last?.store.head.seq == whole.store.head.seq ? 1 : 0
        let milliseconds = random.one(of: [least, 1, 900, 86_400_000])
        whole.pass(milliseconds: milliseconds)
        let submission = Submission([try random.command()], actor: "desk-1")
        _ = try await whole.submitTogether([submission])
        steps.append(Step(submission: submission, milliseconds: milliseconds))
        try follow(submission)
    }

    /// Has the model that commands are chosen from know what the store knows.
    private func follow(_ submission: Submission) throws {
        let model = random.register
        let numbers = fresh
        var batch = Batch(
            on: model,
            at: whole.now,
            after: model.naive.head,
            fresh: { Self.bytes(10, numbers) },
            sha256: SHA256.digest
        )
        let settlement = try model.decide(submission, in: &batch)
        for _ in settlement.changes { _ = Self.bytes(Seal.saltBytes, fresh) }
        model.publish(at: whole.now)
    }

    /// Makes a store that has taken all so far, and will take no more.
    mutating func stop() async throws {
        let desk = try Self.desk(.memory, seed)
        for step in steps {
            desk.pass(milliseconds: step.milliseconds)
            _ = try await desk.submitTogether([step.submission])
        }
        #expect(desk.store.head.seq == whole.store.head.seq)
        stopped.append(desk)
    }

    /// Holds the whole register as of each stop against the store that stopped there.
    mutating func compareAll(_ note: Comment) throws {
        let ids = Kind.allCases.flatMap { random.register.ids($0) }
        for desk in stopped {
            let seq = desk.store.head.seq
            #expect(whole.store.seq(at: desk.store.head.at) == seq, note)
            for id in ids {
                let (now, then) = (whole.store.entry(id, at: seq), desk.store.entry(id, at: seq))
                #expect(now == then, note)
                let links = whole.store.links(of: id, at: seq)
                let expected = desk.store.links(of: id, at: seq)
                #expect(links.to == expected.to && links.from == expected.from, note)
                guard let then else { continue }
                #expect(try body(then.seq, in: whole) == body(then.seq, in: desk), note)
            }
            for _ in 0..<60 { compare(as: random.query(), at: seq, desk, note) }
        }
    }

    private func compare(as asked: Query, at seq: Int, _ desk: StoreDesk, _ note: Comment) {
        var query = asked
        query.seq = seq
        query.facets = query.kind.listing.filters
        let (found, expected) = (whole.store.find(query), desk.store.find(query))
        #expect(found.rows == expected.rows, note)
        #expect(found.total == expected.total && found.next == expected.next, note)
        #expect(found.facets.map(\.buckets) == expected.facets.map(\.buckets), note)
    }

    private func body(_ seq: Int, in desk: StoreDesk) throws -> [UInt8]? {
        try desk.store.withReader { reader throws(StoreFault) in try reader.body(seq) }
    }
}
