/// Takes lines of code apart.
enum Words {
    /// The identifiers and keywords of a line.
    static func of(_ line: String) -> [String] {
        line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }

    /// The first of `keywords` that opens a declaration in a line, after attributes and modifiers;
    /// and the name that follows it.
    static func declaration(in line: String) -> Declaration? {
        var modifiers: [String] = []
        for (index, word) in spaced(line).enumerated() {
            let bare = String(word.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
            if keywords.contains(bare) {
                // `class func` is a modifier and its keyword.
                let rest = Array(spaced(line).dropFirst(index + 1))
                if bare == "class", let next = rest.first, keywords.contains(next) { continue }
                let name = rest.first?.prefix { $0.isLetter || $0.isNumber || $0 == "_" } ?? ""
                return Declaration(modifiers: modifiers, keyword: bare, name: String(name))
            }
            guard word.hasPrefix("@") || Self.modifiers.contains(bare) else { return nil }
            modifiers.append(word)
        }
        return nil
    }

    /// A declaration as its first line shows it.
    struct Declaration {
        let modifiers: [String]
        let keyword: String
        let name: String

        /// Whether other modules see it.
        var isShared: Bool { modifiers.contains("package") || modifiers.contains("public") }
        /// Whether it makes a type, or a name for one.
        var isType: Bool { Words.types.contains(keyword) }
    }

    private static let types: Set<String> = [
        "struct", "class", "enum", "protocol", "actor", "typealias",
    ]
    private static let keywords = types.union([
        "func", "var", "let", "init", "subscript", "associatedtype", "macro",
    ])
    private static let modifiers: Set<String> = [
        "package", "public", "internal", "private", "fileprivate", "open", "static", "final",
        "mutating", "nonmutating", "consuming", "borrowing", "override", "required", "convenience",
        "lazy", "weak", "unowned", "indirect", "nonisolated", "isolated", "prefix", "postfix",
        "infix", "dynamic", "unsafe", "safe",
    ]

    private static func spaced(_ line: String) -> [String] {
        line.split(separator: " ").map(String.init)
    }
}
