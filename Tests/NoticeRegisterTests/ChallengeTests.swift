import NoticeRegister
import Testing

@Suite("A challenge's lifecycle")
struct ChallengeTests {
    private let register: PlainRegister
    private let id = PlainRegister.opaque("chl", 1)
    private let ruling = PlainRegister.opaque("dec", 1)

    init() throws {
        register = try PlainRegister.withCase()
        try register.grant()
        try challenge("na")
    }

    private func challenge(
        _ target: String,
        before: String = "commission",
        type: String = "deletion",
        _ more: String = ""
    ) throws {
        try register.put(
            .challenge,
            id,
            """
            {"before":"\(before)","target":"\(target)","type":"\(type)","filed":"2021-01-31"\(more)}
            """
        )
    }

    private func step(_ name: String, _ more: String = "") throws -> Decided {
        try register.step(id, #"{"step":"\#(name)"\#(more)}"#)
    }

    private func decide(_ outcome: String, _ more: String = "") throws -> Decided {
        try step(
            "decide",
            """
            ,"on":"2021-09","by":"commission"\(more),
            "decision":{"id":"\(ruling)","outcome":"\(outcome)"}
            """
        )
    }

    private var status: String? { register.records[id]?.statusWord }

    @Test("a challenge goes from its admission to what is done about it")
    func implemented() throws {
        _ = try step("admit", #","on":"2021-03-31","by":"commission""#)
        #expect(try register.json(id, "admissible_on") == #""2021-03-31""#)
        #expect(try register.json(id, "due_on") == #""2021-12-31""#)
        _ = try step("study", #","on":"2021-05","by":"commission""#)
        let taken = try decide("not_compliant")
        #expect(taken.made == [Made(kind: .decision, id: ruling, version: 1)])
        #expect(status == "decided")
        #expect(try register.json(id, "outcome") == #""not_compliant""#)
        #expect(try register.json(ruling, "challenge") == #""\#(id)""#)
        #expect(try register.json(ruling, "access") == #""restricted""#)
        _ = try step("implement", #","on":"2021-10""#)
        #expect(status == "implemented")
    }

    @Test(
        "the Commission's clock starts on the full day of admission",
        arguments: [
            ("access", "2021-10-31", "2022-02-28"), ("correction", "2021-03-31", "2021-12-31"),
            ("deletion", "2021-03", nil), ("revision", "2021-03-31", nil),
        ]
    )
    func clocks(type: String, on: String, due: String?) throws {
        try challenge("na", type: type)
        #expect(try register.json(id, "due_on") == nil)
        _ = try step("admit", #","on":"\#(on)","id":"a""#)
        #expect(try register.json(id, "due_on") == due.map { "\"\($0)\"" })
        _ = try step("annul", #","annuls":"a","reason":"x""#)
        #expect(try register.json(id, "due_on") == nil)
        #expect(status == "received")
    }

    @Test("steps are those of whom it is brought before; before the keeper they are anybody's")
    func actors() throws {
        #expect(try rejection { try step("admit", #","by":"world""#) } == ["/by actor-mismatch"])
        try challenge("na", before: "register")
        #expect(try step("admit", #","by":"world""#).result == .updated)
    }

    @Test("a withdrawal is the applicant's")
    func withdrawn() throws {
        try challenge("na", #","applicant":"state""#)
        #expect(
            try rejection { try step("withdraw", #","by":"commission""#) } == ["/by actor-mismatch"]
        )
        try challenge("na", #","applicant":"ada""#)
        #expect(
            try rejection { try step("withdraw", #","by":"state""#) } == ["/by actor-mismatch"]
        )
        _ = try step("withdraw")
        #expect(status == "withdrawn")
        #expect(
            try rejection { try step("moot") } == ["moot not from withdrawn, breaks -"]
        )
    }

    @Test("a decision says what it comes to, and nothing that only requests come to")
    func outcomes() throws {
        _ = try step("admit", #","on":"2021-03""#)
        #expect(
            try rejection { try step("decide", #","on":"2021-09","by":"commission""#) }
                == ["/decision required"]
        )
        #expect(try rejection { try decide("granted") } == ["/decision/outcome unknown-value"])
        #expect(
            try rejection {
                try step("decide", #","on":"2021-09","by":"commission","decision":{"id":"mine"}"#)
            } == ["/decision/outcome required", "/decision/id id-not-opaque"]
        )
        #expect(
            try rejection {
                try register.step(
                    "b",
                    """
                    {"step":"refuse","on":"2021","by":"world",
                    "decision":{"grounds":[{"code":"OTHER"}],"outcome":"refused"}}
                    """
                )
            } == ["/decision/outcome unknown-member"]
        )
        _ = try decide("compliant")
        #expect(try register.json("na", "access") == #""public""#)
    }

    @Test("what does not comply is closed in the same commit, and cancelled by a step of its own")
    func notCompliant() throws {
        _ = try step("admit", #","on":"2021-03""#)
        _ = try decide("not_compliant")
        for file in ["na", "r"] {
            #expect(try register.json(file, "access") == #""restricted""#)
        }
        #expect(register.records["na"]?.statusWord == "active")
        let cancel = { (decision: String) in
            try self.register.step(
                "na",
                #"{"step":"cancel","id":"c","on":"2021-10","decision":{"id":"\#(decision)"}}"#
            )
        }
        #expect(try rejection { try cancel("dec-9") } == ["/decision/id unknown-reference"])
        #expect(try rejection { try cancel("dg") } == ["/decision/id unknown-value"])
        #expect(try cancel(ruling).made == [])
        #expect(try cancel(ruling).result == .unchanged)
        let outcomes = try #require(try register.json("r", "subject_outcomes"))
        #expect(outcomes.contains(#""outcome":"cancelled","decision":"\#(ruling)""#))
        // The ruling is not the cancellation's to void.
        try register.step("na", #"{"step":"annul","annuls":"c","reason":"x"}"#)
        #expect(register.entries[ruling]?.isDeleted == false)
    }

    @Test("a ruling that a cancellation rests on cannot be annulled")
    func inUse() throws {
        _ = try step("admit", #","on":"2021-03""#)
        _ = try decide("not_compliant", #","id":"d""#)
        try register.step(
            "na",
            #"{"step":"cancel","on":"2021-10","decision":{"id":"\#(ruling)"}}"#
        )
        #expect(
            try rejection { try step("annul", #","annuls":"d","reason":"x""#) }
                == ["in use by na steps.decision"]
        )
    }

    @Test("a request found not to comply is closed with its notices, unless it is said why not")
    func requestNotCompliant() throws {
        try challenge("r")
        _ = try step("admit", #","on":"2021-03""#)
        _ = try decide("not_compliant", #","keep_public":"of public interest""#)
        for file in ["na", "nb", "r"] {
            #expect(try register.json(file, "access") == #""public""#)
        }
        let other = PlainRegister.opaque("chl", 2)
        try register.put(
            .challenge,
            other,
            #"{"before":"commission","target":"r","type":"deletion","filed":"2021-01-31"}"#
        )
        try register.step(other, #"{"step":"admit","on":"2021-03"}"#)
        try register.step(
            other,
            #"{"step":"decide","on":"2021-09","by":"commission","decision":{"outcome":"not_compliant"}}"#
        )
        for file in ["na", "nb", "r", "bob"] {
            #expect(try register.json(file, "access") == #""restricted""#)
        }
    }

    @Test("a ruling about a person closes no file; the person is closed once all files are")
    func personNotCompliant() throws {
        try challenge("ada")
        _ = try step("admit", #","on":"2021-03""#)
        _ = try decide("not_compliant")
        for id in ["na", "r", "ada"] { #expect(try register.json(id, "access") == #""public""#) }
        // Of Kim nothing is held but the person.
        try register.put(
            .person,
            "kim",
            #"{"names":[{"full":"Kim"}],"offices":[{"title":"Baker","rank":"other"}]}"#
        )
        try register.put(
            .person,
            "lee",
            #"{"names":[{"full":"Lee"}],"offices":[{"title":"Judge","rank":"judge"}]}"#
        )
        for (place, person) in ["kim", "lee"].enumerated() {
            let id = PlainRegister.opaque("chl", 2 + place)
            try register.put(
                .challenge,
                id,
                #"{"before":"register","target":"\#(person)","type":"deletion","filed":"2021-01-31"}"#
            )
            try register.step(id, #"{"step":"admit","on":"2021-03"}"#)
            try register.step(
                id,
                #"{"step":"decide","on":"2021-04","by":"state","decision":{"outcome":"not_compliant"}}"#
            )
        }
        #expect(try register.json("kim", "access") == #""restricted""#)
        #expect(try register.json("lee", "access") == #""public""#)
    }

    @Test("a target is contested before the keeper for as long as nothing is decided")
    func contested() throws {
        try challenge("ada", before: "register")
        #expect(try register.json("ada", "contested") == "true")
        _ = try step("reject", #","on":"2021-02","id":"j""#)
        #expect(status == "inadmissible")
        #expect(try register.json("ada", "contested") == nil)
        _ = try step("annul", #","annuls":"j","reason":"x""#)
        #expect(try register.json("ada", "contested") == "true")
    }
}
