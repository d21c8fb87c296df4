import NoticeRegister
import Shapes
import StrictJSON
import Testing

@Suite("Facts and listings")
struct FactTests {
    @Test(
        "the facts of each kind are those that filters and links are made for",
        arguments: Kind.allCases
    )
    func names(kind: Kind) throws {
        let facts = try Samples.record(kind).facts
        #expect(Set(facts.map(\.name)) == Set(expected(kind) + common))
    }

    @Test("every fact that a listing names is one of its kind's", arguments: Kind.allCases)
    func listingsNameFacts(kind: Kind) throws {
        for filter in kind.listing.filters { try check(filter.rule, of: kind, filter.name) }
        for sort in kind.listing.sorts {
            switch sort.key {
            case .days(let fact), .word(let fact), .number(let fact):
                try expect(fact, of: kind, sort.name)
            case .recorded: break
            }
        }
    }

    @Test(
        "every listing starts with the shared filters and sorts by one of its own orders",
        arguments: Kind.allCases
    )
    func listingsAreWhole(kind: Kind) {
        let names = kind.listing.filters.map(\.name)
        #expect(
            names.prefix(8) == [
                "id", "label", "identifier", "refers_to", "recorded_since", "recorded_until",
                "access", "q",
            ]
        )
        #expect(Set(names).count == names.count)
        #expect(kind.listing.sorts.contains(kind.listing.defaultKey.sorting))
    }

    @Test("every include leads over references to records", arguments: Kind.allCases)
    func includesAreReferences(kind: Kind) throws {
        for include in kind.listing.includes {
            var kinds = [kind]
            for role in try #require(kind.listing.path(ofInclude: include)) {
                let next = kinds.compactMap { ReferenceRoles.of($0).kinds[role] }
                #expect(!next.isEmpty, "\(include) over \(role)")
                kinds = next.flatMap(\.kinds)
            }
        }
        #expect(kind.listing.path(ofInclude: "nothing") == nil)
    }

    @Test(
        "every reference of a record is a link, in a role that the declaration names",
        arguments: Kind.allCases
    )
    func rolesAreDeclared(kind: Kind) throws {
        let roles = ReferenceRoles.of(kind).kinds
        let links = Set(try Samples.record(kind).facts.filter(\.isLink).map(\.name))
        let unusual: Set<String> = ["value.value.ref", "b"]  // the samples hold other forms
        #expect(links == Set(roles.keys).subtracting(unusual))
    }

    @Test("the places of a reference are found by its role")
    func pointers() throws {
        let document = try Samples.document(.noticeRequest)
        func find(_ id: String, _ role: String) -> [String] {
            ReferenceRoles.pointers(to: id, role: role, in: document)
        }
        #expect(find("per_1", "subjects.ref") == ["/subjects/1/ref"])
        #expect(find("dec_1", "steps.decision") == ["/steps/1/decision"])
        #expect(find("src_7", "steps.sources.source") == ["/steps/0/sources/0/source"])
        #expect(find("org_1", "requester") == ["/requester"])
        #expect(find("org_1", "addressee").isEmpty)
    }

    @Test("a request's days of claim and decision leave annulled steps out")
    func claimedAndDecided() throws {
        let record = try Samples.record(.noticeRequest)
        func days(_ record: Record, _ name: String) -> Fact.Content? {
            record.facts.first { $0.name == name }?.content
        }
        let fifth = try PartialDate("2021-01-05")
        let sixth = try PartialDate("2021-01-06")
        #expect(days(record, "claimed") == .days(earliest: fifth.earliest, latest: fifth.latest))
        #expect(days(record, "decided") == .days(earliest: sixth.earliest, latest: sixth.latest))
        let annulled = Samples.text(.noticeRequest)
            .replacing("\"annuls\":\"stp_0\"", with: "\"annuls\":\"stp_1\"")
        let without = try Record.decode(
            .noticeRequest,
            .init(Array(annulled.utf8)),
            origin: .journal
        )
        #expect(days(without, "claimed") == nil)
        #expect(days(without, "decided") != nil)
    }

    @Test("a subject's status in a file is kept together with the subject")
    func subjectsByStatus() throws {
        let facts = try Samples.record(.noticeRequest).facts
        #expect(facts.contains(Fact(name: "subjects@charged", content: .reference("grp_1"))))
        #expect(facts.contains(Fact(name: "subjects@suspect", content: .reference("per_1"))))
        #expect(!facts.contains(Fact(name: "subjects@charged", content: .reference("per_1"))))
    }

    private func check(_ rule: Filter.Rule, of kind: Kind, _ name: String) throws {
        switch rule {
        case .id, .recordedSince, .recordedUntil, .refersTo: break
        case .isUnder, .isOfCountry: #expect(kind == .organization)
        case .inForce:
            try expect("status", of: kind, name)
            try expect("expires", of: kind, name)
        case .word(let fact, _), .reference(let fact), .flag(let fact), .present(let fact),
            .days(let fact), .under(let fact), .country(let fact), .family(let fact, _):
            try expect(fact, of: kind, name)
        case .text(let facts): for fact in facts { try expect(fact, of: kind, name) }
        case .through(let fact, let other, let inner):
            try expect(fact, of: kind, name)
            #expect(ReferenceRoles.of(kind).kinds[fact]?.allows(other) == true)
            try check(inner, of: other, name)
        case .back(let other, let fact, let inner):
            try expect(fact, of: other, name)
            #expect(ReferenceRoles.of(other).kinds[fact]?.allows(kind) == true)
            try check(inner, of: other, name)
        case .backAs(let other, let fact, let words):
            let facts = try Samples.record(other).facts
            let values = facts.filter { $0.name.hasPrefix(fact + "@") }
                .map { String($0.name.dropFirst(fact.count + 1)) }
            #expect(!values.isEmpty && Set(values).isSubset(of: words))
        case .any(let rules): for rule in rules { try check(rule, of: kind, name) }
        }
    }

    /// The sample's challenge is brought before an organization, not before the keeper.
    private func expect(_ fact: String, of kind: Kind, _ filter: String) throws {
        guard fact != "before.keeper" else { return }
        let names = try Samples.record(kind).facts.map(\.name)
        #expect(names.contains(fact), "\(kind.path)?\(filter)= over \(fact)")
    }

    private let common = ["access", "labels", "identifiers", "sources.source", "caption"]

    private func expected(_ kind: Kind) -> [String] {
        let steps = [
            "steps.by", "steps.subjects", "steps.statements", "steps.sources.source",
            "steps.decision", "steps.notices", "steps.ref",
        ]
        return switch kind {
        case .event:
            [
                "title", "type", "when", "place.country", "participants.ref", "participants.role",
                "part_of",
            ]
        case .person:
            [
                "names.full", "birth.date", "death.date", "sex", "nationalities",
                "offices.organization", "offices.country", "offices.rank", "refugee.by",
                "merged_into", "refugee",
            ]
        case .group:
            steps + [
                "title", "size.count", "size.basis", "named", "unnamed", "ledger.ref",
                "ledger.sources.source", "founded.named",
            ]
        case .organization: ["names.full", "type", "country", "parent"]
        case .source:
            [
                "title", "type", "publisher", "published", "language", "reliability",
                "derived_from",
            ]
        case .statement:
            [
                "about", "property", "value.value", "stance", "speaker", "said_on", "source",
                "quote.exact", "quote_check", "rank", "misattributes", "misattributed_in",
                "contradicts", "contradicted_by", "supersedes",
            ]
        case .noticeRequest:
            steps + [
                "colour", "channel", "requester", "via", "addressee", "subjects.ref",
                "subjects.status", "events", "charges.text", "charges.offence", "prior.request",
                "later", "status", "subject_count.unnamed", "subject_outcomes.ref",
                "subject_outcomes.decision", "subject_outcomes.notice",
                "decisions", "subjects@charged", "subjects@suspect", "claimed", "decided",
            ]
        case .decision:
            [
                "request", "notice", "challenge", "by", "date", "outcome", "grounds.code",
                "subjects", "prospective", "statements", "reverses", "reversed_by",
            ]
        case .notice:
            steps + [
                "request", "subject", "colour", "entity_id", "issued", "expires", "public",
                "status", "due.notice_expires", "due.notice_review",
            ]
        case .challenge:
            steps + [
                "before", "target", "type", "applicant", "filed", "due_on", "status", "outcome",
                "revises", "tags",
            ]
        case .verdict: ["a", "same"]
        }
    }
}
