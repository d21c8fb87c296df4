import NoticeRegister
import Shapes
import StrictJSON
import Testing

@Suite("Rules among records")
struct RecordRulesTests {
    private let register: PlainRegister

    init() throws {
        register = PlainRegister()
        try register.put(
            .organization,
            "state",
            #"{"names":[{"full":"S"}],"type":"state","country":"IR"}"#
        )
        try register.put(
            .organization,
            "court",
            #"{"names":[{"full":"C"}],"type":"court","parent":"state"}"#
        )
        try register.put(
            .organization,
            "police",
            #"{"names":[{"full":"P"}],"type":"authority","parent":"state"}"#
        )
        try register.put(.organization, "other", #"{"names":[{"full":"X"}],"type":"state"}"#)
        try register.put(.organization, "world", #"{"names":[{"full":"W"}],"type":"other"}"#)
        try register.put(.person, "ada", #"{"names":[{"full":"Ada"}]}"#)
        try register.put(.event, "e", #"{"title":"x","type":"strike","when":"2020"}"#)
        try register.put(.source, "s", #"{"title":"T","type":"article"}"#)
    }

    @Test("every reference that leads nowhere or to the wrong kind is told at its place")
    func references() throws {
        #expect(
            try rejection {
                try register.put(
                    .event,
                    "f",
                    """
                    {"title":"x","type":"trial","when":"2020","part_of":"ada",
                    "participants":[{"ref":"ada","role":"victim"},{"ref":"none","role":"victim"},
                    {"ref":"s","role":"witness"}],"sources":[{"source":"nope"}]}
                    """
                )
            }.sorted() == [
                "/part_of wrong-kind", "/participants/1/ref unknown-reference",
                "/participants/2/ref wrong-kind", "/sources/0/source unknown-reference",
            ]
        )
        try register.act(.delete(id: "ada"))
        #expect(
            try rejection {
                try register.put(
                    .group,
                    "g",
                    #"{"title":"G","size":{"count":1,"basis":"exact"},"named":["ada"]}"#
                )
            } == ["/named/0 unknown-reference"]
        )
    }

    @Test("a person has a name, or is described as unidentified")
    func names() throws {
        #expect(try rejection { try register.put(.person, "p", "{}") } == ["/names required"])
        #expect(
            try rejection { try register.put(.person, "p", #"{"unidentified":true}"#) }
                == ["/names required"]
        )
        try register.put(.person, "p", #"{"unidentified":true,"description":"a commander"}"#)
    }

    @Test("days are out of order only when they are so for certain")
    func dates() throws {
        let person = { (birth: String, death: String) in
            try register.put(
                .person,
                "p",
                #"{"names":[{"full":"P"}],"birth":{"date":"\#(birth)"},"death":{"date":"\#(death)"}}"#
            )
        }
        #expect(
            try rejection { try person("1957-03-11", "1957-03-10") } == ["/death/date date-order"]
        )
        _ = try person("1957-03-11", "1957")
        #expect(
            try rejection {
                try register.put(
                    .person,
                    "q",
                    #"{"names":[{"full":"Q"}],"offices":[{"title":"x","from":"2020","to":"2019~"}]}"#
                )
            } == ["/offices/0/to date-order"]
        )
    }

    @Test("no more people are named than are counted")
    func groups() throws {
        let group = { (count: Int, basis: String, named: String) in
            try register.put(
                .group,
                "g",
                #"{"title":"G","size":{"count":\#(count),"basis":"\#(basis)"},"named":\#(named)}"#
            )
        }
        #expect(
            try rejection { try group(0, "exact", #"["ada"]"#) } == [
                "/named subject-count-mismatch"
            ]
        )
        #expect(
            try rejection { try group(5, "exact", #"["ada","ada"]"#) }
                == ["/named subject-count-mismatch"]
        )
        _ = try group(0, "about", #"["ada"]"#)
    }

    @Test(
        "a statement points at what its record can have, whether it has it or not",
        arguments: [
            ("ada", "", nil), ("ada", "/names/0/full", nil), ("ada", "/offices/7/rank", nil),
            ("ada", "/death/date", nil), ("ada", "/version", nil), ("g", "/size/count", nil),
            ("g", "/title/fa", nil), ("ada", "/offces/0", "did you mean \"offices\"?"),
            ("ada", "/offices/first", "a person at /offices has no \"first\""),
            ("ada", "/offices/01", "has no \"01\""), ("ada", "/offices/-", "has no \"-\""),
            ("ada", "/sex/0", "a person at /sex has no \"0\""),
            ("ada", "/", "a person has no \"\""),
            ("g", "/offices", "a group has no \"offices\""),
        ] as [(String, String, String?)]
    )
    func pointers(about: String, pointer: String, detail: String?) throws {
        let size = #""size":{"count":5,"basis":"about"}"#
        try register.put(.group, "g", #"{"title":"G",\#(size)}"#)
        let json =
            #"{"about":"\#(about)","pointer":"\#(pointer)","property":"other","#
            + #""value":{"type":"some_value"},"source":"s"}"#
        guard let detail else {
            try register.put(.statement, "t", json)
            return
        }
        let rejected = #expect(throws: Rejection.self) {
            try register.put(.statement, "t", json)
        }
        guard case .invalid(let faults)? = rejected else {
            Issue.record("\(String(describing: rejected))")
            return
        }
        #expect(faults.all.map(\.pointer) == ["/pointer"])
        #expect(faults.all[0].detail.contains(detail), "\(faults.all[0].detail)")
    }

    @Test(
        "a statement's value has the form that its property asks for",
        arguments: [
            ("submission", "true", nil), ("submission", #""yes""#, "wrong-type"),
            ("count", "36", nil), ("count", #""36""#, "wrong-type"),
            ("date", #""2020-01-03""#, nil), ("date", #""soon""#, "bad-date"),
            ("date", "3", "wrong-type"),
            ("decision", #""refused""#, nil), ("decision", #""refusd""#, "unknown-value"),
            ("legality", #""unlawful""#, nil), ("legality", #"{"en":"unlawful"}"#, nil),
            ("responsibility", #"{"ref":"ada"}"#, nil), ("legality", "false", "wrong-type"),
        ] as [(String, String, String?)]
    )
    func values(property: String, value: String, code: String?) throws {
        let put = {
            try register.put(
                .statement,
                "x",
                #"{"about":"e","property":"\#(property)","value":{"type":"value","value":\#(value)},"source":"s"}"#
            )
        }
        if let code {
            #expect(try rejection(put) == ["/value/value \(code)"])
        } else {
            #expect(try put().result == .created)
        }
    }

    @Test("a value that is not told is absent, and one that is told is there")
    func untold() throws {
        let put = { (value: String) in
            try register.put(
                .statement,
                "x",
                #"{"about":"e","property":"charge","value":\#(value),"source":"s"}"#
            )
        }
        #expect(try rejection { try put(#"{"type":"value"}"#) } == ["/value/value required"])
        #expect(
            try rejection { try put(#"{"type":"no_value","value":"x"}"#) }
                == ["/value/value unknown-member"]
        )
        #expect(try put(#"{"type":"some_value"}"#).result == .created)
    }

    @Test("a deprecated statement says why, and only a misattribution names the true one")
    func ranks() throws {
        let put = { (more: String) in
            try register.put(
                .statement,
                "x",
                #"{"about":"e","property":"charge","value":{"type":"some_value"},"source":"s",\#(more)}"#
            )
        }
        #expect(
            try rejection { try put(#""rank":"deprecated""#) } == ["/deprecated_because required"]
        )
        #expect(
            try rejection { try put(#""deprecated_because":"error""#) } == ["/rank unknown-value"]
        )
        #expect(
            try rejection {
                try put(#""rank":"deprecated","deprecated_because":"error","misattributes":"x""#)
            }
                == ["/misattributes cycle", "/misattributes unknown-value"]
        )
    }

    private func request(
        _ id: String,
        by requester: String,
        prior: String? = nil,
        events: String = #"["e"]"#
    ) throws -> Decided {
        let follows = prior.map { #","prior":{"request":"\#($0)"}"# } ?? ""
        return try register.put(
            .noticeRequest,
            id,
            #"{"colour":"red","requester":"\#(requester)","addressee":"world","events":\#(events),"#
                + #""objects":[{"type":"vessel","title":"a ship"}]\#(follows)}"#
        )
    }

    @Test("a request follows one of its own side or state, on a subject or event of its own")
    func lineage() throws {
        _ = try request("first", by: "court")
        _ = try request("above", by: "state", prior: "first")
        _ = try request("beside", by: "police", prior: "first")
        #expect(
            try rejection { try request("x", by: "other", prior: "first") }
                == ["/prior/request lineage-mismatch"]
        )
        #expect(
            try rejection { try request("x", by: "court", prior: "first", events: "[]") }
                == ["/prior/request lineage-mismatch"]
        )
        #expect(
            try rejection { try request("first", by: "court", prior: "above") }
                == ["/prior/request cycle"]
        )
    }

    @Test("a request has a subject or an object")
    func empty() throws {
        #expect(
            try rejection {
                try register.put(
                    .noticeRequest,
                    "r",
                    #"{"colour":"red","requester":"court","addressee":"world"}"#
                )
            } == ["/subjects required"]
        )
    }

    // MARK: Access

    private static let opaque = "per_" + String(repeating: "0", count: 26)

    @Test("whoever may be a minor is restricted, and public only with a reason")
    func minors() throws {
        let born = #"{"names":[{"full":"M"}],"birth":{"date":"2003-03"}}"#
        try register.put(.person, Self.opaque, born)
        #expect(try register.json(Self.opaque, "access") == #""restricted""#)
        let shown = #"{"access":"public","names":[{"full":"M"}],"birth":{"date":"2003-03"}}"#
        #expect(
            try rejection { try register.put(.person, Self.opaque, shown) }
                == ["/access missing-evidence"]
        )
        try register.put(.person, Self.opaque, shown, reason: "a published yellow notice")
        #expect(try register.json(Self.opaque, "access") == #""public""#)
        // Once shown for a reason, it may be mended without another.
        try register.patch(Self.opaque, #"{"sex":"F"}"#)
        #expect(try register.json(Self.opaque, "access") == #""public""#)
        try register.put(.person, Self.opaque, shown)
        #expect(try register.json(Self.opaque, "access") == #""public""#)
        register.at = Instant("2021-04-01T00:00:00Z") ?? .blank
        try register.put(.person, "grown", #"{"names":[{"full":"G"}],"birth":{"date":"2003-03"}}"#)
        #expect(try register.json("grown", "access") == #""public""#)
    }

    @Test("a refugee is restricted, whatever is sent")
    func refugees() throws {
        try register.put(
            .person,
            Self.opaque,
            #"{"access":"public","names":[{"full":"R"}],"refugee":[{"status":"recognized"}]}"#
        )
        #expect(try register.json(Self.opaque, "access") == #""restricted""#)
    }

    @Test("what is not public takes no speaking id, and keeps the one it has")
    func opaqueIDs() throws {
        #expect(
            try rejection {
                try register.put(
                    .person,
                    "jane-doe",
                    #"{"access":"internal","names":[{"full":"J"}]}"#
                )
            }
                == ["/id id-not-opaque"]
        )
        try register.put(.person, "jane-doe", #"{"names":[{"full":"J"}]}"#)
        try register.patch("jane-doe", #"{"access":"restricted"}"#)
        #expect(try register.json("jane-doe", "access") == #""restricted""#)
        // Who may see it is not widened by leaving it out.
        try register.put(.person, "jane-doe", #"{"names":[{"full":"Jane"}]}"#)
        #expect(try register.json("jane-doe", "access") == #""restricted""#)
    }
}
