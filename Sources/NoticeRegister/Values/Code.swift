package import Shapes
package import StrictJSON

/// A short text in a form that a standard lays down.
package protocol Code: Value, Hashable where Limit == AnyOf {
    /// The text.
    var text: String { get }
    /// Takes a text that has been checked.
    init(checked text: String)
    /// Whether a text has the form.
    static func isWellFormed(_ text: String) -> Bool
    /// The form as JSON Schema takes it; it may be wider than the check.
    static var pattern: String { get }
    /// The characters that a text of the form may have.
    static var length: Length { get }
    /// What is due, in words.
    static var detail: String { get }
}

extension Code {
    /// The empty text stands where nothing could be read.
    package static var blank: Self { Self(checked: "") }

    /// Reads a text of the form.
    package static func read(_ node: Int, _ limit: AnyOf, from reader: inout Reader) -> Self {
        guard let text = reader.document.string(node) else {
            reader.note(node, .wrongType, "a string is due")
            return blank
        }
        guard isWellFormed(text) else {
            reader.note(node, .badFormat, detail)
            return blank
        }
        return Self(checked: text)
    }

    /// Reads a parameter of the form.
    package static func read(
        _ words: [String],
        _ limit: AnyOf,
        from reader: inout WordReader
    ) -> Self {
        guard let word = reader.single(words) else { return blank }
        guard isWellFormed(word) else {
            reader.note(.badFormat, detail)
            return blank
        }
        return Self(checked: word)
    }

    /// Writes the text.
    package func write(into writer: inout JSONWriter) { writer.string(text) }

    /// The schema of the form.
    package static func schema(_ limit: AnyOf, into writer: inout JSONWriter) {
        String.schema(length, into: &writer)
        writer.member("pattern", pattern)
    }

    /// The text as a word.
    package func facts(_ name: String, into facts: inout some FactSink) {
        facts.word(name, text)
    }
}

/// A script, as ISO 15924 writes it: `Arab`, `Latn`.
package struct Script: Code {
    /// The four letters.
    package let text: String

    /// Takes four letters that have been checked.
    package init(checked text: String) {
        self.text = text
    }

    /// The form.
    package static var pattern: String { "^[A-Z][a-z]{3}$" }
    /// Four letters.
    package static var length: Length { Length(4, 4) }
    /// What is due.
    package static var detail: String { "a script of ISO 15924 is due: Latn, Arab, …" }

    /// Whether a text has the form.
    package static func isWellFormed(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 4 && Letters.isUpper(bytes[0])
            && bytes[1...].allSatisfy(Letters.isLower)
    }
}

/// A currency, as ISO 4217 writes it: `EUR`, `IRR`.
package struct Currency: Code {
    /// The three letters.
    package let text: String

    /// Takes three letters that have been checked.
    package init(checked text: String) {
        self.text = text
    }

    /// The form.
    package static var pattern: String { "^[A-Z]{3}$" }
    /// Three letters.
    package static var length: Length { Length(3, 3) }
    /// What is due.
    package static var detail: String { "a currency of ISO 4217 is due: EUR, IRR, …" }

    /// Whether a text has the form.
    package static func isWellFormed(_ text: String) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy(Letters.isUpper)
    }
}

/// An amount of a currency.
struct Money: Shape {
    var amount = 0.0
    var currency = Currency.blank

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("amount", &amount, 0...Self.amountMax, .given, "How much.")
        visitor.member("currency", &currency, AnyOf(), .given, "Of which currency (ISO 4217).")
    }

    /// Below this a double keeps hundredths apart.
    private static var amountMax: Double { 1e13 }
}

/// The classes of ASCII letters.
enum Letters {
    static func isUpper(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    static func isLower(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    static func isLetter(_ byte: UInt8) -> Bool { isLower(byte | 0x20) }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
