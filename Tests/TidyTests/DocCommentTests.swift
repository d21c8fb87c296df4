import Testing

@Suite("Doc comments")
struct DocCommentTests {
    private static func undocumented(in files: [SourceFile]) -> [String] {
        files.flatMap { file in
            let code = file.code
            let lines = file.lines
            return code.indices.compactMap { number -> String? in
                guard let declaration = Words.declaration(in: code[number]), declaration.isShared
                else { return nil }
                let name = "\(declaration.keyword) \(declaration.name)"
                return isDocumented(number, lines)
                    ? nil : "\(file.path):\(number + 1): \(name) has no doc comment"
            }
        }
    }

    /// Whether a doc comment ends above line `number`; attributes may stand between.
    private static func isDocumented(_ number: Int, _ lines: [String]) -> Bool {
        var above = number - 1
        while above >= 0 {
            let line = lines[above].drop { $0 == " " }
            if line.hasPrefix("///") || line.hasSuffix("*/") { return true }
            guard line.hasPrefix("@") else { return false }
            above -= 1
        }
        return false
    }

    @Test("whatever other modules see has a doc comment")
    func documented() throws {
        expectNone(Self.undocumented(in: try RepositoryFiles.sources()))
    }

    @Test(
        "a shared declaration without one is found",
        arguments: [
            "package let one = 1", "    public static func one() {}",
            "// One.\npackage struct One {}",
            "package private(set) var one = 1", "@inlinable public init() {}",
            "    package final class One {}", "/// One.\n\npackage enum One {}",
        ]
    )
    func undocumentedCounterexample(text: String) {
        let file = SourceFile(path: "Sources/Locks/File.swift", text: text)
        #expect(Self.undocumented(in: [file]).count == 1)
    }

    @Test("attributes between comment and declaration, and private ones, are fine")
    func documentedExample() {
        let text = """
            package import Shapes
            /// One.
            @discardableResult
            package func one() -> Int { 1 }
            let two = 2
            let text = "package let three = 3"
            """
        let file = SourceFile(path: "Sources/Locks/File.swift", text: text)
        #expect(Self.undocumented(in: [file]) == [])
    }
}
