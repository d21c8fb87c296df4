/// A set of numbers, a bit each.
struct NumberSet {
    private var words: [UInt64] = []

    init(_ numbers: some Sequence<UInt32> = EmptyCollection()) {
        for number in numbers { insert(number) }
    }

    /// Adds a number, and says whether it was new.
    @discardableResult
    mutating func insert(_ number: UInt32) -> Bool {
        let (word, bit) = (Int(number >> 6), UInt64(1) << UInt64(number & 63))
        while words.count <= word {
            words.append(
                contentsOf: repeatElement(0, count: max(words.count, word + 1 - words.count))
            )
        }
        defer { words[word] |= bit }
        return words[word] & bit == 0
    }

    /// Whether a number is there.
    @inline(__always)
    func contains(_ number: UInt32) -> Bool {
        let word = Int(number >> 6)
        return word < words.count && words[word] >> UInt64(number & 63) & 1 != 0
    }
}

/// Numbers to compare others with: mostly one or a few.
enum NumberChoice {
    case few([UInt32])
    case many(NumberSet)

    /// Up to so many are compared one by one.
    private static let fewMax = 8

    init(_ numbers: [UInt32]) {
        self = numbers.count <= Self.fewMax ? .few(numbers) : .many(NumberSet(numbers))
    }

    /// Whether no number is there, as far as can be told at once.
    var isEmpty: Bool {
        if case .few(let numbers) = self { numbers.isEmpty } else { false }
    }

    /// Whether a number is there.
    @inline(__always)
    func contains(_ number: UInt32) -> Bool {
        switch self {
        case .few(let numbers): numbers.contains(number)
        case .many(let set): set.contains(number)
        }
    }
}
