import NoticeRegister
import Shapes
import StrictJSON
import Testing

@testable import NoticeAPI

@Suite("The forms of filters' values")
struct FilterFormTests {
    private static func form(_ kind: Kind, _ name: String) throws -> FilterForm {
        FilterForm(try #require(kind.listing.filters.first { $0.name == name }).rule)
    }

    @Test(
        "take what the filter compares",
        arguments: [
            (Kind.event, "type", "strike", Query.Comparand.word("strike")),
            (.event, "participant", "per-1", .word("per-1")), (.event, "q", "a b", .word("a b")),
            (.event, "country", "IQ", .word("IQ")), (.person, "nationality", "IR", .word("IR")),
            (.person, "subject_status", "charged", .word("charged")),
            (.person, "refugee", "true", .flag(true)), (.notice, "in_force", "false", .flag(false)),
            (.event, "when", "1970-01-02", .days(earliest: 1, latest: 1, isCertain: false)),
            (.event, "when", "certain:1970-01", .days(earliest: 0, latest: 30, isCertain: true)),
            (.event, "recorded_since", "1970-01-02", .instant(Instant(milliseconds: 86_400_000))),
            (.event, "recorded_until", "1970-01-01", .instant(Instant(milliseconds: 86_399_999))),
            (
                .event, "recorded_since", "1970-01-01T00:00:01Z",
                .instant(Instant(milliseconds: 1_000))
            ),
            (.challenge, "before", "register", .word("register")),
            (.noticeRequest, "ground", "ARTICLE_3", .word("ARTICLE_3")),
            (.notice, "country", "IR", .word("IR")),
        ]
    )
    func good(kind: Kind, name: String, word: String, value: Query.Comparand) throws {
        let read = try Self.form(kind, name).comparand(word)
        #expect(read == value)
    }

    @Test(
        "tell what is due instead",
        arguments: [
            (Kind.event, "type", "Strike", FaultCode.unknownValue),
            (.event, "type", "", .unknownValue),
            (.event, "participant", "a b", .badFormat), (.event, "q", "", .outOfRange),
            (.person, "nationality", "ir", .badFormat), (.person, "refugee", "1", .badFormat),
            (.event, "when", "certain:", .badDate), (.event, "when", "2021-13", .badDate),
            (.event, "recorded_since", "2021", .badDate),
            (.event, "label", String(repeating: "x", count: 201), .outOfRange),
        ]
    )
    func bad(kind: Kind, name: String, word: String, code: FaultCode) throws {
        let form = try Self.form(kind, name)
        let fault = #expect(throws: FilterFault.self) { try form.comparand(word) }
        #expect(fault?.code == code)
    }

    @Test("have a schema with bounds for every filter of every kind", arguments: Kind.allCases)
    func schemas(kind: Kind) throws {
        for filter in kind.listing.filters {
            var writer = JSONWriter()
            writer.beginObject()
            FilterForm(filter.rule).schema(into: &writer)
            writer.endObject()
            let schema = try Document(writer.bytes)
            let type = schema.member("type", of: 0).flatMap(schema.string)
            let bounds = ["maxLength", "enum"].compactMap { schema.member($0, of: 0) }
            #expect(type == "boolean" || (type == "string" && !bounds.isEmpty), "\(filter.name)")
        }
    }
}
