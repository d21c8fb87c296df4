import Foundation
import NoticeRegister
import NoticeStore
import Testing

/// The ways in which a search can go: by looking up or by a scan, following references or not.
let searchWays = [
    SearchCosts(lookUp: 0, follow: 0), SearchCosts(lookUp: 0, follow: 1_000),
    SearchCosts(lookUp: 1_000_000, follow: 0), SearchCosts(lookUp: 1_000_000, follow: 1_000),
]

@Suite("The rules of filters in the view")
struct ViewRuleTests {
    private func person(_ members: String = "\"names\":[{\"full\":\"Ada\"}]") -> String { members }

    private func organization(country: String? = nil, parent: String? = nil) -> String {
        "\"names\":[{\"full\":\"Office\"}],\"type\":\"state\""
            + (country.map { ",\"country\":\"\($0)\"" } ?? "")
            + (parent.map { ",\"parent\":\"\($0)\"" } ?? "")
    }

    private func request(by requester: String, _ more: String = "") -> String {
        "\"colour\":\"red\",\"requester\":\"\(requester)\",\"addressee\":\"org_x\","
            + "\"status\":\"claimed\"" + more
    }

    private func decision(on request: String, _ more: String = "") -> String {
        "\"request\":\"\(request)\",\"by\":\"org_x\",\"date\":\"2021\",\"outcome\":\"refused\""
            + more
    }

    private func notice(_ id: String, status: String, expires: String?) -> String {
        "\"request\":\"\(id)\",\"subject\":\"per_1\",\"colour\":\"red\",\"issued\":\"2020\","
            + "\"status\":\"\(status)\"" + (expires.map { ",\"expires\":\"\($0)\"" } ?? "")
    }

    // MARK: Facts of the record itself

