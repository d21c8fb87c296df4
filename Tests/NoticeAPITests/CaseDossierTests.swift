import Foundation
import HTTPWire
import Testing

@Suite("A dossier")
struct CaseDossierTests {
    private static let target = "/v1/notice-requests/req-2021/dossier"

    /// The golden answer of a name; with `NOTICED_GOLDEN=write`, what is given becomes it.
    private static func goldenText(_ name: String, _ text: String) throws -> String {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Golden/" + name)
        if ProcessInfo.processInfo.environment["NOTICED_GOLDEN"] == "write" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test(
        "of the example reads as the golden ones do",
        arguments: [
            ("dossier-req-2021.json", "?pretty"),
            ("dossier-req-2021.md", "?format=markdown"),
            ("dossier-req-2020.md", "?format=markdown"),
            ("dossier-req-2021-said-by-2021-01-04.md", "?format=markdown&said_by=2021-01-04"),
            ("dossier-req-2021-said-by-2021-01-04.json", "?pretty&said_by=2021-01-04"),
        ]
    )
    func golden(name: String, query: String) throws {
        var api = try TestAPI.withExample()
        let is2020 = name.contains("req-2020")
        let target = is2020 ? Self.target.replacing("2021", with: "2020") : Self.target
        let answer = try api.get(target + query)
        try #require(answer.status == 200, "\(answer.text)")
        #expect(answer.text == (try Self.goldenText(name, answer.text)))
    }

    @Test(
        "of an invented case reads as the golden one does, but for where and when it was written",
        arguments: ["case-req-leader", "case-req-ring"]
    )
    func inventedCases(request: String) throws {
        var api = try TestAPI.withCases()
        let answer = try api.get("/v1/notice-requests/\(request)/dossier?format=markdown")
        let note = answer.text.components(separatedBy: "\n---\n")[0]
        #expect(note == (try Self.goldenText("dossier-\(request).md", note)))
    }

    @Test("has nothing of a day after the one that said_by names", arguments: ["json", "markdown"])
    func saidBy(format: String) throws {
        var api = try TestAPI.withExample()
        let answer = try api.get(Self.target + "?said_by=2021-01-04&format=" + format)
        for word in [
            "2021-01-05", "2021-01-06", #""id":"src-root-article""#, "grp-2021", "terrorist crime",
        ] {
            #expect(!answer.text.contains(word), "\(word)")
        }
        for word in ["req-2020", "dec-2020", "stm-interpol-conditional", "2020-06-29"] {
            #expect(answer.text.contains(word), "\(word)")
        }
        let last = try api.get(Self.target + "?said_by=2021-01-06&format=" + format)
        for word in ["dec-2021", "stm-esmaili-crime", "grp-2021"] {
            #expect(last.text.contains(word), "\(word)")
        }
    }

    @Test("shows what a request had come to by a day")
    func statusByDay() throws {
        var api = try TestAPI.withExample()
        let then = try api.get(Self.target + "?said_by=2021-01-05").json()
        let request = try #require(then["request"] as? [String: Any])
        #expect(request["status"] as? String == "claimed")
        #expect((then["decisions"] as? [Any])?.isEmpty == true)
        let now = try api.get(Self.target).json()
        let whole = try #require(now["request"] as? [String: Any])
        #expect(whole["status"] as? String == "not_considered")
        #expect(then["undated"] as? Int != nil && now["undated"] == nil)
        #expect(now["truncated"] as? Bool == false)
    }

    @Test("resolves every reference: each record once, each id that it names among them")
    func resolved() throws {
        var api = try TestAPI.withExample()
        let dossier = try api.get(Self.target).json()
        var ids: [String] = []
        func take(_ value: Any) {
            if let record = value as? [String: Any] {
                if record["kind"] != nil, record["version"] != nil {
                    ids.append(record["id"] as? String ?? "")
                    return
                }
                for member in record.values { take(member) }
            } else if let values = value as? [Any] {
                for value in values { take(value) }
            }
        }
        take(dossier)
        #expect(ids.count > 30)
        for name in ["stm-trump-justification", "org-iran", "src-the-hill", "per-soleimani"] {
            #expect(ids.contains(name), "\(name)")
        }
        let sources = try #require(dossier["sources"] as? [[String: Any]])
        #expect(sources.map { $0["n"] as? Int } == Array(1...sources.count))
        #expect(Set(ids.filter { $0.hasPrefix("src-") }).count == sources.count)
    }

    @Test("comes in the form that the parameter or Accept names, each with its own tag")
    func forms() throws {
        var api = try TestAPI.withExample()
        let json = try api.get(Self.target)
        #expect(json["Content-Type"] == "application/json" && json["Vary"] == "Accept")
        let note = try api.get(Self.target, ["Accept": "text/markdown"])
        #expect(note["Content-Type"] == "text/markdown; charset=utf-8")
        #expect(note.text.hasPrefix("# Request for a red notice") && note.text.hasSuffix("\n"))
        #expect(try api.get(Self.target + "?format=markdown").text == note.text)
        #expect(json["ETag"] != note["ETag"])
        let tag = try #require(note["ETag"])
        let again = ["Accept": "text/markdown", "If-None-Match": tag]
        #expect(try api.get(Self.target, again).status == 304)
        #expect(try api.get(Self.target, ["If-None-Match": tag]).status == 200)
        #expect(try api.get(Self.target, ["Accept": "text/html"]).status == 406)
    }

    @Test("is refused where the parameters are wrong or no request is there")
    func refused() throws {
        var api = try TestAPI.withExample()
        #expect(
            try api.get(Self.target + "?said_by=2021-01-04/..&as_of=0x").errors() == [
                "as_of bad-format"
            ]
        )
        #expect(try api.get(Self.target + "?said_by=2021-13").errors() == ["said_by bad-date"])
        #expect(try api.get(Self.target + "?said_by=2021/..").errors() == ["said_by bad-date"])
        #expect(try api.get(Self.target + "?format=pdf").errors() == ["format unknown-value"])
        let other = "/v1/notice-requests/evt-strike/dossier"
        #expect(try api.get(other).problem() == "not-found")
        #expect(try api.get("/v1/events/evt-strike/dossier").problem() == "not-found")
        #expect(try api.get(Self.target + "?as_of=3").problem() == "not-found")
    }

