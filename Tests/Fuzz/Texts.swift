// The target `json`: a JSON text.

/// Holds the bytes to the oracle: what is read, written anew, is read as the same values
/// and written as the same bytes; every value has a pointer that leads back to it; no text that is
/// cut off is whole.
func judge(_ bytes: [UInt8]) {
    guard let document = try? Document(bytes) else { return }
    expect(document.nodes[0].nextIndex == document.nodes.count, "the root holds all")
    judgePlaces(document)
    let once = rewritten(document)
    guard let again = try? Document(once) else {
        return expect(false, "what is written can be read: \(shown(once))")
    }
    expect(isSame(document, again), "values stay: \(shown(bytes)) became \(shown(once))")
    expect(rewritten(again) == once, "a second writing changes nothing: \(shown(once))")
    var chance = InputChance(bytes)
    judgePrefix(once, chance.next(below: once.count), document.kind(0))
    judgePointer(document, chance.next(below: document.nodes.count))
}

private func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// Each value stands within the one that holds it, behind the one before it.
private func judgePlaces(_ document: Document) {
    for (index, node) in document.nodes.enumerated() {
        expect(node.range.upperBound <= document.bytes.count, "a value is in the text")
        expect(node.nextIndex > index, "the next value is further on")
        switch node.kind {
        case .array, .object:
            let isObject = node.kind == .object
            let children =
                isObject
                ? document.members(of: index).flatMap { [$0.name, $0.value] }
                : document.elements(of: index)
            expect(document.count(of: index) * (isObject ? 2 : 1) == children.count, "counts")
            var place = node.range.lowerBound + 1
            for child in children {
                let range = document.nodes[child].range
                expect(range.lowerBound >= place, "one after the other")
                place = range.upperBound
            }
            expect(place < node.range.upperBound, "within its brackets")
        case .number:
            guard let whole = document.integer(index) else { continue }
            expect(document.number(index) == Double(whole), "a whole number is that number")
        case .null, .true, .false, .string:
            expect(node.nextIndex == index + 1, "nothing lies within")
        }
    }
}

private func judgePrefix(_ whole: [UInt8], _ length: Int, _ kind: Node.Kind) {
    guard kind != .number else { return }
    expect((try? Document(Array(whole[..<length]))) == nil, "cut off at \(length)")
}

private func judgePointer(_ document: Document, _ node: Int) {
    var place = 0
    for token in Pointer.tokens(document.pointer(to: node)) ?? [] {
        let elements = document.elements(of: place)
        if document.kind(place) == .array, let position = Int(token), position < elements.count {
            place = elements[position]
        } else if let value = document.member(token, of: place) {
            place = value
        } else {
            return expect(false, "a pointer leads somewhere: \(document.pointer(to: node))")
        }
    }
    expect(place == node || place == node + 1, "a pointer leads back")
}

private func isSame(_ one: Document, _ other: Document) -> Bool {
    one.nodes.indices.allSatisfy { index in
        guard index < other.nodes.count, one.kind(index) == other.kind(index),
            one.nodes[index].next == other.nodes[index].next
        else { return false }
        if one.kind(index) == .number { return one.number(index) == other.number(index) }
        guard let text = one.string(index) else { return true }
        return other.string(index).map { $0.utf8.elementsEqual(text.utf8) } ?? false
    }
}

private func rewritten(_ document: Document) -> [UInt8] {
    var writer = JSONWriter()
    /// The containers that are open: where each ends, and whether it is an object.
    var open: [(end: Int, isObject: Bool)] = []
    var isName = false
    for index in document.nodes.indices {
        while let last = open.last, last.end == index {
            last.isObject ? writer.endObject() : writer.endArray()
            open.removeLast()
            isName = open.last?.isObject ?? false
        }
        if isName {
            writer.name(escaping: document.string(index) ?? "")
            isName = false
            continue
        }
        write(document, index, into: &writer)
        let kind = document.kind(index)
        if kind == .object || kind == .array {
            open.append((document.nodes[index].nextIndex, kind == .object))
        }
        isName = open.last?.isObject ?? false
    }
    for last in open.reversed() { last.isObject ? writer.endObject() : writer.endArray() }
    return writer.bytes
}

private func write(_ document: Document, _ index: Int, into writer: inout JSONWriter) {
    switch document.kind(index) {
    case .null: writer.null()
    case .true: writer.bool(true)
    case .false: writer.bool(false)
    case .string: writer.string(document.string(index) ?? "")
    case .array: writer.beginArray()
    case .object: writer.beginObject()
    case .number:
        // JSON's grammar allows numbers beyond all doubles: they stay as they are spelt.
        guard let value = document.number(index) else { return writer.raw(document.text(index)) }
        writer.number(value)
    }
}
