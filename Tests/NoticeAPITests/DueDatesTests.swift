import Foundation
import Testing

/// Today is 2026-11-23 in all of them.
@Suite("Deadlines")
struct DueDatesTests {
    /// A register with challenges that were filed on days, and requests that were claimed on days.
    private static func register(
        challenges: [(id: Int, filed: String)] = [],
        requests: [(id: Int, claimed: String)] = []
    ) throws -> TestAPI {
        var api = try TestAPI.withRequest()
        for (id, filed) in challenges {
            try api.put(
                "challenges/\(name("chl", id))",
                #"{"before":"register","target":"per-1","type":"access","filed":"\#(filed)"}"#
            )
        }
        for (id, claimed) in requests {
            try api.put("notice-requests/\(name("req", id))", Case.request)
            let answer = try api.send(
                "POST",
                "/v1/notice-requests/\(name("req", id))/steps",
                json: #"{"step":"claim","on":"\#(claimed)","statements":["stm-1"]}"#
            )
            try #require(answer.status == 201, "\(answer.text)")
        }
        return api
    }

    /// An id of the server's form.
    private static func name(_ prefix: String, _ number: Int) -> String {
        let digits = String(number)
        return prefix + "_" + String(repeating: "0", count: 26 - digits.count) + digits
    }

    private static func lines(_ answer: TestAnswer) throws -> [String] {
        let items = try #require(try answer.json()["items"] as? [[String: Any]], "\(answer.text)")
        return items.map { item in
            let id = (item["id"] as? String ?? "").drop { $0 != "_" }.drop { "_0".contains($0) }
            return "\(item["due"] ?? "") \(item["what"] ?? "") \(id)"
        }
    }

