import NoticeRegister
import Testing

@Suite("Grants and circulations make notices")
struct GrantTests {
    private let register: PlainRegister

    init() throws { register = try PlainRegister.withCase() }

    private func grant(_ request: String, _ notices: String, _ more: String = "") throws -> Decided
    {
        try register.step(
            request,
            #"{"step":"grant","on":"2020-08-01","by":"world","notices":[\#(notices)]\#(more)}"#
        )
    }

    private static let ada = #"{"subject":"ada","issued":"2020-08-02"}"#
    private static let bob = #"{"subject":"bob","issued":"2020-08-02"}"#

    @Test("a grant makes a notice for each subject, and a decision of who and when")
    func granted() throws {
        let taken = try grant(
            "r",
            #"{"subject":"ada","id":"na","entity_id":"2020/1","issued":"2020-08-02","public":true},"#
                + Self.bob
        )
        #expect(taken.made.map(\.kind) == [.decision, .notice, .notice])
        let (decision, second) = (taken.made[0].id, taken.made[2].id)
        #expect(register.records["r"]?.statusWord == "granted")
        #expect(
            try register.json("r", "subject_outcomes")
                == #"[{"ref":"ada","outcome":"granted","decision":"\#(decision)","notice":"na"},"#
                + #"{"ref":"bob","outcome":"granted","decision":"\#(decision)","notice":"\#(second)"}]"#
        )
        #expect(try register.json(decision, "by") == #""world""#)
        #expect(try register.json(decision, "date") == #""2020-08-01""#)
        #expect(try register.json(decision, "outcome") == #""granted""#)
        #expect(try register.json(decision, "subjects") == #"["ada","bob"]"#)
        let notice = try #require(try register.json("na"))
        #expect(
            notice.contains(
                #""request":"r","subject":"ada","channel":"notice","colour":"red","#
                    + #""entity_id":"2020/1","issued":"2020-08-02","expires":"2025-08-02","#
                    + #""expires_basis":"five_years","public":true,"status":"active""#
            )
        )
    }

    @Test(
        "a notice ends five years on, as exactly as its issue is known, unless an end is given",
        arguments: [
            ("2020-08-31", "2025-08-31"), ("2020-02-29", "2025-02-28"), ("2020-08", "2025-08"),
            ("2020", "2025"), ("2020-06~", "2025-06-01/2025-06-30"),
            ("2020?", "2025-01-01/2025-12-31"),
            ("2020-06-29/2020-06-30", "2025-06-29/2025-06-30"), ("2020-06-29/..", "2025-06-29/.."),
            ("9996", nil),
        ]
    )
    func expiry(issued: String, expires: String?) throws {
        try register.step(
            "d",
            """
            {"step":"circulate","by":"state",
            "notices":[{"subject":"ada","id":"n","issued":"\(issued)"}]}
            """
        )
        #expect(try register.json("n", "expires") == expires.map { "\"\($0)\"" })
        #expect(
            try register.json("n", "expires_basis") == (expires == nil ? nil : #""five_years""#)
        )
    }

    @Test("a grant for one subject leaves the other open")
    func partial() throws {
        _ = try grant("r", Self.ada)
        #expect(register.records["r"]?.statusWord == "draft")
        #expect(try register.json("r", "partial") == "true")
        #expect(
            try rejection { try grant("r", Self.ada) } == ["/notices/0/subject unknown-value"]
        )
        try register.step(
            "r",
            #"{"step":"refuse","on":"2020-09","by":"world","decision":{"grounds":[{"code":"OTHER"}]}}"#
        )
        #expect(register.records["r"]?.statusWord == "granted")
        #expect(try register.json("r", "partial") == nil)
    }

    @Test("one whom a group names is granted alone, and the group stays open")
    func inGroup() throws {
        _ = try grant("b", #"{"subject":"eve","id":"n","issued":"2020-08-02"}"#)
        #expect(register.records["b"]?.statusWord == "draft")
        #expect(try register.json("b", "partial") == "true")
        #expect(try register.json("b", "subject_outcomes")?.contains(#""ref":"eve""#) == true)
        _ = try grant("b", #"{"subject":"g","issued":"2020-08-02"}"#)
        #expect(register.records["b"]?.statusWord == "granted")
    }

    @Test("a request for things only is granted without notices")
    func things() throws {
        let taken = try register.step("t", #"{"step":"grant","on":"2020-08","by":"world"}"#)
        #expect(taken.made.map(\.kind) == [.decision])
        #expect(register.records["t"]?.statusWord == "granted")
    }

    @Test("what is wrong with notices is said, all of it at once")
    func wrong() throws {
        #expect(
            try rejection { try register.step("r", #"{"step":"grant"}"#) }
                == ["/notices required", "/by required", "/on required"]
        )
        #expect(
            try rejection {
                try grant(
                    "r",
                    #"{"subject":"eve","issued":"2020-07-31","expires":"2020-06"},"#
                        + Self.ada + "," + Self.ada
                )
            } == [
                "/notices/0/subject unknown-value", "/notices/0/expires date-order",
                "/notices/0/issued date-order", "/notices/2/subject subject-count-mismatch",
            ]
        )
        #expect(
            try rejection { try grant("r", #"{"subject":"zoe","issued":"2020-08-02"}"#) }
                == ["/notices/0/subject unknown-reference"]
        )
        #expect(
            try rejection { try grant("r", Self.ada, #","decision":{"subjects":["bob"]}"#) }
                == ["/notices required", "/notices/0/subject unknown-value"]
        )
        #expect(
            try rejection {
                try register.step(
                    "d",
                    """
                    {"step":"circulate","by":"state","notices":[{"subject":"ada",
                    "issued":"2020-08-02","entity_id":"2020/1","public":true}]}
                    """
                )
            } == ["/notices/0/entity_id unknown-member", "/notices/0/public unknown-member"]
        )
    }

    @Test("a red notice is about one person with a name", arguments: ["g", "nobody", "state"])
    func redSubjects(subject: String) throws {
        try register.put(
            .noticeRequest,
            "r",
            #"{"colour":"red","requester":"court","addressee":"world","subjects":[{"ref":"\#(subject)"}]}"#
        )
        #expect(
            try rejection { try grant("r", #"{"subject":"\#(subject)","issued":"2020-08-02"}"#) }
                == ["/notices/0/subject wrong-kind"]
        )
    }

    @Test("INTERPOL's number is given once")
    func numbers() throws {
        try register.grant()
        let again = #"{"subject":"eve","issued":"2020-08-02","entity_id":"2020/1"}"#
        #expect(try rejection { try grant("b", again) } == ["duplicate of na"])
        let twice =
            again.replacing("2020/1", with: "2020/2").dropLast() + #","id":"n"},"#
            + #"{"subject":"g","issued":"2020-08-02","entity_id":"2020/2"}"#
        #expect(try rejection { try grant("b", String(twice)) } == ["duplicate of n"])
        #expect(register.entries["n"] == nil)
    }

    @Test(
        "a diffusion is circulated, anything else granted; the other step is not among the possible"
    )
    func channels() throws {
        #expect(
            try rejection { try grant("d", Self.ada) } == ["grant not from draft, breaks -"]
        )
        let circulate = #"{"step":"circulate","on":"2020-08","by":"court","notices":["#
        #expect(
            try rejection { try register.step("r", circulate + Self.ada + "]}") }
                == ["circulate not from draft, breaks -"]
        )
        #expect(register.records["r"]?.allowedSteps.map(\.step).contains("circulate") == false)
        #expect(register.records["d"]?.allowedSteps.map(\.step).contains("grant") == false)
        let taken = try register.step("d", circulate + Self.ada + "]}")
        #expect(taken.made.map(\.kind) == [.notice])
        #expect(register.records["d"]?.statusWord == "circulated")
        #expect(
            try register.json("d", "subject_outcomes")
                == #"[{"ref":"ada","notice":"\#(taken.made[0].id)"}]"#
        )
    }

    @Test("annulling a grant ends its decision and its notices, unless something rests on them")
    func annulled() throws {
        try register.grant()
        try register.put(
            .statement,
            "about",
            """
            {"about":"na","property":"other","value":{"type":"value","value":"x"},"source":"press"}
            """
        )
        let annul = {
            try self.register.step("r", #"{"step":"annul","annuls":"grant","reason":"x"}"#)
        }
        #expect(try rejection(annul) == ["in use by about about"])
        #expect(register.records["r"]?.statusWord == "granted")
        try register.act(.delete(id: "about"))
        _ = try annul()
        #expect(register.records["r"]?.statusWord == "draft")
        #expect(try register.json("r", "subject_outcomes") == nil)
        for id in ["dg", "na", "nb"] { #expect(register.entries[id]?.isDeleted == true) }
        // The same ids can be taken anew; they go on counting their versions.
        let again = try grant("r", #"{"subject":"ada","id":"na","issued":"2020-08-02"}"#)
        #expect(again.made.last == Made(kind: .notice, id: "na", version: 3))
    }

    @Test("a grant taken twice is one grant, whatever became of it; another under its id is not")
    func repeated() throws {
        try register.grant()
        let unchanged = {
            let count = self.register.journal.count
            try self.register.grant()
            #expect(self.register.journal.count == count)
        }
        try unchanged()
        try register.step("na", #"{"step":"extend","on":"2024","by":"world","expires":"2030"}"#)
        try unchanged()
        try register.step("na", #"{"step":"satisfy","on":"2025"}"#)
        try unchanged()
        #expect(
            try rejection {
                try register.step(
                    "r",
                    """
                    {"step":"grant","id":"grant","on":"2020-08-01","by":"secretariat",
                    "decision":{"id":"dg"},
                    "notices":[{"subject":"ada","id":"na","entity_id":"2020/2","issued":"2020-08-02"},
                    {"subject":"bob","id":"nb","issued":"2020-08-02","expires":"2022-01-01"}]}
                    """
                )
            } == ["conflict"]
        )
        try register.step("r", #"{"step":"annul","annuls":"grant","reason":"x"}"#)
        try unchanged()
    }

    @Test("a decision that for certain came before its request is told wrongly")
    func beforeRequest() throws {
        try register.step("r", #"{"step":"claim","on":"2020-08-02","statements":["said"]}"#)
        #expect(try rejection { try grant("r", Self.ada) } == ["/on date-order"])
        #expect(
            try rejection {
                try register.step(
                    "r",
                    #"{"step":"refuse","by":"world","decision":{"date":"2020-07","grounds":[{"code":"OTHER"}]}}"#
                )
            } == ["/decision/date date-order"]
        )
        #expect(
            try register.step(
                "r",
                #"{"step":"refuse","by":"world","on":"2020-08","decision":{"grounds":[{"code":"OTHER"}]}}"#
            ).result == .updated
        )
    }

    @Test("what was reversed is not reversed again")
    func reversedOnce() throws {
        let refuse =
            #"{"step":"refuse","on":"2020-08","by":"world","subjects":["bob"],"decision":{"id":"d1","grounds":[{"code":"OTHER"}]}}"#
        let reopen =
            #"{"step":"reopen","on":"2020-09","by":"world","decision":{"reverses":"d1","grounds":[{"code":"OTHER"}]}}"#
        try register.step("r", refuse)
        try register.step(
            "r",
            refuse.replacing("bob", with: "ada").replacing("d1", with: "d2")
        )
        try register.step("r", reopen)
        try register.step(
            "r",
            refuse.replacing("d1", with: "d3").replacing("2020-08", with: "2020-10")
        )
        #expect(
            try rejection { try register.step("r", reopen.replacing("2020-09", with: "2020-11")) }
                == ["/decision/reverses unknown-value"]
        )
    }

    @Test("a grant and what happened to its notice come in together, in any order")
    func together() throws {
        let acts = [
            try Command.Act.step("n", #"{"step":"satisfy","id":"s"}"#),
            try Command.Act.step("n", #"{"step":"suspend","on":"2019","id":"u"}"#),
            try Command.Act.step(
                "d",
                #"{"step":"circulate","on":"2020-08","by":"court","notices":[{"subject":"ada","id":"n","issued":"2020-08"}]}"#
            ),
        ]
        var submission = Submission(acts.map { Command(kind: nil, act: $0) }, actor: "desk-1")
        submission.isAtomic = true
        for verdict in try register.submit(submission) { _ = try verdict.get() }
        #expect(register.records["n"]?.statusWord == "satisfied")
    }
}
