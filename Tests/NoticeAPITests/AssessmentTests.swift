import Foundation
import Testing

@Suite("Assessments")
struct AssessmentTests {
    @Test("each request of the example is assessed as it stands in its golden file")
    func example() throws {
        var api = try TestAPI.withExample()
        for request in ["req-2020", "req-2021"] {
            try GoldenFile("assessment-\(request)").hold(try api.assessment(of: request))
        }
    }

    @Test("each invented case is assessed as it stands in its golden file")
    func cases() throws {
        var api = try TestAPI.withCases()
        let requests = try InventedCases.requests()
        #expect(requests.count >= 23)
        for request in requests {
            try GoldenFile("assessment-\(request)").hold(try api.assessment(of: request))
        }
    }

    @Test("the invented cases go in as one commit, and line by line to the same")
    func imports() throws {
        var whole = TestAPI()
        let (status, reports) = try whole.importLines(InventedCases.lines, "?atomic=true")
        try #require(status == 200 && reports.last?["errors"] as? Int == 0, "\(reports)")
        var pieces = try TestAPI.withCases()
        for request in try InventedCases.requests() {
            let one = try whole.get("/v1/notice-requests/\(request)/assessment").findings()
            let other = try pieces.get("/v1/notice-requests/\(request)/assessment").findings()
            #expect(one.map(\.outcome) == other.map(\.outcome), "\(request)")
        }
    }

    @Test("the invented cases come to the same in any order, and a second time to no change")
    func anyOrder() throws {
        var ordered = try TestAPI.withCases()
        let expected = try ordered.recordsBare()
        #expect(expected.count > 120)
        for seed: UInt64 in 1...4 {
            var dice = Dice(seed: seed)
            var api = TestAPI()
            let lines = InventedCases.lines.shuffled(using: &dice)
            let (status, reports) = try api.importLines(lines)
            try #require(status == 200 && reports.last?["errors"] as? Int == 0, "\(reports)")
            #expect(try api.recordsBare() == expected, "seed \(seed)")
            let again = try api.importLines(lines.shuffled(using: &dice)).reports.last
            #expect(again?["unchanged"] as? Int == lines.count, "seed \(seed): \(again ?? [:])")
        }
    }

    @Test("every record of the invented cases says that it is fictional")
    func fictional() throws {
        for line in InventedCases.lines where !line.contains(#""kind":"step""#) {
            #expect(line.contains(#""labels":["fictional"]"#), "\(line)")
        }
    }

    @Test("every fact that a finding rests on stands where its pointer says")
    func pointers() throws {
        var checked = 0
        for var api in [try TestAPI.withExample(), try TestAPI.withCases()] {
            for request in try api.get("/v1/notice-requests?limit=500").ids() {
                for basis in try api.get("/v1/notice-requests/\(request)/assessment").bases() {
                    let record = try api.get("/v1/records/\(basis.record)")["Location"] ?? ""
                    let version = try api.get(record + "/history?version=\(basis.version)")
                    #expect(version.value(at: basis.pointer) != nil, "\(request) \(basis)")
                    checked += 1
                }
            }
        }
        #expect(checked > 300)
    }

    @Test("an unknown always says what would settle it, and anything else rests on a fact")
    func settled() throws {
        for var api in [try TestAPI.withExample(), try TestAPI.withCases()] {
            for request in try api.get("/v1/notice-requests?limit=500").ids() {
                for finding in try api.get("/v1/notice-requests/\(request)/assessment").findings() {
                    let isUnknown = finding.outcome == "unknown"
                    #expect(isUnknown != finding.settledBy.isEmpty, "\(request) \(finding)")
                    #expect(isUnknown || !finding.bases.isEmpty, "\(request) \(finding)")
                }
            }
        }
    }

    @Test("no answer has a word that a request is in order; quoted words are another's")
    func words() throws {
        let denied = [
            "compl(y|ies|iant|iance)", "lawful", "legal", "permitted", "approved", "valid notice",
        ]
        for var api in [try TestAPI.withExample(), try TestAPI.withCases()] {
            for request in try api.get("/v1/notice-requests?limit=500").ids() {
                let answer = try api.get("/v1/notice-requests/\(request)/assessment").text
                let own = answer.replacing(try Regex(#"\\"[a-z_]*\\""#), with: "")
                for word in denied {
                    let found = own.firstMatch(of: try Regex("\\b\(word)\\b").ignoresCase())
                    #expect(found == nil, "\(request): \(word)")
                }
            }
        }
    }

    @Test("all the rules are gone through in the order of their file, each plainly as advice")
    func advisory() throws {
        var api = try TestAPI.withExample()
        let answer = try api.get("/v1/notice-requests/req-2021/assessment").json()
        #expect(answer["advisory"] as? Bool == true)
        #expect(answer["request"] as? String == "req-2021")
        #expect(answer["as_of"] as? Int == api.head)
        let findings = try #require(answer["findings"] as? [[String: Any]])
        #expect(findings.count == 28)
        for finding in findings {
            #expect(finding["advisory"] as? Bool == true)
            let isQuoted = finding["read_in"] as? String == "quoted"
            #expect(finding["to_verify"] as? Bool == !isQuoted)
        }
        let factors = findings.compactMap { $0["factors"] as? [[String: Any]] }
        #expect(factors.map(\.count) == [7])
    }

    @Test("as of an earlier sequence it is what it then was, though asked later")
    func past() throws {
        var api = TestAPI()
        let lines = ExampleCase.lines
        _ = try api.importLines(lines.filter { !$0.contains(#""step":"decline""#) })
        let path = "/v1/notice-requests/req-2021/assessment"
        let before = try api.get(path).json()
        let seq = api.head
        _ = try api.importLines(lines.filter { $0.contains(#""step":"decline""#) })
        let after = try api.get(path).json()
        let then = try api.get(path + "?as_of=\(seq)").json()
        #expect(NSDictionary(dictionary: then) == NSDictionary(dictionary: before))
        #expect(NSDictionary(dictionary: then) != NSDictionary(dictionary: after))
        api.wait(seconds: 20 * 365 * 86_400)
        let later = try api.get(path + "?as_of=\(seq)").json()
        #expect(NSDictionary(dictionary: later) == NSDictionary(dictionary: before))
    }

    @Test("only a request that stands is assessed")
    func absent() throws {
        var api = try TestAPI.withRequest()
        #expect(try api.get("/v1/notice-requests/req-0/assessment").status == 404)
        #expect(try api.get("/v1/notice-requests/per-1/assessment").status == 404)
        #expect(try api.get("/v1/persons/per-1/assessment").status == 404)
        #expect(try api.get("/v1/notice-requests/req-1/assessment?as_of=1").status == 404)
        #expect(try api.get("/v1/notice-requests/req-1/assessment?said_by=2021").status == 400)
        _ = try api.send("DELETE", "/v1/statements/stm-1")
        #expect(try api.send("DELETE", "/v1/notice-requests/req-1").status == 204)
        #expect(try api.get("/v1/notice-requests/req-1/assessment").status == 410)
    }

    @Test("who has it already is told so, until something is written or a day has passed")
    func tags() throws {
        var api = try TestAPI.withExample()
        let path = "/v1/notice-requests/req-2020/assessment"
        let tag = try #require(try api.get(path)["ETag"])
        #expect(try api.get(path, ["If-None-Match": tag]).status == 304)
        api.wait(seconds: 86_400)
        #expect(try api.get(path, ["If-None-Match": tag]).status == 200)
    }
}
