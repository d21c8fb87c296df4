import NoticeAPI
import Testing

@Suite("What a loop keeps at hand")
struct LoopShelfTests {
    @Test(
        "never gives one record for another, however little it may keep",
        arguments: [0, 300, 2_000, 1_000_000]
    )
    func eviction(bytes: Int) throws {
        var api = TestAPI { $0.loopCacheBytes = bytes }
        for number in 1...30 {
            let note = String(repeating: "n", count: number * 20)
            let event = #"{"title":"\#(number)","type":"other","when":"2021","note":"\#(note)"}"#
            try api.put("events/evt-\(number)", event)
        }
        for round in 1...3 {
            for number in (1...30).reversed() {
                let answer = try api.get("/v1/events/evt-\(number)")
                #expect(try answer.json()["title"] as? String == "\(number)", "round \(round)")
                let parsed = try answer.json()["note"] as? String
                #expect(parsed?.count == number * 20)
            }
        }
    }

    @Test("gives large records too, which it does not keep")
    func large() throws {
        var api = TestAPI()
        let note = String(repeating: "n", count: 9_000)
        let event =
            #"{"title":{"en":"A"},"type":"other","when":"2021","note":{"en":"\#(note)","fa":"\#(note)"}}"#
        try api.put("events/evt-1", event)
        for _ in 1...2 {
            #expect(try api.get("/v1/events/evt-1").body.count > 18_000)
        }
    }
}