    @Test("tell what is overdue first, and what comes within 90 days")
    func list() throws {
        var api = try Self.register(
            challenges: [(1, "2026-11-01"), (2, "2027-01-30"), (3, "2026-10-10"), (4, "2026-12")],
            requests: [(5, "2024-11-23"), (6, "2025-06"), (7, "2024-12-01")]
        )
        let answer = try api.get("/v1/deadlines")
        #expect(
            try Self.lines(answer) == [
                "2026-11-10 challenge_due 3", "2026-11-23 request_silent 5",
                "2026-12-01 challenge_due 1", "2026-12-01 request_silent 7",
            ]
        )
        #expect(
            answer.text.hasPrefix(
                #"{"items":[{"due":"2026-11-10","what":"challenge_due","kind":"challenge","#
                    + #""id":"\#(Self.name("chl", 3))","rule":"KEEPER_TIME","read_in":"recalled"},"#
            )
        )
        #expect(
            answer.text.hasSuffix(
                #""total":4,"seq":\#(api.head),"today":"2026-11-23","next":null}"# + "\n"
            )
        )
    }

    @Test("take a span of days, a matter, a kind")
    func filters() throws {
        var api = try Self.register(
            challenges: [(1, "2026-11-01"), (2, "2027-01-30")],
            requests: [(5, "2024-11-23"), (6, "2025-06")]
        )
        let lines = { (query: String) in try Self.lines(try api.get("/v1/deadlines?" + query)) }
        #expect(try lines("until=2026-11-23") == ["2026-11-23 request_silent 5"])
        #expect(try lines("until=2026-11-22") == [])
        #expect(
            try lines("from=2026-12&until=2027") == [
                "2026-12-01 challenge_due 1", "2027-02-28 challenge_due 2",
                "2027-06-01 request_silent 6",
            ]
        )
        #expect(try lines("what=challenge_due") == ["2026-12-01 challenge_due 1"])
        #expect(try lines("kind=notice_request") == ["2026-11-23 request_silent 5"])
        #expect(try lines("kind=notice_request&what=challenge_due") == [])
        #expect(try lines("kind=event") == [])
        #expect(
            try api.get("/v1/deadlines?until=soon&what=birthday&whom=x").errors() == [
                "until bad-date", "what unknown-value", "whom unknown-member",
            ]
        )
    }

    @Test("go when what was due is done")
    func done() throws {
        var api = try Self.register(requests: [(5, "2024-11-23")])
        #expect(try Self.lines(try api.get("/v1/deadlines")).count == 1)
        let answer = try api.send(
            "POST",
            "/v1/notice-requests/\(Self.name("req", 5))/steps",
            json: #"{"step":"lapse","on":"2026-11-23"}"#
        )
        #expect(answer.status == 201)
        #expect(try Self.lines(try api.get("/v1/deadlines")).isEmpty)
    }

    @Test("show the register as it was, on the day that was today then")
    func past() throws {
        var api = try Self.register(challenges: [(1, "2026-11-01")])
        let then = api.head
        let before = try api.get("/v1/deadlines").text
        #expect(before.contains(#""today":"2026-11-23""#))
        api.wait(seconds: 100 * 86_400)
        try api.put(
            "challenges/\(Self.name("chl", 2))",
            #"{"before":"register","target":"per-1","type":"access","filed":"2027-01-10"}"#
        )
        let now = try api.get("/v1/deadlines")
        #expect(
            try Self.lines(now) == ["2026-12-01 challenge_due 1", "2027-02-10 challenge_due 2"]
        )
        #expect(now.text.contains(#""today":"2027-03-03""#))
        for point in ["\(then)", "2026-11-23"] {
            #expect(try api.get("/v1/deadlines?as_of=\(point)").text == before)
        }
        #expect(try Self.lines(try api.get("/v1/deadlines?as_of=0")).isEmpty)
    }

    @Test("have a mark that changes with the register and with the day")
    func marks() throws {
        var api = try Self.register(challenges: [(1, "2026-11-01")])
        let first = try #require(try api.get("/v1/deadlines")["ETag"])
        #expect(try api.get("/v1/deadlines", ["If-None-Match": first]).status == 304)
        api.wait(seconds: 86_400)
        #expect(try api.get("/v1/deadlines", ["If-None-Match": first]).status == 200)
    }

    @Test("stand on pages that together are the whole, whatever comes between", arguments: 0..<6)
    func pages(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let days = (1...40).map { id in
            (
                id,
                String(format: "2026-%02d-%02d", Int.random(in: 9...11, using: &dice), 28 + id % 3)
            )
        }
        let months = (41...70).map { id in
            (id, String(format: "2024-%02d", Int.random(in: 10...12, using: &dice)))
        }
        var api = try Self.register(challenges: days, requests: months)
        let whole = try Self.lines(try api.get("/v1/deadlines?limit=500"))
        let sorted = whole.sorted { one, other in
            let (first, second) = (one.split(separator: " "), other.split(separator: " "))
            return (first[0], first[1], Int(first[2]) ?? 0)
                < (second[0], second[1], Int(second[2]) ?? 0)
        }
        #expect(whole.count == 70 && whole == sorted)
        let limit = Int.random(in: 1...13, using: &dice)
        var (pages, next) = ([[String]](), Optional("/v1/deadlines?limit=\(limit)"))
        while let target = next {
            let answer = try api.get(target)
            pages.append(try Self.lines(answer))
            let json = try answer.json()
            #expect(json["total"] as? Int == 70)
            next = json["next"] as? String
            #expect(answer["Link"]?.hasPrefix("<\(next ?? "/openapi.json")>") == true)
            // Neither the register nor the day goes on for the pages that follow.
            api.wait(seconds: 86_400)
            try api.put(
                "challenges/\(Self.name("chl", 100 + pages.count))",
                #"{"before":"register","target":"per-1","type":"access","filed":"2026-10-20"}"#
            )
        }
        #expect(pages.dropLast().allSatisfy { $0.count == limit })
        #expect(pages.flatMap { $0 } == whole)
    }

    @Test("have cursors of their own")
    func cursors() throws {
        var api = try Self.register(challenges: [(1, "2026-11-01"), (2, "2026-11-02")])
        let next = try #require(try api.get("/v1/deadlines?limit=1").json()["next"] as? String)
        #expect(try api.get(next + "&what=challenge_due").errors() == ["cursor bad-format"])
        #expect(try api.get("/v1/deadlines?cursor=x").errors() == ["cursor bad-format"])
        let cursor = next.split(separator: "cursor=").last ?? ""
        #expect(try api.get("/v1/challenges?cursor=\(cursor)").errors() == ["cursor bad-format"])
    }
}
