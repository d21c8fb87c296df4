/// A text without what copying changes: letters' case, the length of white space, and the shapes of
/// quotation marks and dashes.
///
/// White space at either end is left out.
struct FoldedText {
    /// The folded code points.
    private(set) var points: [UInt32] = []
    /// Of each, which code point of the text it comes from.
    private(set) var origins: [UInt32] = []

    /// Folds a text.
    init(_ text: String) {
        points.reserveCapacity(text.utf8.count)
        origins.reserveCapacity(text.utf8.count)
        for (origin, scalar) in text.unicodeScalars.enumerated() {
            switch scalar {
            case "A"..."Z": add(scalar.value + 0x20, origin)
            case "!"..."~": add(scalar.value, origin)
            case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}": add("'", origin)
            case "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}": add("\"", origin)
            case "\u{2010}"..."\u{2015}": add("-", origin)
            default: addOther(scalar, origin)
            }
        }
        while points.last == Self.blank {
            points.removeLast()
            origins.removeLast()
        }
    }

    /// The code points of the text that a part of this comes from.
    func origin(of part: Range<Int>) -> Range<Int> {
        Int(origins[part.lowerBound])..<Int(origins[part.upperBound - 1]) + 1
    }

    /// Where that begins which comes from a code point of the text or a later one.
    func first(from origin: Int) -> Int {
        var (low, high) = (0, origins.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(origins[middle]) < origin { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// What stands for white space.
    static let blank: UInt32 = 0x20

    private mutating func addOther(_ scalar: Unicode.Scalar, _ origin: Int) {
        let properties = scalar.properties
        if properties.isWhitespace {
            if let last = points.last, last != Self.blank { add(Self.blank, origin) }
        } else if properties.changesWhenLowercased {
            for lower in properties.lowercaseMapping.unicodeScalars { add(lower.value, origin) }
        } else {
            add(scalar.value, origin)
        }
    }

    private mutating func add(_ scalar: Unicode.Scalar, _ origin: Int) { add(scalar.value, origin) }

    private mutating func add(_ point: UInt32, _ origin: Int) {
        points.append(point)
        origins.append(UInt32(origin))
    }
}
