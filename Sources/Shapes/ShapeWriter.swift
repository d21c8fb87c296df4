public import StrictJSON

/// Writes a shape's members in their order; what is blank is left out.
public struct ShapeWriter: Visitor {
    /// Where to.
    public var writer: JSONWriter

    /// Writes into `writer`.
    @inlinable
    public init(into writer: consuming JSONWriter) {
        self.writer = writer
    }

    /// Writes the member unless it is blank or kept apart.
    @inlinable
    public mutating func member<Member: Value>(
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
    @inlinable
    public static var blank: Self { Self() }

    /// Reads an object.
    @inlinable
    public static func read(_ node: Int, _ limit: Whole, from reader: inout Reader) -> Self {
        reader.shape(node, as: Self.self)
    }

    /// Writes an object.
    @inlinable
    public func write(into writer: inout JSONWriter) {
        var members = ShapeWriter(into: consume writer)
        members.writer.beginObject()
        var copy = self
        copy.describe(&members)
        members.writer.endObject()
        writer = members.writer
    }

    /// The canonical bytes of the shape.
    @inlinable
    public var canonicalBytes: [UInt8] {
        var writer = JSONWriter()
        write(into: &writer)
        return writer.bytes
    }

    /// The schema of an object.
    public static func schema(_ limit: Whole, into writer: inout JSONWriter) {
        SchemaWriter.members(of: Self.self, form: .whole, into: &writer)
    }

    /// The schema of an object, or of what merges into it.
    public static func schema(
        _ limit: Whole,
        form: SchemaWriter.Form,
        into writer: inout JSONWriter
    ) {
        SchemaWriter.members(of: Self.self, form: form, into: &writer)
    }

    /// The facts of each member, under its name joined to the outer one by a dot.
    @inlinable
    public func facts(_ name: String, into facts: inout some FactSink) {
        facts.shape(name, self)
    }
}
