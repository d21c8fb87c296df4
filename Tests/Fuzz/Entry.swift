/// Where libFuzzer comes in: its bytes go to the target that is compiled beside this file.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` bytes for the length of the call, and they are copied.
    judge(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Ends the process where a rule does not hold, so that libFuzzer keeps the bytes.
func expect(_ holds: Bool, _ rule: @autoclosure () -> String) {
    guard !holds else { return }
    fatalError("does not hold: \(rule())")
}

/// Chance that the input itself seeds, so that one input always comes to one result (FNV-1a).
struct InputChance {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    init(_ bytes: [UInt8]) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    /// A number from 0 up to, not including, `end`, which is above 0.
    mutating func next(below end: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(truncatingIfNeeded: state >> 33) % end
    }

    /// Where bytes are cut for the second reading: everywhere, or at up to four places.
    mutating func cuts(of count: Int) -> [Int] {
        guard count > 0 else { return [] }
        if next(below: 4) == 0 { return Array(1..<max(count, 1)) }
        let places = (0...next(below: 4)).map { _ in next(below: count + 1) }
        return Set(places).sorted()
    }
}
