import Foundation
import Locks
import NoticeRegister
import Seals
import Testing

@testable import NoticeStore

@Suite("Every store against a model")
struct StoreModelTests {
    private static let rounds: UInt64 = 24
    private static let commandsPerRound = 450

    /// The seed is printed; give it as NOTICED_SEED to see a failure again.
    private static let seed: UInt64 = {
        let given = ProcessInfo.processInfo.environment["NOTICED_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0..<1_000_000)
        print("NOTICED_SEED=\(seed)")
        return seed
    }()

    @Test("more than 10,000 random commands come to the same in all stores", arguments: 0..<rounds)
    func history(round: UInt64) async throws {
        var history = try ModelHistory(seed: Self.seed &* 31 &+ round)
        var (steps, sinceAll) = (0, 0)
        while history.commandCount < Self.commandsPerRound {
            try await history.step()
            try history.compareAtRandom()
            steps += 1
            sinceAll += 1
            guard sinceAll == 60 else { continue }
            sinceAll = 0
            try history.compareAll()
            try history.reopen()
        }
        try history.reopen()
        try history.compareAll()
        #expect(history.model.naive.head > Self.commandsPerRound / 5, "most was turned down")
    }
}

/// The same random history in the memory store, in the SQLite store and in the model.
private struct ModelHistory {
    private struct Known {
        let submission: Submission
        let expected: [String]
        let at: Instant
    }

    private var random: RandomCommands
    private let desks: [StoreDesk]
    private let fresh: Locked<SeededNumbers>
    private var known: [String: Known] = [:]
    private var lastAt = Instant(milliseconds: 0)
    private(set) var commandCount = 0

    var model: NaiveStanding { random.register }

    init(seed: UInt64) throws {
        random = RandomCommands(seed: seed)
        desks = try StoreDesk.Maker.allCases.map { maker in
            var settings = StoreSettings.forTests
            settings.chance = Self.chance(Locked(SeededNumbers(seed: seed)))
            settings.bodyCacheBytes = seed % 2 == 0 ? 1 << 20 : 20_000
            return try StoreDesk(maker, settings: settings)
        }
        fresh = Locked(SeededNumbers(seed: seed))
    }

    /// The same bytes for the same seed, none in stock.
    private static func chance(_ numbers: Locked<SeededNumbers>) -> Chance {
        Chance(bytesAtOnce: 0) { count in bytes(count, numbers) }
    }

    private static func bytes(_ count: Int, _ numbers: Locked<SeededNumbers>) -> [UInt8] {
        numbers.withLock { numbers in
            (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &numbers) }
        }
    }

    // MARK: Steps

    /// Hands in a few submissions that are committed together.
    mutating func step() async throws {
        let milliseconds = random.one(of: [0, 0, 1, 700, -300, 3_600_000, 40_000_000])
        for desk in desks { desk.pass(milliseconds: milliseconds) }
        let submissions = try (0..<random.one(of: [1, 1, 2, 3])).map { _ in try submission() }
        commandCount += submissions.map(\.commands.count).reduce(0, +)
        if random.chance(15) { try rehearse(submissions) }
        let expected = try decide(submissions)
        for desk in desks {
            let outcomes = try await desk.submitTogether(submissions)
            for (found, due) in zip(outcomes.joined().map(\.words), expected.joined()) {
                // What comes after the first difference says nothing.
                try #require(found == due, "\(desk.maker)")
            }
        }
    }

