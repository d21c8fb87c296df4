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
        for fact in facts { packer.add(fact) }
        bytes = packer.finished()
    }
}

/// Packs facts one by one.
private struct FactPacker {
    private let layout: FactLayout
    /// By place: what has been packed.
    private var packed: [[UInt8]]
    /// By place: bits that are yet to be packed.
    private var marks: [UInt32]

    init(_ layout: FactLayout) {
        self.layout = layout
        packed = Array(repeating: [], count: layout.places.count)
        marks = Array(repeating: 0, count: layout.places.count)
    }

    mutating func add(_ fact: Fact) {
        for place in layout.placesByName[fact.name] ?? [] {
            switch (layout.places[place].form, fact.content) {
            case (.marks(let kept), let content): marks[place] |= Self.bits(of: content, kept)
            case (.word, .word(let text)), (.text, .word(let text)),
                (.reference, .reference(let text)):
                packed[place].append(UInt8(place))
                append(variable: UInt64(text.utf8.count), to: place)
                packed[place].append(contentsOf: text.utf8)
            case (.days, .days(let earliest, let latest)):
                packed[place].append(UInt8(place))
                append(UInt64(UInt32(bitPattern: earliest)), count: 4, to: place)
                append(UInt64(UInt32(bitPattern: latest)), count: 4, to: place)
            case (.number, .number(let number)):
                packed[place].append(UInt8(place))
                append(UInt64(bitPattern: Int64(number)), count: 8, to: place)
            default: break
            }
        }
    }

    mutating func finished() -> [UInt8] {
        for (place, bits) in marks.enumerated() where bits != 0 {
            packed[place].append(UInt8(place))
            append(variable: UInt64(bits), to: place)
        }
        return Array(packed.joined())
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

    private mutating func append(_ number: UInt64, count: Int, to place: Int) {
        for byte in 0..<count {
            packed[place].append(UInt8(truncatingIfNeeded: number >> UInt64(8 * byte)))
        }
    }

    private mutating func append(variable number: UInt64, to place: Int) {
        var rest = number
        while rest >= 0x80 {
            packed[place].append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        packed[place].append(UInt8(truncatingIfNeeded: rest))
    }
}
