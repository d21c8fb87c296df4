public import StrictJSON

/// Writes a shape's declaration as JSON Schema 2020-12.
public struct SchemaWriter: Visitor {
    /// What the schema is for.
    public enum Form: Sendable {
        /// A whole value, as it is kept.
        case whole
        /// A whole value as a client may send it: null stands for an optional member's absence, and
        /// what the server writes may be anything, since it is passed over.
        case input
        /// A merge-patch (RFC 7396): nothing is required, and null removes.
        case patch
        /// What may be left of a value when only some members are asked for: nothing is required.
        case part
    }

    private var writer: JSONWriter
    private let form: Form
    private var required: [String] = []

    private init(form: Form, into writer: JSONWriter) {
        self.form = form
        self.writer = writer
    }

    /// Writes the members of the schema object of a shape, without its braces; `more` writes
    /// properties besides those of the shape.
    public static func members<Described: Shape>(
        of type: Described.Type,
        form: Form,
        into writer: inout JSONWriter,
        _ more: (inout JSONWriter) -> Void = { _ in }
    ) {
        writer.member("type", "object")
        writer.name("properties")
        writer.beginObject()
        var visitor = SchemaWriter(form: form, into: writer)
        var blank = Described()
        blank.describe(&visitor)
        writer = visitor.writer
        more(&writer)
        writer.endObject()
        writer.member("additionalProperties", false)
        guard form == .whole || form == .input, !visitor.required.isEmpty else { return }
        writer.name("required")
        writer.beginArray()
        for name in visitor.required { writer.string(name) }
        writer.endArray()
    }

    /// Writes the member's property.
    public mutating func member<Member: Value>(
        _ name: String,
        _ value: inout Member,
        _ limit: Member.Limit,
        _ role: Role,
        _ meaning: String
    ) {
        writer.name(name)
        writer.beginObject()
        writer.member("description", meaning)
        if role.contains(.written) { writer.member("readOnly", true) }
        if role.contains(.apart) { writer.member("writeOnly", true) }
        switch form {
        case .whole, .part: Member.schema(limit, into: &writer)
        case .input, .patch:
            if !role.contains(.written) { writeSent(Member.self, limit) }
        }
        writer.endObject()
        if !Member.isOptional, !role.contains(.written) { required.append(name) }
    }

    /// Writes the schema of a member that a client sends.
    private mutating func writeSent<Member: Value>(_ type: Member.Type, _ limit: Member.Limit) {
        guard Member.isOptional else { return Member.schema(limit, form: form, into: &writer) }
        writer.name("anyOf")
        writer.beginArray()
        writer.beginObject()
        Member.schema(limit, form: form, into: &writer)
        writer.endObject()
        writer.beginObject()
        writer.member("type", "null")
        writer.endObject()
        writer.endArray()
    }
}
