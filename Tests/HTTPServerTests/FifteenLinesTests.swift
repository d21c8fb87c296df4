import Foundation
import HTTPServer
import HTTPWire
import Testing

@Suite("The server that the guide shows")
struct FifteenLinesTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The lines of a file between two others.
    private static func lines(
        of path: String,
        after begin: String,
        before end: String
    ) throws -> [String] {
        let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
        let lines = text.components(separatedBy: "\n")
        let first = try #require(lines.firstIndex(of: begin), "\(path) has no \(begin)")
        let rest = lines[(first + 1)...]
        return Array(rest[..<(try #require(rest.firstIndex(of: end)))])
    }

    @Test("is the one that is run here, and has at most fifteen lines")
    func shown() throws {
        let shown = try Self.lines(of: "Docs/HTTPServer.md", after: "```swift", before: "```")
        let run = try Self.lines(
            of: "Tests/HTTPServerTests/FifteenLines.swift",
            after: "// mark: begin",
            before: "// mark: end"
        )
        #expect(shown == run)
        #expect((1...15).contains(shown.count))
    }

    @Test("stands on a page that tells every limit with its default")
    func limits() throws {
        let url = Self.root.appendingPathComponent("Docs/HTTPServer.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        let settings = Swift.Mirror(reflecting: ServerSettings()).children
        let limits = Swift.Mirror(reflecting: RequestLimits()).children
        var told = 0
        for member in Array(settings) + Array(limits) {
            guard let name = member.label, let value = Self.shown(name, member.value) else {
                continue
            }
            told += 1
            #expect(text.contains("\n| `\(name)` | \(value) | "), "\(name): \(value)")
        }
        #expect(told == text.matches(of: /\n\| `[a-z]/).count)
    }

    /// A default as the page writes it; nil for what depends on the machine, or is no number.
    private static func shown(_ name: String, _ value: Any) -> String? {
        if let time = value as? Duration { return "\(time.components.seconds) s" }
        guard let number = value as? Int, name != "loops", name != "workers" else { return nil }
        guard name.contains("Bytes") || name.contains("Memory") else { return "\(number)" }
        guard number >= 1024 else { return "\(number) B" }
        return number >= 1_048_576 ? "\(number / 1_048_576) MiB" : "\(number / 1024) KiB"
    }

    @Test("answers over a socket, and ends in good order")
    func runs() throws {
        let server = try Hello.serve(on: .tcp("127.0.0.1", 0))
        defer { server.stop() }
        let client = try RawClient(server.addresses[0])
        client.send("GET /you HTTP/1.1\r\nHost: a\r\n\r\n")
        let text = client.receive(through: "\n\r\n") + client.receive(through: "you\n")
        #expect(text.statusLines == ["HTTP/1.1 200 OK"])
        #expect(text.hasSuffix("\r\n\r\nHello, /you\n"))
        server.drain()
        try server.wait()
        #expect(client.receiveAll() == "")
    }
}
