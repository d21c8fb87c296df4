import NoticeRegister
import NoticeStore
import Testing

@Suite("Records and rows of the view")
struct ViewRecordTests {
    private let name = "\"names\":[{\"full\":\"Ada\"}]"

    private func row(
        seq: Int = 1,
        at: Int = 1_000,
        id: String = "per_1",
        version: Int = 1,
        previous: Int = 0,
        facts: PackedFacts = .none
    ) -> ViewRow {
        ViewRow(
            seq: seq,
            at: Instant(milliseconds: at),
            kind: .person,
            id: id,
            version: version,
            operation: .create,
            previous: previous,
            facts: facts
        )
    }

    @Test("a row is not seen before it is published, then by everyone")
    func publication() throws {
        let register = TwinRegister()
        try register.put(.person, "per_1", name)
        #expect(register.view.head == 0)
        #expect(register.view.entry("per_1", at: 1) == nil)
        #expect(register.view.counts()[.person] == 0)
        register.view.publish()
        #expect(register.view.head == 1)
        #expect(
            register.view.entry("per_1", at: 1)
                == Entry(kind: .person, seq: 1, version: 1, isDeleted: false)
        )
        #expect(register.view.counts()[.person] == 1)
    }

    @Test("a row that does not follow is turned down, and the right one still fits")
    func outOfOrder() throws {
        let view = View()
        try view.append(row())
        let wrong = [
            row(seq: 3, id: "per_2"), row(seq: 1, id: "per_2"), row(seq: 2, at: 999, id: "per_2"),
            row(seq: 2, previous: 0), row(seq: 2, id: "per_2", previous: 1),
            row(seq: 2, id: "per_2", version: 0),
        ]
        for row in wrong { #expect(throws: ViewFault.outOfOrder) { try view.append(row) } }
        #expect(throws: ViewFault.malformed) {
            try view.append(row(seq: 2, id: "per_2", facts: PackedFacts(bytes: [255])))
        }
        #expect(throws: ViewFault.full) {
            try view.append(row(seq: 2, version: 1 << 40, previous: 1))
        }
        try view.append(row(seq: 2, version: 2, previous: 1))
        view.publish()
        #expect(view.head == 2)
        #expect(view.entry("per_1", at: 2)?.version == 2)
        #expect(view.entry("per_2", at: 2) == nil)
        #expect(view.counts()[.person] == 1)
    }

    @Test("a record that was deleted is gone from then on, until it is created again")
    func revival() throws {
        let register = TwinRegister()
        try register.put(.person, "per_1", name)
        try register.delete(.person, "per_1")
        try register.put(.person, "per_1", name)
        try register.append(.person, "per_1", .redact, nil)
        register.view.publish()
        for (seq, isThere) in [(1, true), (2, false), (3, true), (4, false)] {
            let ids = register.ids(.person, "id", [.word("per_1")], at: seq)
            #expect(ids.view == (isThere ? ["per_1"] : []))
            #expect(register.view.entry("per_1", at: seq)?.isDeleted == !isThere)
        }
        #expect(register.view.counts()[.person] == 0)
        #expect(register.view.history(of: "per_1", at: 3).map(\.version) == [3, 2, 1])
        #expect(register.view.version("per_1", 2)?.seq == 2)
        #expect(register.view.version("per_1", 5) == nil)
        #expect(register.view.version("per_9", 1) == nil)
    }

    @Test("a moment has the last sequence recorded at it or before")
    func moments() throws {
        let register = TwinRegister()
        for (id, time) in [("per_1", -5), ("per_2", 10), ("per_3", 10), ("per_4", 20)] {
            register.now = Instant(milliseconds: time)
            try register.put(.person, id, name)
        }
        func seq(_ time: Int) -> Int { register.view.seq(at: Instant(milliseconds: time)) }
        #expect(seq(99) == 0)
        register.view.publish()
        #expect([-6, -5, 9, 10, 19, 20, 99].map(seq) == [0, 1, 1, 3, 3, 4, 4])
    }

    @Test("only what the register derived since a version leaves the version good")
    func derived() throws {
        let register = TwinRegister()
        try register.put(.person, "per_1", name)
        try register.put(.person, "per_1", name, by: .patch)
        try register.put(.person, "per_1", name, by: .derive)
        try register.put(.person, "per_1", name, by: .derive)
        register.view.publish()
        let isGood = (0...5).map { register.view.isOnlyDerived("per_1", since: $0) }
        #expect(isGood == [false, false, true, true, true, false])
        #expect(!register.view.isOnlyDerived("per_9", since: 1))
    }

    @Test("a number is held by the standing record that has it now")
    func holders() throws {
        let register = TwinRegister()
        func identified(_ number: Int) -> String {
            name + ",\"identifiers\":[{\"scheme\":\"imo\",\"value\":\"\(number)\"}]"
        }
        func holder(_ word: String) -> String? {
            register.view.publish()
            return register.view.holder(of: "identifiers", word, kind: .person)
        }
        try register.put(.person, "per_1", identified(1))
        #expect(holder("imo:1") == "per_1")
        #expect(register.view.holder(of: "identifiers", "imo:1", kind: .event) == nil)
        try register.put(.person, "per_1", identified(2))
        #expect(holder("imo:1") == nil)
        #expect(holder("imo:2") == "per_1")
        try register.delete(.person, "per_1")
        #expect(holder("imo:2") == nil)
        #expect(holder("imo:3") == nil)
    }

    // MARK: Links

    @Test("links are told by role and then id, without those made for filters")
    func links() throws {
        let register = TwinRegister()
        let organization = "\"names\":[{\"full\":\"Office\"}],\"type\":\"court\""
        try register.put(.organization, "org_1", organization)
        try register.put(.person, "per_2", name)
        try register.put(.person, "per_1", name)
        let subjects =
            "\"subjects\":[{\"ref\":\"per_2\",\"status\":\"charged\"},"
            + "{\"ref\":\"per_1\"},{\"ref\":\"per_1\"}]"
        let request =
            "\"colour\":\"red\",\"requester\":\"org_1\",\"addressee\":\"org_none\","
            + "\"status\":\"draft\"," + subjects
        let seq = try register.put(.noticeRequest, "req_1", request)
        register.view.publish()
        let links = register.view.links(of: "req_1", at: seq)
        #expect(
            links.to == [
                Referrer(role: "requester", kind: .organization, id: "org_1"),
                Referrer(role: "subjects.ref", kind: .person, id: "per_1"),
                Referrer(role: "subjects.ref", kind: .person, id: "per_2"),
            ]
        )
        #expect(links.from.isEmpty)
        let asked = Referrer(role: "subjects.ref", kind: .noticeRequest, id: "req_1")
        #expect(register.view.links(of: "per_2", at: seq).from == [asked])
        #expect(register.view.links(of: "per_2", at: seq - 1).from.isEmpty)
        #expect(register.view.links(of: "nobody", at: seq).to.isEmpty)
        func referrers(_ id: String, _ role: String? = nil, _ limit: Int = 9) -> [Referrer] {
            register.view.referrers(of: id, role: role, limit: limit)
        }
        #expect(referrers("per_2") == [asked])
        #expect(referrers("per_2", "subjects.ref") == [asked])
        #expect(referrers("per_2", "subjects@charged").isEmpty)
        #expect(referrers("org_none").map(\.role) == ["addressee"])
        #expect(referrers("per_2", nil, 0).isEmpty)
    }
}
