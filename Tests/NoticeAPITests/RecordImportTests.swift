import Testing

@Suite("Importing over HTTP")
struct RecordImportTests {
    private static let source = #"{"kind":"source","id":"src-1","title":"A paper","type":"report"}"#

    private static func event(_ id: String, partOf: String? = nil) -> String {
        let part = partOf.map { #","part_of":"\#($0)""# } ?? ""
        return
            #"{"kind":"event","id":"\#(id)","title":"\#(id)","type":"other","when":"2021"\#(part)}"#
    }

    private static func sums(_ reports: [[String: Any]]) -> [String: Int] {
        let last = reports.last ?? [:]
        return ["created", "updated", "unchanged", "errors"].reduce(into: [:]) { sums, name in
            sums[name] = last[name] as? Int
        }
    }

    @Test("reports each line with its number, and the sums at the end")
    func reports() throws {
        var api = TestAPI()
        let (status, reports) = try api.importLines([Self.event("evt-1"), Self.source])
        #expect(status == 200)
        #expect(reports.count == 3)
        #expect(reports[0]["line"] as? Int == 1 && reports[0]["id"] as? String == "evt-1")
        #expect(reports[0]["result"] as? String == "created" && reports[0]["version"] as? Int == 1)
        #expect(reports[2]["done"] as? Bool == true && reports[2]["head"] as? Int == 2)
        #expect(try api.get("/v1/changes").text.contains("anonymous"))
    }

    @Test("takes the example in any order, and a second time changes nothing", arguments: 0..<12)
    func example(seed: UInt64) throws {
        var api = TestAPI()
        var dice = Dice(seed: seed)
        let shuffled = ExampleCase.lines.shuffled(using: &dice)
        let (_, reports) = try api.importLines(shuffled)
        let errors = reports.filter { $0["result"] as? String == "error" }
        #expect(errors.isEmpty, "seed \(seed): \(errors)")
        #expect(Set(reports.compactMap { $0["line"] as? Int }) == Set(1...shuffled.count))
        var ordered = try TestAPI.withExample()
        for request in ["req-2020", "req-2021"] {
            let status = { (api: inout TestAPI) in
                try api.get("/v1/notice-requests/\(request)").json()["status"] as? String
            }
            #expect(try status(&api) == status(&ordered))
        }
        let head = api.head
        let (_, again) = try api.importLines(ExampleCase.lines)
        #expect(Self.sums(again)["unchanged"] == shuffled.count, "\(again)")
        #expect(api.head == head)
    }

    @Test("names wrong lines with number and problem, and carries out the others")
    func wrongLines() throws {
        var api = TestAPI()
        let lines = [
            "not json", Self.event("evt-2", partOf: "evt-1"), #"{"kind":"planet","id":"pla-1"}"#,
            "",
            Self.event("evt-1").replacing("2021", with: "2021-02-30"), Self.event("evt-1"), "[]",
            Self.event("evt-3", partOf: "evt-9"), #"{"id":"x"}"#, #"{"kind":"decision","id":"d"}"#,
            #"{"kind":"step","step":"claim"}"#, #"{"kind":"step","of":"req-9","step":"claim"}"#,
            #"{"kind":"event","id":7,"title":"A","type":"other","when":"2021"}"#,
            #"{"kind":"event","id":"a b","title":"A","type":"other","when":"2021"}"#,
            #"{"kind":"step","of":"a b","step":"claim"}"#,
        ]
        let (status, reports) = try api.importLines(lines)
        #expect(status == 200)
        let errors = reports.filter { $0["result"] as? String == "error" }
        #expect(
            Set(errors.compactMap { $0["line"] as? Int }) == Set([1, 3, 5] + Array(7...15))
        )
        #expect(Self.sums(reports) == ["created": 2, "updated": 0, "unchanged": 0, "errors": 12])
        let slugs = errors.compactMap { ($0["problem"] as? [String: Any])?["type"] as? String }
        #expect(slugs.count == 12 && slugs.contains("/problems/malformed-json"))
        #expect(try api.get("/v1/events/evt-2").status == 200)
    }

