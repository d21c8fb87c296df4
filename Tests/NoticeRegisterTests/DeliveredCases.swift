import Foundation
import Testing

@testable import NoticeRegister

extension PlainRegister {
    /// A register that holds a delivered file.
    convenience init(importing file: String) throws {
        self.init()
        let path = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Config/examples/\(file)")
        let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
        let commands = try lines.map { line in
            Command(kind: nil, act: try Self.act(String(line)), precondition: .none, reason: nil)
        }
        // Lines refer to each other in any order.
        var submission = Submission(commands, actor: "desk-1")
        submission.isAtomic = true
        for verdict in try submit(submission) { _ = try verdict.get() }
    }

    private static func act(_ line: String) throws -> Command.Act {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        var members = try #require(object)
        let name = members.removeValue(forKey: "kind") as? String ?? ""
        guard name == "step" else {
            let id = try #require(members.removeValue(forKey: "id") as? String)
            return try .put(try #require(Kind(name: name)), id, try text(members))
        }
        let owner = try #require(members.removeValue(forKey: "of") as? String)
        return try .step(owner, try text(members))
    }

    private static func text(_ members: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self)
    }
}

extension PlainRegister {
    /// What the delivered rules find on each of its requests.
    func findings() throws -> [String: [Finding]] {
        let past = PlainPast(records)
        let rules = try ReviewRules(try ReviewRulesTests.delivered())
        var findings: [String: [Finding]] = [:]
        for request in records.values where request.kind == .noticeRequest {
            let file = try #require(try CaseFile.gather(request.common.id, from: past))
            findings[request.common.id] = rules.assess(file, today: past.today)
        }
        return findings
    }

    /// What one rule finds on a request.
    func finding(_ code: String, on request: String) throws -> Finding {
        let past = PlainPast(records)
        let rules = try ReviewRules(try ReviewRulesTests.delivered())
        let file = try #require(try CaseFile.gather(request, from: past))
        return try #require(
            rules.assess(file, today: past.today).first { $0.rule.code.text == code }
        )
    }

    /// Has somebody hold a rule against a request, or deny it.
    func say(
        _ code: String,
        _ stance: String,
        by speaker: String = "case-org-b-court",
        about request: String
    ) throws {
        try put(
            .statement,
            "said-\(code)-\(stance)-\(request)",
            """
            {"about":"\(request)","property":"characterization","stance":"\(stance)",
            "value":{"type":"value","value":"\(code)"},"speaker":"\(speaker)","source":"case-src-file"}
            """
        )
    }
}
