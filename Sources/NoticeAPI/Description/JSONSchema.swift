import Shapes
import StrictJSON

/// A schema (JSON Schema 2020-12) of what the API answers, where no record declares it.
///
/// Every text has a length and every number its bounds, so that a client knows what it has to hold.
indirect enum JSONSchema: Sendable {
    /// One of the description's components.
    case component(String)
    /// An object with these members and no others.
    case object([Member])
    /// An object whose members' names are ids or words.
    case map(JSONSchema, most: Int)
    case array(JSONSchema, most: Int)
    case text(most: Int)
    case pattern(String, most: Int)
    case words([String])
    case integer(ClosedRange<Int>)
    case flag
    case time
    case null
    /// Any JSON.
    case any
    case anyObject
    case anyOf([JSONSchema])

    /// A member of an object.
    struct Member: Sendable {
        let name: String
        let schema: JSONSchema
        let meaning: String
        let isRequired: Bool

        /// A member that is always there.
        init(_ name: String, _ schema: JSONSchema, _ meaning: String) {
            self.init(name, schema, meaning, isRequired: true)
        }

        private init(_ name: String, _ schema: JSONSchema, _ meaning: String, isRequired: Bool) {
            self.name = name
            self.schema = schema
            self.meaning = meaning
            self.isRequired = isRequired
        }

        /// A member that may be absent.
        static func optional(_ name: String, _ schema: JSONSchema, _ meaning: String) -> Member {
            Member(name, schema, meaning, isRequired: false)
        }

        /// Writes the member into an object of properties that is open.
        func writeProperty(into writer: inout JSONWriter) {
            writer.name(name)
            writer.beginObject()
            writer.member("description", meaning)
            schema.writeMembers(into: &writer)
            writer.endObject()
        }
    }

    /// The same, or null.
    var orNull: JSONSchema { .anyOf([self, .null]) }

    /// Writes the schema with its braces.
    func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(into: &writer)
        writer.endObject()
    }

    /// Writes the schema without its braces.
    func writeMembers(into writer: inout JSONWriter) {
        switch self {
        case .component(let name): writer.member("$ref", "#/components/schemas/" + name)
        case .object(let members): Self.write(members, into: &writer)
        case .map(let schema, let most):
            writer.member("type", "object")
            writer.member("maxProperties", most)
            writer.name("additionalProperties")
            schema.write(into: &writer)
        case .array(let schema, let most):
            writer.member("type", "array")
            writer.member("maxItems", most)
            writer.name("items")
            schema.write(into: &writer)
        case .text(let most): String.schema(Length(0, most), into: &writer)
        case .pattern(let pattern, let most):
            String.schema(Length(0, most), into: &writer)
            writer.member("pattern", pattern)
        case .words(let words):
            writer.member("type", "string")
            writer.name("enum")
            writer.beginArray()
            for word in words { writer.string(word) }
            writer.endArray()
        case .integer(let range): Int.schema(range, into: &writer)
        case .flag: writer.member("type", "boolean")
        case .time:
            String.schema(Length(20, 40), into: &writer)
            writer.member("format", "date-time")
        case .null: writer.member("type", "null")
        case .any: break
        case .anyObject: writer.member("type", "object")
        case .anyOf(let schemas):
            writer.name("anyOf")
            writer.beginArray()
            for schema in schemas { schema.write(into: &writer) }
            writer.endArray()
        }
    }

    private static func write(_ members: [Member], into writer: inout JSONWriter) {
        writer.member("type", "object")
        writer.name("properties")
        writer.beginObject()
        for member in members { member.writeProperty(into: &writer) }
        writer.endObject()
        writer.member("additionalProperties", false)
        let required = members.filter(\.isRequired)
        guard !required.isEmpty else { return }
        writer.name("required")
        writer.beginArray()
        for member in required { writer.string(member.name) }
        writer.endArray()
    }
}
