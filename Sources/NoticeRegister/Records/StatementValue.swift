import Shapes
import StrictJSON

/// What something is said to be: a value, some value that is not told, or none.
struct StatementValue: Shape {
    var type = ValueType.value
    var value: StatementContent?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("type", &type, AnyOf(), .given, "Whether a value is told.")
        visitor.member("value", &value, RecordLimits.paragraph, .filtered, "The value.")
    }
}

/// Whether a value is told.
enum ValueType: String, Vocabulary {
    case value
    case someValue = "some_value"
    case noValue = "no_value"
}

/// What a statement's property takes as a value.
enum ValueForm: Sendable {
    /// A text or a reference.
    case text
    /// A whole number.
    case integer
    /// A partial date, written as a text.
    case date
    /// The outcome of a decision, written as a text.
    case outcome
    /// Yes or no.
    case flag
}

extension StatementProperty {
    /// What the property takes as a value.
    var form: ValueForm {
        switch self {
        case .count: .integer
        case .date: .date
        case .decision: .outcome
        case .submission, .receipt, .denial: .flag
        default: .text
        }
    }
}

/// A value of any form that statements have; which one is due depends on the property.
enum StatementContent: Value, Equatable {
    /// A text; also a date or an outcome.
    case text(Text)
    /// A record: `{"ref": "per_…"}`.
    case reference(Reference)
    case integer(Int)
    case flag(Bool)

    static var blank: StatementContent { .flag(false) }

    static func read(
        _ node: Int,
        _ limit: Length,
        from reader: inout Reader
    ) -> StatementContent {
        let document = reader.document
        switch document.kind(node) {
        case .true, .false: return .flag(document.kind(node) == .true)
        case .number: return .integer(Int.read(node, countRange, from: &reader))
        case .object where isReference(node, in: document):
            return .reference(Reference.read(node + 2, .any, from: &reader))
        case .string, .object: return .text(Text.read(node, limit, from: &reader))
        case .null, .array:
            reader.note(
                node,
                .wrongType,
                "a text, a language map, {\"ref\": id}, a whole number, true or false is due"
            )
            return blank
        }
    }

    func write(into writer: inout JSONWriter) {
        switch self {
        case .text(let text): text.write(into: &writer)
        case .integer(let number): writer.integer(number)
        case .flag(let flag): writer.bool(flag)
        case .reference(let reference):
            writer.beginObject()
            writer.member("ref", reference.id)
            writer.endObject()
        }
    }

    static func schema(_ limit: Length, into writer: inout JSONWriter) {
        writer.name("anyOf")
        writer.beginArray()
        for write in [textSchema, referenceSchema, integerSchema, flagSchema] {
            writer.beginObject()
            write(limit, &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    func facts(_ name: String, into facts: inout some FactSink) {
        switch self {
        case .text(let text): text.facts(name, into: &facts)
        case .reference(let reference): reference.facts(name + ".ref", into: &facts)
        case .integer, .flag: break
        }
    }

    private static var countRange: ClosedRange<Int> {
        -RecordLimits.ordinal.upperBound...RecordLimits.ordinal.upperBound
    }

    /// An object whose only member is `ref`, which is no language's tag.
    private static func isReference(_ node: Int, in document: Document) -> Bool {
        let end = document.nodes[node].nextIndex
        return node + 1 < end && document.isName(node + 1, "ref")
            && document.nodes[node + 2].nextIndex == end
    }

    private static func textSchema(_ limit: Length, _ writer: inout JSONWriter) {
        Text.schema(limit, into: &writer)
    }

    private static func referenceSchema(_ limit: Length, _ writer: inout JSONWriter) {
        writer.member("type", "object")
        writer.name("properties")
        writer.beginObject()
        writer.name("ref")
        writer.beginObject()
        Reference.schema(.any, into: &writer)
        writer.endObject()
        writer.endObject()
        writer.name("required")
        writer.beginArray()
        writer.string("ref")
        writer.endArray()
        writer.member("additionalProperties", false)
    }

    private static func integerSchema(_ limit: Length, _ writer: inout JSONWriter) {
        Int.schema(countRange, into: &writer)
    }

    private static func flagSchema(_ limit: Length, _ writer: inout JSONWriter) {
        writer.member("type", "boolean")
    }
}

extension StatementContent: ReferenceHolder {
    static func roles(under name: String) -> [String: Referring] { [name + ".ref": .any] }
}
