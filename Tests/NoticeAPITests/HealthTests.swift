import NoticeStore
import Testing

@Suite("Health")
struct HealthTests {
    @Test("a server that answers lives, and one that can work is ready")
    func well() throws {
        var api = TestAPI()
        for (path, word) in [("/healthz", "ok"), ("/readyz", "ready")] {
            let answer = try api.get(path)
            #expect(answer.status == 200)
            #expect(answer.text == "{\"status\":\"\(word)\"}\n")
            #expect(answer["Cache-Control"] == "no-store")
        }
    }

    @Test("in a drain the server lives and is not ready, and says why")
    func draining() throws {
        var api = TestAPI(isDraining: true)
        #expect(try api.get("/healthz").status == 200)
        let answer = try api.get("/readyz")
        #expect(answer.status == 503)
        #expect(try answer.problem() == "not-ready")
        #expect(answer["Retry-After"] == "2")
        #expect(try answer.json()["reasons"] as? [String] == ["the server is shutting down"])
    }

    @Test("a store that is closing is a reason too, and takes no writes")
    func closing() throws {
        var api = TestAPI()
        api.house.store.close()
        let answer = try api.get("/readyz")
        #expect(answer.status == 503)
        #expect((try answer.json()["reasons"] as? [String])?.count == 1)
        let write = try api.send("POST", "/v1/events", json: Case.event)
        #expect(write.status == 503 && write["Retry-After"] != nil)
        let (status, reports) = try api.importLines([
            #"{"kind":"event","title":"A","type":"other","when":"2021"}"#
        ])
        #expect(status == 200 || status == 503)
        #expect(reports.contains { $0["problem"] != nil })
    }
}
