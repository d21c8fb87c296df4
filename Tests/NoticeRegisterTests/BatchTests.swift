import NoticeRegister
import Shapes
import StrictJSON
import Testing

@Suite("Writes of records")
struct BatchTests {
    private let register = PlainRegister()
    private let named = #"{"names":[{"full":"Ada Example"}]}"#

    @Test("a new record gets version 1, the time, the actor and its default access")
    func creates() throws {
        let decided = try register.put(.person, "per-ada", named)
        #expect(decided.result == .created && decided.version == 1 && decided.seq == 1)
        let json = try register.json("per-ada")
        #expect(
            json == #"{"id":"per-ada","kind":"person","version":1,"#
                + #""recorded_at":"2021-02-01T12:00:00.000Z","recorded_by":"desk-1","#
                + #""access":"public","names":[{"full":"Ada Example"}]}"#
        )
    }

    @Test("an id that the server makes is opaque, of its kind, and tells its time")
    func makesIDs() throws {
        let record = try Record.decode(.person, Document(Array(named.utf8)), origin: .client)
        let ids = try (0..<3).map { _ in try register.act(.create(record)).id }
        #expect(Set(ids).count == 3)
        for id in ids { #expect(id.hasPrefix("per_") && RecordID.isOpaque(id)) }
        #expect(ids == ids.sorted())
    }

    @Test("the same content again is no version; other content is the next one")
    func versions() throws {
        try register.put(.person, "p", named)
        #expect(try register.put(.person, "p", named).result == .unchanged)
        let sent = try #require(try register.json("p"))
        #expect(try register.put(.person, "p", sent).result == .unchanged)
        let changed = try register.put(.person, "p", #"{"names":[{"full":"Ada"}],"sex":"F"}"#)
        #expect(changed.result == .updated && changed.version == 2)
        #expect(register.journal.map(\.operation) == [.create, .replace])
    }

    @Test("a patch changes what it names, and null takes away")
    func patches() throws {
        try register.put(.person, "p", #"{"names":[{"full":"Ada"}],"sex":"F","minor":false}"#)
        try register.patch("p", #"{"sex":null,"birth":{"date":"1957-03"}}"#)
        #expect(try register.json("p", "sex") == nil)
        #expect(try register.json("p", "birth") == #"{"date":"1957-03"}"#)
        #expect(register.journal.last?.operation == .patch)
        #expect(
            try rejection { try register.patch("p", #"{"names":null}"#) } == ["/names required"]
        )
        #expect(
            try rejection { try register.patch("p", #"{"hair":"red","sex":7}"#) }
                == ["/sex wrong-type", "/hair unknown-member"]
        )
    }

    @Test("a deleted record is gone; a put brings it back with the next version")
    func revives() throws {
        try register.put(.person, "p", named)
        let deleted = try register.act(.delete(id: "p"))
        #expect(deleted.result == .deleted && deleted.version == 2)
        #expect(try rejection { try register.act(.delete(id: "p")) } == ["gone"])
        #expect(try rejection { try register.patch("p", "{}") } == ["gone"])
        let revived = try register.put(.person, "p", named)
        #expect(revived.result == .created && revived.version == 3)
        #expect(register.journal.map(\.operation) == [.create, .delete, .create])
    }

    @Test("an id stands for one kind, and a path of another kind does not know it")
    func kinds() throws {
        try register.put(.person, "p", named)
        let event = #"{"title":"x","type":"trial","when":"2020"}"#
        #expect(try rejection { try register.put(.event, "p", event) } == ["conflict"])
        #expect(try rejection { try register.act(.delete(id: "p"), kind: .event) } == ["absent"])
        #expect(try rejection { try register.act(.delete(id: "q")) } == ["absent"])
        #expect(try rejection { try register.put(.person, "a b", named) } == ["/id bad-format"])
    }

    @Test(
        "a precondition holds or nothing is written",
        arguments: [
            (Precondition.exists, true), (.absent, false), (.versions([1]), true),
            (.versions([2]), false), (.versions([9, 1]), true), (.versions([]), false),
        ]
    )
    func preconditions(precondition: Precondition, holds: Bool) throws {
        try register.put(.person, "p", named)
        let write = { try register.put(.person, "p", #"{"names":[{"full":"B"}]}"#, precondition) }
        if holds {
            #expect(try write().version == 2)
        } else {
            #expect(try rejection(write) == ["mismatch 1"])
            #expect(register.journal.count == 1)
        }
        #expect(try rejection { try register.put(.person, "q", named, .exists) } == ["mismatch -"])
    }

    @Test("what others refer to cannot be deleted, and they are named")
    func inUse() throws {
        try register.put(.organization, "o", #"{"names":[{"full":"O"}],"type":"state"}"#)
        try register.put(
            .organization,
            "court",
            #"{"names":[{"full":"C"}],"type":"court","parent":"o"}"#
        )
        #expect(try rejection { try register.act(.delete(id: "o")) } == ["in use by court parent"])
        try register.act(.delete(id: "court"))
        #expect(try register.act(.delete(id: "o")).result == .deleted)
    }

    @Test("two records of a kind cannot have one identifier; of two kinds they can")
    func duplicates() throws {
        let known = #""identifiers":[{"scheme":"wikidata","value":"Q1"}]"#
        try register.put(.person, "p", #"{"names":[{"full":"A"}],"# + known + "}")
        let other = { try register.put(.person, "q", #"{"names":[{"full":"B"}],"# + known + "}") }
        #expect(try rejection(other) == ["duplicate of p"])
        try register.put(
            .organization,
            "o",
            #"{"names":[{"full":"O"}],"type":"ngo","# + known + "}"
        )
        try register.act(.delete(id: "p"))
        #expect(try other().result == .created)
    }

    @Test("a source's text is kept apart, and its digest stays with the record")
    func texts() throws {
        let source = #"{"title":"T","type":"article","text":"the words"}"#
        try register.put(.source, "s", source)
        #expect(try register.text(of: "s") == "the words")
        #expect(try register.json("s", "text") == nil)
        #expect(try register.json("s", "text_sha256")?.count == 66)
        // A record that is sent back as it was read has no text, which means nothing.
        try register.put(.source, "s", #"{"title":"Other","type":"article"}"#)
        #expect(try register.text(of: "s") == "the words")
        try register.patch("s", #"{"text":null}"#)
        #expect(try register.text(of: "s") == nil)
        #expect(try register.json("s", "text_sha256") == nil)
    }

    // MARK: Handed in together

    @Test("commands handed in as one may refer to each other in any order")
    func together() throws {
        let verdicts = try register.submit(
            submission([
                .put(
                    .organization,
                    "court",
                    #"{"names":[{"full":"C"}],"type":"court","parent":"o"}"#
                ),
                .put(.organization, "o", #"{"names":[{"full":"O"}],"type":"state"}"#),
            ])
        )
        #expect(try verdicts.map { try $0.get().result } == [.created, .created])
        #expect(register.records.count == 2)
    }

    @Test("one that is turned down turns down all, and nothing is written")
    func allOrNothing() throws {
        let verdicts = try register.submit(
            submission([
                .put(.organization, "o", #"{"names":[{"full":"O"}],"type":"state"}"#),
                .put(.organization, "c", #"{"names":[{"full":"C"}],"type":"court","parent":"x"}"#),
            ])
        )
        #expect(try rejection { try verdicts[0].get() } == ["others"])
        #expect(try rejection { try verdicts[1].get() } == ["/parent unknown-reference"])
        #expect(register.records.isEmpty && register.journal.isEmpty)
    }

    @Test("commands on their own feet are decided in order; one that fails leaves the others")
    func oneByOne() throws {
        var each = try submission([
            .put(.organization, "c", #"{"names":[{"full":"C"}],"type":"court","parent":"o"}"#),
            .put(.organization, "o", #"{"names":[{"full":"O"}],"type":"state"}"#),
            .put(.organization, "d", #"{"names":[{"full":"D"}],"type":"court","parent":"o"}"#),
        ])
        each.isAtomic = false
        let verdicts = try register.submit(each)
        #expect(try rejection { try verdicts[0].get() } == ["/parent unknown-reference"])
        #expect(try verdicts[1].get().seq == 1)
        #expect(try verdicts[2].get().seq == 2)
        #expect(Set(register.records.keys) == ["o", "d"])
    }

    @Test("a circle is found, also one that is closed by records handed in together")
    func circles() throws {
        let organization = { (parent: String) in
            #"{"names":[{"full":"O"}],"type":"other","parent":"\#(parent)"}"#
        }
        #expect(
            try rejection { try register.put(.organization, "a", organization("a")) }
                == ["/parent cycle"]
        )
        try register.put(.organization, "a", #"{"names":[{"full":"A"}],"type":"other"}"#)
        try register.put(.organization, "b", organization("a"))
        #expect(
            try rejection { try register.put(.organization, "a", organization("b")) }
                == ["/parent cycle"]
        )
        let verdicts = try register.submit(
            submission([
                .put(.organization, "x", organization("y")),
                .put(.organization, "y", organization("x")),
            ])
        )
        for verdict in verdicts {
            #expect(try rejection { try verdict.get() } == ["/parent cycle"])
        }
    }

    @Test("commands of one batch see what those before them decided")
    func oneBatch() throws {
        var batch = Batch(
            on: register,
            at: register.at,
            after: 0,
            fresh: { [UInt8](repeating: 1, count: 10) },
            sha256: { _ in [] }
        )
        let first = try batch.decide(submission([.put(.person, "p", named)]))
        let second = try batch.decide(
            submission([.put(.person, "p", #"{"names":[{"full":"B"}]}"#)])
        )
        #expect(first.changes.map(\.seq) == [1])
        #expect(second.changes.map(\.version) == [2])
        #expect(batch.seq == 2)
    }

    @Test("a fault of the store fails the submission that met it, and none after it")
    func faults() throws {
        try register.put(.person, "broken", named)
        try register.put(.person, "whole", named)
        var batch = Batch(
            on: DamagedStanding(base: register, damaged: "broken"),
            at: register.at,
            after: 2,
            fresh: { [UInt8](repeating: 1, count: 10) },
            sha256: { _ in [] }
        )
        let both = try submission([
            .put(.person, "new", named), .put(.person, "broken", #"{"names":[{"full":"B"}]}"#),
        ])
        for isAtomic in [true, false] {
            var both = both
            both.isAtomic = isAtomic
            #expect(throws: StoreFault.damaged("broken")) { try batch.decide(both) }
            #expect(batch.seq == 2)
        }
        let after = try batch.decide(
            submission([
                .put(.person, "new", named), .put(.person, "whole", #"{"names":[{"full":"B"}]}"#),
            ])
        )
        #expect(after.changes.map(\.version) == [1, 2])
        #expect(after.changes.map(\.seq) == [3, 4])
    }

    private func submission(_ acts: [Command.Act]) -> Submission {
        Submission(
            acts.map { Command(kind: nil, act: $0) },
            actor: "desk-1"
        )
    }
}

/// A register in which one record cannot be read.
private struct DamagedStanding: Standing {
    let base: PlainRegister
    let damaged: String

    func entry(_ id: String) throws(StoreFault) -> Entry? { try base.entry(id) }

    func record(_ id: String) throws(StoreFault) -> Record? {
        if id == damaged { throw .damaged(id) }
        return try base.record(id)
    }

    func referrers(of id: String, role: String?, limit: Int) throws(StoreFault) -> [Referrer] {
        try base.referrers(of: id, role: role, limit: limit)
    }

    func holder(of fact: String, _ word: String, kind: Kind) throws(StoreFault) -> String? {
        try base.holder(of: fact, word, kind: kind)
    }

    func isOnlyDerived(_ id: String, since version: Int) throws(StoreFault) -> Bool {
        try base.isOnlyDerived(id, since: version)
    }

    func text(of id: String) throws(StoreFault) -> String? { try base.text(of: id) }
}
