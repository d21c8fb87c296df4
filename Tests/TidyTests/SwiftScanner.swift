/// Finds what is code in a Swift text: enough of the grammar to tell comments and literals from it.
struct SwiftScanner {
    /// Where the scanner stands.
    private enum Place: Equatable {
        case code(parentheses: Int)
        case lineComment
        case blockComment(depth: Int)
        case literal(hashes: Int, isMultiline: Bool)
    }

    private var places: [Place] = [.code(parentheses: 0)]
    private let characters: [Character]
    private var at = 0
    private var result = ""

    private init(_ text: String) {
        characters = Array(text)
        result.reserveCapacity(characters.count)
    }

    /// The text with every comment and every word of a literal replaced by spaces; what is
    /// interpolated into a literal stays, and so does every line end.
    static func blanked(_ text: String) -> String {
        var scanner = SwiftScanner(text)
        while scanner.at < scanner.characters.count { scanner.step() }
        return scanner.result
    }

    private mutating func step() {
        switch places[places.count - 1] {
        case .code(let parentheses): stepInCode(parentheses)
        case .lineComment:
            if characters[at] == "\n" { places.removeLast() }
            blank(1)
        case .blockComment(let depth):
            if sees("*/") {
                depth == 1 ? leave() : stay(.blockComment(depth: depth - 1))
                blank(2)
            } else if sees("/*") {
                stay(.blockComment(depth: depth + 1))
                blank(2)
            } else {
                blank(1)
            }
        case .literal(let hashes, let isMultiline):
            stepInLiteral(String(repeating: "#", count: hashes), isMultiline)
        }
    }

    private mutating func stepInCode(_ parentheses: Int) {
        if sees("//") {
            places.append(.lineComment)
            return blank(2)
        }
        if sees("/*") {
            places.append(.blockComment(depth: 1))
            return blank(2)
        }
        if let opening = opening() {
            places.append(.literal(hashes: opening.hashes, isMultiline: opening.isMultiline))
            return blank(opening.hashes + (opening.isMultiline ? 3 : 1))
        }
        if characters[at] == "(" { stay(.code(parentheses: parentheses + 1)) }
        if characters[at] == ")" {
            // The end of an interpolation gives back to its literal.
            if parentheses == 0, places.count > 1 {
                leave()
            } else {
                stay(.code(parentheses: parentheses - 1))
            }
        }
        result.append(characters[at])
        at += 1
    }

    private mutating func stepInLiteral(_ hashes: String, _ isMultiline: Bool) {
        let end = (isMultiline ? "\"\"\"" : "\"") + hashes
        if sees(end) {
            leave()
            blank(end.count)
        } else if sees("\\" + hashes + "(") {
            places.append(.code(parentheses: 0))
            blank(hashes.count + 2)
        } else if sees("\\" + hashes) {
            blank(min(hashes.count + 2, characters.count - at))
        } else {
            if characters[at] == "\n", !isMultiline { leave() }
            blank(1)
        }
    }

    /// The opening of a literal, when one starts here.
    private func opening() -> (hashes: Int, isMultiline: Bool)? {
        var hashes = 0
        while at + hashes < characters.count, characters[at + hashes] == "#" { hashes += 1 }
        guard at + hashes < characters.count, characters[at + hashes] == "\"" else { return nil }
        let quotes = characters[(at + hashes)...].prefix(3)
        return (hashes, quotes.elementsEqual("\"\"\""))
    }

    private func sees(_ word: String) -> Bool {
        characters[at...].prefix(word.count).elementsEqual(word)
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where at < characters.count {
            result.append(characters[at] == "\n" ? "\n" : " ")
            at += 1
        }
    }

    private mutating func leave() { places.removeLast() }
    private mutating func stay(_ place: Place) { places[places.count - 1] = place }
}