    @Test("what is not known is neither true nor false", arguments: searchWays)
    func flags(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        try register.put(.decision, "dec_1", decision(on: "req_1", ",\"prospective\":true"))
        try register.put(.decision, "dec_2", decision(on: "req_1", ",\"prospective\":false"))
        try register.put(.decision, "dec_3", decision(on: "req_1"))
        #expect(
            register.ids(.decision, "prospective", [.flag(true)]) == TwinRegister.both("dec_1")
        )
        #expect(
            register.ids(.decision, "prospective", [.flag(false)]) == TwinRegister.both("dec_2")
        )
        #expect(
            register.ids(.decision, "prospective", [.flag(true)], isNegated: true)
                == TwinRegister.both("dec_2", "dec_3")
        )
    }

    @Test("a count of nobody is not there", arguments: searchWays)
    func presence(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        for (id, unnamed) in [("req_1", 0), ("req_2", 47)] {
            let count = ",\"subject_count\":{\"count\":48,\"basis\":\"exact\",\"named\":1,"
            let members = request(by: "org_1", count + "\"unnamed\":\(unnamed)}")
            try register.put(.noticeRequest, id, members)
        }
        try register.put(.noticeRequest, "req_3", request(by: "org_1"))
        #expect(
            register.ids(.noticeRequest, "unnamed", [.flag(true)]) == TwinRegister.both("req_2")
        )
        #expect(
            register.ids(.noticeRequest, "unnamed", [.flag(false)])
                == TwinRegister.both("req_1", "req_3")
        )
    }

    @Test(
        "days are possible when they touch and certain when they lie within",
        arguments: [
            ("2020-01-03", "2020", ["evt_day"], ["evt_day"]),
            ("2020", "2020-01-03", ["evt_day"], []),
            ("2020", "2020-12-31/2021-01-01", ["evt_day"], []),
            ("2020", "2021", [], []),
            ("2020/..", "2031-05", ["evt_day"], []),
            ("2020/..", "2019-12-31/..", ["evt_day"], ["evt_day"]),
            ("../2020", "1066", ["evt_day"], []),
        ]
    )
    func days(of event: String, asked: String, possible: [String], certain: [String]) throws {
        let register = TwinRegister()
        let members = "\"title\":\"A\",\"type\":\"other\",\"when\":\"\(event)\""
        try register.put(.event, "evt_day", members)
        let date = try PartialDate(asked)
        for (isCertain, expected) in [(false, possible), (true, certain)] {
            let value = Query.Comparand.days(
                earliest: date.earliest,
                latest: date.latest,
                isCertain: isCertain
            )
            #expect(register.ids(.event, "when", [value]).view == expected)
            #expect(register.ids(.event, "when", [value]).naive == expected)
        }
    }

    @Test(
        "letters' case and accents make no difference to a search",
        arguments: [
            ("Qāsem Soleimānī", "qasem"), ("Şahin Çelik", "SAHIN CEL"), ("Søren Ærø", "soren aero"),
            ("Straße", "STRASSE"), ("Łukasz", "lukasz"), ("e\u{301}lan", "Élan"),
            ("Ελλάς Αθήνα", "ΕΛΛΑΣ αθηνα"), ("ЯКОВЛЕВ", "яковл"), ("مُحَمَّد", "محمد"),
            ("İstanbul", "istanbul"), ("a.B-c", "A.b-C"), ("Nguyễn Phủ", "nguyen phu"),
        ]
    )
    func texts(name: String, part: String) throws {
        let register = TwinRegister()
        try register.put(.person, "per_1", person("\"names\":[{\"full\":\"\(name)\"}]"))
        #expect(register.ids(.person, "q", [.word(part)]).view == ["per_1"])
        #expect(register.ids(.person, "q", [.word(part + "x")]).view == [])
    }

    @Test("every Latin letter that Foundation strips of its mark is found without it")
    func latinLetters() throws {
        let register = TwinRegister()
        let letters = [0xC0...0x24F, 0x1E00...0x1EFF].joined().compactMap(Unicode.Scalar.init)
            .map(String.init)
        var bases: [(id: String, base: String)] = []
        for (number, letter) in letters.enumerated() {
            let base = letter.folding(
                options: [.caseInsensitive, .diacriticInsensitive],
                locale: Locale(identifier: "en_US_POSIX")
            )
            guard base != letter, base.utf8.allSatisfy({ $0 < 0x80 }) else { continue }
            let name = "\"names\":[{\"full\":\"<\(number)\(letter)>\"}]"
            try register.put(.person, "per_\(number)", person(name))
            bases.append(("per_\(number)", "<\(number)\(base)>"))
        }
        #expect(bases.count > 400)
        register.view.publish()
        let recorded = Query.Key(Sorting("at", .recorded))
        var query = Query(kind: .person, by: recorded, seq: register.view.head)
        for (id, base) in bases {
            query.conditions = [Query.Condition(.text(facts: ["caption"]), [.word(base)])]
            #expect(register.view.find(query).rows.map(\.id) == [id], "\(base)")
        }
    }

    @Test("a part is not found across two names, nor in a member that is not searched")
    func textBorders() throws {
        let register = TwinRegister()
        let names = "\"names\":[{\"full\":\"Ada\"},{\"full\":\"Bert\"}],\"description\":\"Clerk\""
        try register.put(.person, "per_1", names)
        for part in ["AdaBert", "Clerk", "aB"] {
            #expect(register.ids(.person, "q", [.word(part)]) == TwinRegister.both())
        }
        for part in ["ada", "ERT", ""] {
            #expect(register.ids(.person, "q", [.word(part)]) == TwinRegister.both("per_1"))
        }
    }

    @Test(
        "Article 3 as a ground finds its four characters, a character only itself",
        arguments: searchWays
    )
    func families(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        for (id, code) in [("dec_1", "ARTICLE_3"), ("dec_2", "RACIAL"), ("dec_3", "OFFICE")] {
            try register.put(
                .decision,
                id,
                decision(on: "req_\(id)", ",\"grounds\":[{\"code\":\"\(code)\"}]")
            )
            try register.put(.noticeRequest, "req_\(id)", request(by: "org_1"))
        }
        #expect(
            register.ids(.decision, "ground", [.word("ARTICLE_3")])
                == TwinRegister.both("dec_1", "dec_2")
        )
        #expect(
            register.ids(.decision, "ground", [.word("RACIAL")]) == TwinRegister.both("dec_2")
        )
        #expect(
            register.ids(.noticeRequest, "ground", [.word("ARTICLE_3"), .word("OFFICE")])
                == TwinRegister.both("req_dec_1", "req_dec_2", "req_dec_3")
        )
    }

    @Test("a notice is in force up to the last day that its end may be", arguments: searchWays)
    func inForce(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        try register.put(.notice, "ntc_1", notice("req_1", status: "active", expires: "2026-01"))
        try register.put(.notice, "ntc_2", notice("req_1", status: "active", expires: nil))
        try register.put(.notice, "ntc_3", notice("req_1", status: "cancelled", expires: nil))
        let last = try PartialDate("2026-01").latest
        func ids(_ flag: Bool, _ today: Int32) -> TwinRegister.Answer {
            register.ids(.notice, "in_force", [.flag(flag)], today: today)
        }
        #expect(ids(true, last) == TwinRegister.both("ntc_1", "ntc_2"))
        #expect(ids(true, last + 1) == TwinRegister.both("ntc_2"))
        #expect(ids(false, last + 1) == TwinRegister.both("ntc_1", "ntc_3"))
    }

    @Test("since begins with the time itself, until ends before it", arguments: searchWays)
    func recorded(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        for (id, time) in [("per_1", 1_000), ("per_2", 2_000), ("per_3", 2_000), ("per_4", 3_000)] {
            register.now = Instant(milliseconds: time)
            try register.put(.person, id, person())
        }
        let moment = [Query.Comparand.instant(Instant(milliseconds: 2_000))]
        #expect(
            register.ids(.person, "recorded_since", moment)
                == TwinRegister.both("per_2", "per_3", "per_4")
        )
        #expect(register.ids(.person, "recorded_until", moment) == TwinRegister.both("per_1"))
    }

    // MARK: Other records

    @Test("below an organization is itself and all beneath, as they stood", arguments: searchWays)
    func under(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        try register.put(.organization, "org_1", organization())
        try register.put(.organization, "org_2", organization(parent: "org_1"))
        try register.put(.organization, "org_3", organization(parent: "org_2"))
        try register.put(.organization, "org_4", organization())
        for number in 1...4 {
            try register.put(.noticeRequest, "req_\(number)", request(by: "org_\(number)"))
        }
        let top = [Query.Comparand.word("org_1")]
        let seq = register.naive.head
        #expect(
            register.ids(.noticeRequest, "requester_under", top)
                == TwinRegister.both("req_1", "req_2", "req_3")
        )
        #expect(
            register.ids(.organization, "under", top)
                == TwinRegister.both("org_1", "org_2", "org_3")
        )
        try register.delete(.organization, "org_2")
        #expect(
            register.ids(.noticeRequest, "requester_under", top) == TwinRegister.both("req_1")
        )
        #expect(
            register.ids(.noticeRequest, "requester_under", top, at: seq)
                == TwinRegister.both("req_1", "req_2", "req_3")
        )
    }

    @Test(
        "an organization's own country goes before its parents', the nearest first",
        arguments: searchWays
    )
    func country(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        try register.put(.organization, "org_1", organization(country: "IR"))
        try register.put(.organization, "org_2", organization(country: "US", parent: "org_1"))
        try register.put(.organization, "org_3", organization(parent: "org_2"))
        try register.put(.organization, "org_4", organization(parent: "org_3"))
        try register.put(.organization, "org_5", organization())
        for number in 1...5 {
            let id = "req_\(number)"
            try register.put(.noticeRequest, id, request(by: "org_\(number)"))
            try register.put(.notice, "ntc_\(number)", notice(id, status: "active", expires: nil))
        }
        let (iran, states) = ([Query.Comparand.word("IR")], [Query.Comparand.word("US")])
        #expect(
            register.ids(.noticeRequest, "requester_country", iran) == TwinRegister.both("req_1")
        )
        #expect(
            register.ids(.notice, "country", states)
                == TwinRegister.both("ntc_2", "ntc_3", "ntc_4")
        )
        #expect(
            register.ids(.organization, "country", states)
                == TwinRegister.both("org_2", "org_3", "org_4")
        )
        #expect(
            register.ids(.organization, "country", iran + states, isNegated: true)
                == TwinRegister.both("org_5")
        )
    }

    @Test("organizations that stand below each other are below each other", arguments: searchWays)
    func circle(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        for (id, parent) in [("org_1", "org_2"), ("org_2", "org_3"), ("org_3", "org_1")] {
            try register.put(.organization, id, organization(parent: parent))
        }
        try register.put(.organization, "org_4", organization(parent: "org_4"))
        let third = [Query.Comparand.word("org_3")]
        #expect(
            register.ids(.organization, "under", third)
                == TwinRegister.both("org_1", "org_2", "org_3")
        )
        let country = [Query.Comparand.word("IR")]
        #expect(register.ids(.organization, "country", country) == TwinRegister.both())
    }

    @Test("a person is a request's subject also by a group that names them", arguments: searchWays)
    func subjects(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        let group = "\"title\":\"All\",\"size\":{\"count\":2,\"basis\":\"exact\"}"
        try register.put(.group, "grp_1", group + ",\"named\":[\"per_1\"]")
        for (id, subject) in [("req_1", "grp_1"), ("req_2", "per_1"), ("req_3", "per_2")] {
            let subjects = ",\"subjects\":[{\"ref\":\"\(subject)\",\"status\":\"charged\"}]"
            try register.put(.noticeRequest, id, request(by: "org_1", subjects))
        }
        let person = [Query.Comparand.word("per_1")]
        #expect(
            register.ids(.noticeRequest, "subject", person) == TwinRegister.both("req_1", "req_2")
        )
        try register.put(.group, "grp_1", group)
        #expect(register.ids(.noticeRequest, "subject", person) == TwinRegister.both("req_2"))
        #expect(
            register.ids(.noticeRequest, "subject", person, at: 4)
                == TwinRegister.both("req_1", "req_2")
        )
    }

    @Test("a status belongs to the subject that bears it", arguments: searchWays)
    func subjectStatus(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        for number in 1...3 { try register.put(.person, "per_\(number)", person()) }
        let subjects =
            ",\"subjects\":[{\"ref\":\"per_1\",\"status\":\"charged\"},"
            + "{\"ref\":\"per_2\",\"status\":\"suspect\"},{\"ref\":\"per_3\"}]"
        try register.put(.noticeRequest, "req_1", request(by: "org_1", subjects))
        func ids(_ words: String...) -> TwinRegister.Answer {
            register.ids(.person, "subject_status", words.map(Query.Comparand.word))
        }
        #expect(ids("charged") == TwinRegister.both("per_1"))
        #expect(ids("charged", "suspect") == TwinRegister.both("per_1", "per_2"))
        #expect(ids("witness") == TwinRegister.both())
        try register.delete(.noticeRequest, "req_1")
        #expect(ids("charged") == TwinRegister.both())
    }

    @Test("a decision on a notice is one on the notice's request", arguments: searchWays)
    func decisions(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        try register.put(.noticeRequest, "req_1", request(by: "org_1"))
        try register.put(.notice, "ntc_1", notice("req_1", status: "active", expires: nil))
        try register.put(.decision, "dec_1", decision(on: "req_1"))
        try register.put(
            .decision,
            "dec_2",
            "\"notice\":\"ntc_1\",\"by\":\"org_x\",\"date\":\"2021\",\"outcome\":\"refused\""
        )
        try register.put(.decision, "dec_3", decision(on: "req_9"))
        #expect(
            register.ids(.decision, "colour", [.word("red")])
                == TwinRegister.both("dec_1", "dec_2")
        )
        #expect(
            register.ids(.decision, "colour", [.word("red")], isNegated: true)
                == TwinRegister.both("dec_3")
        )
    }

    @Test(
        "any member's reference counts, those made for filters are no members",
        arguments: searchWays
    )
    func refersTo(costs: SearchCosts) throws {
        let register = TwinRegister(costs: costs)
        try register.put(.noticeRequest, "req_1", request(by: "org_1"))
        try register.put(.noticeRequest, "req_2", request(by: "org_2", ",\"via\":\"org_1\""))
        try register.put(.noticeRequest, "req_3", request(by: "org_2"))
        #expect(
            register.ids(.noticeRequest, "refers_to", [.word("org_1")])
                == TwinRegister.both("req_1", "req_2")
        )
        #expect(register.ids(.noticeRequest, "refers_to", [.word("nobody")]).view == [])
    }
}
