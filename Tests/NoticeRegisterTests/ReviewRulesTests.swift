import Foundation
import StrictJSON
import Testing

@testable import NoticeRegister

@Suite("The rules of the review")
struct ReviewRulesTests {
    /// The grounds of decisions that no rule of the review stands behind.
    static let groundsOnly: Set<String> = [
        "GROUND_UNSTATED", "INSUFFICIENT_DATA", "OUT_OF_MANDATE", "OTHER",
    ]

    static func delivered() throws -> [UInt8] {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Config/rules/interpol.json")
        return Array(try Data(contentsOf: file))
    }

    @Test("the file as delivered is in order and has a rule for every ground that has one")
    func codes() throws {
        let rules = try ReviewRules(try Self.delivered()).rules
        #expect(rules.count == 28)
        #expect(Set(rules.map(\.code.text)).union(Self.groundsOnly) == GroundCode.all)
    }

    @Test("only the text of Article 3 counts as quoted")
    func quoted() throws {
        let rules = try ReviewRules(try Self.delivered()).rules
        let quoted = rules.filter { $0.readIn == .quoted }.map(\.code.text)
        #expect(quoted == GroundCode.article3)
    }

    @Test("every predicate that there is is some rule's")
    func predicates() throws {
        let rules = try ReviewRules(try Self.delivered()).rules
        #expect(Set(rules.map(\.predicate)) == Set(Predicate.named.keys))
        let factors = rules.flatMap(\.factors).map(\.predicate)
        #expect(Set(factors) == Set(Predicate.factors.keys))
    }

    @Test(
        "a mistake is told with its line and column",
        arguments: [
            (
                "\"read_in\": \"quoted\"", "\"read_in\": \"quotd\"", "12:16",
                "did you mean \"quoted\""
            ),
            ("\"article_3\"", "\"artcle_3\"", "10:18", "did you mean \"article_3\""),
            ("\"ARTICLE_3\"", "\"ARTICLE_33\"", "3:13", "did you mean \"ARTICLE_3\""),
            ("\"title\"", "\"titel\"", "5:14", "did you mean \"title\""),
            ("\"title\": ", "\"titl\": ", "2:3", "\"title\": this member is required"),
            ("\"fact\": \"offence\"", "\"fact\": \"offense\"", "8:16", "did you mean \"offence\""),
            ("\"quoted\"\n", "\"quoted\",\n", "13:3", "a byte that cannot stand here"),
        ]
    )
    func mistakes(right: String, wrong: String, place: String, detail: String) throws {
        let text = String(decoding: try Self.delivered(), as: UTF8.self)
        let range = try #require(text.range(of: right))
        let faults = try Self.faults(in: text.replacingCharacters(in: range, with: wrong))
        let told = faults.map { "\($0.line):\($0.column) \($0.detail)" }
        let isTold = told.contains { $0.hasPrefix(place + " ") && $0.contains(detail) }
        #expect(isTold, "\(told)")
    }

    @Test("all mistakes are told at once, in the order of the file")
    func several() throws {
        let text = String(decoding: try Self.delivered(), as: UTF8.self)
            .replacing("\"code\"", with: "\"kode\"")
        let faults = try Self.faults(in: text)
        #expect(faults.count == 56)
        #expect(faults.map(\.line) == faults.map(\.line).sorted())
    }

    @Test("a fact that the predicate asks for has to have its sentence")
    func needs() throws {
        let faults = try Self.faults(
            in: """
                [{"code":"PURPOSE","reference":"RPD 82","title":"Purpose","question":"Why?",
                  "predicate":"purpose","source":"Memory","read_in":"recalled"}]
                """
        )
        #expect(faults.map(\.detail) == ["\"needs\": the predicate also asks for: extradition"])
    }

    @Test("a code stands once, and only one predicate has factors")
    func shape() throws {
        let rule = """
            {"code":"UDHR","reference":"2(1)","title":"Rights","question":"Why?","needs":[\
            {"fact":"word","settled_by":"A word"}],"predicate":"word_of_others",\
            "factors":[{"factor":"a","title":"A","predicate":"general_context","needs":[\
            {"fact":"word","settled_by":"A word"}],"read_in":"recalled"}],\
            "source":"Memory","read_in":"recalled"}
            """
        let details = try Self.faults(in: "[\(rule),\(rule)]").map(\.detail)
        #expect(details.contains("the code stands twice"))
        #expect(details.contains("only predominance weighs factors"))
    }

    @Test("a column counts characters, not bytes")
    func columns() throws {
        let faults = try Self.faults(in: #"[{"title":"Ünö","x":}]"#)
        #expect(faults.first.map { [$0.line, $0.column] } == [1, 21])
    }

    private static func faults(in text: String) throws -> [RuleFileFaults.Fault] {
        do throws(RuleFileFaults) {
            _ = try ReviewRules(Array(text.utf8))
            return []
        } catch {
            return error.all
        }
    }
}