    @Test("lets lines wait for those they need, chains backwards and circles too")
    func waiting() throws {
        var api = TestAPI()
        let chain = (1...600).map { Self.event("evt-\($0)", partOf: "evt-\($0 + 1)") }
        let (_, reports) = try api.importLines(chain + [Self.event("evt-601")], pieceLength: 5_000)
        #expect(Self.sums(reports)["created"] == 601)

        let statements = (1...300).map { number in
            let other = number % 2 == 1 ? number + 1 : number - 1
            return """
                {"kind":"statement","id":"stm-\(number)","about":"evt-1","property":"legality",\
                "value":{"type":"value","value":"\(number)"},"source":"src-1",\
                "contradicts":["stm-\(other)"]}
                """
        }
        let (_, more) = try api.importLines(statements + [Self.source], pieceLength: 5_000)
        #expect(Self.sums(more)["created"] == 301, "\(more.suffix(3))")
    }

    @Test("refuses of a circle what is wrong by itself, and what then lacks it")
    func brokenCircle() throws {
        var api = TestAPI()
        let lines = [
            Self.event("evt-1", partOf: "evt-2"), Self.event("evt-2", partOf: "evt-1"),
            Self.event("evt-3", partOf: "evt-1"), Self.event("evt-4"),
        ]
        let (_, reports) = try api.importLines(lines)
        #expect(Self.sums(reports) == ["created": 1, "updated": 0, "unchanged": 0, "errors": 3])
        #expect(api.head == 1)
    }

    @Test("in a dry run tells what would happen, and writes nothing")
    func dryRun() throws {
        var api = TestAPI()
        let (status, reports) = try api.importLines(ExampleCase.lines, "?dry_run=true&atomic=true")
        #expect(status == 200)
        #expect(Self.sums(reports)["created"] ?? 0 > 40)
        #expect(api.head == 0)
        var dice = Dice(seed: 7)
        let shuffled = ExampleCase.lines.shuffled(using: &dice)
        for (lines, result) in [(shuffled, "created"), (ExampleCase.lines, "unchanged")] {
            let (_, expected) = try api.importLines(lines, "?dry_run")
            let head = api.head
            let (_, again) = try api.importLines(lines, "?dry_run")
            #expect(Self.sums(again) == Self.sums(expected) && api.head == head)
            let (_, happened) = try api.importLines(lines)
            #expect(Self.sums(happened) == Self.sums(expected))
            #expect(Self.sums(expected)["errors"] == 0 && Self.sums(expected)[result] ?? 0 > 40)
        }
    }

    @Test("in a dry run of many lines tells the same as when they go in", arguments: 0..<2)
    func rehearsal(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let chain = (1...250).map { Self.event("evt-\($0)", partOf: "evt-\($0 + 1)") }
        let wrong = [
            "{", Self.event("evt-x", partOf: "evt-y"), Self.event("evt-z", partOf: "evt-x"),
            Self.event("evt-v", partOf: "evt-w"), Self.event("evt-w", partOf: "evt-v"),
        ]
        let lines = ExampleCase.lines + chain + [Self.event("evt-251")] + wrong
        let shuffled = lines.shuffled(using: &dice)
        var (rehearsed, real) = (TestAPI(), TestAPI())
        let (_, expected) = try rehearsed.importLines(shuffled, "?dry_run", pieceLength: 9_000)
        #expect(rehearsed.head == 0)
        let (_, happened) = try real.importLines(shuffled, pieceLength: 9_000)
        let results = [expected, happened].map { reports in
            Dictionary(
                uniqueKeysWithValues: reports.compactMap { report in
                    (report["line"] as? Int).map { ($0, report["result"] as? String ?? "") }
                }
            )
        }
        #expect(results[0] == results[1], "seed \(seed)")
        #expect(results[0].values.count { $0 == "error" } == wrong.count, "seed \(seed)")
    }

    @Test("atomic, writes all lines in one commit, in any order")
    func atomic() throws {
        var api = TestAPI()
        let (status, reports) = try api.importLines(ExampleCase.lines.reversed(), "?atomic=true")
        #expect(status == 200, "\(reports)")
        #expect(Self.sums(reports)["errors"] == 0)
        let (again, same) = try api.importLines(ExampleCase.lines, "?atomic")
        #expect(again == 200)
        #expect(Self.sums(same)["unchanged"] == ExampleCase.lines.count)
    }

