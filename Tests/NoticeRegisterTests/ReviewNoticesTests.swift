import Testing

@testable import NoticeRegister

@Suite("What notices and rulings tell the review")
struct ReviewNoticesTests {
    private let register: PlainRegister

    init() throws {
        register = try PlainRegister(importing: "cases.ndjson")
    }

    private func says(_ code: String, on request: String) throws -> [String] {
        try register.finding(code, on: request).because.map(\.says)
    }

    @Test("a notice that has ended is kept no longer, whatever its last day was to be")
    func ended() throws {
        let deleted = try register.finding("RETENTION", on: "case-req-leader")
        #expect(deleted.outcome == .noConcernOnRecord)
        #expect(deleted.because.map(\.pointer) == ["/status"])
        let expired = try register.finding("RETENTION", on: "case-req-assets")
        #expect(expired.outcome == .concern)
        try register.step("case-ntc-assets", #"{"step":"satisfy","on":"2026-01"}"#)
        let satisfied = try register.finding("RETENTION", on: "case-req-assets")
        #expect(satisfied.outcome == .noConcernOnRecord)
    }

    @Test("a notice whose need nobody examined in five years is a concern, however long it runs")
    func notExamined() throws {
        try register.put(
            .noticeRequest,
            "old",
            """
            {"colour":"blue","requester":"case-org-c","addressee":"case-org-interpol",
            "subjects":[{"ref":"case-per-forger"}]}
            """
        )
        try register.step(
            "old",
            """
            {"step":"grant","on":"2016-01-04","by":"case-org-interpol","decision":{"id":"old-granted"},
            "notices":[{"subject":"case-per-forger","id":"old-notice","issued":"2016-01-05",
            "expires":"2030-01-01"}]}
            """
        )
        let issued = try register.finding("RETENTION", on: "old")
        #expect(issued.outcome == .concern)
        #expect(issued.because.map(\.pointer) == ["/issued"])
        try register.step(
            "old-notice",
            #"{"step":"extend","on":"2020-12-31","by":"case-org-interpol","expires":"2031"}"#
        )
        let extended = try register.finding("RETENTION", on: "old")
        #expect(extended.outcome == .concern)
        #expect(extended.because.map(\.pointer) == ["/steps/0/on"])
        try register.step(
            "old-notice",
            #"{"step":"extend","on":"2025-12-31","by":"case-org-interpol","expires":"2031"}"#
        )
        #expect(try register.finding("RETENTION", on: "old").outcome == .noConcernOnRecord)
    }

    @Test("refuge that a state tells of is from the country that asks, unless that country gave it")
    func refuge() throws {
        let path = "case-ntc-ring"
        #expect(try register.finding("REFUGEE", on: "case-req-ring").outcome == .unknown)
        try register.step(path, #"{"step":"refugee_recognized","on":"2024-05","country":"XD"}"#)
        #expect(try register.finding("REFUGEE", on: "case-req-ring").outcome == .unknown)
        try register.step(path, #"{"step":"refugee_recognized","on":"2024-06","country":"XC"}"#)
        #expect(try register.finding("REFUGEE", on: "case-req-ring").outcome == .concern)
        #expect(
            try says("REFUGEE", on: "case-req-ring")
                == ["case-per-ring-maker was recognized as a refugee by XC"]
        )
    }

    @Test("refuge from a third country binds the requester to nothing")
    func thirdCountry() throws {
        try register.patch(
            "case-per-forger",
            #"{"refugee":[{"by":"case-org-b","from":"XD","status":"recognized"}]}"#
        )
        let finding = try register.finding("PREDOMINANCE", on: "case-req-forgery-again")
        let factor = finding.factors.first { $0.factor == "international_obligations" }
        #expect(factor?.weighing.outcome == .unknown)
        try register.patch(
            "case-per-forger",
            #"{"refugee":[{"by":"case-org-b","from":"XC","status":"recognized"}]}"#
        )
        let other = try register.finding("PREDOMINANCE", on: "case-req-forgery-again")
        let same = other.factors.first { $0.factor == "international_obligations" }
        #expect(same?.weighing.outcome == .concern)
    }

    @Test("what was decided for some subjects only is told with their names")
    func partial() throws {
        #expect(
            try says("TERRORISM", on: "case-req-ring") == [
                "case-org-interpol decided \"refused\" on 2024-03-20 for case-per-ring-editor"
                    + " on the ground TERRORISM, stated"
            ]
        )
        let granted = try says("JUDICIAL_DATA", on: "case-req-forgery")
        #expect(granted.allSatisfy { !$0.contains(" for case-per-forger") })
    }

    @Test("what a state is told to have done is not heard once it is annulled")
    func reactions() throws {
        let refused = ["extradition refused by XB", "extradition refused by XD"]
        #expect(try says("NO_EXTRADITION_ACTION", on: "case-req-loans") == refused)
        for id in ["case-stp-loans-refused-b", "case-stp-loans-refused-d"] {
            try register.step(
                "case-ntc-loans",
                #"{"step":"annul","annuls":"\#(id)","reason":"told of another"}"#
            )
        }
        let finding = try register.finding("NO_EXTRADITION_ACTION", on: "case-req-loans")
        #expect(finding.outcome == .unknown)
    }

    @Test(
        "a ruling speaks for a concern or against it by what it came to",
        arguments: [
            ("not_compliant", Finding.Outcome.concern), ("source_deleted", .concern),
            ("compliant", .noConcernOnRecord), ("compliant_with_update", .noConcernOnRecord),
            ("moot", .unknown),
        ]
    )
    func rulings(outcome: String, expected: Finding.Outcome) throws {
        try challenge("case-ntc-forgery", came: outcome)
        let finding = try register.finding("CULTURE", on: "case-req-forgery-again")
        #expect(finding.outcome == expected)
    }

    @Test("a ruling about a person is a doubt of each request about them, and clears none")
    func aboutPerson() throws {
        try challenge("case-per-forger", came: "not_compliant")
        for request in ["case-req-forgery", "case-req-forgery-again"] {
            let unknown = try register.finding("CULTURE", on: request)
            #expect(unknown.outcome == .unknown)
            #expect(unknown.because.map(\.record) == [Self.ruling])
            try register.say("CULTURE", "denies", about: request)
            #expect(try register.finding("CULTURE", on: request).outcome == .concern)
        }
    }

    @Test("a ruling that finds nothing wrong about a person is only noted")
    func clearPerson() throws {
        try challenge("case-per-forger", came: "compliant")
        let finding = try register.finding("CULTURE", on: "case-req-forgery-again")
        #expect(finding.outcome == .unknown)
        #expect(finding.because.map(\.record) == [Self.ruling])
    }

    private static let ruling = PlainRegister.opaque("dec", 5)

    /// A challenge before the Commission, decided on the ground that norms of culture are at stake.
    private func challenge(_ target: String, came outcome: String) throws {
        let id = PlainRegister.opaque("chl", 5)
        try register.put(
            .challenge,
            id,
            #"{"before":"case-org-ccf","target":"\#(target)","type":"deletion","filed":"2024-01-31"}"#
        )
        try register.step(id, #"{"step":"admit","on":"2024-02-20"}"#)
        try register.step(
            id,
            """
            {"step":"decide","on":"2024-06-01","by":"case-org-ccf","decision":{"id":"\(Self.ruling)",
            "outcome":"\(outcome)","grounds":[{"code":"CULTURE","basis":"stated"}]}}
            """
        )
    }

    @Test("a sentence is held against its own threshold", arguments: [(5, true), (6, false)])
    func sentence(months: Int, isConcern: Bool) throws {
        let judicial = #"{"document":"judgment","stage":"sentence","sentence_months":\#(months)}"#
        try register.patch("case-req-forgery-again", #"{"judicial":\#(judicial)}"#)
        let finding = try register.finding("SERIOUSNESS", on: "case-req-forgery-again")
        #expect(finding.outcome == (isConcern ? .concern : .noConcernOnRecord))
        #expect(finding.because.map(\.pointer) == ["/judicial/sentence_months"])
    }

    @Test("a decision that was reversed decides nothing")
    func reversed() throws {
        let finding = try register.finding("HUMANITARIAN_LAW", on: "case-req-shelling")
        #expect(finding.outcome == .noConcernOnRecord)
        #expect(!finding.because.contains { $0.record == "case-dec-shelling-refuse" })
    }
}
