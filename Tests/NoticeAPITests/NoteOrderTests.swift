import Foundation
import Testing

@Suite("The numbers of a dossier's sources")
struct NoteOrderTests {
    private static let target = "/v1/notice-requests/req-2021/dossier"

    @Test("rise in the order in which the note cites them")
    func numbers() throws {
        var api = try TestAPI.withExample()
        let note = try api.get(Self.target + "?format=markdown").text
        let cited = note.components(separatedBy: "## Sources")[0].matches(of: /\[([0-9]+)\]/)
            .compactMap { Int($0.1) }
        var highest = 0
        for number in cited {
            #expect(number <= highest + 1)
            highest = max(highest, number)
        }
        #expect(highest > 3)
        let listed = note.components(separatedBy: "## Sources")[1]
            .matches(of: /\n[0-9]+\. ([^(]+) \(/)
        let json = try api.get(Self.target).json()
        let sources = try #require(json["sources"] as? [[String: Any]])
        let titles = sources.map { ($0["record"] as? [String: Any])?["title"] as? String }
        #expect(titles == listed.map { String($0.1).replacing("\\", with: "") })
    }

    @Test("follow request, event, subject, steps, statements and later requests")
    func numbersOfAllParts() throws {
        var api = TestAPI()
        let sources = (1...7).map { number in
            #"{"kind":"source","id":"src-\#(number)","title":"Paper \#(number)","type":"report"}"#
        }
        let parties = #""requester":"org-a","addressee":"org-b","subjects":[{"ref":"per-1"}]"#
        let lines = [
            #"{"kind":"organization","id":"org-a","names":[{"full":"A"}],"type":"state"}"#,
            #"{"kind":"organization","id":"org-b","names":[{"full":"B"}],"type":"other"}"#,
            #"{"kind":"person","id":"per-1","names":[{"full":"C"}],\#(Self.citing(7))}"#,
            #"{"kind":"event","id":"evt-1","title":"D","type":"trial","when":"2020",\#(Self.citing(6))}"#,
            #"{"kind":"notice_request","id":"req-1","colour":"red",\#(parties),"events":["evt-1"],"#
                + Self.citing(5) + "}",
            #"{"kind":"notice_request","id":"req-2","colour":"red",\#(parties),"#
                + #""prior":{"request":"req-1","relation":"renewal"},\#(Self.citing(1))}"#,
            #"{"kind":"statement","id":"stm-1","about":"req-1","property":"submission","#
                + #""value":{"type":"value","value":true},"speaker":"org-a","source":"src-4"}"#,
            #"{"kind":"step","of":"req-1","step":"claim","on":"2021-02-01","by":"org-a","#
                + #""statements":["stm-1"],\#(Self.citing(3))}"#,
            #"{"kind":"step","of":"req-1","step":"refuse","on":"2021-03-01","by":"org-b","#
                + #""decision":{"grounds":[{"code":"MILITARY"}]},\#(Self.citing(2))}"#,
        ]
        let (status, reports) = try api.importLines(sources + lines)
        try #require(status == 200 && reports.last?["errors"] as? Int == 0, "\(reports)")
        let dossier = try api.get("/v1/notice-requests/req-1/dossier").json()
        let shown = try #require(dossier["sources"] as? [[String: Any]])
        let ids = shown.map { ($0["record"] as? [String: Any])?["id"] as? String }
        #expect(ids == ["src-5", "src-6", "src-7", "src-3", "src-2", "src-4", "src-1"])
        let note = try api.get("/v1/notice-requests/req-1/dossier?format=markdown").text
        for (place, words) in ["Asked for", "Arises from", "`per-1`", "**claim**", "**refuse**"]
            .enumerated()
        {
            let line = note.split(separator: "\n").first { $0.contains(words) }
            #expect(line?.contains("[\(place + 1)]") == true, "\(words)")
        }
    }

    private static func citing(_ number: Int) -> String {
        #""sources":[{"source":"src-\#(number)"}]"#
    }
}
