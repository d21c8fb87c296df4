import Foundation
import Harness
import Testing

/// Each round two clients send at the same time what the rules allow to one of them only.
@Suite("Two writes of which each is fine and both are not")
struct RuleRaceTests {
    private static let rounds = 200

    /// A rule and the two writes that break it together; `%` stands for the round.
    struct Rule: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// Lines that are imported before.
        let before: [String]
        let writes: [Write]
        /// The statuses that the two may get, in ascending order.
        var told: [[Int]]
        /// What is read then, and words of which it has to hold some.
        let probe: String
        var holds = [#""total":1,"#]
    }

    /// One client's write.
    struct Write: Sendable {
        let line: String
        var json = ""

        func bytes(_ round: Int) -> Data {
            let isPatch = line.hasPrefix("PATCH")
            let type = isPatch ? "application/merge-patch+json" : "application/json"
            let body = json.replacing("%", with: "\(round)")
            let line = line.replacing("%", with: "\(round)")
            let host = "\(line) HTTP/1.1\r\nHost: localhost\r\n"
            let length = "Content-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n"
            return Data((host + (body.isEmpty ? "" : length) + "\r\n" + body).utf8)
        }
    }

    private static func organization(_ id: String) -> String {
        #"{"kind":"organization","id":"\#(id)","names":[{"full":"A"}],"type":"other"}"#
    }

    private static func person(_ id: String) -> String {
        #"{"kind":"person","id":"\#(id)","names":[{"full":"A person"}]}"#
    }

    private static func request(_ id: String) -> String {
        """
        {"kind":"notice_request","id":"\(id)","colour":"red","requester":"org-a",\
        "addressee":"org-world","subjects":[{"ref":"per-1"}]}
        """
    }

    private static func named(_ person: String) -> Write {
        let json = #"{"step":"name","ref":"\#(person)","on":"2021","sources":[{"source":"src-1"}]}"#
        return Write(line: "POST /v1/groups/grp-%/steps", json: json)
    }

    private static func grant(_ request: String) -> Write {
        Write(
            line: "POST /v1/notice-requests/\(request)-%/steps",
            json: """
                {"step":"grant","by":"org-world","on":"2021","notices":\
                [{"subject":"per-1","issued":"2021-02","entity_id":"2021/%"}]}
                """
        )
    }

    private static func patch(_ path: String, _ json: String) -> Write {
        Write(line: "PATCH /v1/\(path)", json: json)
    }

    private static let rules = [
        Rule(
            testDescription: "no organization is above itself",
            before: [organization("org-x-%"), organization("org-y-%")],
            writes: [
                patch("organizations/org-x-%", #"{"parent":"org-y-%"}"#),
                patch("organizations/org-y-%", #"{"parent":"org-x-%"}"#),
            ],
            told: [[200, 422]],
            probe: "/v1/organizations?parent=org-x-%&parent=org-y-%"
        ),
        Rule(
            testDescription: "no request is earlier than itself",
            before: [request("req-x-%"), request("req-y-%")],
            writes: [
                patch(
                    "notice-requests/req-x-%",
                    #"{"prior":{"request":"req-y-%","relation":"renewal"}}"#
                ),
                patch(
                    "notice-requests/req-y-%",
                    #"{"prior":{"request":"req-x-%","relation":"renewal"}}"#
                ),
            ],
            told: [[200, 422]],
            probe: "/v1/notice-requests?prior=req-x-%&prior=req-y-%"
        ),
        Rule(
            testDescription: "no more are named than are counted",
            before: [
                #"{"kind":"group","id":"grp-%","title":"G","size":{"count":1,"basis":"exact"}}"#
            ],
            writes: [named("per-1"), named("per-2")],
            told: [[201, 422]],
            probe: "/v1/groups/grp-%",
            holds: [#""unnamed":0"#]
        ),
        Rule(
            testDescription: "an identifier is one record's",
            before: [],
            writes: ["x", "y"].map { id in
                Write(
                    line: "PUT /v1/events/evt-\(id)-%",
                    json: """
                        {"title":"E","type":"other","when":"2021",\
                        "identifiers":[{"scheme":"court","value":"%"}]}
                        """
                )
            },
            told: [[201, 409]],
            probe: "/v1/events?identifier=court:%"
        ),
        Rule(
            testDescription: "a number is one notice's, and who is too late grants nothing",
            before: [request("req-x-%"), request("req-y-%")],
            writes: [grant("req-x"), grant("req-y")],
            told: [[201, 409]],
            probe: "/v1/decisions?request=req-x-%&request=req-y-%"
        ),
        Rule(
            testDescription: "nothing refers to what is deleted",
            before: [person("per-x-%")],
            writes: [
                Write(line: "DELETE /v1/persons/per-x-%"),
                Write(
                    line: "PUT /v1/events/evt-%",
                    json: """
                        {"title":"E","type":"other","when":"2021",\
                        "participants":[{"ref":"per-x-%","role":"victim"}]}
                        """
                ),
            ],
            told: [[204, 422], [201, 409]],
            probe: "/v1/events?id=evt-%&include=participants",
            holds: [#""total":0,"#, #""included":{"per-x-"#]
        ),
    ]

    @Test("are never both taken", arguments: rules)
    func race(_ rule: Rule) throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(
            ["--store", "sqlite:register.db", "--loops", "3"],
            in: folder.url
        )
        let clients = try (0..<2).map { _ in try HTTPConnection(port: server.port) }
        try prepare(rule, through: clients[0])
        for round in 1...Self.rounds {
            // Who is first to send takes turns.
            for client in [round % 2, 1 - round % 2] {
                try clients[client].write(rule.writes[client].bytes(round))
            }
            let answers = try clients.map { try $0.read() }
            let statuses = answers.map(\.status).sorted()
            let place = "\(rule.testDescription), round \(round): \(answers.map(\.text))"
            #expect(rule.told.contains(statuses), "\(place)")
            let target = rule.probe.replacing("%", with: "\(round)")
            let found = try clients[round % 2].send("GET", target).text
            #expect(rule.holds.contains { found.contains($0) }, "\(place) \(found)")
        }
        #expect(server.terminate() == 0)
    }

    /// Imports what the rounds write to.
    private func prepare(_ rule: Rule, through client: HTTPConnection) throws {
        var lines = [
            Self.organization("org-a"), Self.organization("org-world"), Self.person("per-1"),
            Self.person("per-2"), #"{"kind":"source","id":"src-1","title":"S","type":"report"}"#,
        ]
        for round in 1...Self.rounds {
            lines += rule.before.map { $0.replacing("%", with: "\(round)") }
        }
        let answer = try client.send(
            "POST",
            "/v1/import",
            fields: ["Content-Type": "application/x-ndjson"],
            body: Data(lines.joined(separator: "\n").utf8)
        )
        #expect(answer.text.contains(#""created":\#(lines.count),"#))
    }
}
