import Testing

@testable import NoticeRegister

/// Whether the delivered cases, and a few changes to them, bring each rule to all that it can find.
@Suite("Every rule, and every factor,")
struct ReviewOutcomesTests {
    private struct Change {
        let name: String
        let outcome: Finding.Outcome
        let make: (PlainRegister) throws -> Void

        init(
            _ name: String,
            _ outcome: Finding.Outcome,
            _ make: @escaping (PlainRegister) throws -> Void
        ) {
            (self.name, self.outcome, self.make) = (name, outcome, make)
        }
    }

    /// What no delivered case comes to, and a change to one that does.
    private static var changes: [Change] {
        [
            // The only such crime that was decided on was found to meet the conditions.
            Change("HUMANITARIAN_LAW", .concern) { register in
                try register.say("HUMANITARIAN_LAW", "asserts", about: "case-req-genocide")
            },
            // Nobody is heard to say that a matter is of no interest elsewhere.
            Change("INTEREST", .concern) { register in
                try register.say("INTEREST", "asserts", about: "case-req-tax")
            },
            // Nobody is heard to say that data are not sensitive.
            Change("SENSITIVE", .noConcernOnRecord) { register in
                try register.say("SENSITIVE", "denies", about: "case-req-train")
            },
            // The only refugees have fled from the country that asks.
            Change("REFUGEE", .noConcernOnRecord) { register in
                let refuge = #"{"by":"case-org-b","from":"XD","status":"recognized"}"#
                try register.patch("case-per-forger", #"{"refugee":[\#(refuge)]}"#)
            },
            // All requests have been made.
            Change("RETENTION", .unknown) { register in
                try register.put(
                    .noticeRequest,
                    "drafted",
                    """
                    {"colour":"blue","requester":"case-org-a","addressee":"case-org-interpol",
                    "subjects":[{"ref":"case-per-forger"}]}
                    """
                )
            },
        ]
    }

    @Test("comes to a concern, to none on record and to an unknown in some case")
    func reached() throws {
        var reached: [String: Set<Finding.Outcome>] = [:]
        for file in ["soleimani.ndjson", "cases.ndjson"] {
            for findings in try PlainRegister(importing: file).findings().values {
                Self.note(findings, &reached)
            }
        }
        let cases = try PlainRegister(importing: "cases.ndjson")
        for change in Self.changes {
            let name = change.name
            let isReached = reached[name]?.contains(change.outcome) == true
            #expect(!isReached, "\(name): a delivered case comes to it now")
            let register = cases.copy()
            try change.make(register)
            for findings in try register.findings().values { Self.note(findings, &reached) }
            #expect(reached[name]?.contains(change.outcome) == true, "\(name)")
        }
        let rules = try ReviewRules(try ReviewRulesTests.delivered()).rules
        let names = rules.map(\.code.text) + rules.flatMap(\.factors).map(\.factor)
        #expect(names.count == 35)
        for name in names {
            let missing = Set(Finding.Outcome.allCases).subtracting(reached[name] ?? [])
            #expect(missing.isEmpty, "\(name): \(missing)")
        }
    }

    private static func note(_ findings: [Finding], _ reached: inout [String: Set<Finding.Outcome>])
    {
        for finding in findings {
            reached[finding.rule.code.text, default: []].insert(finding.outcome)
            for factor in finding.factors {
                reached[factor.factor, default: []].insert(factor.weighing.outcome)
            }
        }
    }
}
