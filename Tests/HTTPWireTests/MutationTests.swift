import HTTPWire
import Testing

/// Chance that can be had again by its seed (SplitMix64).
private struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Requests with faults put in by chance")
struct MutationTests {
    /// What framing turns on, and so what is put in most.
    private static let telling = Array("\r\n\t :;,=\"\\0159aF%#/*\u{0}\u{7F}".utf8) + [0x80, 0xFF]

    private static func mutated(
        _ bytes: [UInt8],
        _ chance: inout SeededChance
    ) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &chance) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &chance)
            let byte = telling.randomElement(using: &chance) ?? 0
            switch Int.random(in: 0..<4, using: &chance) {
            case 0: bytes[place] = byte
            case 1: bytes.insert(byte, at: place)
            case 2: bytes.remove(at: place)
            default:
                let length = min(Int.random(in: 1...20, using: &chance), bytes.count - place)
                bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
            }
        }
        return bytes
    }

    @Test("come to the same in any pieces, and never end the process", arguments: 0..<8)
    func pieces(_ part: Int) {
        let seed = UInt64.random(in: 0...(.max))
        var chance = SeededChance(seed: seed)
        let rows = WireTable.all.map { Array($0.bytes.utf8) }.filter { $0.count < 1000 }
        for _ in 0..<2000 {
            let bytes = Self.mutated(rows.randomElement(using: &chance) ?? [], &chance)
            let cuts = (0..<4).map { _ in Int.random(in: 0...bytes.count, using: &chance) }.sorted()
            let atOnce = WireOutcome.of(bytes, cuts: [])
            let inPieces = WireOutcome.of(bytes, cuts: cuts)
            guard atOnce != inPieces else { continue }
            Issue.record("seed \(seed): \(bytes) cut at \(cuts): \(atOnce), \(inPieces)")
        }
    }
}
