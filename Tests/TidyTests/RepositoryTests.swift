import Testing

@Suite("The repository")
struct RepositoryTests {
    /// What lies at the top level, and nothing else.
    private static let topLevel: Set<String> = [
        "Package.swift", "Sources", "Tests", "Config", "Docs", "Dockerfile", "README.md", "LICENSE",
        "CHANGELOG.md", "dev", ".ci", ".swift-format", ".editorconfig", ".gitignore",
        ".dockerignore",
    ]

    @Test("its top level holds what it should and nothing else")
    func entries() throws {
        let found = try RepositoryFiles.topLevel()
        expectNone(found.subtracting(Self.topLevel).map { "\($0) should not be there" })
        expectNone(Self.topLevel.subtracting(found).map { "\($0) is missing" })
    }

    /// Words that no file may hold, put together here so that this one holds none.
    private static let forbidden: [String] = [
        "TO" + "DO", "FIX" + "ME", "/wo" + "rk/", "/opt" + "/swift", "/tmp" + "/h/",
        "/ro" + "ot/", "/ho" + "me/",
    ]

    private static func forbiddenWords(in files: [SourceFile]) -> [String] {
        files.flatMap { file in
            file.lines.enumerated().flatMap { number, line in
                forbidden.filter(line.contains).map { "\(file.path):\(number + 1): \($0)" }
            }
        }
    }

    @Test("no file speaks of work left over, or of one machine's folders")
    func words() throws {
        expectNone(Self.forbiddenWords(in: try RepositoryFiles.all()))
    }

    @Test("such a word is found", arguments: forbidden)
    func wordsCounterexample(word: String) {
        let file = SourceFile(path: "Docs/One.md", text: "One\ntwo \(word)three\n")
        #expect(Self.forbiddenWords(in: [file]) == ["Docs/One.md:2: \(word)"])
    }

    /// Lines that an editor would set right: blanks at the end, no line end at the end.
    private static func untidyLines(in files: [SourceFile]) -> [String] {
        files.flatMap { file in
            var faults = file.lines.enumerated().compactMap { number, line in
                line.last == " " || line.last == "\t" || line.last == "\r"
                    ? "\(file.path):\(number + 1): a blank at the end" : nil
            }
            if !file.text.hasSuffix("\n") { faults.append("\(file.path): no line end at the end") }
            return faults
        }
    }

    @Test("lines end without blanks, files with a line end")
    func lines() throws {
        let made = ["Docs/Benchmarks.md"]
        let files = try RepositoryFiles.all().filter {
            !made.contains($0.path) && !$0.path.contains("/Corpus/") && !$0.text.isEmpty
        }
        expectNone(Self.untidyLines(in: files))
    }

    @Test("a blank at the end is found", arguments: ["one \n", "one\ttwo\t\n", "one\r\n", "one"])
    func linesCounterexample(text: String) {
        #expect(Self.untidyLines(in: [SourceFile(path: "Docs/One.md", text: text)]).count == 1)
    }
}
