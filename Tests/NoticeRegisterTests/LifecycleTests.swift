import NoticeRegister
import Shapes
import StrictJSON
import Testing

@Suite("A request's lifecycle")
struct LifecycleTests {
    private let register: PlainRegister

    /// A state with its court, an international organization with its secretariat, a spokesman's
    /// statement, and a draft request for two persons.
    init() throws {
        register = PlainRegister()
        let organizations = [
            ("state", "state", ""), ("court", "court", "state"),
            ("world", "international_organization", ""), ("secretariat", "authority", "world"),
            ("stranger", "state", ""),
        ]
        for (id, type, parent) in organizations {
            let above = parent.isEmpty ? "" : #","parent":"\#(parent)""#
            try register.put(
                .organization,
                id,
                #"{"names":[{"full":"\#(id)"}],"type":"\#(type)"\#(above)}"#
            )
        }
        for person in ["ada", "bob", "spokesman"] {
            try register.put(.person, person, #"{"names":[{"full":"\#(person)"}]}"#)
        }
        try register.put(.source, "press", #"{"title":"A report","type":"article"}"#)
        try register.put(
            .noticeRequest,
            "r",
            """
            {"colour":"red","requester":"court","addressee":"world",
            "subjects":[{"ref":"ada"},{"ref":"bob"}]}
            """
        )
        for (id, speaker) in [("said", #","speaker":"spokesman""#), ("unsaid", "")] {
            try register.put(
                .statement,
                id,
                """
                {"about":"r","property":"submission","value":{"type":"value","value":true},
                "source":"press"\(speaker)}
                """
            )
        }
    }

    private func status() throws -> String? { register.records["r"]?.statusWord }

    private static let decision = #""decision":{"grounds":[{"code":"ARTICLE_3"}]}"#

    @Test("a request goes from claim to a decline, and the decision stands by itself")
    func declined() throws {
        try register.step("r", #"{"step":"claim","on":"2020-06-29","statements":["said"]}"#)
        #expect(try status() == "claimed")
        let taken = try register.step(
            "r",
            """
            {"step":"decline","id":"s2","on":"2020-06-29/2020-06-30","by":"secretariat",
            "decision":{"id":"d","prospective":true,"grounds":[{"code":"ARTICLE_3","basis":"stated"}]}}
            """
        )
        #expect(try status() == "not_considered")
        #expect(taken.step == "s2")
        #expect(taken.made == [Made(kind: .decision, id: "d", version: 1)])
        #expect(try register.json("r", "decisions") == #"["d"]"#)
        #expect(
            try register.json("r", "subject_outcomes")
                == #"[{"ref":"ada","outcome":"not_considered","decision":"d"},"#
                + #"{"ref":"bob","outcome":"not_considered","decision":"d"}]"#
        )
        #expect(try register.json("d", "request") == #""r""#)
        #expect(try register.json("d", "by") == #""secretariat""#)
        #expect(try register.json("d", "date") == #""2020-06-29/2020-06-30""#)
        #expect(try register.json("d", "outcome") == #""not_considered""#)
    }

    @Test("what a step needs is said, all of it at once")
    func needs() throws {
        #expect(
            try rejection { try register.step("r", #"{"step":"claim","statements":["unsaid"]}"#) }
                == ["/statements missing-evidence"]
        )
        #expect(
            try rejection { try register.step("r", #"{"step":"refuse"}"#) }
                == ["/decision required"]
        )
        #expect(
            try rejection { try register.step("r", #"{"step":"refuse","decision":{}}"#) }
                == ["/by required", "/on required", "/decision/grounds required"]
        )
        #expect(
            try rejection {
                try register.step(
                    "r",
                    #"{"step":"refuse","on":"2021","by":"court","subjects":["spokesman"],"#
                        + #""decision":{"grounds":[{"code":"ARTICLE3"}]},"questions":["why?"]}"#
                )
            } == [
                "/questions unknown-member", "/by actor-mismatch", "/subjects/0 unknown-value",
                "/decision/grounds/0/code unknown-ground",
            ]
        )
        #expect(
            try rejection { try register.step("r", #"{"step":"acknowledge","by":"world"}"#) }
                == [" missing-evidence"]
        )
        #expect(
            try rejection { try register.step("r", #"{"step":"cancel","by":"world"}"#) }
                == ["/step unknown-value"]
        )
        #expect(
            try rejection { try register.step("r", #"{"step":"claim","statements":["no"]}"#) }
                == ["/statements/0 unknown-reference", "/statements missing-evidence"]
        )
    }

    @Test("only the two sides act, each in its own steps")
    func actors() throws {
        let submit = { (by: String) in
            try register.step("r", #"{"step":"submit","by":"\#(by)","statements":["said"]}"#)
        }
        #expect(try rejection { try submit("world") } == ["/by actor-mismatch"])
        #expect(try rejection { try submit("stranger") } == ["/by actor-mismatch"])
        #expect(try submit("state").result == .updated)
        let acknowledge = { (by: String) in
            try register.step("r", #"{"step":"acknowledge","by":"\#(by)","statements":["said"]}"#)
        }
        #expect(try rejection { try acknowledge("court") } == ["/by actor-mismatch"])
        #expect(try acknowledge("secretariat").result == .updated)
    }

    @Test("a step that the status does not allow is turned down, with those that it does")
    func transitions() throws {
        #expect(
            try rejection { try register.step("r", #"{"step":"answer"}"#) }
                == ["answer not from draft, breaks -"]
        )
        try register.step("r", #"{"step":"claim","on":"2020-06","statements":["said"]}"#)
        try register.step(
            "r",
            #"{"step":"refuse","on":"2020-08","by":"world",\#(Self.decision)}"#
        )
        #expect(
            register.records["r"]?.allowedSteps.map(\.step) == ["reopen", "annul", "report"]
        )
        #expect(
            try rejection { try register.step("r", #"{"step":"withdraw","on":"2020-09"}"#) }
                == ["withdraw not from refused, breaks -"]
        )
    }

    @Test("a step that is told later goes to its place in the order of happening")
    func order() throws {
        try register.step(
            "r",
            #"{"step":"refuse","id":"end","on":"2020-08","by":"world",\#(Self.decision)}"#
        )
        try register.step(
            "r",
            #"{"step":"claim","id":"start","on":"2020-06","statements":["said"]}"#
        )
        #expect(register.records["r"]?.steps.map(\.id) == ["start", "end"])
        #expect(try status() == "refused")
        // It may have happened on any day of 2020: not certainly before.
        #expect(
            try rejection {
                try register.step("r", #"{"step":"submit","on":"2020","statements":["said"]}"#)
            } == ["submit not from refused, breaks -"]
        )
    }

    @Test("a step in between that would break a later one is turned down, and names it")
    func breaks() throws {
        try register.step(
            "r",
            """
            {"step":"decline","id":"late","on":"2020-08","by":"world",
            "decision":{"prospective":true,"grounds":[{"code":"ARTICLE_3"}]}}
            """
        )
        #expect(
            try rejection {
                try register.step("r", #"{"step":"submit","on":"2020-07","statements":["said"]}"#)
            } == ["submit not from submitted, breaks late"]
        )
        #expect(
            try rejection {
                try register.step(
                    "r",
                    #"{"step":"acknowledge","on":"2020-07","statements":["said"]}"#
                )
            } == ["acknowledge not from in_review, breaks late"]
        )
        #expect(register.records["r"]?.steps.count == 1)
    }

    @Test("what was submitted cannot be turned away beforehand")
    func prospective() throws {
        try register.step("r", #"{"step":"submit","on":"2020-07","statements":["said"]}"#)
        #expect(
            try rejection {
                try register.step(
                    "r",
                    """
                    {"step":"decline","on":"2020-08","by":"world",
                    "decision":{"prospective":true,"grounds":[{"code":"ARTICLE_3"}]}}
                    """
                )
            } == ["/decision/prospective date-order"]
        )
    }

    @Test("a decision on some subjects leaves the rest open")
    func partial() throws {
        try register.step("r", #"{"step":"claim","on":"2020-06","statements":["said"]}"#)
        try register.step(
            "r",
            #"{"step":"refuse","on":"2020-08","by":"world","subjects":["bob"],\#(Self.decision)}"#
        )
        #expect(try status() == "claimed")
        #expect(try register.json("r", "partial") == "true")
        try register.step(
            "r",
            #"{"step":"refuse","on":"2020-09","by":"world","subjects":["ada"],\#(Self.decision)}"#
        )
        #expect(try status() == "refused")
        #expect(try register.json("r", "partial") == nil)
    }

    @Test("a reopened request knows the decision that reverses the other, both ways")
    func reopened() throws {
        let refuse =
            #"{"step":"refuse","on":"2020-08","by":"world","decision":{"id":"d1","grounds":[{"code":"OTHER"}]}}"#
        try register.step("r", refuse)
        let reopen = { (decision: String) in
            try register.step(
                "r",
                #"{"step":"reopen","on":"2020-09","by":"world","decision":{"#
                    + decision + #""grounds":[{"code":"GROUND_UNSTATED"}]}}"#
            )
        }
        #expect(try rejection { try reopen("") } == ["/decision/reverses required"])
        #expect(
            try rejection { try reopen(#""reverses":"r","#) } == ["/decision/reverses wrong-kind"]
        )
        _ = try reopen(#""id":"d2","reverses":"d1","#)
        #expect(try status() == "in_review")
        #expect(try register.json("r", "subject_outcomes") == nil)
        #expect(try register.json("d1", "reversed_by") == #""d2""#)
        #expect(try register.json("d2", "outcome") == nil)
    }

    @Test("annulling a step undoes it and ends what it made, unless a later step rests on it")
    func annulled() throws {
        try register.step("r", #"{"step":"claim","id":"c","on":"2020-06","statements":["said"]}"#)
        try register.step(
            "r",
            #"{"step":"refuse","id":"f","on":"2020-08","by":"world","decision":{"id":"d1","grounds":[{"code":"OTHER"}]}}"#
        )
        #expect(
            try rejection { try register.step("r", #"{"step":"annul","annuls":"x"}"#) }
                == ["/annuls unknown-reference", "/reason required"]
        )
        try register.step(
            "r",
            #"{"step":"annul","id":"a","annuls":"f","reason":"another request's"}"#
        )
        #expect(try status() == "claimed")
        #expect(register.entries["d1"]?.isDeleted == true)
        #expect(try register.json("r", "decisions") == nil)
        #expect(
            try rejection {
                try register.step("r", #"{"step":"annul","annuls":"a","reason":"no"}"#)
            } == ["/annuls unknown-value"]
        )
    }

    @Test("annulling what a later step rests on is turned down")
    func annulledInUse() throws {
        try register.step("r", #"{"step":"submit","id":"s","on":"2020-06","statements":["said"]}"#)
        try register.step(
            "r",
            #"{"step":"acknowledge","id":"k","on":"2020-07","statements":["said"]}"#
        )
        try register.step(
            "r",
            #"{"step":"ask","id":"q","on":"2020-08","by":"world","questions":["who?"]}"#
        )
        #expect(
            try rejection {
                try register.step("r", #"{"step":"annul","annuls":"k","reason":"no"}"#)
            } == ["annul not from submitted, breaks q"]
        )
    }

    @Test("a further account of a step changes no status")
    func reported() throws {
        try register.step("r", #"{"step":"claim","id":"c","on":"2020-06","statements":["said"]}"#)
        try register.step(
            "r",
            #"{"step":"report","reports":"c","sources":[{"source":"press"}]}"#
        )
        #expect(try status() == "claimed")
        #expect(register.records["r"]?.steps.count == 2)
    }

    @Test(
        "a request lapses only after 24 months of silence",
        arguments: [
            ("2022-05-31", false), ("2022-06-28", false), ("2022-06-29", true), ("2022", true),
        ]
    )
    func lapsed(on: String, isDue: Bool) throws {
        try register.step("r", #"{"step":"claim","on":"2020-06-29","statements":["said"]}"#)
        let lapse = { try register.step("r", #"{"step":"lapse","on":"\#(on)"}"#) }
        if isDue {
            #expect(try lapse().result == .updated)
            #expect(try status() == "lapsed")
            try register.step("r", #"{"step":"reopen","on":"2023","by":"world"}"#)
            #expect(try status() == "in_review")
        } else {
            #expect(try rejection(lapse) == ["lapse not from claimed, breaks -"])
        }
    }

    @Test("a step taken twice is one step; another under its id is turned down")
    func repeated() throws {
        let step =
            #"{"step":"refuse","id":"f","on":"2020-08","by":"world","decision":{"id":"d1","reason":"so","grounds":[{"code":"OTHER"}]}}"#
        try register.step("r", step)
        let count = register.journal.count
        let again = try register.step("r", step)
        #expect(again.result == .unchanged && again.step == "f")
        #expect(register.journal.count == count)
        #expect(
            try rejection {
                try register.step("r", step.replacing("2020-08", with: "2020-09"))
            } == ["conflict"]
        )
        #expect(
            try rejection { try register.step("r", step.replacing("OTHER", with: "STATUS")) }
                == ["conflict"]
        )
        try register.patch("d1", #"{"reason":"mended"}"#)
        #expect(try register.step("r", step).result == .unchanged)
    }

    @Test("a request that is withdrawn is no longer public, nor a person without other files")
    func withdrawn() throws {
        try register.put(
            .person,
            "bob",
            #"{"names":[{"full":"bob"}],"offices":[{"title":"Minister","rank":"minister"}]}"#
        )
        try register.step("r", #"{"step":"withdraw","on":"2020-08","by":"court"}"#)
        #expect(try register.json("r", "access") == #""restricted""#)
        #expect(try register.json("ada", "access") == #""restricted""#)
        #expect(try register.json("bob", "access") == #""public""#)
    }

    @Test("an occupation is no office that keeps a person public")
    func occupation() throws {
        try register.put(
            .person,
            "bob",
            #"{"names":[{"full":"bob"}],"offices":[{"title":"Carpenter","rank":"other"}]}"#
        )
        try register.step("r", #"{"step":"withdraw","on":"2020-08","by":"court"}"#)
        #expect(try register.json("bob", "access") == #""restricted""#)
    }

    @Test("a withdrawal that is kept public changes no access")
    func keptPublic() throws {
        try register.step(
            "r",
            #"{"step":"withdraw","on":"2020-08","by":"court","keep_public":"of public interest"}"#
        )
        #expect(try register.json("r", "access") == #""public""#)
        #expect(try register.json("ada", "access") == #""public""#)
    }

    @Test("a decision takes no more than its words from a patch")
    func decisionPatch() throws {
        try register.step(
            "r",
            #"{"step":"refuse","id":"f","on":"2020-08","by":"world","decision":{"id":"d1","grounds":[{"code":"OTHER"}]}}"#
        )
        try register.patch(
            "d1",
            #"{"reason":"so","labels":["x"],"by":"court","grounds":[],"date":"2021"}"#
        )
        #expect(try register.json("d1", "reason") == #""so""#)
        #expect(try register.json("d1", "by") == #""world""#)
        #expect(try register.json("d1", "date") == #""2020-08""#)
        #expect(try register.json("d1", "grounds") == #"[{"code":"OTHER"}]"#)
    }

    @Test("steps and status are not a client's to write")
    func notByPut() throws {
        try register.step("r", #"{"step":"claim","id":"c","on":"2020-06","statements":["said"]}"#)
        try register.put(
            .noticeRequest,
            "r",
            """
            {"colour":"blue","requester":"court","addressee":"world","status":"granted","steps":[],
            "subjects":[{"ref":"ada"},{"ref":"bob"}]}
            """
        )
        #expect(try register.json("r", "colour") == #""blue""#)
        #expect(try status() == "claimed")
        #expect(register.records["r"]?.steps.count == 1)
    }
}
