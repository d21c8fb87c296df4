/// A JSON text with the places of its values, in the order in which they stand.
///
/// A container's node is followed by those of its content: an array's by its elements, an object's
/// by name, value, name, value. `Node.next` leads past a whole value, so that what is not wanted
/// costs nothing.
public struct Document: Sendable {
    /// The text.
    public let bytes: [UInt8]
    /// Its values; the first is the root.
    public let nodes: [Node]

    init(bytes: [UInt8], nodes: [Node]) {
        self.bytes = bytes
        self.nodes = nodes
    }

    /// Reads a text whole.
    ///
    /// - Throws: the first fault that is met; names that stand twice are met where their object ends.
    public init(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONFault) {
        var parser = Parser(limits: limits)
        self.init(bytes: bytes, nodes: try parser.parse(bytes.span))
    }

    /// The kind of a value.
    @inlinable
    public func kind(_ index: Int) -> Node.Kind { nodes[index].kind }

    /// The bytes of a value, quotes and brackets included.
    public func text(_ index: Int) -> ArraySlice<UInt8> { bytes[nodes[index].range] }

    /// Whether the object's member name at `index` is `name`, byte for byte.
    ///
    /// `==` on `String` would take another spelling of the same letter for the same name.
    public func isName(_ index: Int, _ name: String) -> Bool {
        let node = nodes[index]
        let (known, content) = (name.utf8.span, node.content)
        guard !node.isEscaped else {
            return Escape.resolved(bytes.span, content).elementsEqual(name.utf8)
        }
        guard content.count == known.count else { return false }
        let text = bytes.span
        for offset in known.indices where text[content.lowerBound &+ offset] != known[offset] {
            return false
        }
        return true
    }

    /// The value of an object's member, by its name.
    public func member(_ name: String, of object: Int) -> Int? {
        guard nodes[object].kind == .object else { return nil }
        var index = object + 1
        while index < nodes[object].nextIndex {
            if isName(index, name) { return index + 1 }
            index = nodes[index + 1].nextIndex
        }
        return nil
    }

    /// How many values an array holds, or members an object; 0 for another kind of value.
    public func count(of container: Int) -> Int {
        let isObject = nodes[container].kind == .object
        var (count, index) = (0, container + 1)
        while index < nodes[container].nextIndex {
            index = nodes[isObject ? index + 1 : index].nextIndex
            count += 1
        }
        return count
    }

    /// What an object's names look like from afar.
    public func nameSieve(of object: Int) -> NameSieve {
        var sieve = NameSieve()
        guard nodes[object].kind == .object else { return sieve }
        var index = object + 1
        while index < nodes[object].nextIndex {
            if nodes[index].isEscaped {
                sieve.addAny()
            } else {
                sieve.add(bytes.span.extracting(nodes[index].content))
            }
            index = nodes[index + 1].nextIndex
        }
        return sieve
    }

    /// The members of an object as places of name and value.
    public func members(of object: Int) -> [(name: Int, value: Int)] {
        guard nodes[object].kind == .object else { return [] }
        var found: [(name: Int, value: Int)] = []
        var index = object + 1
        while index < nodes[object].nextIndex {
            found.append((index, index + 1))
            index = nodes[index + 1].nextIndex
        }
        return found
    }

    /// The places of an array's elements.
    public func elements(of array: Int) -> [Int] {
        guard nodes[array].kind == .array else { return [] }
        var found: [Int] = []
        var index = array + 1
        while index < nodes[array].nextIndex {
            found.append(index)
            index = nodes[index].nextIndex
        }
        return found
    }

    /// A string's characters, escapes resolved; nil for another kind of value.
    public func string(_ index: Int) -> String? {
        let node = nodes[index]
        guard node.kind == .string else { return nil }
        guard node.isEscaped else { return String(decoding: bytes[node.content], as: UTF8.self) }
        return String(decoding: Escape.resolved(bytes.span, node.content), as: UTF8.self)
    }

    /// A whole number within ±(2^53 − 1), the range that every reader shares (RFC 7493 §2.2).
    ///
    /// `1.0` and `1e2` are whole numbers too, as JSON Schema has it (Validation 2020-12, §6.1.1).
    public func integer(_ index: Int) -> Int? {
        guard nodes[index].kind == .number else { return nil }
        return WholeNumber.value(of: bytes.span, nodes[index].range)
    }

    /// A finite number; nil for another kind of value, and for what no double can hold.
    public func number(_ index: Int) -> Double? {
        guard nodes[index].kind == .number else { return nil }
        guard let value = Double(String(decoding: text(index), as: UTF8.self)), value.isFinite
        else { return nil }
        return value
    }

    /// `true` or `false`; nil for another kind of value.
    public func bool(_ index: Int) -> Bool? {
        switch nodes[index].kind {
        case .true: true
        case .false: false
        default: nil
        }
    }
}

/// One value of a text: its kind, where it stands, and where the next one's node is.
public struct Node: Sendable, Equatable {
    /// JSON's kinds of value (RFC 8259 §3).
    public enum Kind: UInt8, Sendable {
        case null, `true`, `false`, number, string, array, object
    }

    /// The kind of value.
    public let kind: Kind
    /// For a string: whether it holds escapes.
    let isEscaped: Bool
    /// The first byte.
    let start: UInt32
    /// The byte after the last.
    var end: UInt32
    /// The node after this value's last.
    @usableFromInline var next: UInt32

    /// Where the value stands in the text, in bytes.
    public var range: Range<Int> { Int(start)..<Int(end) }
    /// Where a string stands without its quotes.
    var content: Range<Int> { Int(start) &+ 1..<Int(end) &- 1 }
    /// The place of the node after this value's last.
    @inlinable public var nextIndex: Int { Int(next) }
}
