import NoticeRegister
import Testing

@Suite("A group's steps")
struct GroupStepsTests {
    private let register: PlainRegister

    /// The group of the case: 48 people, one of them named, and a request for them.
    init() throws {
        register = PlainRegister()
        for (id, type) in [("state", "state"), ("world", "international_organization")] {
            try register.put(
                .organization,
                id,
                #"{"names":[{"full":"\#(id)"}],"type":"\#(type)"}"#
            )
        }
        for person in ["ada", "bob", "eve", "kim"] {
            try register.put(.person, person, #"{"names":[{"full":"\#(person)"}]}"#)
        }
        try register.put(.source, "press", #"{"title":"A report","type":"article"}"#)
        try group("g", 48, "exact")
        try register.put(
            .noticeRequest,
            "r",
            #"{"colour":"red","requester":"state","addressee":"world","subjects":[{"ref":"g"}]}"#
        )
    }

    private func group(_ id: String, _ count: Int, _ basis: String) throws {
        try register.put(
            .group,
            id,
            #"{"title":"G","size":{"count":\#(count),"basis":"\#(basis)"},"named":["ada"]}"#
        )
    }

    /// Takes a step that brings its evidence.
    @discardableResult
    private func take(_ members: String, of group: String = "g") throws -> Decided {
        try register.step(group, #"{\#(members),"sources":[{"source":"press"}]}"#)
    }

    private func group(_ member: String) throws -> String? { try register.json("g", member) }

    @Test("name one more of the 48, and the request counts 48 = 2 + 46 in the same commit")
    func named() throws {
        let head = register.journal.count
        try take(#""step":"name","id":"s1","ref":"bob","on":"2021-02""#)
        #expect(register.journal.dropFirst(head).map(\.id) == ["g", "r"])
        #expect(try group("named") == #"["ada","bob"]"#)
        #expect(try group("unnamed") == "46")
        #expect(try group("size") == #"{"count":48,"basis":"exact"}"#)
        #expect(
            try group("ledger")
                == #"[{"on":"2021-02","act":"name","ref":"bob","before":1,"after":2,"#
                + #""sources":[{"source":"press"}]}]"#
        )
        #expect(try group("founded") == #"{"count":48,"basis":"exact","named":["ada"]}"#)
        #expect(
            try register.json("r", "subject_count")
                == #"{"count":48,"basis":"exact","named":2,"unnamed":46}"#
        )
    }

    @Test("leave a group that took none as it was written")
    func unfounded() throws {
        #expect(try group("founded") == nil)
        #expect(try group("steps") == nil)
        #expect(register.records["g"]?.steps.isEmpty == true)
        #expect(register.records["g"]?.statusWord == nil)
    }

    @Test("count anew, and take a name back, with what was before and after")
    func ledger() throws {
        try take(#""step":"recount","count":60,"basis":"about","on":"2021-03""#)
        try take(#""step":"unname","ref":"ada","reason":"it was somebody else","on":"2021-04""#)
        #expect(try group("size") == #"{"count":60,"basis":"about"}"#)
        #expect(try group("named") == nil)
        #expect(try group("unnamed") == "60")
        #expect(
            try group("ledger")
                == #"[{"on":"2021-03","act":"recount","before":48,"after":60,"#
                + #""sources":[{"source":"press"}]},"#
                + #"{"on":"2021-04","act":"unname","ref":"ada","before":1,"after":0,"#
                + #""sources":[{"source":"press"}]}]"#
        )
        #expect(
            try register.json("r", "subject_count")
                == #"{"count":60,"basis":"about","named":0,"unnamed":60}"#
        )
    }

    @Test("bring evidence and what they are about, and nothing else")
    func needs() throws {
        let step = { (json: String) in try rejection { try register.step("g", json) } }
        #expect(try step(#"{"step":"name"}"#) == ["/ref required", " missing-evidence"])
        #expect(
            try step(#"{"step":"unname","ref":"ada"}"#) == [
                "/reason required", " missing-evidence",
            ]
        )
        #expect(
            try step(#"{"step":"recount"}"#)
                == ["/count required", "/basis required", " missing-evidence"]
        )
        #expect(
            try rejection {
                try take(
                    #""step":"name","ref":"bob","count":3,"subjects":["ada"],"expires":"2022""#
                )
            } == [
                "/subjects unknown-member", "/expires unknown-member", "/count unknown-member",
            ]
        )
        #expect(
            try rejection { try take(#""step":"name","ref":"world""#) } == ["/ref wrong-kind"]
        )
        #expect(
            try rejection { try take(#""step":"name","ref":"nobody""#) }
                == ["/ref unknown-reference"]
        )
        #expect(try rejection { try take(#""step":"claim""#) } == ["/step unknown-value"])
        #expect(try rejection { try take(#""step":"grant""#) } == ["/step unknown-value"])
    }

    @Test("name nobody twice, and take back only who is named")
    func twice() throws {
        let head = register.journal.count
        #expect(
            try rejection { try take(#""step":"name","ref":"ada""#) }
                == ["/ref subject-count-mismatch"]
        )
        #expect(
            try rejection { try take(#""step":"unname","ref":"bob","reason":"x""#) }
                == ["/ref subject-count-mismatch"]
        )
        #expect(register.journal.count == head)
    }

    @Test(
        "name no more than there are, where that many is exact or the most",
        arguments: [("exact", true), ("at_most", true), ("at_least", false), ("about", false)]
    )
    func full(basis: String, isBound: Bool) throws {
        try group("h", 1, basis)
        let name = { try take(#""step":"name","ref":"bob""#, of: "h") }
        guard isBound else {
            _ = try name()
            #expect(try register.json("h", "unnamed") == "0")
            return
        }
        #expect(try rejection { try name() } == ["/ref subject-count-mismatch"])
        #expect(
            try rejection { try take(#""step":"recount","count":0,"basis":"\#(basis)""#, of: "h") }
                == ["/count subject-count-mismatch"]
        )
        try take(#""step":"recount","count":2,"basis":"\#(basis)""#, of: "h")
        #expect(try name().result == .updated)
    }

    @Test("told later go where they happened, and the ledger is counted anew")
    func past() throws {
        try take(#""step":"name","ref":"bob","on":"2021-06-01""#)
        try take(#""step":"name","ref":"eve","on":"2021-03-01""#)
        #expect(try group("named") == #"["ada","eve","bob"]"#)
        let ledger = try #require(try group("ledger"))
        #expect(ledger.contains(#""ref":"eve","before":1,"after":2"#))
        #expect(ledger.contains(#""ref":"bob","before":2,"after":3"#))
    }

    @Test("that make a later one impossible are turned down, and it is named")
    func breaks() throws {
        try take(#""step":"name","id":"later","ref":"bob","on":"2021-06-01""#)
        #expect(
            try rejection { try take(#""step":"name","ref":"bob","on":"2021-03-01""#) }
                == ["name not from counted, breaks later"]
        )
        #expect(
            try rejection {
                try take(#""step":"recount","count":1,"basis":"exact","on":"2021-03-01""#)
            } == ["recount not from counted, breaks later"]
        )
        try take(#""step":"unname","id":"last","ref":"bob","reason":"x","on":"2021-07-01""#)
        #expect(
            try rejection {
                try register.step("g", #"{"step":"annul","annuls":"later","reason":"x"}"#)
            } == ["annul not from counted, breaks last"]
        )
    }

    @Test("that are annulled leave the group as it was, but for the steps")
    func annulled() throws {
        try take(#""step":"recount","count":50,"basis":"exact""#)
        let before = try ["size", "named", "unnamed", "ledger", "founded"].map(group)
        try take(#""step":"name","id":"s","ref":"bob""#)
        try register.step("g", #"{"step":"annul","annuls":"s","reason":"misread"}"#)
        #expect(try ["size", "named", "unnamed", "ledger", "founded"].map(group) == before)
        #expect(
            try register.json("r", "subject_count")
                == #"{"count":50,"basis":"exact","named":1,"unnamed":49}"#
        )
        #expect(register.records["g"]?.steps.count == 3)
    }

    @Test("can be told of by others, and be repeated")
    func reported() throws {
        try take(#""step":"name","id":"s","ref":"bob""#)
        try take(#""step":"report","reports":"s""#)
        #expect(try group("named") == #"["ada","bob"]"#)
        let head = register.journal.count
        #expect(try take(#""step":"name","id":"s","ref":"bob""#).result == .unchanged)
        #expect(register.journal.count == head)
        #expect(try rejection { try take(#""step":"name","id":"s","ref":"eve""#) } == ["conflict"])
    }

    @Test("are the only way to another size or other names")
    func written() throws {
        try take(#""step":"name","ref":"bob""#)
        let before = try ["size", "named", "steps", "founded", "ledger"].map(group)
        try register.put(
            .group,
            "g",
            #"{"title":"Renamed","size":{"count":2,"basis":"exact"},"named":["eve"]}"#
        )
        #expect(try group("title") == #""Renamed""#)
        #expect(try ["size", "named", "steps", "founded", "ledger"].map(group) == before)
    }

    @Test("hold those whom they name, as long as they stand in the record")
    func inUse() throws {
        try take(#""step":"name","ref":"bob""#)
        try take(#""step":"unname","ref":"bob","reason":"x""#)
        #expect(
            try rejection { try register.act(.delete(id: "bob")) }.contains("in use by g steps.ref")
        )
    }

    @Test("a person named on a day of minority is restricted")
    func minor() throws {
        try register.put(.person, "lou", #"{"names":[{"full":"L"}],"birth":{"date":"1990-05"}}"#)
        try take(#""step":"name","ref":"lou","on":"2008-05-30""#)
        #expect(register.records["lou"]?.common.access == .restricted)
    }
}
