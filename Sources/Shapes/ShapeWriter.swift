package import StrictJSON

/// Writes a shape's members in their order; what is blank is left out.
package struct ShapeWriter: Visitor {
    /// Where to.
    package private(set) var writer: JSONWriter

    /// Writes into `writer`.
    package init(into writer: consuming JSONWriter) {
        self.writer = writer
    }

    /// Writes the member unless it is blank or kept apart.
    package mutating func member<Member: Value>(
        _ name: String,
        _ value: inout Member,
        _ limit: Member.Limit,
        _ role: Role,
        _ meaning: String
    ) {
        guard !role.contains(.apart) else { return }
        value.writeMember(name, into: &writer)
    }
}

extension Shape {
    /// A shape that is read in place of another kind of value.
    package static var blank: Self { Self() }

    /// Reads an object.
    package static func read(_ node: Int, _ limit: Whole, from reader: inout Reader) -> Self {
        reader.shape(node, as: Self.self)
    }

    /// Writes an object.
    package func write(into writer: inout JSONWriter) {
        var members = ShapeWriter(into: consume writer)
        members.beginObject()
        var copy = self
        copy.describe(&members)
        members.endObject()
        writer = members.writer
    }

    /// The canonical bytes of the shape.
    package var canonicalBytes: [UInt8] {
        var writer = JSONWriter()
        write(into: &writer)
        return writer.bytes
    }

    /// The schema of an object.
    package static func schema(_ limit: Whole, into writer: inout JSONWriter) {
        SchemaWriter.members(of: Self.self, form: .whole, into: &writer)
    }

    /// The schema of an object, or of what merges into it.
    package static func schema(
        _ limit: Whole,
        form: SchemaWriter.Form,
        into writer: inout JSONWriter
    ) {
        SchemaWriter.members(of: Self.self, form: form, into: &writer)
    }

    /// The facts of each member, under its name joined to the outer one by a dot.
    package func facts(_ name: String, into facts: inout some FactSink) {
        facts.shape(name, self)
    }
}

extension ShapeWriter {
    fileprivate mutating func beginObject() { writer.beginObject() }
    fileprivate mutating func endObject() { writer.endObject() }
}
