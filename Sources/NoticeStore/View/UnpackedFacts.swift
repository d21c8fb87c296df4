import NoticeRegister

/// Packed facts taken apart: checked, and sorted by where they go.
///
/// Made once and read into again and again, so that loading a register makes no garbage.
struct UnpackedFacts {
    /// A keyed fact and where its text stands in the packed bytes.
    struct KeyedText {
        let number: Int
        let isReference: Bool
        let text: Range<Int>
    }

    /// A text's number and where it stands in the packed bytes.
    struct Piece {
        let number: Int
        let text: Range<Int>
    }

    /// By column: the bits.
    private(set) var marks: [UInt32] = []
    /// By number: spans of days.
    private(set) var days: [DaySpan?] = []
    /// By number: numbers.
    private(set) var numbers: [Int?] = []
    /// What records are looked up by.
    private(set) var keyed: [KeyedText] = []
    /// What is searched and sorted by, as given.
    private(set) var texts: [Piece] = []

    private var at = 0

    /// Reads the facts of a record of a kind, in place of those read before.
    ///
    /// - Throws: `.malformed` for bytes that no record's facts are packed into.
    mutating func read(_ bytes: Span<UInt8>, _ layout: FactLayout) throws(ViewFault) {
        clear(layout)
        var last = 0
        while at < bytes.count {
            let place = Int(bytes[at])
            at += 1
            guard place >= last, place < layout.places.count else { throw .malformed }
            last = place
            switch layout.places[place].form {
            case .marks(let kept):
                let bits = try variable(bytes)
                guard bits >> UInt64(kept.meaning.width) == 0 else { throw .malformed }
                marks[kept.column] |= kept.bits(UInt32(truncatingIfNeeded: bits))
            case .word(let number):
                keyed.append(KeyedText(number: number, isReference: false, text: try text(bytes)))
            case .reference(let number):
                keyed.append(KeyedText(number: number, isReference: true, text: try text(bytes)))
            case .text(let number): texts.append(Piece(number: number, text: try text(bytes)))
            case .days(let number):
                let span = try daySpan(bytes)
                if days[number] == nil { days[number] = span }
            case .number(let number):
                let value = Int(Int64(bitPattern: try fixed(8, bytes)))
                if numbers[number] == nil { numbers[number] = value }
            }
        }
    }

    private mutating func clear(_ layout: FactLayout) {
        at = 0
        keyed.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        days.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        for _ in 0..<layout.markColumns { marks.append(0) }
        for _ in 0..<layout.dayColumns { days.append(nil) }
        for _ in 0..<layout.numberColumns { numbers.append(nil) }
    }

    private mutating func daySpan(_ bytes: Span<UInt8>) throws(ViewFault) -> DaySpan {
        let earliest = Int32(truncatingIfNeeded: try fixed(4, bytes))
        let latest = Int32(truncatingIfNeeded: try fixed(4, bytes))
        guard earliest <= latest, latest != .min else { throw .malformed }
        return DaySpan(earliest: earliest, latest: latest)
    }

    private mutating func text(_ bytes: Span<UInt8>) throws(ViewFault) -> Range<Int> {
        let count = try variable(bytes)
        guard count <= UInt64(bytes.count - at) else { throw .malformed }
        let range = at..<(at + Int(count))
        guard (try? UTF8Span(validating: bytes.extracting(range))) != nil else {
            throw .malformed
        }
        at = range.upperBound
        return range
    }

    private mutating func fixed(_ count: Int, _ bytes: Span<UInt8>) throws(ViewFault) -> UInt64 {
        guard bytes.count - at >= count else { throw .malformed }
        defer { at += count }
        return (0..<count).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
    }

    private mutating func variable(_ bytes: Span<UInt8>) throws(ViewFault) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), through: 35, by: 7) {
            guard at < bytes.count else { throw .malformed }
            let byte = bytes[at]
            at += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        throw .malformed
    }
}

/// A span of days since 1970-01-01, both ends included; `Int32.min` and `.max`: open.
struct DaySpan: Equatable {
    let earliest: Int32
    let latest: Int32
}
