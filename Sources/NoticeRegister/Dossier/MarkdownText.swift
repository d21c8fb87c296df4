/// A piece of Markdown (CommonMark 0.31) in which what records hold can only be text.
///
/// Written as a string literal: the literal's own characters are Markdown, what is interpolated is
/// escaped, so that no title can make a heading, a link or HTML.
struct MarkdownText: ExpressibleByStringInterpolation {
    private(set) var text: String

    init(stringLiteral text: String) {
        self.text = text
    }

    init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    /// Puts pieces together, with something between them.
    init(_ pieces: [MarkdownText], separator: String) {
        text = pieces.map(\.text).joined(separator: separator)
    }

    /// Nothing.
    static var none: MarkdownText { "" }

    var isEmpty: Bool { text.isEmpty }

    static func + (one: MarkdownText, other: MarkdownText) -> MarkdownText {
        var whole = one
        whole.text += other.text
        return whole
    }

    /// What a literal with interpolations is put together from.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ words: String) { text += MarkdownText.escaped(words) }
        mutating func appendInterpolation(_ words: Text) { appendInterpolation(words.line) }
        mutating func appendInterpolation(_ number: Int) { text += String(number) }
        mutating func appendInterpolation(_ piece: MarkdownText) { text += piece.text }
        /// An id, whose characters (`RecordID`) cannot end a code span.
        mutating func appendInterpolation(id: String) { text += "`" + id + "`" }
        /// An address, whose characters (`Link`) cannot end an autolink.
        mutating func appendInterpolation(link: Link) { text += "<" + link.text + ">" }
        /// A word of a vocabulary.
        mutating func appendInterpolation(_ word: some RawRepresentable<String>) {
            text += MarkdownText.escaped(word.rawValue.withSpaces)
        }
    }

    /// A text of one line in which nothing is markup.
    ///
    /// Besides what CommonMark gives a meaning, this stops what GitHub's dialect makes of bare
    /// addresses (§6.9) and of dollars, and characters that turn the direction of writing.
    static func escaped(_ text: String) -> String {
        guard !isPlain(text) else { return text }
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count + 8)
        var isBetweenWords = true
        // Where a list's number would end, if the text began a line.
        var isLeadingNumber = true
        for scalar in text.unicodeScalars {
            if isSpace(scalar) {
                if !isBetweenWords { escaped.unicodeScalars.append(" ") }
                (isBetweenWords, isLeadingNumber) = (true, false)
                continue
            }
            isBetweenWords = false
            let isDigit = ("0"..."9").contains(scalar)
            if turnsDirection(scalar) {
                escaped.unicodeScalars.append("\u{FFFD}")
            } else {
                let isMark =
                    isMarkup(scalar) || escaped.isEmpty && isListMark(scalar)
                    || isLeadingNumber && !escaped.isEmpty && scalar == "."
                    || scalar == "." && endsInWWW(escaped)
                    || scalar == "/" && escaped.hasSuffix(":")
                if isMark { escaped.unicodeScalars.append("\\") }
                escaped.unicodeScalars.append(scalar)
            }
            isLeadingNumber = isLeadingNumber && isDigit
        }
        if escaped.hasSuffix(" ") { escaped.removeLast() }
        return escaped
    }

    /// Whether a text is letters, digits and commas with single spaces and hyphens between them, as
    /// most names are: nothing of it could be markup.
    private static func isPlain(_ text: String) -> Bool {
        var isBetweenWords = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ","):
                isBetweenWords = false
            case UInt8(ascii: " "), UInt8(ascii: "-"):
                guard !isBetweenWords else { return false }
                isBetweenWords = true
            default: return false
            }
        }
        return !isBetweenWords
    }

    private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\\", "`", "*", "_", "[", "]", "(", ")", "<", ">", "#", "|", "~", "&", "@", "$": true
        default: false
        }
    }

    private static func isListMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || scalar == "+" || scalar == "="
    }

    private static func endsInWWW(_ text: String) -> Bool {
        text.utf8.suffix(3).allSatisfy { $0 | 0x20 == UInt8(ascii: "w") } && text.utf8.count >= 3
    }

    /// Spaces, line ends and control characters, which all become one space.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || (0x7F...0xA0).contains(scalar.value)
            || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
