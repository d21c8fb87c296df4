import Foundation
import Glibc
import Harness
import Synchronization
import Testing

/// Power cuts, as far as a process can feel them: SIGKILL in the midst of writing.
@Suite("What was acknowledged survives kill -9", .serialized)
struct CrashTests {
    private static let rounds = 20
    private static let clients = 8
    private static let postsEach = 250

    @Test("2,000 POSTs from 8 clients, killed midway, 20 times over")
    func acknowledgedRecordsSurvive() throws {
        let folder = try TemporaryFolder()
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var chance = SplitMix(state: seed)
        var kept = Register()
        for round in 1...Self.rounds {
            let server = try NoticedProcess.serve(
                ["--store", "sqlite:register.db"],
                in: folder.url
            )
            try kept.check(through: server.port, round: round)
            let acknowledged = Acknowledged()
            let fatal = Int.random(in: 1..<Self.clients * Self.postsEach, using: &chance)
            let process = server.id
            post(to: server.port, round: round, noting: acknowledged) { count in
                if count == fatal { _ = kill(process, SIGKILL) }
            }
            server.kill()
            kept.expect(acknowledged.all)
        }
        let server = try NoticedProcess.serve(["--store", "sqlite:register.db"], in: folder.url)
        try kept.check(through: server.port, round: Self.rounds + 1)
        #expect(server.terminate() == 0)
    }

    /// Posts from all clients at once, until all have posted or the server is gone.
    private func post(
        to port: UInt16,
        round: Int,
        noting acknowledged: Acknowledged,
        afterEach count: @escaping @Sendable (Int) -> Void
    ) {
        DispatchQueue.concurrentPerform(iterations: Self.clients) { client in
            guard let connection = try? HTTPConnection(port: port) else { return }
            for number in 0..<Self.postsEach {
                let title = "round \(round), client \(client), number \(number)"
                let body = #"{"title":"\#(title)","type":"other","when":"2021-01-05"}"#
                guard
                    let answer = try? connection.send(
                        "POST",
                        "/v1/events",
                        fields: ["Content-Type": "application/json"],
                        body: Data(body.utf8)
                    )
                else { return }
                #expect(answer.status == 201)
                guard let id = answer.fields["location"]?.split(separator: "/").last else {
                    Issue.record("an answer without Location")
                    return
                }
                count(acknowledged.add(String(id), title))
            }
        }
    }
}

/// The records that were acknowledged in one round.
private final class Acknowledged: Sendable {
    private let records = Mutex<[String: String]>([:])

    var all: [String: String] { records.withLock { $0 } }

    func add(_ id: String, _ title: String) -> Int {
        records.withLock {
            $0[id] = title
            return $0.count
        }
    }
}

/// What has to be in the register, and how far its journal has been checked.
private struct Register {
    private var unchecked: [String: String] = [:]
    private var seq = 0

    mutating func expect(_ records: [String: String]) {
        unchecked.merge(records) { _, new in new }
    }

    /// Walks the journal from where the last check ended: no gap, no half-written record, and every
    /// acknowledged record there, also by its id.
    mutating func check(through port: UInt16, round: Int) throws {
        let connection = try HTTPConnection(port: port)
        var found: [String: String] = [:]
        while true {
            let answer = try connection.send("GET", "/v1/changes?after=\(seq)&limit=500")
            #expect(answer.status == 200)
            let page = try #require(
                try JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
            )
            let items = try #require(page["items"] as? [[String: Any]])
            if items.isEmpty { break }
            for item in items {
                seq += 1
                #expect(item["seq"] as? Int == seq, "a gap before round \(round)")
                let record = try #require(item["record"] as? [String: Any])
                let id = try #require(item["id"] as? String)
                #expect(record["id"] as? String == id)
                #expect(record["version"] as? Int == 1)
                found[id] = record["title"] as? String
            }
        }
        for (id, title) in unchecked {
            #expect(found[id] == title, "an acknowledged record is lost")
        }
        for id in unchecked.keys.prefix(100) {
            let answer = try connection.send("GET", "/v1/events/\(id)")
            #expect(answer.status == 200)
        }
        unchecked = [:]
    }
}

/// A small generator whose seed can be printed (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
