public import StrictJSON

/// What changed from one JSON text to another, as the operations of RFC 6902.
///
/// Objects are compared member by member, everything else as a whole: an array whose elements
/// moved is replaced, which is longer but cannot mislead.
public struct Difference: Sendable {
    /// One operation.
    public struct Operation: Sendable, Equatable {
        /// The operations that a difference needs.
        public enum Verb: String, Sendable {
            case add, remove, replace
        }

        /// What is done.
        public let verb: Verb
        /// Where, as a JSON pointer.
        public let pointer: String
        /// The new value's bytes; empty for `remove`.
        public let value: [UInt8]
    }

    /// The operations, in the order of the older text and then of the newer.
    public private(set) var operations: [Operation] = []

    /// Compares two texts.
    public init(from older: Document, to newer: Document) {
        compare(older, 0, newer, 0, at: "")
    }

    /// Writes the operations as a JSON patch.
    public func write(into writer: inout JSONWriter) {
        writer.beginArray()
        for operation in operations {
            writer.beginObject()
            writer.member("op", operation.verb.rawValue)
            writer.member("path", operation.pointer)
            if operation.verb != .remove {
                writer.name("value")
                writer.raw(operation.value)
            }
            writer.endObject()
        }
        writer.endArray()
    }

    private mutating func compare(
        _ older: Document,
        _ old: Int,
        _ newer: Document,
        _ new: Int,
        at pointer: String
    ) {
        guard older.kind(old) == .object, newer.kind(new) == .object else {
            if older.text(old) != newer.text(new) {
                note(.replace, pointer, Array(newer.text(new)))
            }
            return
        }
        // Depth is bounded by `JSONLimits.depthMax`, which the parser enforced.
        var counterparts = Counterparts(in: newer, object: new)
        for member in older.members(of: old) {
            let name = older.string(member.name) ?? ""
            let place = pointer + "/" + Pointer.escaped(name)
            if let counterpart = counterparts.find(name) {
                compare(older, member.value, newer, counterpart, at: place)
            } else {
                note(.remove, place, [])
            }
        }
        counterparts = Counterparts(in: older, object: old)
        for member in newer.members(of: new) {
            let name = newer.string(member.name) ?? ""
            guard counterparts.find(name) == nil else { continue }
            let place = pointer + "/" + Pointer.escaped(name)
            note(.add, place, Array(newer.text(member.value)))
        }
    }

    private mutating func note(_ verb: Operation.Verb, _ pointer: String, _ value: [UInt8]) {
        operations.append(Operation(verb: verb, pointer: pointer, value: value))
    }
}

/// Finds the members of one object that the other's names ask for, mostly in the same order.
private struct Counterparts {
    private let document: Document
    private let object: Int
    /// The name that is looked at first: the one after the last that was found.
    private var next: Int

    init(in document: Document, object: Int) {
        self.document = document
        self.object = object
        self.next = object + 1
    }

    mutating func find(_ name: String) -> Int? {
        let isNext = next < document.nodes[object].nextIndex && document.isName(next, name)
        guard let value = isNext ? next + 1 : document.member(name, of: object) else { return nil }
        next = document.nodes[value].nextIndex
        return value
    }
}