    @Test("atomic, with one wrong line writes nothing, and is 422")
    func atomicWithWrongLine() throws {
        var api = TestAPI()
        for bad in ["{", Self.event("evt-9", partOf: "evt-10")] {
            let (status, reports) = try api.importLines([Self.event("evt-1"), bad], "?atomic=true")
            #expect(status == 422)
            #expect(
                Self.sums(reports) == ["created": 0, "updated": 0, "unchanged": 0, "errors": 2]
            )
            let problems = reports.compactMap {
                ($0["problem"] as? [String: Any])?["type"] as? String
            }
            #expect(
                problems.contains("/problems/conflict"),
                "the good line was turned down with it"
            )
        }
        #expect(api.head == 0)
    }

    @Test("atomic, takes a thousand lines and says so of the next, without reading on")
    func atomicLimit() throws {
        var api = TestAPI()
        let lines = (1...1_003).map { Self.event("evt-\($0)") }
        let (status, reports) = try api.importLines(lines, "?atomic=true", pieceLength: 60_000)
        #expect(status == 422)
        #expect(Self.sums(reports)["errors"] == 1_001)
        let last = reports.first { $0["line"] as? Int == 1_001 }
        let problem = try #require(last?["problem"] as? [String: Any])
        #expect(problem["limit"] as? Int == 1_000)
        #expect(api.head == 0)
        #expect(try api.importLines(Array(lines.prefix(1_000)), "?atomic").status == 200)
    }

    @Test("reads lines however the pieces are cut, with and without a last line end")
    func pieces() throws {
        for length in [1, 7, 64] {
            var api = TestAPI()
            let text = Self.event("evt-1") + "\r\n\n" + Self.source
            let answer = try api.send(
                "POST",
                "/v1/import",
                ["Content-Type": "application/x-ndjson; charset=utf-8"],
                body: text,
                pieceLength: length
            )
            #expect(try Self.sums(answer.lines())["created"] == 2)
            #expect(try answer.lines().map { $0["line"] as? Int } == [1, 3, nil])
            #expect(answer["Content-Type"] == "application/x-ndjson")
        }
    }

    @Test("of nothing is done at once")
    func empty() throws {
        var api = TestAPI()
        for body in ["", "\n", " \n\n"] {
            let answer = try api.send(
                "POST",
                "/v1/import",
                ["Content-Type": "application/x-ndjson"],
                body: body
            )
            #expect(answer.status == 200)
            let sums = #""created":0,"updated":0,"unchanged":0,"errors":0,"head":0"#
            #expect(answer.text == "{\"done\":true,\(sums)}\n")
        }
    }

    @Test("makes of a line without an id the same record each time, unless it is not public")
    func withoutID() throws {
        var api = TestAPI()
        let line = #"{"kind":"event","title":"A","type":"other","when":"2021"}"#
        let (_, first) = try api.importLines([line, line])
        #expect(Self.sums(first) == ["created": 1, "updated": 0, "unchanged": 1, "errors": 0])
        let id = try #require(first[0]["id"] as? String)
        #expect(id.wholeMatch(of: /evt_[0-9a-hjkmnp-tv-z]{26}/) != nil)
        let hidden = #"{"access":"restricted","#
        let (_, second) = try api.importLines([line.replacing("{", with: hidden)])
        #expect(Self.sums(second)["errors"] == 1)
    }

    @Test("goes on as far as it got where the pool is full, and says so")
    func overloaded() throws {
        var api = TestAPI(workers: FullWorkers())
        let (status, reports) = try api.importLines([Self.source])
        #expect(status == 503)
        #expect(reports.last?["done"] as? Bool == false)
        let problem = try #require(reports.last?["problem"] as? [String: Any])
        #expect(problem["type"] as? String == "/problems/overloaded")
    }

    @Test("refuses a line that is longer than a line may be, and goes on")
    func longLine() throws {
        var api = TestAPI()
        let long = #"{"kind":"event","note":""# + String(repeating: "x", count: 1_100_000)
        let (_, reports) = try api.importLines([long, Self.source], pieceLength: 65_536)
        #expect(Self.sums(reports) == ["created": 1, "updated": 0, "unchanged": 0, "errors": 1])
        let problem = try #require(reports.first?["problem"] as? [String: Any])
        #expect(problem["type"] as? String == "/problems/content-too-large")
    }
}

/// Chance that can be repeated: xorshift64*.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