    /// Tries submissions without writing them: that comes to the same on every store.
    private func rehearse(_ submissions: [Submission]) throws {
        var drawn: UInt8 = 0
        var batch = Batch(
            on: model,
            at: max(desks[0].now, lastAt),
            after: model.naive.head,
            fresh: {
                drawn += 1
                return [UInt8](repeating: 0, count: 9) + [drawn]
            },
            sha256: SHA256.digest
        )
        var rehearsals = try desks.map { try $0.store.rehearsal() }
        for submission in submissions {
            let expected = try batch.decide(submission)
            for place in rehearsals.indices {
                let found = try rehearsals[place].decide(submission)
                try #require("\(found.verdicts)" == "\(expected.verdicts)")
                #expect(
                    found.changes.map { $0.record?.canonicalBytes }
                        == expected.changes.map { $0.record?.canonicalBytes }
                )
            }
        }
    }

    private mutating func submission() throws -> Submission {
        if random.chance(8), let known = known.keys.sorted().randomElement(using: &random.numbers),
            var again = self.known[known]?.submission
        {
            guard random.chance(30) else { return again }
            again.idempotency = Submission.Idempotency(key: known, digest: [0])
            return again
        }
        let commands = try (0..<random.one(of: [1, 1, 1, 2, 4])).map { _ in try random.command() }
        var submission = Submission(commands, actor: random.one(of: ["desk-1", "desk-2"]))
        submission.isAtomic = random.chance(50)
        if commands.count == 1, random.chance(20) {
            submission.idempotency = Submission.Idempotency(
                key: "key-\(known.count)-\(random.numbers.next())",
                digest: [1]
            )
        }
        return submission
    }

    // MARK: The model

    /// What is to become of submissions that are committed together.
    private mutating func decide(_ submissions: [Submission]) throws -> [[String]] {
        let at = max(desks[0].now, lastAt)
        let numbers = fresh
        var batch = Batch(
            on: model,
            at: at,
            after: model.naive.head,
            fresh: { Self.bytes(10, numbers) },
            sha256: SHA256.digest
        )
        var bodies: [Int: [UInt8]?] = [:]
        let expected = try submissions.map { submission in
            try decide(submission, at: at, in: &batch, &bodies)
        }
        if !bodies.isEmpty { lastAt = at }
        model.publish(at: at)
        return expected
    }

    private mutating func decide(
        _ submission: Submission,
        at: Instant,
        in batch: inout Batch,
        _ bodies: inout [Int: [UInt8]?]
    ) throws -> [String] {
        if let key = submission.idempotency, let known = known[key.key],
            at.milliseconds - known.at.milliseconds <= KeptAnswer.keptMilliseconds
        {
            let isSame = known.submission.idempotency?.digest == key.digest
            return isSame ? known.expected.map { "again " + $0 } : ["another's key"]
        }
        let settlement = try model.decide(submission, in: &batch)
        for change in settlement.changes {
            _ = Self.bytes(Seal.saltBytes, fresh)
            bodies[change.seq] = .some(change.record?.canonicalBytes)
        }
        let expected = settlement.verdicts.map { verdict in
            switch verdict {
            case .failure(let rejection): return Outcome.rejected(rejection).words
            case .success(let decided):
                let body = bodies[decided.seq] ?? model.naive.body(decided.seq)
                return Outcome.done(Outcome.Done(decided: decided, seq: decided.seq, body: body))
                    .words
            }
        }
        if let key = submission.idempotency, case .success? = settlement.verdicts.first {
            known[key.key] = Known(submission: submission, expected: expected, at: at)
        }
        return expected
    }

    // MARK: Comparing

    /// Asks one question and reads one change.
    mutating func compareAtRandom() throws {
        let query = random.query()
        let expected = model.naive.find(query)
        let seq = Int.random(in: 0...model.naive.head + 1, using: &random.numbers)
        for desk in desks {
            let found = desk.store.find(query)
            #expect(found.rows == expected.rows, "\(desk.maker): \(query)")
            #expect(found.total == expected.total && found.next == expected.next)
            #expect(found.facets.map(\.buckets) == expected.facets.map(\.buckets))
            let body = try desk.store.withReader { reader throws(StoreFault) in
                try reader.body(seq)
            }
            #expect(body == model.naive.body(seq), "\(desk.maker): change \(seq)")
        }
    }

    /// Compares all that stands and stood.
    func compareAll() throws {
        let naive = model.naive
        let journals = try desks.map { try $0.journal() }
        #expect(journals[0] == journals[1])
        for desk in desks {
            #expect(desk.store.head.seq == naive.head && desk.store.head.at == lastAt)
            #expect(desk.store.counters.records == naive.counts())
        }
        for (version, entry) in zip(naive.versions, journals[1]) {
            #expect((entry.seq, entry.at) == (version.seq, version.at))
            #expect(
                (entry.kind, entry.id, entry.version) == (version.kind, version.id, version.version)
            )
            #expect(entry.operation == version.operation)
            #expect(entry.body == version.record?.canonicalBytes)
            let before = naive.history(of: version.id, at: version.seq - 1).first
            #expect(entry.previous == before?.seq ?? 0)
            for desk in desks {
                #expect(
                    desk.store.entry(version.id, at: naive.head)
                        == naive.entry(version.id, at: naive.head)
                )
            }
        }
        try compareLinks()
    }

    private func compareLinks() throws {
        for id in Kind.allCases.flatMap({ model.ids($0) }) {
            let expected = model.naive.links(of: id, at: model.naive.head)
            for desk in desks {
                let links = desk.store.links(of: id, at: model.naive.head)
                #expect(links.to == expected.to && links.from == expected.from)
            }
        }
    }

    func reopen() throws {
        for desk in desks where desk.maker == .sqlite { try desk.reopen() }
    }
}

extension NaiveRegister {
    /// The canonical bytes that a change made.
    fileprivate func body(_ seq: Int) -> [UInt8]? {
        guard seq > 0, seq <= head else { return nil }
        return versions[seq - 1].record?.canonicalBytes
    }
}

extension Outcome {
    /// All that is told of a command, in words.
    fileprivate var words: String {
        switch self {
        case .done(let done):
            "\(done.isRepeated ? "again " : "")\(done.decided), seq \(done.seq): "
                + (done.body.text ?? "no body")
        case .rejected(let rejection): "turned down: \(rejection)"
        case .failed(let fault): "failed: \(fault)"
        case .keyReused: "another's key"
        }
    }
}

extension StoreDesk {
    /// Hands in submissions that the writer finds waiting together; gives what becomes of each.
    func submitTogether(_ submissions: [Submission]) async throws -> [[Outcome]] {
        let held = try await holdWriter()
        let found = Locked<[Int: [Outcome]]>([:])
        for (place, submission) in submissions.enumerated() {
            let isTaken = store.submit(submission) { outcomes in
                found.withLock { $0[place] = outcomes }
                found.notify()
            }
            #expect(isTaken)
        }
        held.release()
        let all: [Int: [Outcome]] = found.wait { $0.count == submissions.count ? $0 : nil }
        return submissions.indices.map { all[$0] ?? [] }
    }
}
