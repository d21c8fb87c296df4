import Testing

@Suite("Unsafe code has its places")
struct SafetyTests {
    /// Whether `unsafe` may stand in the file at a path.
    private static func mayBeUnsafe(_ path: String) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 2, let name = parts.last else { return false }
        if parts[1] == "Locks" || parts[1] == "Seals" { return true }
        // The system's calls, the peer's bytes: a folder of their own in their module.
        if parts.count > 3, parts[2] == "System" || parts[2] == "TLS" { return true }
        if parts[1] == "HTTPServer", name.contains("Zlib") || name.contains("Deflate") {
            return true
        }
        if path.hasPrefix("Sources/NoticeStore/Columns/") { return true }
        if path == "Sources/HTTPWire/Appending.swift" { return true }
        return path.hasPrefix("Sources/NoticeStore/SQLite/") && name.contains("Connection")
    }

    /// What no file may hold.
    private static let never = [
        "@unchecked", "nonisolated(unsafe)", "try!", "as!", "fatalError(", "unsafeBitCast",
        "@preconcurrency", "@_unsafe", "-Ounchecked",
    ]

    private static func faults(in files: [SourceFile]) -> [String] {
        files.flatMap { file in
            let lines = file.code
            var faults = lines.enumerated().flatMap { number, line in
                // A lock is Sendable by its own promise: nothing else makes one.
                never.filter {
                    line.contains($0) && !($0 == "@unchecked" && file.module == "Locks")
                }
                .map { "\(file.path):\(number + 1): \($0)" }
            }
            let unsafe = lines.indices.filter { Words.of(lines[$0]).contains("unsafe") }
            if let first = unsafe.first {
                if !mayBeUnsafe(file.path) {
                    faults.append("\(file.path):\(first + 1): unsafe code stands elsewhere")
                } else if !file.text.contains("// SAFETY:") {
                    faults.append("\(file.path):\(first + 1): unsafe without a SAFETY line")
                }
            }
            return faults
        }
    }

    @Test("unsafe code stands in the few files meant for it, each under a SAFETY line")
    func sources() throws {
        expectNone(Self.faults(in: try RepositoryFiles.sources()))
    }

    @Test(
        "unsafe code elsewhere is found",
        arguments: [
            ("Sources/NoticeAPI/API.swift", "// SAFETY: no\nlet one = unsafe two"),
            ("Sources/NoticeStore/Journal.swift", "// SAFETY: no\n@unsafe struct One {}"),
            ("Sources/Locks/Locked.swift", "let one = unsafe two"),
            ("Sources/Seals/Digest.swift", "final class One: @unchecked Sendable {}"),
            ("Sources/HTTPServer/System/File.swift", "let one = try! two()"),
        ]
    )
    func counterexample(path: String, text: String) {
        #expect(Self.faults(in: [SourceFile(path: path, text: text)]).count == 1)
    }

    @Test("a name that holds the word, and the word in a literal, are none")
    func example() {
        let text = "let unsafely = \"unsafe\" // unsafe\n"
        let file = SourceFile(path: "Sources/NoticeAPI/API.swift", text: text)
        #expect(Self.faults(in: [file]) == [])
    }
}
