import Foundation
import HTTPWire
import NoticeAPI
import Testing

@Suite("The guide and the API")
struct GuideTests {
    private static func guide() throws -> String {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent("Docs/API.md"), encoding: .utf8)
    }

    @Test("tell the same routes in the same order")
    func routes() throws {
        let rows = API.routes.map { route in
            "| \(route.method.name) | `\(route.path)` | \(route.summary) |"
        }
        let methods = Method.allCases.map { "| \($0.name) | `/" }
        let told = try Self.guide().components(separatedBy: "\n").filter { line in
            methods.contains(where: line.hasPrefix)
        }
        #expect(told == rows)
    }

    @Test("tell the same of each problem", arguments: ProblemType.allCases)
    func problem(type: ProblemType) throws {
        let parts = try Self.guide().components(separatedBy: "\n### \(type.rawValue)\n")
        try #require(parts.count == 2, "one heading is due")
        let text = parts[1].components(separatedBy: "\n#")[0]
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words == "*\(type.status.rawValue): \(type.title).* \(type.meaning)")
    }

    @Test("know the same problems")
    func problems() throws {
        let section = try Self.guide().components(separatedBy: "\n## Problems\n")
        let headings = try #require(section.last).components(separatedBy: "\n")
            .filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) }
        #expect(Set(headings) == Set(ProblemType.allCases.map(\.rawValue)))
        #expect(headings.count == ProblemType.allCases.count)
    }
}
