import NoticeRegister
import Testing

@Suite("A notice's lifecycle")
struct NoticeLifecycleTests {
    private let register: PlainRegister

    init() throws {
        register = try PlainRegister.withCase()
        try register.grant()
    }

    private func status(_ id: String = "na") -> String? { register.records[id]?.statusWord }

    private static let grounds = #""grounds":[{"code":"NE_BIS_IN_IDEM"}]"#

    @Test("an extension moves the end, and annulling it brings the first one back")
    func extended() throws {
        let issued = try register.json("nb", "expires")
        try register.step(
            "nb",
            #"{"step":"extend","id":"x","on":"2021-12","by":"secretariat","expires":"2026-12-31"}"#
        )
        #expect(try register.json("nb", "expires") == #""2026-12-31""#)
        #expect(
            try register.json("nb", "first_expiry") == #"{"expires":"2022-01-01","basis":"given"}"#
        )
        try register.step("na", #"{"step":"extend","id":"x","by":"world","expires":"2026"}"#)
        #expect(try register.json("na", "expires_basis") == #""given""#)
        for id in ["na", "nb"] {
            try register.step(id, #"{"step":"annul","annuls":"x","reason":"another notice's"}"#)
            #expect(try register.json(id, "first_expiry") == nil)
        }
        #expect(try register.json("nb", "expires") == issued)
        #expect(try register.json("na", "expires_basis") == #""five_years""#)
        #expect(
            try rejection { try register.step("na", #"{"step":"extend","by":"world"}"#) }
                == ["/expires required"]
        )
        #expect(
            try rejection {
                try register.step("na", #"{"step":"extend","by":"world","expires":"2019"}"#)
            } == ["/expires date-order"]
        )
    }

    @Test("a notice is suspended, restored, and satisfied by either side")
    func suspended() throws {
        #expect(
            try rejection { try register.step("na", #"{"step":"suspend","by":"court"}"#) }
                == ["/by actor-mismatch"]
        )
        try register.step("na", #"{"step":"suspend","on":"2020-09","by":"world"}"#)
        #expect(status() == "suspended")
        #expect(
            try rejection {
                try register.step("na", #"{"step":"extend","on":"2020-10","expires":"2026"}"#)
            } == ["extend not from suspended, breaks -"]
        )
        try register.step("na", #"{"step":"restore","on":"2020-11","by":"world"}"#)
        #expect(status() == "active")
        #expect(
            try rejection { try register.step("na", #"{"step":"satisfy","by":"stranger"}"#) }
                == ["/by actor-mismatch"]
        )
        try register.step("na", #"{"step":"satisfy","on":"2021","by":"court"}"#)
        #expect(status() == "satisfied")
        // The person of a satisfied notice is not thereby closed.
        #expect(try register.json("ada", "access") == #""public""#)
    }

    @Test("a cancelled notice shows in its request, and closes the file and the person")
    func cancelled() throws {
        let taken = try register.step(
            "na",
            #"{"step":"cancel","id":"c","on":"2021","by":"world","decision":{"id":"dc",\#(Self.grounds)}}"#
        )
        #expect(taken.made == [Made(kind: .decision, id: "dc", version: 1)])
        #expect(status() == "cancelled")
        #expect(register.records["r"]?.statusWord == "granted")
        #expect(try register.json("dc", "notice") == #""na""#)
        #expect(try register.json("dc", "outcome") == #""cancelled""#)
        let outcomes = try #require(try register.json("r", "subject_outcomes"))
        #expect(
            outcomes.hasPrefix(
                #"[{"ref":"ada","outcome":"cancelled","decision":"dc","notice":"na"}"#
            )
        )
        for id in ["na", "r", "dc"] { #expect(try register.json(id, "access") == #""restricted""#) }
        // Another's notice stands; and Ada is also asked for by a diffusion.
        for id in ["nb", "bob", "ada"] { #expect(try register.json(id, "access") == #""public""#) }
        try register.step("d", #"{"step":"withdraw","on":"2021-02","by":"court"}"#)
        #expect(try register.json("ada", "access") == #""restricted""#)
    }

    @Test("annulling a cancellation brings the outcome back; who may see the file stays narrow")
    func cancelAnnulled() throws {
        try register.step(
            "na",
            #"{"step":"cancel","id":"c","on":"2021","by":"world","decision":{"id":"dc",\#(Self.grounds)}}"#
        )
        try register.step("na", #"{"step":"annul","annuls":"c","reason":"another notice's"}"#)
        #expect(status() == "active")
        #expect(register.entries["dc"]?.isDeleted == true)
        #expect(
            try register.json("r", "subject_outcomes")?.contains(#""outcome":"cancelled""#) == false
        )
        #expect(try register.json("na", "access") == #""restricted""#)
    }

    @Test("what a grant made cannot go while the notice's own decision rests on it")
    func grantInUse() throws {
        try register.step(
            "na",
            #"{"step":"cancel","on":"2021","by":"world","keep_public":"x","decision":{"id":"dc",\#(Self.grounds)}}"#
        )
        #expect(
            try rejection {
                try register.step("r", #"{"step":"annul","annuls":"grant","reason":"x"}"#)
            } == ["in use by dc notice"]
        )
    }

    @Test("a cancellation takes a decision with a ground, and may be kept public")
    func keptPublic() throws {
        #expect(
            try rejection { try register.step("na", #"{"step":"cancel","by":"world"}"#) }
                == ["/decision required"]
        )
        #expect(
            try rejection {
                try register.step(
                    "na",
                    #"{"step":"cancel","on":"2021","by":"world","decision":{"subjects":["bob"]}}"#
                )
            } == ["/decision/subjects/0 unknown-value", "/decision/grounds required"]
        )
        try register.step(
            "na",
            #"{"step":"cancel","on":"2021","by":"world","keep_public":"of public interest","decision":{\#(Self.grounds)}}"#
        )
        for id in ["na", "r", "ada"] { #expect(try register.json(id, "access") == #""public""#) }
    }

    @Test("a withdrawal is the requester's, and closes the file")
    func withdrawn() throws {
        #expect(
            try rejection { try register.step("na", #"{"step":"withdraw","by":"world"}"#) }
                == ["/by actor-mismatch"]
        )
        try register.step("na", #"{"step":"withdraw","on":"2021","by":"state"}"#)
        #expect(status() == "withdrawn")
        #expect(try register.json("r", "access") == #""restricted""#)
    }

    @Test("what states report is true of an ended notice, too, and needs a country")
    func happenings() throws {
        try register.step("na", #"{"step":"satisfy","on":"2021"}"#)
        for step in [
            "located", "arrested", "extradited", "extradition_refused", "not_executed",
            "refugee_recognized",
        ] {
            #expect(
                try rejection { try register.step("na", #"{"step":"\#(step)"}"#) }
                    == ["/country required"]
            )
            try register.step("na", #"{"step":"\#(step)","country":"FR"}"#)
        }
        #expect(status() == "satisfied")
        #expect(register.records["na"]?.steps.count == 7)
    }

    @Test("a step that would break a later one is turned down, and names it")
    func breaks() throws {
        try register.step("na", #"{"step":"suspend","id":"s","on":"2021-05","by":"world"}"#)
        #expect(
            try rejection {
                try register.step("na", #"{"step":"satisfy","on":"2021-04"}"#)
            } == ["satisfy not from satisfied, breaks s"]
        )
    }
}
