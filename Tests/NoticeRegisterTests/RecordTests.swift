import NoticeRegister
import Shapes
import StrictJSON
import Testing

@Suite("Records")
struct RecordTests {
    @Test(
        "a record with every member reads back as the bytes it was written as",
        arguments: Kind.allCases
    )
    func roundTrip(kind: Kind) throws {
        let record = try Samples.record(kind)
        #expect(String(decoding: record.canonicalBytes, as: UTF8.self) == Samples.text(kind))
        #expect(record.kind == kind)
        #expect(record.common.version == 3)
    }

    @Test("the samples leave no declared member out", arguments: Kind.allCases)
    func samplesAreComplete(kind: Kind) throws {
        let document = try Samples.document(kind)
        let given = document.members(of: 0).compactMap { document.string($0.name) }
        let declared = try declaredMembers(kind)
        #expect(given == declared.filter { $0 != "text" || kind != .source })
    }

    @Test("what the server writes is ignored in what a client sends", arguments: Kind.allCases)
    func writtenMembersAreIgnored(kind: Kind) throws {
        let record = try Record.decode(kind, Samples.document(kind), origin: .client)
        #expect(record.common.id == "")
        #expect(record.common.kind == kind)
        #expect(record.common.version == 0)
        #expect(record.common.recordedBy == "")
        #expect(record.common.contested == nil)
        #expect(record.common.labels == ["one", "two"])
    }

    @Test("the common members can be set for good", arguments: Kind.allCases)
    func commonMembersCanBeSet(kind: Kind) throws {
        var record = try Samples.record(kind)
        record.common.version = 4
        record.common.access = .restricted
        #expect(record.kind == kind)
        let text = String(decoding: record.canonicalBytes, as: UTF8.self)
        let expected = Samples.text(kind)
            .replacing("\"version\":3", with: "\"version\":4")
            .replacing("\"access\":\"public\"", with: "\"access\":\"restricted\"")
        #expect(text == expected)
    }

    @Test("an unknown member is told, with the nearest known one", arguments: Kind.allCases)
    func unknownMember(kind: Kind) throws {
        let faults = faults(in: "{\"labelz\":[]}", kind: kind)
        #expect(faults.contains { $0.pointer == "/labelz" && $0.code == .unknownMember })
        #expect(faults.contains { $0.detail.contains("\"labels\"") })
    }

    @Test("null in what a client sends means absent", arguments: Kind.allCases)
    func nullIsAbsent(kind: Kind) {
        let sent = faults(in: "{\"labels\":null,\"note\":null}", kind: kind)
        #expect(!sent.contains { $0.pointer == "/labels" || $0.pointer == "/note" })
    }

    @Test(
        "every required member that is absent is told at once",
        arguments: [
            (.event, ["title", "type", "when"]), (.person, []), (.group, ["title", "size"]),
            (.organization, ["type"]), (.source, ["title", "type"]),
            (.statement, ["about", "property", "value", "source"]),
            (.noticeRequest, ["colour", "requester", "addressee"]), (.decision, ["by", "date"]),
            (.notice, ["issued"]), (.challenge, ["before", "target", "type", "filed"]),
            (.verdict, ["a", "b", "same", "reason"]),
        ] as [(Kind, [String])]
    )
    func requiredMembers(kind: Kind, names: [String]) {
        let faults = faults(in: "{}", kind: kind)
        #expect(faults.map(\.pointer) == names.map { "/" + $0 })
        #expect(faults.allSatisfy { $0.code == .required })
    }

    @Test("a source's text is read and kept out of the bytes")
    func textIsKeptApart() throws {
        let text = "{\"title\":\"T\",\"type\":\"article\",\"text\":\"secret words\"}"
        let record = try Record.decode(.source, Document(Array(text.utf8)), origin: .client)
        guard case .source(let source) = record else { return #expect(Bool(false)) }
        #expect(source.text == "secret words")
        #expect(!String(decoding: record.canonicalBytes, as: UTF8.self).contains("secret"))
        #expect(!record.facts.contains { $0.content == .word("secret words") })
    }

    @Test("who may see a record by default depends on what it is", arguments: Kind.allCases)
    func defaultAccess(kind: Kind) throws {
        let expected: Access =
            switch kind {
            case .person, .challenge: .restricted  // the sample's person is a refugee
            case .verdict: .internal
            default: .public
            }
        #expect(try Samples.record(kind).defaultAccess == expected)
    }

    @Test("every record has one line that names it", arguments: Kind.allCases)
    func captions(kind: Kind) throws {
        let expected =
            switch kind {
            case .event: "A strike"
            case .person: "Ada Example"
            case .group: "The people sought"
            case .organization: "The Office"
            case .source: "A report"
            case .statement: "characterization of evt_1"
            case .noticeRequest: "red: org_1 / grp_1, per_1"
            case .decision: "not_considered: org_3, 2021-01-05/2021-01-06"
            case .notice: "red: per_1, 2021/12345"
            case .challenge: "deletion: req_1"
            case .verdict: "per_1 = Ada Example: no"
            }
        #expect(try Samples.record(kind).caption == expected)
    }

    @Test("the schema of a kind is JSON and names every member", arguments: Kind.allCases)
    func schemas(kind: Kind) throws {
        for form in [SchemaWriter.Form.whole, .input, .patch, .part] {
            var writer = JSONWriter()
            writer.beginObject()
            Record.schema(of: kind, form: form, into: &writer)
            writer.endObject()
            let schema = try Document(writer.bytes)
            let properties = try #require(schema.member("properties", of: 0))
            let names = schema.members(of: properties).compactMap { schema.string($0.name) }
            #expect(names == (try declaredMembers(kind)))
        }
    }

    private func declaredMembers(_ kind: Kind) throws -> [String] {
        switch kind {
        case .event: MemberNames.of(Event.self)
        case .person: MemberNames.of(Person.self)
        case .group: MemberNames.of(Group.self)
        case .organization: MemberNames.of(Organization.self)
        case .source: MemberNames.of(Source.self)
        case .statement: MemberNames.of(Statement.self)
        case .noticeRequest: MemberNames.of(NoticeRequest.self)
        case .decision: MemberNames.of(Decision.self)
        case .notice: MemberNames.of(Notice.self)
        case .challenge: MemberNames.of(Challenge.self)
        case .verdict: MemberNames.of(Verdict.self)
        }
    }
}

/// The faults that a client's text gets; none when it is taken.
func faults(in text: String, kind: Kind) -> [Fault] {
    do {
        _ = try Record.decode(kind, Document(Array(text.utf8)), origin: .client)
        return []
    } catch let faults as Faults {
        return faults.all
    } catch {
        Issue.record("\(error)")
        return []
    }
}
