/// Chance that can be repeated: SplitMix64.
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Writes valid I-JSON texts in as many spellings as the grammar has.
struct RandomTexts {
    private var chance: SeededChance
    private var text = ""

    /// No combining marks: Foundation's dictionaries take two spellings of a letter for one name.
    private static let scalars: [Unicode.Scalar] = Array(
        "aZ09 _-/\\\"\u{7}\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}\u{80}\u{FF}ßж中\u{D7FF}\u{E000}\u{FFFD}😀\u{10FFFD}"
            .unicodeScalars
    )
    private static let spaces = ["", "", "", " ", "\n", "\t", "\r\n", "  "]
    private static let numbers = [
        "0", "-0", "0.0", "1e5", "1E+5", "-1.5e-3", "0.1", "123456789012345678", "1e300",
        "2.2250738585072014e-308", "9007199254740991", "-9007199254740993", "4.9e-324", "1e-7",
    ]

    init(seed: UInt64) {
        chance = SeededChance(seed: seed)
    }

    /// A text whose containers nest `depth` deep at most.
    mutating func next(depth: Int = 5) -> [UInt8] {
        text = ""
        space()
        value(depth)
        space()
        return Array(text.utf8)
    }

    private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &chance) }
    private mutating func space() { text += Self.spaces[below(Self.spaces.count)] }

    private mutating func value(_ depth: Int) {
        switch below(depth > 0 ? 9 : 5) {
        case 0: text += ["null", "true", "false"][below(3)]
        case 1: text += Self.numbers[below(Self.numbers.count)]
        case 2: text += String(Int.random(in: -(1 << 53)...(1 << 53), using: &chance))
        case 3, 4: string(prefix: "")
        case 5, 6: container("[", "]", depth) { texts, _ in texts.value(depth - 1) }
        default:
            container("{", "}", depth) { texts, place in
                // The place makes each name of the object another one.
                texts.string(prefix: "\(place)")
                texts.space()
                texts.text += ":"
                texts.space()
                texts.value(depth - 1)
            }
        }
    }

    private mutating func container(
        _ open: String,
        _ close: String,
        _ depth: Int,
        _ element: (inout Self, Int) -> Void
    ) {
        text += open
        space()
        for place in 0..<below(5) {
            if place > 0 {
                text += ","
                space()
            }
            element(&self, place)
            space()
        }
        text += close
    }

    private mutating func string(prefix: String) {
        text += "\"" + prefix
        for _ in 0..<below(8) { scalar(Self.scalars[below(Self.scalars.count)]) }
        text += "\""
    }

    private mutating func scalar(_ scalar: Unicode.Scalar) {
        let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
        guard mustEscape || below(4) == 0 else { return text.unicodeScalars.append(scalar) }
        let short: [Unicode.Scalar: String] = [
            "\"": "\"", "\\": "\\", "/": "/", "\u{8}": "b", "\u{C}": "f", "\n": "n", "\r": "r",
            "\t": "t",
        ]
        if let letter = short[scalar], below(2) == 0 {
            text += "\\" + letter
            return
        }
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
            let digits = String(unit, radix: 16, uppercase: below(2) == 0)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
}
