import NoticeRegister
import NoticeStore
import Testing

@Suite("Idempotency keys in every store")
struct IdempotencyTests {
    private let key = Submission.Idempotency(key: "k", digest: [1, 2])
    private let event = #"{"title":"x","type":"other","when":"2021"}"#

    @Test(
        "the same request again gives the same answer, and writes nothing",
        arguments: StoreDesk.Maker.allCases
    )
    func repeats(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        let first = try await desk.done(.create(.event, event), key: key)
        try await desk.done(.patch(first.decided.id, #"{"title":"y"}"#))
        let again = try await desk.done(.create(.event, event), key: key)
        #expect(!first.isRepeated && again.isRepeated)
        #expect(again.decided.id == first.decided.id && again.decided.result == .created)
        #expect((again.decided.version, again.decided.seq) == (1, 1))
        #expect(again.body == first.body)
        #expect(desk.store.head.seq == 2)
    }

    @Test(
        "a key belongs to one request, and each actor has keys of its own",
        arguments: StoreDesk.Maker.allCases
    )
    func reuse(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        try await desk.done(.create(.event, event), key: key)
        let other = Submission.Idempotency(key: "k", digest: [9])
        #expect(try await desk.act(.create(.event, event), key: other).isKeyReused)
        #expect(desk.store.head.seq == 1)
        let stranger = try await desk.done(.create(.event, event), key: other, actor: "desk-2")
        #expect(!stranger.isRepeated && desk.store.head.seq == 2)
    }

    @Test("what was turned down is not kept", arguments: StoreDesk.Maker.allCases)
    func rejected(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        let bad = #"{"title":"x","type":"other","when":"2021","part_of":"e"}"#
        #expect(try await desk.act(.create(.event, bad), key: key).rejection == "invalid")
        try await desk.done(.event("e", "one"))
        let done = try await desk.done(.create(.event, bad), key: key)
        #expect(!done.isRepeated && done.decided.result == .created)
    }

    @Test("an answer is kept for a day", arguments: StoreDesk.Maker.allCases)
    func day(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        try await desk.done(.create(.event, event), key: key)
        desk.pass(milliseconds: 24 * 3_600_000)
        #expect(try await desk.done(.create(.event, event), key: key).isRepeated)
        desk.pass(milliseconds: 1)
        let other = Submission.Idempotency(key: "k", digest: [9])
        let done = try await desk.done(.create(.event, event), key: other)
        #expect(!done.isRepeated && desk.store.head.seq == 2)
    }

    @Test(
        "a request that is repeated while the first waits is answered with it",
        arguments: StoreDesk.Maker.allCases
    )
    func inFlight(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        let held = try await desk.holdWriter()
        async let outcomes = withTaskGroup(of: Outcome?.self) { group in
            for digest in [[1, 2], [1, 2], [1, 2]] as [[UInt8]] {
                group.addTask { [event] in
                    let key = Submission.Idempotency(key: "k", digest: digest)
                    return try? await desk.act(.create(.event, event), key: key)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        while desk.store.counters.queued < 3 { await Task.yield() }
        held.release()
        let dones = await outcomes.compactMap { $0?.done }
        #expect(dones.count == 3 && dones.count { $0.isRepeated } == 2)
        #expect(Set(dones.map(\.decided.id)).count == 1 && desk.store.head.seq == 1)
    }

    @Test(
        "a step's answer names again the step and what it made",
        arguments: StoreDesk.Maker.allCases
    )
    func steps(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        try await desk.makeRequest()
        let decline = #"""
            {"step":"decline","on":"2021-01-06","by":"interpol","sources":[{"source":"s"}],
            "decision":{"grounds":[{"code":"ARTICLE_3","basis":"stated"}]}}
            """#
        let first = try await desk.done(.step("r", decline), key: key)
        let again = try await desk.done(.step("r", decline), key: key)
        #expect(again.isRepeated && again.decided.step != nil)
        #expect(again.decided.step == first.decided.step)
        #expect(again.decided.made == first.decided.made && again.decided.made.count == 1)
        #expect(again.decided.result == first.decided.result && again.body == first.body)
    }

    @Test(
        "a grant's answer names again what it made, also under ids that were taken anew",
        arguments: StoreDesk.Maker.allCases
    )
    func grants(_ maker: StoreDesk.Maker) async throws {
        let desk = try StoreDesk(maker)
        try await desk.makeRequest()
        let grant = #"""
            {"step":"grant","id":"g1","on":"2021-01-06","by":"interpol","decision":{"id":"d"},
            "notices":[{"subject":"p","id":"n","issued":"2021-01-06"}]}
            """#
        try await desk.done(.step("r", grant))
        try await desk.done(.step("r", #"{"step":"annul","annuls":"g1","reason":"error"}"#))
        let anew = grant.replacing("g1", with: "g2")
        let first = try await desk.done(.step("r", anew), key: key)
        let again = try await desk.done(.step("r", anew), key: key)
        #expect(first.decided.made.map(\.version) == [3, 3])
        #expect(again.isRepeated && again.decided.made == first.decided.made)
    }

    @Test("answers outlive a restart")
    func restart() async throws {
        let desk = try StoreDesk(.sqlite)
        let first = try await desk.done(.create(.event, event), key: key)
        let unchanged = Submission.Idempotency(key: "u", digest: [3])
        let id = first.decided.id
        try await desk.done(.patch(id, #"{"title":"x"}"#), key: unchanged)
        #expect(desk.store.head.seq == 1)
        try desk.reopen()
        let again = try await desk.done(.create(.event, event), key: key)
        #expect(again.isRepeated && again.body == first.body)
        let still = try await desk.done(.patch(id, #"{"title":"x"}"#), key: unchanged)
        #expect(still.isRepeated && still.decided.result == .unchanged)
    }
}

extension StoreDesk {
    /// A request `r` that has been claimed, and the organizations and the source around it.
    func makeRequest() async throws {
        try await done(.put(.organization, "state", #"{"names":[{"full":"S"}],"type":"state"}"#))
        try await done(
            .put(
                .organization,
                "interpol",
                #"{"names":[{"full":"I"}],"type":"international_organization"}"#
            )
        )
        try await done(.put(.source, "s", #"{"title":"A report","type":"report"}"#))
        try await done(.put(.person, "p", #"{"names":[{"full":"P"}]}"#))
        try await done(
            .put(
                .noticeRequest,
                "r",
                #"""
                {"colour":"red","requester":"state","addressee":"interpol",
                "subjects":[{"ref":"p","status":"charged"}]}
                """#
            )
        )
    }
}
