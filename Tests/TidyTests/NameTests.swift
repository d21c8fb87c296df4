import Testing

@Suite("Names")
struct NameTests {
    private static func namesakes(in files: [SourceFile]) -> [String] {
        let declared = files.flatMap { file in file.topLevelTypes.map { ($0, file.path) } }
        return Dictionary(grouping: declared) { $0.0 }
            .filter { $0.value.count > 1 }
            .map { "\($0.key): \($0.value.map(\.1).joined(separator: " and "))" }
            .sorted()
    }

    @Test("no two types of the house have one name")
    func names() throws {
        expectNone(Self.namesakes(in: try RepositoryFiles.sources()))
    }

    @Test("two types of one name are found, nested ones are not meant")
    func namesCounterexample() {
        let one = SourceFile(
            path: "Sources/Locks/One.swift",
            text: "struct One {\n    enum Fault {}\n}\n"
        )
        let other = SourceFile(
            path: "Sources/Seals/Other.swift",
            text: "private final class One {\n}\nextension One {\n    enum Fault {}\n}\n"
        )
        #expect(
            Self.namesakes(in: [one, other])
                == ["One: Sources/Locks/One.swift and Sources/Seals/Other.swift"]
        )
    }
}
