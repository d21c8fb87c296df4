import Foundation
import NoticeRegister
import StrictJSON
import Testing

@Suite("Random walks through the lifecycles")
struct WalkTests {
    private typealias Machine = StepTableTests.Machine

    /// The seed is printed; give it as NOTICED_SEED to see a failure again.
    private static let seed: UInt64 = {
        let given = ProcessInfo.processInfo.environment["NOTICED_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: .min ... .max)
        print("NOTICED_SEED=\(seed)")
        return seed
    }()

    private static let walks = 1_250
    private static let orders = 250
    private static let stepsMax = 12
    private static let days = ["2020-06-01", "2020-06-15", "2020-06", "2020-07", "2020-07-31"]

    @Test(
        "keep to the table, change nothing when refused, and are undone by annulling",
        arguments: [Machine.request, .diffusion, .notice, .challenge]
    )
    func walks(_ machine: StepTableTests.Machine) throws {
        var numbers = SeededNumbers(seed: Self.seed)
        let start = try machine.register(at: [])
        var reached: Set = [try Walk(machine: machine, register: start).status()]
        for _ in 0..<Self.walks {
            let register = start.copy()
            for number in 0..<Int.random(in: 1...Self.stepsMax, using: &numbers) {
                let walk = Walk(machine: machine, register: register)
                // What was refused has changed nothing, so that there is nothing to replay.
                guard try walk.step(number, using: &numbers) else { continue }
                let status = try walk.status()
                #expect(try walk.replayed() == status)
                reached.insert(status)
            }
            try Walk(machine: machine, register: register).annulLast()
        }
        #expect(reached == Set(machine.paths.keys))
    }

    @Test(
        "come to the same in whatever order dated steps are told, or are refused",
        arguments: [Machine.request, .diffusion, .notice, .challenge]
    )
    func orders(_ machine: StepTableTests.Machine) throws {
        var numbers = SeededNumbers(seed: Self.seed)
        let start = try machine.register(at: [])
        for _ in 0..<Self.orders {
            let names = (0..<4).compactMap { _ in
                machine.rows.map(\.step).filter { $0 != "reopen" }.randomElement(using: &numbers)
            }
            let told: [String] = names.enumerated().map { number, name in
                String(machine.body(name, from: "").dropLast())
                    + #","id":"s\#(number)","on":"2020-07-1\#(number)"}"#
            }
            let results = [told, told.shuffled(using: &numbers)].map { told -> [String]? in
                let register = start.copy()
                for body in told {
                    guard (try? register.step(machine.target, body)) != nil else { return nil }
                }
                let record = register.records[machine.target]
                return [record?.statusWord ?? ""] + (record?.steps.map(\.id) ?? [])
            }
            guard let one = results[0], let other = results[1] else { continue }
            #expect(one == other)
        }
    }

    /// One record on its way.
    private struct Walk {
        let machine: Machine
        let register: PlainRegister

        func status() throws -> String {
            try #require(register.records[machine.target]?.statusWord)
        }

        /// Takes a step at random; false when it was refused.
        func step(_ number: Int, using numbers: inout SeededNumbers) throws -> Bool {
            let (count, status) = (register.journal.count, try status())
            let record = try #require(register.records[machine.target])
            let names = machine.rows.map(\.step) + ["annul", "report"]
            let name = names.randomElement(using: &numbers) ?? "annul"
            let day = Self.isHalf(&numbers) ? days.randomElement(using: &numbers) : nil
            let other = record.steps.randomElement(using: &numbers)?.id ?? "none"
            var body = machine.body(name, from: status).dropLast() + #","id":"s\#(number)""#
            if let day { body += #","on":"\#(day)""# }
            switch name {
            case "annul": body += #","annuls":"\#(other)","reason":"x""#
            case "report": body += #","reports":"\#(other)","sources":[{"source":"press"}]"#
            case "reopen":
                body.replace(#""id":"d1","#, with: "")
                body.replace("d0", with: decisionNow(record))
            default: break
            }
            let wasTaken: Bool
            do {
                try register.step(machine.target, body + "}")
                wasTaken = true
            } catch is Rejection {
                wasTaken = false
                #expect(register.journal.count == count)
            }
            // A step without a day goes to the end: what is told as possible is, and nothing else.
            guard day == nil, !["annul", "report", "reopen"].contains(name) else {
                return wasTaken
            }
            let isAllowed = record.allowedSteps.contains { $0.step == name }
            #expect(wasTaken == isAllowed, "\(name) from \(status)")
            return wasTaken
        }

        private var days: [String] { WalkTests.days }

        private static func isHalf(_ numbers: inout SeededNumbers) -> Bool {
            Bool.random(using: &numbers)
        }

        private func decisionNow(_ record: Record) -> String {
            record.steps.last { [.refuse, .decline].contains($0.step) }?.made.first ?? "d0"
        }

        /// The status by a replay of its own over the steps as the record tells them.
        func replayed() throws -> String {
            let steps = try #require(register.records[machine.target]).steps
            let annulled = try annulled()
            var status = try #require(machine.paths.first { $0.value.isEmpty }?.key)
            for step in steps where !annulled.contains(step.id) {
                let row = machine.rows.first { $0.step == step.step.rawValue }
                #expect(row?.from.contains(status) ?? true)
                status = row?.to ?? status
            }
            return status
        }

        private func annulled() throws -> Set<String> {
            let record = try Document(try #require(register.records[machine.target]).canonicalBytes)
            let steps = record.member("steps", of: 0).map { record.elements(of: $0) } ?? []
            return Set(
                steps.compactMap { record.member("annuls", of: $0).flatMap(record.string) }
            )
        }

        /// Takes one more step and annuls it: everything is as before, but for versions and access.
        func annulLast() throws {
            let before = try members()
            guard let name = register.records[machine.target]?.allowedSteps.first?.step,
                machine.rows.contains(where: { $0.step == name }), name != "reopen"
            else { return }
            let body = machine.body(name, from: try status()).dropLast()
            try register.step(machine.target, body + #","id":"last"}"#)
            try register.step(
                machine.target,
                #"{"step":"annul","annuls":"last","reason":"x"}"#
            )
            #expect(try members() == before)
        }

        private func members() throws -> [String?] {
            let record = try Document(try #require(register.records[machine.target]).canonicalBytes)
            return [
                "status", "partial", "subject_outcomes", "decisions", "expires", "expires_basis",
                "first_expiry", "admissible_on", "due_on", "outcome",
            ].map { name in
                record.member(name, of: 0).map { String(decoding: record.text($0), as: UTF8.self) }
            }
        }
    }
}