    @Test("shows the register as it was recorded at a sequence")
    func asOf() throws {
        var api = try TestAPI.withExample()
        let then = try api.get(Self.target)
        let head = api.head
        let patch = #"{"title":"Renamed"}"#
        #expect(try api.send("PATCH", "/v1/sources/src-npr", json: patch).status == 200)
        #expect(try api.get(Self.target + "?as_of=\(head)").text == then.text)
        #expect(try api.get(Self.target).text.contains("Renamed"))
    }

    /// Texts that try to be more than text, in every member that a person can write.
    private static let hostile = [
        "# Heading", "[click](https://evil.example)", "<script>alert(1)</script>", "&lt;b&gt;",
        "line\nbreak\r\n\r\n## New section", "*bold* _it_ `code` ~~gone~~ | cell", "1. item",
        "- item", "+ item", "> quoted", "![i](http://evil.example/x.png)", "<http://evil.example>",
        "http://evil.example and www.evil.example and a@evil.example", "[1]: http://evil.example",
        "back\\slash", "\u{202E}reversed", "$x$", "===", "\u{2028}## x",
    ]

    @Test("makes nothing but text of a hostile text", arguments: hostile)
    func onlyText(text: String) throws {
        var api = try TestAPI.withRequest()
        let bytes = try JSONSerialization.data(
            withJSONObject: text,
            options: [.fragmentsAllowed, .withoutEscapingSlashes]
        )
        let json = String(decoding: bytes, as: UTF8.self)
        try api.put("persons/per-1", #"{"names":[{"full":\#(json)}],"description":\#(json)}"#)
        try api.put("sources/src-1", #"{"title":\#(json),"type":"report","publisher":\#(json)}"#)
        let member = #""note":\#(json),"charges":[{"text":\#(json),"law":\#(json)}],"#
        let cited = #""sources":[{"source":"src-1","locator":\#(json),"quote":\#(json)}],"#
        try api.put("notice-requests/req-1", "{" + member + cited + Case.request.dropFirst())
        let quoted = #"{"quote":{"exact":\#(json)},"note":\#(json),"# + Case.statement.dropFirst()
        try api.put("statements/stm-1", quoted)
        let note = try api.get("/v1/notice-requests/req-1/dossier?format=markdown").text
        let headings: Set<String> = [
            "## Who asks whom, and for what", "## Whom it is about", "## Who says what",
            "## What is open", "## Sources",
        ]
        for line in note.split(separator: "\n").dropFirst() {
            let isOurs = headings.contains(String(line)) || line == "---"
            #expect(isOurs || !line.hasPrefix("#"), "\(line)")
            let bare = Self.withoutEscapes(line)
            let markup = bare.firstMatch(of: /[<>&|~$@]|\]\(|\]:|!\[|https?:\/\/|www\./)
            #expect(markup == nil, "\(line)")
            let marks = bare.replacing(/\[[0-9]+\]/, with: "")
            #expect(!marks.contains("[") && !marks.contains("]"), "\(line)")
            let rest = marks.trimmingPrefix(/\ *(-\ |[0-9]+\.\ )?/)
            #expect(isOurs || rest.firstMatch(of: /^([-+=#>]|[0-9]+[.)])/) == nil, "\(line)")
        }
        #expect(!note.unicodeScalars.contains("\u{202E}"))
    }

    /// A line of Markdown without what a backslash makes text.
    private static func withoutEscapes(_ line: Substring) -> String {
        String(line).replacing(/\\[!-\/:-@\[-`{-~]/, with: "x")
    }

    @Test("says how many of its records are not public")
    func closed() throws {
        var api = try TestAPI.withRequest()
        let target = "/v1/notice-requests/req-1/dossier?format=markdown"
        #expect(try !api.get(target).text.contains("not public"))
        let patch = #"{"access":"restricted"}"#
        #expect(try api.send("PATCH", "/v1/persons/per-1", json: patch).status == 200)
        #expect(try api.get(target).text.contains("Records in this note that are not public: 1."))
    }

    @Test("links to nothing but a source's own addresses")
    func addresses() throws {
        var api = try TestAPI.withRequest()
        let address = "https://example.org/a_(b)*c?d=e&f=[g]"
        let source = #"{"title":"A paper","type":"report","url":"\#(address)"}"#
        try api.put("sources/src-1", source)
        let note = try api.get("/v1/notice-requests/req-1/dossier?format=markdown").text
        #expect(note.contains("<\(address)>"))
    }
}
