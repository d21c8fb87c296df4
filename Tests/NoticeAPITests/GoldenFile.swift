import Foundation
import NoticeRegister
import Testing

/// A file that holds an answer as it has to be.
///
/// With `NOTICED_GOLDEN=write` in the environment the files are written anew instead; what changed
/// is then read in the difference, line by line.
struct GoldenFile {
    private let file: URL

    init(_ name: String) {
        file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(name).json")
    }

    /// Holds an answer against the file.
    func hold(_ text: String) throws {
        if ProcessInfo.processInfo.environment["NOTICED_GOLDEN"] == "write" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        let lines = (golden.split(separator: "\n"), text.split(separator: "\n"))
        let first = zip(lines.0, lines.1).enumerated().first { $1.0 != $1.1 }
        let place = first.map { "line \($0.offset + 1): \($0.element.1)" } ?? "its end"
        #expect(golden == text, "\(file.lastPathComponent) differs at \(place)")
    }
}

/// The cases that are made up to try the rules on, as they are delivered.
enum InventedCases {
    /// Their lines.
    static let lines: [String] = {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Config/examples/cases.ndjson")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }()

    /// The ids of their requests.
    static func requests() throws -> [String] {
        try lines.filter { $0.contains(#""kind":"notice_request""#) }.map { line in
            let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return try #require(json?["id"] as? String)
        }
    }
}

extension TestAPI {
    /// A register that holds the invented cases.
    static func withCases() throws -> TestAPI {
        var api = TestAPI()
        let (status, reports) = try api.importLines(InventedCases.lines)
        try #require(status == 200 && reports.last?["errors"] as? Int == 0, "\(reports)")
        return api
    }

    /// All records by their ids, without what depends on when each was written.
    mutating func recordsBare() throws -> [String: NSDictionary] {
        var bare: [String: NSDictionary] = [:]
        for kind in Kind.allCases {
            let items = try get("/v1/\(kind.path)?limit=500").json()["items"] as? [[String: Any]]
            for var item in items ?? [] {
                let id = try #require(item["id"] as? String)
                for name in ["version", "recorded_at"] { item[name] = nil }
                let steps = item["steps"] as? [[String: Any]]
                item["steps"] = steps?.map { step in step.filter { $0.key != "seq" } }
                bare[id] = NSDictionary(dictionary: item)
            }
        }
        return bare
    }

    /// An assessment, spread over lines, without the sequence, which every new case moves on.
    mutating func assessment(of request: String) throws -> String {
        let answer = try get("/v1/notice-requests/\(request)/assessment?pretty=true")
        try #require(answer.status == 200, "\(request): \(answer.text)")
        return answer.text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix(#"  "as_of""#) }
            .joined(separator: "\n")
    }
}

/// A finding, or one factor of it, as a client reads it.
struct ReadFinding {
    struct Basis: Hashable {
        let record: String
        let version: Int
        let pointer: String
    }

    let name: String
    let outcome: String
    let bases: [Basis]
    let settledBy: [String]

    init(_ json: [String: Any]) throws {
        name = try #require((json["code"] ?? json["factor"]) as? String)
        outcome = try #require(json["outcome"] as? String)
        settledBy = try #require(json["settled_by"] as? [String])
        bases = try #require(json["because"] as? [[String: Any]]).map { basis in
            Basis(
                record: try #require(basis["record"] as? String),
                version: try #require(basis["version"] as? Int),
                pointer: try #require(basis["pointer"] as? String)
            )
        }
    }
}

extension TestAnswer {
    /// The findings of an assessment, each followed by its factors.
    func findings() throws -> [ReadFinding] {
        let findings = try #require(try json()["findings"] as? [[String: Any]], "\(text)")
        return try findings.flatMap { finding in
            let factors = finding["factors"] as? [[String: Any]] ?? []
            return try ([finding] + factors).map(ReadFinding.init)
        }
    }

    /// Every fact that the findings rest on, once.
    func bases() throws -> Set<ReadFinding.Basis> {
        Set(try findings().flatMap(\.bases))
    }

    /// What stands at a JSON pointer; nil where nothing does.
    func value(at pointer: String) -> Any? {
        var value: Any? = try? JSONSerialization.jsonObject(with: Data(body))
        for token in pointer.split(separator: "/").map(String.init) {
            if let object = value as? [String: Any] {
                value = object[token]
            } else if let list = value as? [Any], let place = Int(token),
                list.indices.contains(place)
            {
                value = list[place]
            } else {
                return nil
            }
        }
        return value
    }
}
