import Testing

@Suite("Folders of a module")
struct FolderTests {
    /// Folders of one module that name each other's types, directly or round a circle.
    ///
    /// A module's own top folder stands above its others and may be named by them: there lies what
    /// they share.
    private static func circles(in files: [SourceFile]) -> [String] {
        Dictionary(grouping: files.filter { $0.parts.count > 3 }) { $0.module ?? "" }
            .flatMap { module, files in circles(inModule: module, files) }
            .sorted()
    }

    private static func circles(inModule module: String, _ files: [SourceFile]) -> [String] {
        var home: [String: String] = [:]
        for file in files {
            for type in file.topLevelTypes { home[type] = file.parts[2] }
        }
        // By folder: the other folders that it names, each with a type by which it does.
        var names: [String: [String: String]] = [:]
        for file in files {
            for word in file.code.flatMap(Words.of) {
                guard let other = home[word], other != file.parts[2] else { continue }
                names[file.parts[2], default: [:]][other] = word
            }
        }
        return names.flatMap { folder, others in
            others.filter { reached(from: $0.key, names).contains(folder) }
                .map { "\(module): \(folder) names \($0.value) of \($0.key), which leads back" }
        }
    }

    /// The folders that one names, directly or through others.
    private static func reached(
        from folder: String,
        _ names: [String: [String: String]]
    ) -> Set<String> {
        var reached: Set<String> = []
        var open: Set<String> = [folder]
        while let next = open.popFirst() {
            reached.insert(next)
            open.formUnion(Set(names[next, default: [:]].keys).subtracting(reached))
        }
        return reached
    }

    @Test("no folders of a module name each other in a circle")
    func folders() throws {
        expectNone(Self.circles(in: try RepositoryFiles.sources()))
    }

    @Test("a circle of folders is found, also over a third")
    func foldersCounterexample() {
        let files = [("A", "B"), ("B", "C"), ("C", "A"), ("D", "A")].map { folder, other in
            SourceFile(
                path: "Sources/NoticeAPI/\(folder)/File.swift",
                text: "struct \(folder) {\n    let other: \(other)\n}\n"
            )
        }
        let found = Self.circles(in: files)
        #expect(
            found
                == [("A", "B"), ("B", "C"), ("C", "A")].map {
                    "NoticeAPI: \($0) names \($1) of \($1), which leads back"
                }
        )
        #expect(Self.circles(in: Array(files.dropFirst())) == [])
    }
}
