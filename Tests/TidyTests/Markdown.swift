/// Reads as much of a Markdown text as the checks need.
enum Markdown {
    /// The targets of the links, those in code left out.
    static func links(in text: String) -> [String] {
        prose(of: text).flatMap { line in
            line.replacing(/`[^`]*`/, with: "").matches(of: /\]\(([^) ]+)[^)]*\)/)
                .map { String($0.1) }
        }
    }

    /// The anchors of the headings, as code forges make them.
    static func anchors(of text: String) -> Set<String> {
        Set(
            prose(of: text).filter { $0.hasPrefix("#") }.map { line in
                let title = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
                return String(
                    title.filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
                        .map { $0 == " " ? "-" : $0 }
                )
            }
        )
    }

    /// The command lines that a text shows: in shell blocks (in `console` blocks after the prompt)
    /// and in code within a line.
    static func commands(in text: String) -> [String] {
        let blocks = blocks(of: text).flatMap { language, lines -> [String] in
            switch language {
            case "console": lines.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
            case "", "sh", "shell", "bash": lines
            default: []
            }
        }
        let spans = prose(of: text).flatMap { line in
            line.matches(of: /`([^`]+)`/).map { String($0.1) }
        }
        return blocks + spans.filter { $0.hasPrefix("./dev ") || $0.hasPrefix("noticed ") }
    }

    private static func prose(of text: String) -> [String] {
        var isInside = false
        return text.split(separator: "\n").map(String.init).filter { line in
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                isInside.toggle()
                return false
            }
            return !isInside
        }
    }

    private static func blocks(of text: String) -> [(language: String, lines: [String])] {
        var blocks: [(language: String, lines: [String])] = []
        var isInside = false
        for line in text.split(separator: "\n").map(String.init) {
            let content = line.drop { $0 == " " }
            if content.hasPrefix("```") {
                isInside.toggle()
                if isInside { blocks.append((String(content.dropFirst(3)), [])) }
            } else if isInside {
                blocks[blocks.count - 1].lines.append(String(content))
            }
        }
        return blocks
    }
}
