package import NoticeRegister
internal import Shapes

/// What a record is found by, packed into bytes as the journal keeps them beside each change.
///
/// For each fact that the view keeps, in the order of the kind's layout: a byte for its place there,
/// then the content. Bits of marks and lengths are LEB128; words, references and texts are a length and as many bytes
/// of UTF-8; days are two numbers of four bytes and numbers one of eight, the lowest byte first.
package struct PackedFacts: Sendable, Equatable {
    /// The layout that these bytes follow; facts of another one are made again from the bodies.
    package static let layout = FactLayout.number
    /// No facts at all.
    package static let none = PackedFacts(bytes: [])

    /// The bytes.
    package let bytes: [UInt8]

    /// Takes bytes as they were read back; whether they are sound is seen when they are unpacked.
    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Packs a record's facts.
    package init(_ record: Record) {
        self.init(record.facts, of: record.kind)
    }

    /// Packs the facts of a record of a kind.
    init(_ facts: [Fact], of kind: Kind) {
        var packer = FactPacker(.of(kind))
        packer.pack(facts)
        bytes = packer.bytes
    }
}

/// Packs the facts of one record into one buffer.
private struct FactPacker {
    /// What has been packed.
    private(set) var bytes: [UInt8] = []
    private let layout: FactLayout
    /// Room for the facts of nearly every record.
    private static let capacity = 256
    /// Bits of a fact's number beside its place; a record holds far fewer facts.
    private static let numberBits = 32

    init(_ layout: FactLayout) {
        self.layout = layout
    }

    /// Packs facts by their places; those of one place in their own order.
    mutating func pack(_ facts: [Fact]) {
        bytes.reserveCapacity(Self.capacity)
        var order: [Int] = []
        order.reserveCapacity(2 * facts.count)
        for (number, fact) in facts.enumerated() {
            for place in layout.placesByName[fact.name] {
                order.append(place << Self.numberBits | number)
            }
        }
        order.sort()
        var (marked, bits) = (0, UInt32(0))
        for key in order {
            let place = key >> Self.numberBits
            let content = facts[key & (1 << Self.numberBits - 1)].content
            if place != marked { mark(marked, &bits) }
            marked = place
            if case .marks(let kept) = layout.places[place].form {
                bits |= Self.bits(of: content, kept)
            } else {
                add(content, at: place)
            }
        }
        mark(marked, &bits)
    }

    private mutating func add(_ content: Fact.Content, at place: Int) {
        switch (layout.places[place].form, content) {
        case (.word, .word(let text)), (.text, .word(let text)),
            (.reference, .reference(let text)):
            bytes.append(UInt8(place))
            append(variable: UInt64(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        case (.days, .days(let earliest, let latest)):
            bytes.append(UInt8(place))
            append(UInt64(UInt32(bitPattern: earliest)), count: 4)
            append(UInt64(UInt32(bitPattern: latest)), count: 4)
        case (.number, .number(let number)):
            bytes.append(UInt8(place))
            append(UInt64(bitPattern: Int64(number)), count: 8)
        default: break
        }
    }

    /// Packs the bits that the facts of a place came to, if any.
    private mutating func mark(_ place: Int, _ bits: inout UInt32) {
        guard bits != 0 else { return }
        bytes.append(UInt8(place))
        append(variable: UInt64(bits))
        bits = 0
    }

    /// The bits of a content, counted from the lowest one.
    private static func bits(of content: Fact.Content, _ marks: FactLayout.Marks) -> UInt32 {
        switch (marks.meaning, content) {
        case (.words, .word(let word)): marks.bit(of: word) >> UInt32(marks.shift)
        case (.flag, .number(let number)): number == 1 ? 0b10 : 0b01
        case (.presence, .number(let number)): number > 0 ? 1 : 0
        case (.presence, _): 1
        default: 0
        }
    }

    private mutating func append(_ number: UInt64, count: Int) {
        for byte in 0..<count {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * byte)))
        }
    }

    private mutating func append(variable number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
