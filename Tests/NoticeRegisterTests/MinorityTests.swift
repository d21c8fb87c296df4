import NoticeRegister
import Shapes
import Testing

/// Persons who are grown up today, and were not when something named them.
@Suite("Whoever was a minor on a day that names them")
struct MinorityTests {
    private let register: PlainRegister
    private static let born = #"{"names":[{"full":"M"}],"birth":{"date":"1990-05"}}"#

    init() throws {
        register = PlainRegister()
        for (id, type) in [("state", "state"), ("world", "international_organization")] {
            try register.put(
                .organization,
                id,
                #"{"names":[{"full":"\#(id)"}],"type":"\#(type)"}"#
            )
        }
        try register.put(.source, "press", #"{"title":"A report","type":"article"}"#)
        try register.put(.person, "ada", Self.born)
        try register.put(.person, "bob", #"{"names":[{"full":"Bob"}],"birth":{"date":"1950"}}"#)
        try register.put(.person, "eve", #"{"names":[{"full":"Eve"}]}"#)
    }

    private func access(_ id: String = "ada") throws -> String? {
        register.records[id]?.common.access?.rawValue
    }

    private func event(_ id: String, _ when: String, _ people: [String]) throws {
        let parts = people.map { #"{"ref":"\#($0)","role":"witness"}"# }.joined(separator: ",")
        try register.put(
            .event,
            id,
            #"{"title":"E","type":"attack","when":"\#(when)","participants":[\#(parts)]}"#
        )
    }

    private func request(_ subject: String, claimed on: String?) throws {
        try register.put(
            .noticeRequest,
            "r",
            #"{"colour":"yellow","requester":"state","addressee":"world","#
                + #""subjects":[{"ref":"\#(subject)"}]}"#
        )
        guard let on else { return }
        try register.put(
            .statement,
            "said",
            #"{"about":"r","property":"submission","value":{"type":"value","value":true},"#
                + #""source":"press","speaker":"state"}"#
        )
        try register.step("r", #"{"step":"claim","on":"\#(on)","statements":["said"]}"#)
    }

    @Test("in an event is restricted in the same commit")
    func events() throws {
        #expect(try access() == "public")
        let head = register.journal.count
        try event("e", "2008-05-30", ["ada", "bob", "eve"])
        #expect(try access() == "restricted")
        #expect(register.journal.dropFirst(head).map(\.id) == ["e", "ada"])
        #expect(register.journal.last?.operation == .derive)
        #expect(try access("bob") == "public")
        #expect(try access("eve") == "public")
    }

    @Test(
        "is so judged by the first day that the event can mean, and the last day of birth",
        arguments: [
            ("2008-05-31", "public"), ("2008-05-30", "restricted"), ("2008", "restricted"),
            ("2008-06", "public"), ("2000/2020", "restricted"), ("../2020", "restricted"),
            ("2020/..", "public"),
        ]
    )
    func days(when: String, expected: String) throws {
        try event("e", when, ["ada"])
        #expect(try access() == expected)
    }

    @Test("is found again when the day of birth becomes known later")
    func birth() throws {
        try event("e", "2008", ["eve"])
        #expect(try access("eve") == "public")
        try register.patch("eve", #"{"birth":{"date":"1995"}}"#)
        #expect(try access("eve") == "restricted")
    }

    @Test("by a step of a request is restricted, by an undated or annulled one is not")
    func requests() throws {
        try request("ada", claimed: nil)
        #expect(try access() == "public")
        try request("ada", claimed: "2007-01-05")
        #expect(try access() == "restricted")
    }

    @Test("is restricted when a group that is asked for names them")
    func groups() throws {
        try register.put(
            .group,
            "g",
            #"{"title":"G","size":{"count":3,"basis":"exact"},"named":["ada","bob"]}"#
        )
        #expect(try access() == "public")
        try request("g", claimed: "2007-01-05")
        #expect(try access() == "restricted")
        #expect(try access("bob") == "public")
    }

    @Test("and is new together with the event comes to the same as one after the other")
    func together() throws {
        let commands = [
            Command(
                kind: nil,
                act: try .put(
                    .event,
                    "e",
                    #"{"title":"E","type":"attack","when":"2001","participants":[{"ref":"kim","role":"victim"}]}"#
                )
            ),
            Command(kind: nil, act: try .put(.person, "kim", Self.born)),
        ]
        for verdict in try register.submit(Submission(commands, actor: "desk-1")) {
            _ = try verdict.get()
        }
        #expect(try access("kim") == "restricted")
    }

    @Test("is public again only for a reason, and then stays so")
    func shown() throws {
        try event("e", "2001", ["ada"])
        #expect(
            try rejection { try register.patch("ada", #"{"access":"public"}"#) }
                == ["/access missing-evidence"]
        )
        try register.patch("ada", #"{"access":"public"}"#, reason: "a published yellow notice")
        #expect(try access() == "public")
        try event("e2", "2002", ["ada"])
        try request("ada", claimed: "2003")
        try register.patch("ada", #"{"sex":"F"}"#)
        #expect(try access() == "public")
    }

    @Test("and becomes one by a correction is not kept public without a reason")
    func corrected() throws {
        try event("e", "2008-07", ["ada"])
        #expect(try access() == "public")
        let later = #"{"access":"public","names":[{"full":"M"}],"birth":{"date":"1991"}}"#
        #expect(
            try rejection { try register.put(.person, "ada", later) }
                == ["/access missing-evidence"]
        )
        try register.put(.person, "ada", later, reason: "a published yellow notice")
        #expect(try access() == "public")
    }

    @Test("is never widened without a reason, whatever happens", arguments: 0..<40)
    func walk(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        var shown: Set<String> = []
        for turn in 0..<30 {
            let id = ["ada", "bob", "eve"].randomElement(using: &random) ?? "ada"
            let before = try access(id)
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1:
                let year = Int.random(in: 1960...2020, using: &random)
                try event("e\(Int.random(in: 0..<4, using: &random))", "\(year)", [id])
            case 2: try register.patch(id, #"{"note":"\#(turn)"}"#)
            case 3:
                let year = Int.random(in: 1940...2004, using: &random)
                try register.patch(id, #"{"birth":{"date":"\#(year)"}}"#)
            default:
                try register.patch(id, #"{"access":"public"}"#, reason: "published")
                shown.insert(id)
                continue
            }
            let isWider = try before == "restricted" && access(id) != "restricted"
            #expect(!isWider, "seed \(seed), turn \(turn): \(id)")
            if !shown.contains(id), try wasMinor(id) { #expect(try access(id) == "restricted") }
        }
    }

    /// Whether the events that stand name the person as one who may have been under 18.
    private func wasMinor(_ id: String) throws -> Bool {
        guard let birth = try register.json(id, "birth"),
            let year = Int(birth.dropFirst(9).prefix(4))
        else { return false }
        return try register.records.values.contains { record in
            guard record.kind == .event,
                record.facts.contains(where: {
                    $0.name == "participants.ref" && $0.content == .reference(id)
                }),
                let when = try register.json(record.common.id, "when")
            else { return false }
            // Born on 31 December at the latest, judged on 1 January.
            return Int(when.dropFirst().prefix(4)).map { $0 <= year + 18 } ?? false
        }
    }
}
