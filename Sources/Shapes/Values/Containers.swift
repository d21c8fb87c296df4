public import StrictJSON

extension Optional: Value where Wrapped: Value {
    /// A shape may stand without it.
    @inlinable
    public static var isOptional: Bool { true }
    /// Nothing.
    @inlinable
    public static var blank: Self { nil }
    /// Whether there is nothing.
    @inlinable
    public var isBlank: Bool { self?.isBlank ?? true }

    /// Reads what is wrapped.
    @inlinable
    public static func read(
        _ node: Int,
        _ limit: Wrapped.Limit,
        from reader: inout Reader
    ) -> Self {
        Wrapped.read(node, limit, from: &reader)
    }

    /// Reads what is wrapped.
    public static func read(
        _ words: [String],
        _ limit: Wrapped.Limit,
        from reader: inout WordReader
    ) -> Self {
        Wrapped.read(words, limit, from: &reader)
    }

    /// Writes the member unless there is nothing: what is wrapped is taken out once.
    @inlinable
    public func writeMember(_ name: String, into writer: inout JSONWriter) {
        guard let self else { return }
        self.writeMember(name, into: &writer)
    }

    /// Writes what is wrapped, or null.
    @inlinable
    public func write(into writer: inout JSONWriter) {
        guard let self else { return writer.null() }
        self.write(into: &writer)
    }

    /// The schema of what is wrapped.
    public static func schema(_ limit: Wrapped.Limit, into writer: inout JSONWriter) {
        Wrapped.schema(limit, into: &writer)
    }

    /// The schema of what is wrapped.
    public static func schema(
        _ limit: Wrapped.Limit,
        form: SchemaWriter.Form,
        into writer: inout JSONWriter
    ) {
        Wrapped.schema(limit, form: form, into: &writer)
    }

    /// The facts of what is wrapped.
    @inlinable
    public func facts(_ name: String, into facts: inout some FactSink) {
        self?.facts(name, into: &facts)
    }
}

/// How many elements an array may have, and what bounds each.
public struct Items<Each: Sendable>: Sendable {
    /// How many.
    public let count: ClosedRange<Int>
    /// What bounds each.
    public let each: Each

    /// Up to `most` elements, each within `each`.
    @inlinable
    public init(_ most: Int, _ each: Each) {
        self.init(0...most, each)
    }

    /// As many elements as `count` says, each within `each`.
    @inlinable
    public init(_ count: ClosedRange<Int>, _ each: Each) {
        self.count = count
        self.each = each
    }

    /// What is due, in words.
    @usableFromInline var detail: String {
        "\(count.lowerBound) to \(count.upperBound) elements are due"
    }
}

extension Array: Value where Element: Value {
    /// A shape may stand without it; `Items` may still ask for elements where it stands.
    @inlinable
    public static var isOptional: Bool { true }
    /// No elements.
    @inlinable
    public static var blank: Self { [] }
    /// Whether there are no elements.
    @inlinable
    public var isBlank: Bool { isEmpty }

    /// Reads each element.
    @inlinable
    public static func read(
        _ node: Int,
        _ limit: Items<Element.Limit>,
        from reader: inout Reader
    ) -> Self {
        guard reader.document.kind(node) == .array else {
            reader.note(node, .wrongType, "an array is due")
            return []
        }
        let (count, due) = (reader.document.count(of: node), limit.count)
        if !due.contains(count) { reader.note(node, .outOfRange, limit.detail) }
        var read: Self = []
        let most = Swift.min(count, due.upperBound)
        read.reserveCapacity(most)
        var index = node + 1
        for _ in 0..<most {
            read.append(Element.read(index, limit.each, from: &reader))
            index = reader.document.nodes[index].nextIndex
        }
        return read
    }

    /// Reads each word.
    public static func read(
        _ words: [String],
        _ limit: Items<Element.Limit>,
        from reader: inout WordReader
    ) -> Self {
        guard limit.count.contains(words.count) else {
            reader.note(.outOfRange, limit.detail)
            return []
        }
        var read: Self = []
        for word in words { read.append(Element.read([word], limit.each, from: &reader)) }
        return read
    }

    /// Writes each element.
    @inlinable
    public func write(into writer: inout JSONWriter) {
        writer.beginArray()
        for element in self { element.write(into: &writer) }
        writer.endArray()
    }

    /// The schema of an array.
    public static func schema(_ limit: Items<Element.Limit>, into writer: inout JSONWriter) {
        schema(limit, form: .whole, into: &writer)
    }

    /// The schema of an array, whose elements a patch replaces by others that a client sends.
    public static func schema(
        _ limit: Items<Element.Limit>,
        form: SchemaWriter.Form,
        into writer: inout JSONWriter
    ) {
        writer.member("type", "array")
        if limit.count.lowerBound > 0 { writer.member("minItems", limit.count.lowerBound) }
        writer.member("maxItems", limit.count.upperBound)
        writer.name("items")
        writer.beginObject()
        Element.schema(limit.each, form: form == .patch ? .input : form, into: &writer)
        writer.endObject()
    }

    /// The facts of each element.
    @inlinable
    public func facts(_ name: String, into facts: inout some FactSink) {
        for element in self { element.facts(name, into: &facts) }
    }
}
