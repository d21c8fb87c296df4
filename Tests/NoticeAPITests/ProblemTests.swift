import HTTPWire
import NoticeAPI
import NoticeRegister
import Shapes
import StrictJSON
import Testing

@Suite("Problems")
struct ProblemTests {
    @Test(
        "are told in the form of RFC 9457, with status, id and a page that explains them",
        arguments: ProblemType.allCases
    )
    func form(type: ProblemType) throws {
        let answer = TestAnswer(Problem(type, "So it is.").response(instance: "r-1"))
        #expect(try answer.problem() == type.rawValue)
        let problem = try answer.json()
        #expect(problem["title"] as? String == type.title)
        #expect(problem["detail"] as? String == "So it is.")
        #expect(problem["instance"] as? String == "r-1")
        #expect(answer["Cache-Control"] == "no-store")
        #expect(Contract.shared.faults(answer.body, component: "problem") == [])
        var api = TestAPI()
        let page = try api.get(type.uri)
        #expect(page.status == 200)
        #expect(page["Content-Type"] == "text/plain; charset=utf-8")
        #expect(page.text.hasPrefix("\(type.status.rawValue) \(type.title)\n\n\(type.meaning)"))
        let json = try api.get(type.uri, ["Accept": "application/json"])
        #expect(try json.json()["meaning"] as? String == type.meaning)
        #expect(json["Vary"] == "Accept" && json["ETag"] != page["ETag"])
    }

    @Test("have pages that are not sent twice, and none for what is no problem")
    func pages() throws {
        var api = TestAPI()
        let tag = try #require(try api.get("/problems/gone")["ETag"])
        let same = try api.get("/problems/gone", ["If-None-Match": tag])
        #expect(same.status == 304 && same["Vary"] == "Accept")
        #expect(try api.get("/problems/bad-luck").problem() == "not-found")
        #expect(try api.get("/problems/gone", ["Accept": "image/png"]).status == 406)
    }

    @Test(
        "tell why the register turned something down",
        arguments: [
            (Rejection.absent(id: "x"), "not-found"), (.gone(id: "x"), "gone"),
            (.invalid(Faults([Fault("/a", .required, "due")])), "invalid-record"),
            (.versionMismatch(current: nil), "version-mismatch"),
            (.versionMismatch(current: 3), "version-mismatch"), (.conflict("taken"), "conflict"),
            (.duplicate(of: "x", "there"), "duplicate"), (.othersRejected, "conflict"),
            (.inUse(by: [Referrer(role: "a", kind: .event, id: "x")]), "in-use"),
            (.tooManyChanges(7), "invalid-record"),
            (
                .invalidTransition(
                    InvalidTransition(
                        from: "draft",
                        step: "ask",
                        allowed: [.init(step: "claim", needs: ["statements"])],
                        breaks: "stp_1"
                    )
                ), "invalid-transition"
            ),
        ]
    )
    func rejections(rejection: Rejection, slug: String) throws {
        let answer = TestAnswer(Problem(rejection).response(instance: "r"))
        #expect(try answer.problem() == slug)
        #expect(Contract.shared.faults(answer.body, component: "problem") == [])
    }

    @Test(
        "tell what stands in the store's way without telling the client about the machine",
        arguments: [
            (StoreFault.noRoom, "storage-unavailable"),
            (.unavailable("disk 7"), "storage-unavailable"),
            (.outcomeUnknown, "outcome-unknown"), (.overloaded, "overloaded"),
            (.notReady("disk 7"), "not-ready"), (.damaged("disk 7"), "internal-error"),
        ]
    )
    func storeFaults(fault: StoreFault, slug: String) throws {
        let answer = TestAnswer(Problem(fault).response(instance: "r"))
        #expect(try answer.problem() == slug)
        #expect(!answer.text.contains("disk 7"))
        #expect((answer["Retry-After"] != nil) == (answer.status == 503))
    }
}
