import NoticeRegister
import Shapes
import StrictJSON
import Testing

@Suite("Values")
struct ValueTests {
    @Test(
        "an id is 1 to 128 unreserved characters",
        arguments: [
            ("a", true), ("per_1", true), ("A.b_c~d-9", true), ("", false), ("a/b", false),
            ("a b", false), ("é", false), ("a%20", false),
            (String(repeating: "x", count: 128), true), (String(repeating: "x", count: 129), false),
        ]
    )
    func ids(text: String, isValid: Bool) {
        #expect(RecordID.isValid(text) == isValid)
    }

    @Test(
        "an id of the server's form is a prefix and 26 letters of Crockford's base32",
        arguments: [
            ("per_01hzxcvbnm0123456789abcdef", true), ("per_01hzxcvbnm0123456789abcde", false),
            ("per_01hzxcvbnm0123456789abcdei", false), ("per_01hzxcvbnm0123456789abcdeu", false),
            ("PER_01hzxcvbnm0123456789abcdef", false), ("per-01hzxcvbnm0123456789abcdef", false),
            ("per_01HZXCVBNM0123456789ABCDEF", false), ("soleimani", false),
        ]
    )
    func opaqueIDs(text: String, isOpaque: Bool) {
        #expect(RecordID.isOpaque(text) == isOpaque)
    }

    @Test(
        "countries are those of ISO 3166-1, with XA to XZ and ZZ",
        arguments: [
            ("IR", true), ("US", true), ("XK", true), ("ZZ", true), ("SS", true), ("UK", false),
            ("XA", true), ("XZ", true), ("QM", false), ("AA", false),
            ("SU", false), ("ir", false), ("IRN", false), ("I", false), ("", false), ("É", false),
        ]
    )
    func countries(text: String, isCountry: Bool) {
        #expect(Country.isWellFormed(text) == isCountry)
    }

    @Test("there are 249 countries, 26 codes for users and one for what is not known")
    func countCountries() {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        let pairs = letters.flatMap { first in letters.map { String([first, $0]) } }
        #expect(pairs.count(where: Country.isWellFormed) == 276)
    }

    @Test(
        "language tags have the form of BCP 47",
        arguments: [
            ("en", true), ("fa", true), ("fas", true), ("zh-Hant", true), ("de-CH-1996", true),
            ("zh-cmn-Hans-CN", true), ("es-419", true), ("sl-rozaj-biske", true),
            ("en-a-bbb-x-a", true), ("x-whatever", true), ("uz-Cyrl", true), ("e", false),
            ("", false), ("en_US", false), ("en-", false), ("-en", false), ("en--US", false),
            ("de-1996-1996", false), ("en-a", false), ("123", false), ("en-US-US", false),
            ("englishlong", false), ("فا", false), ("x", false), ("en-abcdefghi", false),
        ]
    )
    func languageTags(text: String, isTag: Bool) {
        #expect(LanguageTag.isWellFormed(text) == isTag)
    }

    @Test(
        "scripts and currencies have their standards' form",
        arguments: [
            ("Latn", true), ("Arab", true), ("latn", false), ("LATN", false), ("Lat", false),
        ]
    )
    func scripts(text: String, isScript: Bool) {
        #expect(Script.isWellFormed(text) == isScript)
    }

    @Test(
        "links are absolute web addresses without user names",
        arguments: [
            ("https://example.org", true), ("http://example.org:8080/a?b=c#d", true),
            ("https://example.org/%D9%82", true), ("https://[::1]/", true),
            ("ftp://example.org", false), ("https://", false), ("https:///a", false),
            ("//example.org", false), ("javascript:alert(1)", false), ("/a", false), ("", false),
            ("https://example.org/a b", false), ("https://example.org/قاسم", false),
            ("https://user:secret@example.org", false), ("https://example.org/%zz", false),
            ("https://example.org/%4", false), ("https://example.org/<script>", false),
            ("https://:80/", false),
        ]
    )
    func links(text: String, isLink: Bool) {
        #expect(Link.isWellFormed(text) == isLink)
    }

    @Test(
        "the register's own forms of text are kept",
        arguments: [
            (.entityID, "2021/1", true), (.entityID, "2021/1234567", true),
            (.entityID, "2021/12345678", false), (.entityID, "2021/", false),
            (.entityID, "21/12345", false), (.entityID, "2021-12345", false),
            (.code, "ARTICLE_3", true), (.code, "article_3", false), (.code, "3_ARTICLE", false),
            (.scheme, "wikidata", true), (.scheme, "un.list-2", true), (.scheme, "Wiki", false),
            (.scheme, "a:b", false), (.pointer, "", true), (.pointer, "/a~1b/0", true),
            (.pointer, "a", false), (.pointer, "/a~2", false),
            (.sha256, String(repeating: "0a", count: 32), true),
            (.sha256, String(repeating: "0A", count: 32), false),
            (.id, "stp_1", true), (.id, "a/b", false),
        ] as [(Pattern, String, Bool)]
    )
    func patterns(pattern: Pattern, text: String, holds: Bool) {
        #expect(pattern.holds(text) == holds)
    }

    @Test("language maps are written in the order of their tags' bytes")
    func languageMaps() throws {
        let text =
            "{\"title\":{\"fa\":\"ب\",\"en\":\"b\",\"de-CH\":\"c\",\"de\":\"a\"},"
            + "\"type\":\"other\",\"when\":\"2020\"}"
        let record = try Record.decode(.event, Document(Array(text.utf8)), origin: .client)
        let written = String(decoding: record.canonicalBytes, as: UTF8.self)
        #expect(
            written.contains(
                "\"title\":{\"de\":\"a\",\"de-CH\":\"c\",\"en\":\"b\",\"fa\":\"ب\"}"
            )
        )
        #expect(record.caption == "b")
        let words = record.facts.filter { $0.name == "title" }.map(\.content)
        #expect(words == [.word("a"), .word("c"), .word("b"), .word("ب")])
    }

    @Test(
        "a statement's value keeps its form",
        arguments: [
            "\"murder\"", "{\"en\":\"murder\"}", "{\"ref\":\"per_1\"}", "48", "-3", "true", "false",
            "{\"en\":\"a\",\"ref\":\"b\"}",
        ]
    )
    func statementValues(json: String) throws {
        let text =
            "{\"about\":\"evt_1\",\"property\":\"other\",\"value\":{\"type\":\"value\","
            + "\"value\":\(json)},\"source\":\"src_1\"}"
        let record = try Record.decode(.statement, Document(Array(text.utf8)), origin: .client)
        let written = String(decoding: record.canonicalBytes, as: UTF8.self)
        #expect(written.contains("\"value\":{\"type\":\"value\",\"value\":\(json)}"))
    }

    @Test("a challenge can be before the keeper, a verdict between two records")
    func otherForms() throws {
        let challenge =
            "{\"before\":\"register\",\"target\":\"per_1\",\"type\":\"access\","
            + "\"filed\":\"2021-02-01\"}"
        let before = try Record.decode(.challenge, Document(Array(challenge.utf8)), origin: .client)
        #expect(before.facts.contains(Fact(name: "before.keeper", content: .word("register"))))
        #expect(!before.facts.contains { $0.name == "before" })
        let verdict = "{\"a\":\"per_1\",\"b\":\"per_2\",\"same\":\"yes\",\"reason\":\"r\"}"
        let between = try Record.decode(.verdict, Document(Array(verdict.utf8)), origin: .client)
        #expect(between.facts.contains(Fact(name: "b", content: .reference("per_2"))))
        #expect(between.caption == "per_1 = per_2: yes")
    }
}
