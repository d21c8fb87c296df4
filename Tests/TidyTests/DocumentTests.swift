import Foundation
import Testing

@Suite("Documents")
struct DocumentTests {
    private static func documents() throws -> [SourceFile] {
        try RepositoryFiles.all().filter {
            $0.path.hasSuffix(".md") && ($0.parts.count == 1 || $0.parts[0] == "Docs")
        }
    }

    // MARK: Links

    /// Relative links that lead nowhere: to no file or folder, or to no heading of it.
    private static func deadLinks(in file: SourceFile, read: (String) -> String?) -> [String] {
        let folder = file.parts.dropLast()
        return Markdown.links(in: file.text).compactMap { link -> String? in
            guard !link.contains("://"), !link.hasPrefix("mailto:") else { return nil }
            let halves = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            var way = halves[0].isEmpty ? file.parts : Array(folder)
            for part in halves[0].split(separator: "/") where part != "." {
                if part == ".." { _ = way.popLast() } else { way.append(String(part)) }
            }
            guard let text = read(way.joined(separator: "/")) else {
                return "\(file.path): \(link) leads nowhere"
            }
            guard halves.count == 2, !Markdown.anchors(of: text).contains(String(halves[1])) else {
                return nil
            }
            return "\(file.path): \(link) names no heading"
        }
    }

    @Test("every relative link leads somewhere")
    func links() throws {
        let read = { (path: String) -> String? in
            let url = RepositoryFiles.root.appendingPathComponent(path)
            guard FileManager.default.fileExists(atPath: url.path) else { return nil }
            return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        }
        let dead = try Self.documents().flatMap { Self.deadLinks(in: $0, read: read) }
        expectNone(dead)
    }

    @Test(
        "a dead link is found",
        arguments: [
            "[one](Nowhere.md)", "[one](../Nowhere.md)", "[one](API.md#no-such)", "[one](#no-such)",
            "![one](one.png)",
        ]
    )
    func deadLink(text: String) {
        let file = SourceFile(path: "Docs/One.md", text: "# A `b` c!\n" + text)
        let texts = ["Docs/API.md": "# Other\n", "Docs/One.md": file.text]
        #expect(Self.deadLinks(in: file) { texts[$0] }.count == 1)
    }

    @Test("live links, other sites and code are fine")
    func liveLinks() {
        let text =
            "# A `b` c!\n[1](API.md#two-words) [2](#a-b-c) [3](https://x.org)\n`[4](no.md)`\n"
        let file = SourceFile(path: "Docs/One.md", text: text + "```\n[5](no.md)\n```\n")
        let texts = ["Docs/API.md": "## Two words\n", "Docs/One.md": file.text]
        #expect(Self.deadLinks(in: file) { texts[$0] } == [])
    }

    // MARK: Commands

    /// The verbs that exist, by program.
    private struct Verbs {
        /// Of the script `dev`: the patterns of its last `case`.
        let dev: Set<String>
        /// Of the executable: the names its commands declare.
        let noticed: Set<String>

        init(dev script: String, sources: [SourceFile]) {
            let choice = script.components(separatedBy: "case $verb in").last ?? ""
            dev = Set(
                choice.split(separator: "\n")
                    .compactMap { $0.contains(")") ? $0.prefix { $0 != ")" } : nil }
                    .flatMap { $0.split(separator: "|") }
                    .map { $0.trimmingCharacters(in: .whitespaces) }
            )
            noticed = Set(
                sources.filter { $0.module == "noticed" }.flatMap { file in
                    file.text.matches(of: /commandName: "([a-z-]+)"/).map { String($0.1) }
                }
            )
        }

        /// Words of a command line that name a verb and none exists.
        func unknown(in line: String) -> [String] {
            let calls = line.matches(of: /(?:^|[ \/$(])(dev|noticed) ([a-z][a-z-]*)/)
            return calls.compactMap { call in
                let known = call.1 == "dev" ? dev : noticed
                return known.contains(String(call.2)) ? nil : "\(call.1) \(call.2)"
            }
        }
    }

    private static func deadCommands(in file: SourceFile, _ verbs: Verbs) -> [String] {
        Markdown.commands(in: file.text).flatMap(verbs.unknown).map { "\(file.path): \($0)" }
    }

    @Test("every command that a document shows exists")
    func commands() throws {
        let script = try #require(try RepositoryFiles.all().first { $0.path == "dev" })
        let verbs = Verbs(dev: script.text, sources: try RepositoryFiles.sources())
        try #require(verbs.dev.contains("run") && verbs.noticed.contains("serve"))
        expectNone(try Self.documents().flatMap { Self.deadCommands(in: $0, verbs) })
    }

    @Test(
        "a command that does not exist is found",
        arguments: [
            "```sh\n./dev walk\n```", "```console\n$ noticed dance --now\n```",
            "Type `./dev walk`.",
            "```\ndocker run --rm noticed dance\n```",
        ]
    )
    func deadCommand(text: String) {
        let verbs = Verbs(
            dev: "case $verb in\nrun | go) run ;;\nesac",
            sources: []
        )
        let file = SourceFile(path: "README.md", text: text)
        #expect(Self.deadCommands(in: file, verbs).count == 1)
    }

    @Test("commands that exist, outputs and prose are fine")
    func liveCommands() {
        let main = SourceFile(path: "Sources/noticed/Main.swift", text: "commandName: \"serve\"")
        let verbs = Verbs(dev: "case $verb in\nrun | go) run ;;\nesac", sources: [main])
        let text = """
            The noticed program.
            ```console
            $ ./dev go && noticed serve
            noticed dances
            ```
            """
        #expect(Self.deadCommands(in: SourceFile(path: "README.md", text: text), verbs) == [])
    }
}
