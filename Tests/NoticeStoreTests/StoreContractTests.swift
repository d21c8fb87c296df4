import NoticeRegister
import NoticeStore
import Testing

/// What every store promises; each test runs on all of them.
@Suite("Every store")
struct StoreContractTests {
    @Test(
        "shows a new record to everybody before it is acknowledged",
        arguments: StoreDesk.Maker.allCases
    )
    func creates(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        let done = try await desk.done(
            .create(.event, #"{"title":"A trial","type":"trial","when":"2021-01-05"}"#)
        )
        #expect(done.decided.result == .created)
        #expect((done.decided.version, done.decided.seq, done.seq) == (1, 1, 1))
        #expect(desk.store.head == Head(store: desk.store.head.store, seq: 1, at: desk.now))
        let id = done.decided.id
        #expect(
            desk.store.entry(id, at: 1)
                == Entry(kind: .event, seq: 1, version: 1, isDeleted: false)
        )
        #expect(desk.store.entry(id, at: 0) == nil)
        let body = try desk.store.withReader { reader throws(StoreFault) in try reader.body(1) }
        #expect(body == done.body)
        #expect(
            body.text
                == #"{"id":"\#(id)","kind":"event","version":1,"#
                + #""recorded_at":"2021-02-01T12:00:00.000Z","recorded_by":"desk-1","#
                + #""access":"public","title":"A trial","type":"trial","when":"2021-01-05"}"#
        )
    }

    @Test(
        "chains a record's versions through its end and its return",
        arguments: StoreDesk.Maker.allCases
    )
    func history(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        try await desk.done(.event("e", "one"))
        try await desk.done(.event("other", "other"))
        try await desk.done(.event("e", "two"), reason: "a slip")
        try await desk.done(.patch("e", #"{"title":"three"}"#), actor: "desk-2")
        let ended = try await desk.done(.delete(id: "e"))
        #expect(ended.body == nil && ended.decided.result == .deleted)
        let back = try await desk.done(.event("e", "four"))
        #expect(back.decided.version == 5 && back.decided.result == .created)
        let journal = try desk.journal().filter { $0.id == "e" }
        #expect(journal.map(\.seq) == [1, 3, 4, 5, 6])
        #expect(journal.map(\.version) == [1, 2, 3, 4, 5])
        #expect(journal.map(\.previous) == [0, 1, 3, 4, 5])
        #expect(journal.map(\.operation) == [.create, .replace, .patch, .delete, .create])
        #expect(journal.map(\.reason) == [nil, "a slip", nil, nil, nil])
        #expect(journal.map(\.actor) == ["desk-1", "desk-1", "desk-2", "desk-1", "desk-1"])
        #expect(journal.map { $0.body == nil } == [false, false, false, true, false])
        #expect((0...6).map { desk.store.entry("e", at: $0)?.version } == [nil, 1, 1, 2, 3, 4, 5])
        #expect(desk.store.entry("e", at: 5)?.isDeleted == true)
    }

    @Test(
        "makes no change of a write that changes nothing, and shows what stands",
        arguments: StoreDesk.Maker.allCases
    )
    func unchanged(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        let first = try await desk.done(.event("e", "one"))
        let again = try await desk.done(.event("e", "one"))
        #expect(again.decided.result == .unchanged)
        #expect(again.decided.seq == 1 && again.body == first.body)
        #expect(desk.store.head.seq == 1)
        #expect(desk.store.counters.commits == 1)
    }

    @Test("writes nothing of a command that is turned down", arguments: StoreDesk.Maker.allCases)
    func rejects(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        try await desk.done(.event("e", "one"))
        #expect(
            try await desk.act(.event("e", "two"), .versions([7])).rejection == "versionMismatch"
        )
        #expect(try await desk.act(.event("e", "two"), .absent).rejection == "versionMismatch")
        #expect(try await desk.act(.delete(id: "f")).rejection == "absent")
        let lonely = #"{"title":"x","type":"other","when":"2021","part_of":"nowhere"}"#
        #expect(try await desk.act(.put(.event, "f", lonely)).rejection == "invalid")
        #expect(desk.store.head.seq == 1)
        let counters = desk.store.counters
        #expect((counters.commits, counters.changes, counters.rejections) == (1, 1, 4))
        #expect(try await desk.done(.event("e", "two"), .versions([1])).decided.version == 2)
    }

    @Test(
        "numbers changes without a gap, at times that never go back",
        arguments: StoreDesk.Maker.allCases
    )
    func orders(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    desk.pass(milliseconds: number % 3 == 0 ? -700 : 400)
                    _ = try? await desk.act(.event("e\(number % 20)", "number \(number)"))
                }
            }
        }
        let journal = try desk.journal()
        #expect(journal.map(\.seq) == Array(1...200))
        #expect(zip(journal, journal.dropFirst()).allSatisfy { $0.at <= $1.at })
        for seq in 1...200 {
            let at = desk.store.seq(at: journal[seq - 1].at)
            #expect(at >= seq && journal[at - 1].at == journal[seq - 1].at)
        }
        #expect(desk.store.seq(at: Instant(milliseconds: 0)) == 0)
    }

    @Test("commits together what waited together", arguments: StoreDesk.Maker.allCases)
    func groups(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        let held = try await desk.holdWriter()
        async let outcomes = withTaskGroup(of: Outcome?.self) { group in
            for number in 0..<50 {
                group.addTask { try? await desk.act(.event("e\(number)", "together")) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        while desk.store.counters.queued < 50 { await Task.yield() }
        held.release()
        #expect(await outcomes.allSatisfy { $0?.done != nil })
        #expect(desk.store.counters.commits == 1)
        #expect(desk.store.counters.changes == 50)
        #expect(desk.store.counters.records[.event] == 50)
        #expect(Set(try desk.journal().map(\.at)).count == 1)
    }

    @Test(
        "carries out commands that are handed in as one, or none of them",
        arguments: StoreDesk.Maker.allCases
    )
    func atomic(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        let part = #"{"title":"x","type":"other","when":"2021","part_of":"whole"}"#
        let whole = #"{"title":"x","type":"other","when":"2021"}"#
        let bad = Command(kind: nil, act: .delete(id: "nowhere"))
        var both = Submission(
            [
                try Command(kind: nil, act: .put(.event, "part", part)),
                try Command(kind: nil, act: .put(.event, "whole", whole)),
            ],
            actor: "desk-1"
        )
        both.commands.append(bad)
        let refused = try #require(await desk.submit(both))
        #expect(refused.map(\.rejection) == ["othersRejected", "othersRejected", "absent"])
        #expect(desk.store.head.seq == 0)
        both.commands.removeLast()
        let taken = try #require(await desk.submit(both))
        #expect(taken.map { $0.done?.decided.result } == [.created, .created])
        #expect(desk.store.links(of: "whole", at: 2).from.map(\.id) == ["part"])
    }

    @Test(
        "carries out each of several commands on its own feet",
        arguments: StoreDesk.Maker.allCases
    )
    func apart(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        var submission = Submission(
            [
                try Command(kind: nil, act: .event("a", "one")),
                Command(kind: nil, act: .delete(id: "nowhere")),
                try Command(kind: nil, act: .event("a", "two")),
            ],
            actor: "desk-1"
        )
        submission.isAtomic = false
        let outcomes = try #require(await desk.submit(submission))
        #expect(outcomes.map { $0.done?.decided.version } == [1, nil, 2])
        #expect(outcomes[1].rejection == "absent")
        let bodies = try desk.journal().map(\.body)
        #expect(outcomes[0].done?.body == bodies[0] && outcomes[2].done?.body == bodies[1])
    }

    @Test(
        "keeps a source's text apart, and knows it when a quote is checked",
        arguments: StoreDesk.Maker.allCases
    )
    func text(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        let words = "It was handed over yesterday."
        let source = #"{"title":"A report","type":"report","text":"\#(words)"}"#
        let done = try await desk.done(.put(.source, "s", source))
        #expect(done.body.text?.contains("handed over") == false)
        #expect(done.body.text?.contains("text_sha256") == true)
        #expect(try desk.text(of: "s") == words && desk.text(of: "nobody") == nil)
        try await desk.done(.event("e", "one"))
        let statement = #"""
            {"about":"e","property":"characterization","source":"s",
            "value":{"type":"value","value":"a crime"},"quote":{"exact":"handed over"}}
            """#
        let made = try await desk.done(.put(.statement, "q", statement))
        #expect(made.body.text?.contains(#""quote_check":"verified""#) == true)
        try await desk.done(.patch("s", #"{"text":null}"#))
        #expect(try desk.text(of: "s") == nil)
        let last = try #require(desk.store.entry("q", at: desk.store.head.seq))
        #expect(last.version == 2)
        let body = try desk.store.withReader { reader throws(StoreFault) in
            try reader.body(last.seq)
        }
        #expect(body.text?.contains(#""quote_check":"text_not_held""#) == true)
        #expect(try desk.journal().last?.operation == .derive)
    }

    @Test("turns submissions away when its queue is full", arguments: StoreDesk.Maker.allCases)
    func full(_ maker: StoreDesk.Maker) async throws {
        var settings = StoreSettings.forTests
        settings.queueMax = 3
        let desk = try StoreDesk(maker, settings: settings)
        let held = try await desk.holdWriter()
        let command = try Command(kind: nil, act: .event("e", "one"))
        let two = Submission([command, command], actor: "d")
        let (first, second) = (Submission([command], actor: "d"), Submission([command], actor: "d"))
        #expect(desk.store.submit(two) { _ in })
        #expect(!desk.store.submit(two) { _ in Issue.record("it was turned away") })
        #expect(desk.store.submit(first) { _ in })
        #expect(!desk.store.submit(second) { _ in Issue.record("it was turned away") })
        #expect(desk.store.counters.queued == 3)
        held.release()
        while desk.store.counters.queued > 0 { await Task.yield() }
        try await desk.done(.event("f", "after"))
    }

    @Test(
        "takes a submission that is larger than its queue when none waits",
        arguments: StoreDesk.Maker.allCases
    )
    func large(_ maker: StoreDesk.Maker) async throws {
        var settings = StoreSettings.forTests
        settings.queueMax = 1
        let desk = try StoreDesk(maker, settings: settings)
        let commands = try (0..<10).map { try Command(kind: nil, act: .event("e\($0)", "x")) }
        let outcomes = try #require(await desk.submit(Submission(commands, actor: "d")))
        #expect(outcomes.count == 10 && desk.store.head.seq == 10)
    }

    @Test(
        "carries out what waits before it closes, and nothing after",
        arguments: StoreDesk.Maker.allCases
    )
    func closes(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        let held = try await desk.holdWriter()
        async let waiting = desk.act(.event("e", "one"))
        while desk.store.counters.queued < 1 { await Task.yield() }
        async let closed: Void = Task.detached { desk.store.close() }.value
        while desk.store.unreadiness == nil { await Task.yield() }
        let late = try await desk.act(.event("late", "one"))
        #expect(late.fault == .notReady("closing"))
        held.release()
        #expect(try await waiting.done?.decided.seq == 1)
        await closed
        desk.store.close()
        #expect(desk.store.head.seq == 1)
    }
}
