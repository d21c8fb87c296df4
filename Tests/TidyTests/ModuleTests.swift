import Testing

@Suite("Modules point one way")
struct ModuleTests {
    /// What each module may import; `Docs/Architecture.md` says why.
    private static let mayImport: [String: Set<String>] = [
        "StrictJSON": [],
        "Locks": threads,
        "Seals": ["COpenSSL"],
        "Shapes": ["StrictJSON"],
        "HTTPWire": [],
        "HTTPServer": ["HTTPWire", "Locks", "COpenSSL", "CLinux", "CZlib"] + threads,
        "NameMatching": [],
        "NoticeRegister": ["Shapes", "StrictJSON"],
        "NoticeStore": [
            "NoticeRegister", "Shapes", "StrictJSON", "Seals", "Locks", "CSQLite", "CPostgres",
            "CLinux",
        ] + threads,
        "NoticeAPI": [
            "HTTPWire", "NoticeRegister", "NameMatching", "Shapes", "StrictJSON", "Seals", "Locks",
            "Synchronization",
        ],
        "NoticeWeb": [],
        "noticed": [
            "ArgumentParser", "Logging", "NoticeWeb", "NoticeAPI", "NoticeStore", "NameMatching",
            "NoticeRegister", "Shapes", "StrictJSON", "Seals", "HTTPServer", "HTTPWire", "Locks",
            "CLinux",
        ] + threads,
    ]

    private static let threads: Set<String> = ["Glibc", "Dispatch", "Synchronization"]

    private static func faults(in files: [SourceFile]) -> [String] {
        files.flatMap { file in
            let module = file.module ?? ""
            guard let allowed = mayImport[module] else { return ["\(file.path): no such module"] }
            return file.code.compactMap { line -> String? in
                let words = line.split(separator: " ")
                guard let at = words.firstIndex(of: "import"), at + 1 < words.count,
                    words[..<at].allSatisfy({ $0.hasPrefix("@") || levels.contains(String($0)) })
                else { return nil }
                // `import struct Glibc.stat` names its module before the dot.
                let named = words[words.count - 1].split(separator: ".")[0]
                return allowed.contains(String(named))
                    ? nil : "\(file.path): \(module) must not import \(named)"
            }
        }
    }

    private static let levels: Set<String> = ["public", "package", "internal", "private"]

    @Test("no module imports what stands above or beside it")
    func imports() throws {
        expectNone(Self.faults(in: try RepositoryFiles.sources()))
    }

    @Test(
        "an import that points up is found",
        arguments: [
            ("StrictJSON", "import Shapes"), ("HTTPWire", "internal import Glibc"),
            ("NoticeAPI", "package import NoticeStore"), ("noticed", "import Foundation"),
            ("NoticeRegister", "import struct Glibc.stat"), ("Extra", "import Glibc"),
        ]
    )
    func counterexample(module: String, line: String) {
        let file = SourceFile(path: "Sources/\(module)/File.swift", text: "// one\n\(line)\n")
        #expect(Self.faults(in: [file]).count == 1)
    }

    @Test("an import in a comment or downward is none")
    func example() {
        let file = SourceFile(
            path: "Sources/Shapes/File.swift",
            text: "// import Glibc\npackage import StrictJSON\n"
        )
        #expect(Self.faults(in: [file]) == [])
    }
}

extension Set {
    fileprivate static func + (one: Set, other: Set) -> Set { one.union(other) }
}
