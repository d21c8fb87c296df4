import Locks
import NoticeRegister
import Testing

@Suite("Answers as of a point in the past")
struct AsOfAnswersTests {
    /// What is asked at each stop, and again when all is over.
    private static let targets: [String] = {
        let lists = [
            "events", "persons", "groups", "organizations", "sources", "statements?facets=property",
            "notice-requests?facets=status,colour&sort=recorded_at", "decisions?ground=ARTICLE_3",
            "notices?in_force=true", "notices?-in_force=true&facets=status", "challenges",
            "statements?about=evt-strike&sort=recorded_at",
            "notice-requests?subject=per-trump&requester_country=IR", "decisions?-reversed=true",
            "persons?-nationality=US&limit=1", "persons?limit=3",
            "sources?refers_to=src-the-hill&include=derived_from",
            "notice-requests?event=evt-strike&fields=status,later&include=requester,subjects.named",
        ]
        let records = [
            "events/evt-strike", "persons/per-trump", "groups/grp-2021",
            "organizations/org-interpol", "sources/src-npr", "statements/stm-esmaili-crime",
            "notice-requests/req-2020", "notice-requests/req-2021",
            "notice-requests/case-req-genocide", "decisions/dec-2021", "decisions/dec-refuse",
            "notices/ntc-1", "challenges/\(HistoryByChance.challenge)",
        ]
        let requests = ["req-2020", "req-2021", "case-req-genocide", "case-req-private"]
        let cases = requests.flatMap { id in
            ["dossier", "dossier?format=markdown", "dossier?said_by=2020-12", "assessment"].map {
                "notice-requests/\(id)/\($0)"
            }
        }
        let counts = [
            "stats?by=ground,requester,colour,year", "stats?reversed=true&by=ground",
            "stats?of=notices&in_force=true&by=colour", "stats?of=notices&by=status,year",
            "stats?of=statements&by=property,speaker",
            "stats?of=notice-requests&by=unnamed,subject",
            "stats?of=challenges&by=status,year",
        ]
        let due = ["deadlines", "deadlines?until=2035", "deadlines?until=2035&limit=3"]
        let around = [
            "events/evt-strike/accounts", "events/evt-strike/accounts?said_by=2021-01-04",
            "timeline?root=req-2021", "timeline?root=per-trump&limit=3",
            "timeline?root=evt-strike&said_by=2020-07", "timeline?root=case-req-genocide",
            "graph?root=req-2020&depth=2", "graph?root=src-root-article&depth=1",
            "graph?root=ntc-1&depth=2",
        ]
        return lists + records + records.map { $0 + "/links" } + cases + counts + due + around
    }()

    /// What an answer and at most three pages after it tell, but for the URL of the next one.
    private static func told(_ target: String, by api: inout TestAPI) throws -> [String] {
        var (told, next) = ([String](), String?.some("/v1/" + target))
        while let page = next, told.count < 4 {
            let answer = try api.get(page)
            guard answer.status == 200 else { return told + ["\(answer.status)"] }
            told.append(answer.text.replacing(/"next":"[^"]*"/, with: "\"next\":\"…\""))
            next = answer["Link"]?.firstMatch(of: /<([^>]*)>; rel="next"/).map { String($0.1) }
        }
        return told
    }

    private static func target(_ target: String, asOf point: String) -> String {
        target + (target.contains("?") ? "&" : "?") + "as_of=" + point
    }

    /// A register that has stopped: what it tells then, and how the point is named: by sequence, by
    /// time, by day.
    private struct Stop {
        let points: [String]
        let told: [[String]]
    }

    @Test("are those of another register that stopped there", arguments: 1...3)
    func replay(seed: UInt64) throws {
        let history = HistoryByChance(seed: seed)
        var api = TestAPI()
        try history.write(into: &api) { _ in }
        var other = TestAPI()
        var stops: [Stop] = []
        try history.write(into: &other) { other in
            let now = other.house.clock.withLock { $0 }.text
            let points = ["\(other.head)", now, String(now.prefix(10))]
            let told = try Self.targets.map { try Self.told($0, by: &other) }
            stops.append(Stop(points: points, told: told))
        }
        #expect(api.head == other.head)
        // A day on which nothing happened, so that today is none of theirs.
        api.wait(seconds: 86_400)
        for stop in stops {
            for (number, (target, told)) in zip(Self.targets, stop.told).enumerated() {
                // By sequence, and in turn by time and by day.
                for point in [stop.points[0], stop.points[1 + number % 2]] {
                    let answer = try Self.told(Self.target(target, asOf: point), by: &api)
                    #expect(answer == told, "seed \(seed), \(target) as of \(point)")
                }
            }
        }
        let last = try #require(stops.last)
        let found = zip(Self.targets, last.told).filter { !$1.contains { Int($0) != nil } }
        #expect(found.count > Self.targets.count * 2 / 3, "most targets are still there")
    }

    @Test("are there before the first change, halfway, and within a commit")
    func withinCommits() throws {
        var api = try TestAPI.withExample()
        // The example ends with its steps, of which some make a decision in the same commit.
        for seq in [0, 1, api.head / 2] + (api.head - 6...api.head) {
            for target in Self.targets {
                let answer = try api.get("/v1/" + Self.target(target, asOf: "\(seq)"))
                let isThere = [200, 404, 410].contains(answer.status)
                #expect(isThere, "\(target) as of \(seq): \(answer.status) \(answer.text)")
            }
        }
    }
}
