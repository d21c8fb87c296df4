import Dispatch
import HTTPWire
import Locks
import Testing

@Suite("Many loops at once")
struct ConcurrencyTests {
    @Test("write and read one register: nothing is lost, no page mixes two states")
    func loops() throws {
        let house = TestAPI(workers: QueueWorkers()).house
        let faults = Locked<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { loop in
            do {
                var api = house.loop()
                for number in 1...25 {
                    try api.put("events/evt-\(loop)-\(number)", Case.event)
                    let mine = try api.get("/v1/events/evt-\(loop)-\(number)")
                    let page = try api.get("/v1/events?limit=7&sort=recorded_at")
                    let total = try page.json()["total"] as? Int
                    let seq = try page.json()["seq"] as? Int
                    guard mine.status == 200, total == seq else {
                        faults.withLock {
                            $0.append("loop \(loop), number \(number): \(page.text)")
                        }
                        return
                    }
                }
            } catch {
                faults.withLock { $0.append("\(error)") }
            }
        }
        #expect(faults.withLock { $0 } == [])
        var api = house.loop()
        #expect(try api.walk("/v1/events?limit=30") { _ in }.count == 100)
        let items = try #require(
            try api.get("/v1/changes?limit=500").json()["items"] as? [[String: Any]]
        )
        #expect(items.map { $0["seq"] as? Int } == (1...100).map { $0 })
    }

    @Test("imports hold the client back where they cannot keep up, and lose no line")
    func imports() throws {
        let house = TestAPI(workers: QueueWorkers()).house
        let note = String(repeating: "n", count: 1_000)
        let sums = Locked<[Int]>([])
        DispatchQueue.concurrentPerform(iterations: 3) { loop in
            var api = house.loop()
            let lines = (1...700).map { number in
                let id = "evt-\(loop)-\(number)"
                return
                    #"{"kind":"event","id":"\#(id)","title":"A","type":"other","when":"2021","note":"\#(note)"}"#
            }
            let reports = try? api.importLines(lines, pieceLength: 16_384).reports
            let created = reports?.last?["created"] as? Int ?? 0
            let numbers = Set(reports?.compactMap { $0["line"] as? Int } ?? [])
            sums.withLock { $0.append(numbers == Set(1...700) ? created : -1) }
        }
        #expect(sums.withLock { $0 } == [700, 700, 700])
        #expect(house.loop().head == 2_100)
    }
}

/// A pool of threads that take work as it comes.
private struct QueueWorkers: Workers {
    private let queue = DispatchQueue(label: "workers", attributes: .concurrent)

    func submit(_ work: @escaping @Sendable () -> Void) -> Bool {
        queue.async(execute: work)
        return true
    }
}
