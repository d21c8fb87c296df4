internal import Synchronization

/// Texts kept once each: a text has one number for as long as the table lives.
///
/// One thread adds while any number of threads read.
final class TextTable: Sendable {
    private let arena = TextArena()
    private let handles = Column()
    private let slots = HashSlots()
    private let lastNumber = Atomic<Int>(0)

    /// The number of a text that was added.
    func find(_ text: Span<UInt8>) -> UInt32? {
        slots.find(TextArena.hash(text)) { arena.holds(handles[Int($0)], text) }
    }

    /// The number of a text, added if need be, by the writer's thread only.
    func number(of text: Span<UInt8>) throws(ViewFault) -> UInt32 {
        let hash = TextArena.hash(text)
        if let known = slots.find(hash, { arena.holds(handles[Int($0)], text) }) { return known }
        let next = lastNumber.load(ordering: .relaxed) + 1
        guard let number = UInt32(exactly: next), let handle = arena.append(text) else {
            throw .full
        }
        lastNumber.store(next, ordering: .relaxed)
        handles.set(next, handle)
        slots.insert(number, hash) { known in
            arena.withBytes(of: handles[Int(known)], TextArena.hash)
        }
        return number
    }

    /// The text with a number.
    func string(_ number: UInt32) -> String { arena.string(handles[Int(number)]) }

    /// Orders two texts by their bytes: below, at or above 0.
    func order(_ one: UInt32, _ other: UInt32) -> Int {
        one == other ? 0 : arena.order(handles[Int(one)], handles[Int(other)])
    }

    /// Orders a text and bytes that may be none of the table's, likewise.
    func order(_ number: UInt32, _ bytes: Span<UInt8>) -> Int {
        arena.withBytes(of: handles[Int(number)]) { $0.order(0..<$0.count, bytes, 0..<bytes.count) }
    }
}

extension Span<UInt8> {
    /// Orders parts of two runs of bytes: below, at or above 0.
    func order(_ part: Range<Int>, _ other: Span<UInt8>, _ otherPart: Range<Int>) -> Int {
        for step in 0..<Swift.min(part.count, otherPart.count) {
            let (one, two) = (self[part.lowerBound + step], other[otherPart.lowerBound + step])
            if one != two { return one < two ? -1 : 1 }
        }
        return part.count - otherPart.count
    }
}
