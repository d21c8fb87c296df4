import NoticeRegister
import Testing

@testable import NoticeAPI

@Suite("What is included")
struct InclusionTests {
    @Test("takes each record once, and ends at its bound")
    func bounds() throws {
        var api = TestAPI()
        let count = 2_100
        let people = (1...count).map { number in
            let id = "per-\(10_000 + number)"
            return #"{"kind":"person","id":"\#(id)","names":[{"full":"P \#(number)"}]}"#
        }
        let groups = [0, 900, 1_800].map { start in
            let named = (1...900).map { "\"per-\(10_000 + (start + $0 - 1) % count + 1)\"" }
            let size = #""size":{"count":900,"basis":"about"}"#
            let head = #"{"kind":"group","id":"grp-\#(start)","title":"G","#
            return head + size + #","named":[\#(named.joined(separator: ","))]}"#
        }
        let (_, reports) = try api.importLines(people + groups, pieceLength: 60_000)
        try #require(reports.last?["errors"] as? Int == 0, "\(reports.suffix(3))")
        let answer = try api.get("/v1/groups?include=named&fields=id")
        let included = try #require(try answer.json()["included"] as? [String: Any])
        #expect(included.count == ListLimits.includedMax)
        #expect(try answer.ids().count == 3)
        let two = try api.get("/v1/groups?include=named&fields=id&id=grp-0&id=grp-1800")
        let fewer = try #require(try two.json()["included"] as? [String: Any])
        // The third group begins again with those of the first.
        #expect(fewer.count == 1_200)
    }

    @Test("shows what was referred to as it stood then, and leaves out what was not there")
    func past() throws {
        var api = TestAPI()
        try api.put("organizations/org-1", Case.state)
        try api.put(
            "organizations/org-2",
            #"{"names":[{"full":"B"}],"type":"court","parent":"org-1"}"#
        )
        let then = api.head
        try api.put("organizations/org-1", Case.state.replacing("A state", with: "Renamed"))
        let past = try api.get("/v1/organizations?id=org-2&include=parent&as_of=\(then)")
        #expect(
            past.text.contains(
                #""included":{"org-1":{"id":"org-1","kind":"organization","version":1"#
            )
        )
        #expect(!past.text.contains("Renamed"))
    }
}
