import Testing

@Suite("Answers as of a sequence")
struct AsOfAnswersTests {
    /// What is asked at each stop, and again when all is over.
    private static let targets: [String] = {
        let lists = [
            "events", "persons", "groups", "organizations", "sources", "statements?facets=property",
            "notice-requests?facets=status,colour&sort=recorded_at", "decisions?ground=ARTICLE_3",
            "notices?in_force=true", "challenges", "statements?about=evt-strike&sort=recorded_at",
            "notice-requests?subject=per-trump&requester_country=IR", "decisions?-reversed=true",
            "persons?-nationality=US&limit=1",
            "sources?refers_to=src-the-hill&include=derived_from",
            "notice-requests?event=evt-strike&fields=status,later&include=requester,subjects.named",
        ]
        let records = [
            "events/evt-strike", "persons/per-trump", "groups/grp-2021",
            "organizations/org-interpol", "sources/src-npr", "statements/stm-esmaili-crime",
            "notice-requests/req-2020", "notice-requests/req-2021", "decisions/dec-2021",
        ]
        let cases = ["req-2020", "req-2021"].flatMap { id in
            [
                "notice-requests/\(id)/dossier", "notice-requests/\(id)/dossier?format=markdown",
                "notice-requests/\(id)/dossier?said_by=2020-12",
            ]
        }
        return lists + records + records.map { $0 + "/links" } + cases + [
            "events/evt-strike/accounts", "timeline?root=req-2021",
            "timeline?root=per-trump&limit=3",
            "timeline?root=evt-strike&said_by=2020-07", "graph?root=req-2020&depth=2",
            "graph?root=src-root-article&depth=1",
        ]
    }()

    /// What an answer tells, but for the cursor in the URL of the next page, and for a problem's own
    /// id.
    private static func told(_ answer: TestAnswer) -> String {
        guard answer.status == 200 else { return "\(answer.status)" }
        let text = answer.text.replacing(/"next":"[^"]*"/, with: "\"next\":\"…\"")
        return "\(answer.status) " + text
    }

    private static func target(_ target: String, asOf seq: Int) -> String {
        "/v1/" + target + (target.contains("?") ? "&" : "?") + "as_of=\(seq)"
    }

    /// One change by chance; it may be refused.
    private static func change(_ api: inout TestAPI, _ dice: inout Dice) throws {
        let records = [
            "events/evt-strike", "persons/per-trump", "groups/grp-2021", "sources/src-npr",
            "organizations/org-interpol", "statements/stm-esmaili-crime",
            "statements/stm-hook-stunt",
            "notice-requests/req-2020", "notice-requests/req-2021", "sources/src-cnbc",
            "statements/stm-rapporteur-unlawful", "events/evt-briefing",
        ]
        let record = records[Int.random(in: 0..<records.count, using: &dice)]
        let number = Int.random(in: 0..<1_000, using: &dice)
        switch Int.random(in: 0..<10, using: &dice) {
        case 0, 1:
            _ = try api.send("PATCH", "/v1/" + record, json: #"{"note":"note \#(number)"}"#)
        case 2:
            let member = #"{"sources":[{"source":"src-npr"}],"labels":["l\#(number % 3)"]}"#
            _ = try api.send("PATCH", "/v1/" + record, json: member)
        case 3: _ = try api.send("DELETE", "/v1/" + record)
        case 4:
            let days = #"{"when":"2020-0\#(number % 9 + 1)","published":"2020~"}"#
            _ = try api.send("PATCH", "/v1/" + record, json: days)
        case 5:
            let contradiction = #"{"contradicts":["stm-trump-justification"],"said_on":"2020-08"}"#
            let statement = "/v1/statements/stm-rapporteur-unlawful"
            _ = try api.send("PATCH", statement, json: contradiction)
        case 6:
            let request = number % 2 == 0 ? "req-2020" : "req-2021"
            let step =
                number % 3 == 0
                ? #"{"step":"annul","annuls":"stp-\#(request.dropFirst(4))-decline","reason":"r"}"#
                : #"{"step":"acknowledge","sources":[{"source":"src-cnbc"}],"on":"2021-02"}"#
            _ = try api.send("POST", "/v1/notice-requests/\(request)/steps", json: step)
        case 7:
            let line = ExampleCase.lines[Int.random(in: 0..<ExampleCase.lines.count, using: &dice)]
            _ = try api.importLines([line])
        default:
            let about = record.split(separator: "/")[1]
            let statement = """
                {"about":"\(about)","property":"other","value":{"type":"value","value":"\(number)"},\
                "said_on":"2020-1\(number % 3)","source":"src-jurist"}
                """
            _ = try api.send("PUT", "/v1/statements/stm-\(number % 7)", json: statement)
        }
    }

    @Test("are those of a store that stopped there", arguments: 1...3)
    func replay(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var api = TestAPI()
        var stops: [(seq: Int, told: [String])] = []
        let half = ExampleCase.lines.count / 2
        for lines in [ExampleCase.lines.prefix(half), ExampleCase.lines.suffix(from: half)] {
            _ = try api.importLines(Array(lines))
            stops.append((api.head, try Self.targets.map { Self.told(try api.get("/v1/" + $0)) }))
        }
        for _ in 0..<5 {
            // Each stop on a day of its own, so that "today" is told apart.
            api.wait(seconds: 86_400)
            for _ in 0..<8 { try Self.change(&api, &dice) }
            stops.append((api.head, try Self.targets.map { Self.told(try api.get("/v1/" + $0)) }))
        }
        for stop in stops {
            for (target, told) in zip(Self.targets, stop.told) {
                let answer = Self.told(try api.get(Self.target(target, asOf: stop.seq)))
                #expect(answer == told, "seed \(seed), \(target) as of \(stop.seq)")
            }
        }
    }
}
