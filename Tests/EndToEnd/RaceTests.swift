import Foundation
import Harness
import Testing

/// Each round a new request is written to by all clients at the same time, over sockets that
/// several loops serve.
@Suite("Writes that race")
struct RaceTests {
    private static let rounds = 200
    private static let clients = 4

    /// What the clients send, and what those are told who come too late.
    enum Race: String, CaseIterable, CustomTestStringConvertible, Sendable {
        case stepsIfMatch = "steps with If-Match"
        case steps = "steps"
        case patches = "patches with If-Match"
        case stepsAndPatches = "steps and patches with If-Match"
        case sameStep = "one step under one id"
        case sameKey = "one step under one Idempotency-Key"

        var testDescription: String { rawValue }

        /// The statuses of the first and of all others.
        var told: (first: [Int], others: Int) {
            switch self {
            case .stepsIfMatch: ([201], 412)
            case .steps: ([201], 409)
            case .patches: ([200], 412)
            case .stepsAndPatches: ([200, 201], 412)
            case .sameStep: ([201], 200)
            case .sameKey: ([201], 201)
            }
        }

        private func isStep(_ client: Int) -> Bool {
            self == .stepsAndPatches ? client % 2 == 0 : self != .patches
        }

        /// The decision of a client's step.
        func decision(_ round: Int, _ client: Int) -> String? {
            let isShared = self == .sameStep || self == .sameKey
            return isStep(client) ? "dec-\(round)-\(isShared ? 0 : client)" : nil
        }

        /// Whether an answer tells the step of another; but for a key's, not that it made anything.
        func isSame(_ answer: HTTPConnection.Answer, _ other: HTTPConnection.Answer) -> Bool {
            let ends = self == .sameStep ? #","made":["# : "\n"
            return answer.text.components(separatedBy: ends)[0]
                == other.text.components(separatedBy: ends)[0]
        }

        /// What a client sends in a round.
        func bytes(_ round: Int, _ client: Int) -> Data {
            let request = "/v1/notice-requests/req-\(round)"
            var body = #"{"note":"by client \#(client)"}"#
            if let decision = decision(round, client) {
                let id = self == .sameStep ? #""id":"stp-\#(round)","# : ""
                body = """
                    {\(id)"step":"refuse","by":"org-world","on":"2021-01-06","decision":\
                    {"id":"\(decision)","grounds":[{"code":"GROUND_UNSTATED"}]}}
                    """
            }
            let type = isStep(client) ? "application/json" : "application/merge-patch+json"
            let condition =
                switch self {
                case .stepsIfMatch, .patches, .stepsAndPatches: "If-Match: \"1\"\r\n"
                case .sameKey: "Idempotency-Key: key-\(round)\r\n"
                case .steps, .sameStep: ""
                }
            let line = isStep(client) ? "POST \(request)/steps" : "PATCH \(request)"
            return Data(
                """
                \(line) HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(type)\r\n\(condition)\
                Content-Length: \(body.utf8.count)\r\n\r\n\(body)
                """.utf8
            )
        }
    }

    @Test("are won by one; what the others sent leaves no trace", arguments: Race.allCases)
    func race(_ race: Race) throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(
            ["--store", "sqlite:register.db", "--loops", "3"],
            in: folder.url
        )
        let reader = try Reader(port: server.port)
        var head = try reader.writeRequests(Self.rounds)
        let connections = try (0..<Self.clients).map { _ in try HTTPConnection(port: server.port) }
        for round in 1...Self.rounds {
            // Who is first to send takes turns.
            let order = connections.indices.map { ($0 + round) % Self.clients }
            for client in order { try connections[client].write(race.bytes(round, client)) }
            let answers = try connections.map { try $0.read() }
            let statuses = answers.map(\.status)
            let place = "\(race.rawValue), round \(round): \(statuses)"

            let winner = try #require(
                statuses.firstIndex { race.told.first.contains($0) },
                "\(place) \(answers.map(\.text))"
            )
            for (client, answer) in answers.enumerated() where client != winner {
                #expect(answer.status == race.told.others, "\(place) \(answer.text)")
                let isSame = race.told.others >= 300 || race.isSame(answer, answers[winner])
                #expect(isSame, "\(place) \(answer.text) \(answers[winner].text)")
            }
            head += try reader.hold(race, round, winner, answers[winner], place)
            #expect(try reader.head() == head, "\(place)")
        }
        #expect(server.terminate() == 0)
    }

    /// Reads what the races have come to.
    private struct Reader {
        private let connection: HTTPConnection

        init(port: UInt16) throws {
            connection = try HTTPConnection(port: port)
        }

        /// Writes a request for each round and what it refers to: the head after that.
        func writeRequests(_ rounds: Int) throws -> Int {
            let world = #"{"full":"A world's police"}"#
            let lines =
                [
                    #"{"kind":"organization","id":"org-a","names":[{"full":"A"}],"type":"state"}"#,
                    #"{"kind":"organization","id":"org-world","names":[\#(world)],"type":"other"}"#,
                    #"{"kind":"person","id":"per-1","names":[{"full":"A person"}]}"#,
                ]
                + (1...rounds).map { round in
                    """
                    {"kind":"notice_request","id":"req-\(round)","colour":"red",\
                    "requester":"org-a","addressee":"org-world","subjects":[{"ref":"per-1"}]}
                    """
                }
            let answer = try connection.send(
                "POST",
                "/v1/import?atomic=true",
                fields: ["Content-Type": "application/x-ndjson"],
                body: Data(lines.joined(separator: "\n").utf8)
            )
            #expect(answer.text.contains(#""created":\#(lines.count),"#), "\(answer.text)")
            return try head()
        }

        func head() throws -> Int {
            try #require(try object("/v1/events?limit=1")["seq"] as? Int)
        }

        /// Holds a round's request, its history and its decisions to the winner's answer: how many
        /// changes there are now more.
        func hold(
            _ race: Race,
            _ round: Int,
            _ winner: Int,
            _ answer: HTTPConnection.Answer,
            _ place: String
        ) throws -> Int {
            let path = "/v1/notice-requests/req-\(round)"
            let decision = race.decision(round, winner)
            let made = decision.map { [$0] } ?? []
            let record = try object(path)
            #expect(record["version"] as? Int == 2, "\(place)")
            #expect(record["status"] as? String == (decision == nil ? "draft" : "refused"))
            #expect(record["decisions"] as? [String] ?? [] == made, "\(place)")
            #expect((record["steps"] as? [Any] ?? []).count == made.count, "\(place)")
            let note = decision == nil ? "by client \(winner)" : nil
            #expect(record["note"] as? String == note, "\(place)")
            #expect(answer.fields["etag"] == "\"2\"", "\(place)")

            let history = try #require(try object(path + "/history")["items"] as? [[String: Any]])
            let operations = history.map { $0["op"] as? String }
            #expect(operations == ["create", decision == nil ? "patch" : "step"], "\(place)")

            let decisions = try object("/v1/decisions?request=req-\(round)&fields=id")
            let ids = (decisions["items"] as? [[String: Any]] ?? []).map { $0["id"] as? String }
            #expect(ids == made, "\(place)")
            return 1 + made.count
        }

        private func object(_ target: String) throws -> [String: Any] {
            let answer = try connection.send("GET", target)
            try #require(answer.status == 200, "\(target): \(answer.text)")
            return try #require(
                try JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
            )
        }
    }
}
