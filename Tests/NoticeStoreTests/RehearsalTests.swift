import NoticeRegister
import Testing

@testable import NoticeStore

@Suite("A rehearsal on every store")
struct RehearsalTests {
    private func submission(_ acts: Command.Act...) -> Submission {
        Submission(acts.map { Command(kind: nil, act: $0) }, actor: "desk-1")
    }

    private func quote(_ id: String) throws -> Command.Act {
        let statement = #"""
            {"about":"e","property":"characterization","source":"s",
            "value":{"type":"value","value":"a crime"},"quote":{"exact":"handed over"}}
            """#
        return try .put(.statement, id, statement)
    }

    @Test(
        "sees the records, texts and referrers that are published",
        arguments: StoreDesk.Maker.allCases
    )
    func published(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        let source = #"{"title":"A report","type":"report","text":"It was handed over."}"#
        try await desk.done(.put(.source, "s", source))
        try await desk.done(.event("e", "one"))
        try await desk.done(quote("q"))
        var rehearsal = try desk.store.rehearsal()
        let patched = try rehearsal.decide(submission(.patch("e", #"{"title":"two"}"#)))
        #expect(try patched.verdicts[0].get().version == 2)
        let quoted = try rehearsal.decide(submission(quote("r")))
        let body = (quoted.changes.first { $0.id == "r" }?.record?.canonicalBytes).text
        #expect(body?.contains(#""quote_check":"verified""#) == true)
        let ended = try rehearsal.decide(submission(.delete(id: "e")))
        guard case .failure(.inUse(let users)) = ended.verdicts[0] else {
            Issue.record("\(ended.verdicts)")
            return
        }
        #expect(users.filter { $0.role == "about" }.map(\.id) == ["q", "r"])
    }

    @Test(
        "sees what it has tried, and the journal stays as it was",
        arguments: StoreDesk.Maker.allCases
    )
    func tried(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        try await desk.done(.event("e", "one"))
        let (journal, counters) = (try desk.journal(), desk.store.counters)
        var rehearsal = try desk.store.rehearsal()
        for result in [Decided.Result.created, .unchanged] {
            let settled = try rehearsal.decide(submission(.event("f", "two")))
            #expect(try settled.verdicts[0].get().result == result)
        }
        let part = #"{"title":"a part","type":"other","when":"2021","part_of":"f"}"#
        let settled = try rehearsal.decide(submission(.put(.event, "g", part)))
        #expect(try settled.verdicts[0].get().seq == 3)
        let made = try (0..<2).map { _ in
            try rehearsal.decide(submission(.create(.event, part))).verdicts[0].get().id
        }
        #expect(made[0] != made[1])
        #expect(try desk.journal() == journal && desk.store.counters == counters)
        #expect(desk.store.entry("f", at: .max) == nil)
        #expect(try await desk.done(.event("f", "three")).decided.version == 1)
    }

    @Test("stays at the register that it began with", arguments: StoreDesk.Maker.allCases)
    func pinned(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        try await desk.done(.event("e", "one"))
        var rehearsal = try desk.store.rehearsal()
        try await desk.done(.event("e", "two"))
        let part = #"{"title":"a part","type":"other","when":"2021","part_of":"e"}"#
        try await desk.done(.put(.event, "later", part))
        let same = try rehearsal.decide(submission(.event("e", "one")))
        #expect(try same.verdicts[0].get().result == .unchanged)
        let ended = try rehearsal.decide(submission(.delete(id: "later")))
        #expect(throws: Rejection.self) { try ended.verdicts[0].get() }
        let alone = try rehearsal.decide(submission(.delete(id: "e")))
        #expect(try alone.verdicts[0].get().version == 2)
    }

    @Test("cannot be had of a store that is closed", arguments: StoreDesk.Maker.allCases)
    func closed(_ maker: StoreDesk.Maker) throws {
        let desk = try StoreDesk(maker)
        desk.store.close()
        #expect(throws: StoreFault.notReady("closing")) { _ = try desk.store.rehearsal() }
    }
}
