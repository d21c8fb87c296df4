import Foundation
import Testing

/// A text file of the repository.
struct SourceFile: Sendable {
    /// Below the repository's root: `Sources/Locks/Locked.swift`.
    let path: String
    let text: String

    /// The file's lines, without their ends.
    var lines: [String] { text.components(separatedBy: "\n") }

    /// The path's parts: `["Sources", "Locks", "Locked.swift"]`.
    var parts: [String] { path.components(separatedBy: "/") }

    /// The module whose source this is; nil outside `Sources`.
    var module: String? { parts.count > 2 && parts[0] == "Sources" ? parts[1] : nil }

    /// The file's lines with comments and the words of literals blanked out.
    var code: [String] { SwiftScanner.blanked(text).components(separatedBy: "\n") }

    /// The types that the file declares at its top level.
    var topLevelTypes: [String] {
        var depth = 0
        return code.compactMap { line -> String? in
            let isOutside = depth == 0
            depth += line.count { $0 == "{" } - line.count { $0 == "}" }
            guard isOutside, let declaration = Words.declaration(in: line), declaration.isType
            else { return nil }
            return declaration.name
        }
    }
}

/// The files that the checks walk.
enum RepositoryFiles {
    /// The folder that holds `Package.swift`.
    static let root = URL(fileURLWithPath: #filePath)
        .resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What a build or a run leaves at the top level; git ignores it.
    static let leavings: Set<String> = [
        ".git", ".build", ".swiftpm", "data", "Package.resolved", ".DS_Store",
    ]

    /// The names at the top level, without leavings.
    static func topLevel() throws -> Set<String> {
        let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
        return Set(names).subtracting(leavings).filter { !$0.hasSuffix(".xcodeproj") }
    }

    /// The modules' Swift files.
    static func sources() throws -> [SourceFile] {
        try all().filter { $0.module != nil && $0.path.hasSuffix(".swift") }
    }

    /// Every text file, without leavings.
    static func all() throws -> [SourceFile] {
        try topLevel().sorted().flatMap { name in
            try paths(at: name).compactMap { path in
                let url = root.appendingPathComponent(path)
                // What is not UTF-8 is no text of ours: the corpus of the parser, for one.
                guard let text = String(bytes: try Data(contentsOf: url), encoding: .utf8) else {
                    return nil
                }
                return SourceFile(path: path, text: text)
            }
        }
    }

    private static func paths(at name: String) throws -> [String] {
        let url = root.appendingPathComponent(name)
        // What cannot be listed is a file.
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) else {
            return [name]
        }
        return try names.sorted().filter { $0 != "__pycache__" }.flatMap {
            try paths(at: name + "/" + $0)
        }
    }
}

/// Records each fault as an issue of its own.
func expectNone(_ faults: [String], at location: SourceLocation = #_sourceLocation) {
    for fault in faults { Issue.record("\(fault)", sourceLocation: location) }
}
