package import Shapes
package import StrictJSON

/// A text in one of the register's own forms.
package struct PatternedText: Value, Hashable {
    /// The text.
    package var text: String

    /// Takes a text.
    package init(_ text: String) {
        self.text = text
    }

    /// The empty text stands where nothing could be read.
    package static var blank: PatternedText { PatternedText("") }

    /// Reads a text of the form.
    package static func read(
        _ node: Int,
        _ limit: Pattern,
        from reader: inout Reader
    ) -> PatternedText {
        guard let text = reader.document.string(node) else {
            reader.note(node, .wrongType, "a string is due")
            return blank
        }
        guard limit.holds(text) else {
            reader.note(node, .badFormat, limit.detail)
            return blank
        }
        return PatternedText(text)
    }

    /// Reads a parameter of the form.
    package static func read(
        _ words: [String],
        _ limit: Pattern,
        from reader: inout WordReader
    ) -> PatternedText {
        guard let word = reader.single(words) else { return blank }
        guard limit.holds(word) else {
            reader.note(.badFormat, limit.detail)
            return blank
        }
        return PatternedText(word)
    }

    /// Writes the text.
    package func write(into writer: inout JSONWriter) { writer.string(text) }

    /// The schema of the form.
    package static func schema(_ limit: Pattern, into writer: inout JSONWriter) {
        String.schema(limit.length, into: &writer)
        writer.member("pattern", limit.expression)
    }

    /// The text as a word.
    package func facts(_ name: String, into facts: inout some FactSink) {
        facts.word(name, text)
    }
}

/// The register's own forms of text.
package enum Pattern: Sendable {
    /// An id.
    case id
    /// The name of another register: `wikidata`.
    case scheme
    /// The code of a ground: `ARTICLE_3`.
    case code
    /// INTERPOL's number of a notice: `2021/12345`.
    case entityID
    /// A JSON pointer (RFC 6901).
    case pointer
    /// SHA-256 in hexadecimal.
    case sha256

    /// Whether a text has the form.
    package func holds(_ text: String) -> Bool {
        guard self != .id else { return RecordID.isValid(text) }
        guard length.holds(text) else { return false }
        let bytes = Array(text.utf8)
        switch self {
        case .id: return true
        case .scheme:
            return Letters.isLower(bytes[0])
                && bytes.allSatisfy { Letters.isLower($0) || Letters.isDigit($0) || Self.joins($0) }
        case .code:
            return Letters.isUpper(bytes[0])
                && bytes.allSatisfy {
                    Letters.isUpper($0) || Letters.isDigit($0) || $0 == UInt8(ascii: "_")
                }
        case .entityID:
            return bytes[..<4].allSatisfy(Letters.isDigit) && bytes[4] == UInt8(ascii: "/")
                && bytes[5...].allSatisfy(Letters.isDigit)
        case .pointer: return Pointer.tokens(text) != nil
        case .sha256:
            return bytes.allSatisfy {
                Letters.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
        }
    }

    /// How long a text of the form may be.
    package var length: Length {
        switch self {
        case .id: Length(1, RecordLimits.idLength)
        case .scheme, .code: Length(1, 64)
        case .entityID: Length(6, 12)
        case .pointer: Length(0, 500)
        case .sha256: Length(64, 64)
        }
    }

    /// The form as JSON Schema takes it.
    package var expression: String {
        switch self {
        case .id: RecordID.pattern
        case .scheme: "^[a-z][a-z0-9._-]*$"
        case .code: "^[A-Z][A-Z0-9_]*$"
        case .entityID: "^[0-9]{4}/[0-9]{1,7}$"
        case .pointer: "^(/([^/~]|~[01])*)*$"
        case .sha256: "^[0-9a-f]{64}$"
        }
    }

    /// What is due, in words.
    package var detail: String {
        switch self {
        case .id: "an id is due: 1 to 128 letters, digits, \".\", \"_\", \"~\", \"-\""
        case .scheme: "a register's name is due: small letters, digits, \".\", \"_\", \"-\""
        case .code: "a code is due: capitals, digits, \"_\""
        case .entityID: "a notice's number is due: four digits, a slash, one to seven digits"
        case .pointer: "a JSON pointer is due: \"/size\", \"/offices/0\""
        case .sha256: "64 hexadecimal digits are due"
        }
    }

    private static func joins(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
