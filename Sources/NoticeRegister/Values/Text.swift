package import Shapes
package import StrictJSON

/// Words for people: one text, or the same in several languages.
package enum Text: Value, Equatable {
    /// One text, whose language is not told.
    case plain(String)
    /// The same in several languages, in the order of their tags' bytes.
    case languages([Translation])

    /// A text in one language.
    package struct Translation: Sendable, Equatable {
        /// The language's tag (BCP 47).
        package let language: String
        /// The words.
        package let text: String

        /// Takes the words in a language.
        package init(language: String, text: String) {
            self.language = language
            self.text = text
        }
    }

    /// The empty text stands where nothing could be read.
    package static var blank: Text { .plain("") }

    /// One line for whoever asks in no language: the English words if there are any.
    package var line: String {
        switch self {
        case .plain(let text): text
        case .languages(let translations):
            (translations.first { $0.language == "en" } ?? translations.first)?.text ?? ""
        }
    }

    /// The words in every language.
    package var texts: [String] {
        switch self {
        case .plain(let text): [text]
        case .languages(let translations): translations.map(\.text)
        }
    }

    /// Reads a string, or an object of strings by language.
    package static func read(_ node: Int, _ limit: Length, from reader: inout Reader) -> Text {
        switch reader.document.kind(node) {
        case .string: return .plain(String.read(node, limit, from: &reader))
        case .object: return .languages(translations(node, limit, from: &reader))
        default:
            reader.note(node, .wrongType, "a string, or an object of strings by language, is due")
            return blank
        }
    }

    /// Writes the string or the object.
    package func write(into writer: inout JSONWriter) {
        switch self {
        case .plain(let text): writer.string(text)
        case .languages(let translations):
            writer.beginObject()
            for translation in translations {
                writer.name(translation.language)
                writer.string(translation.text)
            }
            writer.endObject()
        }
    }

    /// The schema of a string or an object of strings by language.
    package static func schema(_ limit: Length, into writer: inout JSONWriter) {
        writer.name("anyOf")
        writer.beginArray()
        writer.beginObject()
        String.schema(limit, into: &writer)
        writer.endObject()
        writer.beginObject()
        writer.member("type", "object")
        writer.name("propertyNames")
        writer.beginObject()
        LanguageTag.schema(AnyOf(), into: &writer)
        writer.endObject()
        writer.name("additionalProperties")
        writer.beginObject()
        String.schema(limit, into: &writer)
        writer.endObject()
        writer.member("minProperties", 1)
        writer.member("maxProperties", RecordLimits.few)
        writer.endObject()
        writer.endArray()
    }

    /// The words in every language.
    package func facts(_ name: String, into facts: inout some FactSink) {
        for text in texts { facts.word(name, text) }
    }

    private static func translations(
        _ object: Int,
        _ limit: Length,
        from reader: inout Reader
    ) -> [Translation] {
        var read: [Translation] = []
        for member in reader.document.members(of: object) {
            let language = reader.document.string(member.name) ?? ""
            guard LanguageTag.isWellFormed(language) else {
                reader.note(member.name, .unknownMember, LanguageTag.detail)
                continue
            }
            let text = String.read(member.value, limit, from: &reader)
            read.append(Translation(language: language, text: text))
        }
        if read.isEmpty || read.count > RecordLimits.few {
            reader.note(object, .outOfRange, "1 to \(RecordLimits.few) languages are due")
        }
        return read.sorted { $0.language.utf8.lexicographicallyPrecedes($1.language.utf8) }
    }
}
