package import StrictJSON

extension Optional: Value where Wrapped: Value {
    /// A shape may stand without it.
    package static var isOptional: Bool { true }
    /// Nothing.
    package static var blank: Self { nil }
    /// Whether there is nothing.
    package var isBlank: Bool { self?.isBlank ?? true }

    /// Reads what is wrapped.
    package static func read(
        _ node: Int,
        _ limit: Wrapped.Limit,
        from reader: inout Reader
    ) -> Self {
        Wrapped.read(node, limit, from: &reader)
    }

    /// Reads what is wrapped.
    package static func read(
        _ words: [String],
        _ limit: Wrapped.Limit,
        from reader: inout WordReader
    ) -> Self {
        Wrapped.read(words, limit, from: &reader)
    }

    /// Writes the member unless there is nothing: what is wrapped is taken out once.
    package func writeMember(_ name: String, into writer: inout JSONWriter) {
        guard let self else { return }
        self.writeMember(name, into: &writer)
    }

    /// Writes what is wrapped, or null.
    package func write(into writer: inout JSONWriter) {
        guard let self else { return writer.null() }
        self.write(into: &writer)
    }

    /// The schema of what is wrapped.
    package static func schema(_ limit: Wrapped.Limit, into writer: inout JSONWriter) {
        Wrapped.schema(limit, into: &writer)
    }

    /// The schema of what is wrapped.
    package static func schema(
        _ limit: Wrapped.Limit,
        form: SchemaWriter.Form,
        into writer: inout JSONWriter
    ) {
        Wrapped.schema(limit, form: form, into: &writer)
    }

    /// The facts of what is wrapped.
    package func facts(_ name: String, into facts: inout some FactSink) {
        self?.facts(name, into: &facts)
    }
}

/// How many elements an array may have, and what bounds each.
package struct Items<Each: Sendable>: Sendable {
    /// How many.
    package let count: ClosedRange<Int>
    /// What bounds each.
    package let each: Each

    /// Up to `most` elements, each within `each`.
    package init(_ most: Int, _ each: Each) {
        self.init(0...most, each)
    }

    /// As many elements as `count` says, each within `each`.
    package init(_ count: ClosedRange<Int>, _ each: Each) {
        self.count = count
        self.each = each
    }

    /// What is due, in words.
    var detail: String { "\(count.lowerBound) to \(count.upperBound) elements are due" }
}

extension Array: Value where Element: Value {
    /// A shape may stand without it; `Items` may still ask for elements where it stands.
    package static var isOptional: Bool { true }
    /// No elements.
    package static var blank: Self { [] }
    /// Whether there are no elements.
    ///
    /// `isEmpty`, but without the collection's witness tables: across modules this code is not
    /// specialised.
    package var isBlank: Bool { count == 0 }

    /// Reads each element.
    package static func read(
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
    package static func read(
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
    package func write(into writer: inout JSONWriter) {
        writer.beginArray()
        // Across modules this code is not specialised, and so an iterator is dear.
        for index in 0..<count { self[index].write(into: &writer) }
        writer.endArray()
    }

    /// The schema of an array.
    package static func schema(_ limit: Items<Element.Limit>, into writer: inout JSONWriter) {
        schema(limit, form: .whole, into: &writer)
    }

    /// The schema of an array, whose elements a patch replaces by others that a client sends.
    package static func schema(
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
    package func facts(_ name: String, into facts: inout some FactSink) {
        for element in self { element.facts(name, into: &facts) }
    }
}
