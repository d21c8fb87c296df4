import Shapes
import StrictJSON
import Testing

@testable import NoticeRegister

@Suite("Conflicts among statements")
struct ConflictTests {
    /// A statement about `e`, with what is told of it in place of that.
    private static func statement(_ id: String, _ json: String) throws -> Statement {
        let document = try Document(
            Array(#"{"about":"e","source":"s",\#(json)}"#.utf8)
        )
        let record = try Record.decode(.statement, document, origin: .client)
        guard case .statement(var statement) = record else { preconditionFailure("no statement") }
        statement.common.id = id
        return statement
    }

    private static func found(_ one: String, _ other: String) throws -> Conflict.Form? {
        let both = [try statement("a", one), try statement("b", other)]
        let conflicts = Conflicts.among(both)
        #expect(Conflicts.among(both.reversed()) == conflicts, "the order makes no difference")
        #expect(conflicts.count <= 1)
        return conflicts.first?.how
    }

    private static func told(_ property: String, _ value: String, _ more: String = "") -> String {
        #""property":"\#(property)","value":{"type":"value","value":\#(value)}\#(more)"#
    }

    private static let denies = #","stance":"denies""#
    private static let none = #""property":"count","value":{"type":"no_value"}"#
    private static let some = #""property":"count","value":{"type":"some_value"}"#

    @Test(
        "values that cannot both be true are incompatible",
        arguments: [
            (told("count", "36"), told("count", "48")),
            (told("submission", "true"), told("submission", "false")),
            (told("submission", "true"), told("submission", "true", denies)),
            (told("decision", #""refused""#), told("decision", #""granted""#)),
            (told("date", #""2020-01""#), told("date", #""2020-02-03""#)),
            (told("count", "36"), told("count", "36", denies)),
            (told("date", #""2020-01-03""#), told("date", #""2020-01""#, denies)),
            (told("charge", #""murder""#), told("charge", #""murder""#, denies)),
            (told("office", #"{"ref":"o"}"#), told("office", #"{"ref":"o"}"#, denies)),
            (told("count", "36"), none), (some, none), (some, some + denies),
            (none, none + denies),
            (told("count", "36"), told("count", "48", #","pointer":"/size""#)),
            (told("count", "36", #","stance":"reports""#), told("count", "48")),
        ]
    )
    func incompatible(one: String, other: String) throws {
        #expect(try Self.found(one, other) == .incompatible)
    }

    @Test(
        "values that can both be true are not",
        arguments: [
            (told("count", "36"), told("count", "36")),
            (told("submission", "true"), told("submission", "false", denies)),
            (told("date", #""2020""#), told("date", #""2020-02-03""#)),
            (told("date", #""2020-01""#), told("date", #""2020-01-03""#, denies)),
            (told("charge", #""murder""#), told("charge", #""terrorism""#)),
            (told("legality", #""lawful""#), told("justification", #""none""#)),
            (told("count", "36"), told("count", "48", denies)),
            (told("count", "36", denies), told("count", "48", denies)),
            (told("count", "36"), some), (none, some + denies), (told("count", "36", denies), none),
            (told("count", "36"), told("count", "48", #","stance":"questions""#)),
            (
                told("count", "36", #","pointer":"/size""#),
                told("count", "48", #","pointer":"/named""#)
            ),
            (told("count", "36"), told("count", "48", #","supersedes":"a""#)),
            (
                told("count", "36"),
                told("count", "48", #","rank":"deprecated","deprecated_because":"error""#)
            ),
        ]
    )
    func compatible(one: String, other: String) throws {
        #expect(try Self.found(one, other) == nil)
    }

    @Test("what a statement contradicts is a declared conflict, across properties")
    func declared() throws {
        let legality = Self.told("legality", #""unlawful""#)
        let reason = Self.told("justification", #""defence""#, #","contradicts":["a","x"]"#)
        #expect(try Self.found(legality, reason) == .declared)
        let both = Self.told("count", "48", #","contradicts":["a"]"#)
        #expect(try Self.found(Self.told("count", "36"), both) == .declared)
        let deprecated = both + #","rank":"deprecated","deprecated_because":"retracted""#
        #expect(try Self.found(Self.told("count", "36"), deprecated) == nil)
    }

    @Test("what is said of another thing is no conflict")
    func otherThing() throws {
        let here = try Self.statement("a", Self.told("count", "36"))
        var there = try Self.statement("b", Self.told("count", "48"))
        there.about = Reference("f")
        #expect(Conflicts.among([here, there]) == [])
    }

    @Test("a chain of replacements is no conflict, and a third voice is one with each")
    func chain() throws {
        let statements = [
            try Self.statement("a", Self.told("count", "1")),
            try Self.statement("b", Self.told("count", "2", #","supersedes":"a""#)),
            try Self.statement("c", Self.told("count", "3", #","supersedes":"b""#)),
            try Self.statement("d", Self.told("count", "4")),
        ]
        let found = Conflicts.among(statements)
        #expect(found.map { $0.one + $0.other } == ["ad", "bd", "cd"])
    }

    @Test("no more are told than the bound")
    func bound() throws {
        let statements = try (0..<200).map { number in
            try Self.statement("s\(number)", Self.told("count", "\(number)"))
        }
        #expect(Conflicts.among(statements).count == Conflicts.most)
    }

    @Test(
        "said by a day is what was certainly said by then",
        arguments: [
            ("2021-01-05", nil, true), ("2021-01-06", nil, false), ("2021-01", nil, false),
            ("2021-01-04/2021-01-05", nil, true), ("2020-06-29/..", nil, nil),
            (nil, "2021-01-05", true), (nil, "2021-01-06", false), (nil, "2021", false),
            (nil, nil, nil), ("2021-01", "2021-01-05", true), ("2020-06-29/..", "2021-01-04", true),
            // A source that was there before cannot have told it yet.
            ("2021-01-06", "2020", false), ("2021-01-05", "2021-03-01", true),
        ] as [(String?, String?, Bool?)]
    )
    func saidBy(saidOn: String?, published: String?, holds: Bool?) throws {
        var statement = try Self.statement("a", Self.told("count", "1"))
        statement.saidOn = try saidOn.map { try PartialDate($0) }
        var source = Source()
        source.published = try published.map { try PartialDate($0) }
        let day = try PartialDate("2021-01-05").latest
        #expect(SaidBy.holds(statement, source, by: day) == holds)
        guard published == nil else { return }
        #expect(SaidBy.holds(statement, nil, by: day) == holds)
    }
}
