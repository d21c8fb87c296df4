import NoticeRegister
import Seals
import Testing

@Suite("Random commands")
struct RandomCommandsTests {
    private static let steps: [Kind: [String]] = [
        .noticeRequest: [
            "claim", "submit", "acknowledge", "ask", "answer", "circulate", "grant", "refuse",
            "decline", "withdraw", "lapse", "reopen", "annul", "report",
        ],
        .notice: [
            "extend", "suspend", "restore", "cancel", "withdraw", "satisfy", "located", "arrested",
            "extradited", "extradition_refused", "not_executed", "refugee_recognized", "annul",
            "report",
        ],
        .challenge: [
            "admit", "reject", "study", "decide", "implement", "withdraw", "moot", "annul",
            "report",
        ],
        .group: ["name", "unname", "recount", "annul", "report"],
    ]

    @Test("take every step that there is")
    func everyStep() throws {
        var taken: [Kind: Set<String>] = [:]
        for seed: UInt64 in 0..<64 {
            var random = RandomCommands(seed: seed)
            for _ in 0..<500 {
                try Self.carryOut(try random.command(), on: random.register)
            }
            for kind in Self.steps.keys {
                for id in random.register.ids(kind) {
                    let steps = random.register.record(id)?.steps ?? []
                    taken[kind, default: []].formUnion(steps.map(\.step.rawValue))
                }
            }
            if Self.steps.allSatisfy({ taken[$0.key]?.isSuperset(of: $0.value) ?? false }) { break }
        }
        for (kind, steps) in Self.steps {
            let missing = Set(steps).subtracting(taken[kind] ?? [])
            #expect(missing.isEmpty, "\(kind.name): \(missing.sorted())")
        }
    }

    private static func carryOut(_ command: Command, on register: NaiveStanding) throws {
        var drawn = register.naive.head
        let at = Instant(milliseconds: 1_795_428_000_000)
        var batch = Batch(
            on: register,
            at: at,
            after: register.naive.head,
            fresh: {
                drawn += 1
                return (0..<10).map { UInt8(truncatingIfNeeded: drawn >> ($0 * 4)) }
            },
            sha256: SHA256.digest
        )
        _ = try register.decide(Submission([command], actor: "desk-1"), in: &batch)
        register.publish(at: at)
    }
}
