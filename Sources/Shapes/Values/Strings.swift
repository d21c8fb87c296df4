public import StrictJSON

/// How many characters (Unicode scalars, as JSON Schema counts) a text may have.
public struct Length: Sendable, ExpressibleByIntegerLiteral {
    /// The fewest.
    public let least: Int
    /// The most.
    public let most: Int

    /// From `least` to `most` characters.
    @inlinable
    public init(_ least: Int = 1, _ most: Int) {
        self.least = least
        self.most = most
    }

    /// At least one character, and at most as many as the literal says.
    @inlinable
    public init(integerLiteral most: Int) {
        self.init(1, most)
    }

    /// Whether a text keeps to it.
    @inlinable
    public func holds(_ text: String) -> Bool {
        // A scalar has one to four bytes: most texts need no counting.
        let bytes = text.utf8.count
        if bytes <= most, bytes >= least * 4 || least <= 1 { return bytes >= least }
        let count = text.unicodeScalars.count
        return count >= least && count <= most
    }

    /// What is due, in words.
    @inlinable
    public var detail: String {
        "a text of \(least) to \(most) characters is due"
    }
}

extension String: Value {
    /// The empty text stands where nothing could be read.
    @inlinable
    public static var blank: String { "" }

    /// Reads a text within its length.
    @inlinable
    public static func read(_ node: Int, _ limit: Length, from reader: inout Reader) -> String {
        guard let value = reader.document.string(node) else {
            reader.note(node, .wrongType, "a string is due")
            return blank
        }
        guard limit.holds(value) else {
            reader.note(node, .outOfRange, limit.detail)
            return blank
        }
        return value
    }

    /// Reads a word within its length.
    public static func read(
        _ words: [String],
        _ limit: Length,
        from reader: inout WordReader
    ) -> String {
        guard let word = reader.single(words) else { return blank }
        guard limit.holds(word) else {
            reader.note(.outOfRange, limit.detail)
            return blank
        }
        return word
    }

    /// Writes the text.
    @inlinable
    public func write(into writer: inout JSONWriter) { writer.string(self) }

    /// The schema of a text within its length.
    public static func schema(_ limit: Length, into writer: inout JSONWriter) {
        writer.member("type", "string")
        writer.member("minLength", limit.least)
        writer.member("maxLength", limit.most)
    }

    /// The text as a word.
    @inlinable
    public func facts(_ name: String, into facts: inout some FactSink) {
        facts.word(name, self)
    }
}

/// The limit of a vocabulary: any of its words.
public struct AnyOf: Sendable {
    /// Any of the words.
    @inlinable
    public init() {}
}

/// A closed list of words.
public protocol Vocabulary: Value, RawRepresentable, CaseIterable
where RawValue == String, Limit == AnyOf, AllCases == [Self] {}

extension Vocabulary {
    /// The first word stands where nothing could be read.
    public static var blank: Self { allCases[0] }

    /// Reads one of the words.
    public static func read(_ node: Int, _ limit: AnyOf, from reader: inout Reader) -> Self {
        guard let word = reader.document.string(node) else {
            reader.note(node, .wrongType, "a string is due")
            return blank
        }
        guard let value = Self(rawValue: word) else {
            reader.note(node, .unknownValue, detail(for: word))
            return blank
        }
        return value
    }

    /// Reads one of the words from a parameter.
    public static func read(
        _ words: [String],
        _ limit: AnyOf,
        from reader: inout WordReader
    ) -> Self {
        guard let word = reader.single(words) else { return blank }
        guard let value = Self(rawValue: word) else {
            reader.note(.unknownValue, detail(for: word))
            return blank
        }
        return value
    }

    /// Writes the word.
    public func write(into writer: inout JSONWriter) { writer.string(rawValue) }

    /// The schema of a vocabulary.
    public static func schema(_ limit: AnyOf, into writer: inout JSONWriter) {
        writer.member("type", "string")
        writer.name("enum")
        writer.beginArray()
        for word in allCases { writer.string(word.rawValue) }
        writer.endArray()
    }

    /// The word.
    public func facts(_ name: String, into facts: inout some FactSink) {
        facts.word(name, rawValue)
    }

    @usableFromInline
    static func detail(for word: String) -> String {
        let words = allCases.map(\.rawValue)
        return "one of " + words.joined(separator: ", ") + " is due"
            + NearestWord.hint(to: word, among: words)
    }
}
