/// A fact with a value: what rows are looked up by.
struct Key: Comparable {
    /// The fact and, in the lower half, the value, so that keys are ordered by their facts.
    private let number: UInt64

    /// Puts a key together.
    ///
    /// - Parameters:
    ///   - fact: the fact's number among the kind's keyed facts.
    ///   - value: a record, or the handle of a word.
    init(fact: Int, value: UInt32) {
        number = UInt64(truncatingIfNeeded: fact) << 32 | UInt64(value)
    }

    /// The fact's number.
    var fact: Int { Int(number >> 32) }
    /// The record, or the word's handle.
    var value: UInt32 { UInt32(truncatingIfNeeded: number) }
    /// The hash.
    var hash: Int { TextArena.hash(number) }

    static func < (one: Key, other: Key) -> Bool { one.number < other.number }
}

extension [Key] {
    /// Orders the keys, and leaves each once.
    mutating func order() {
        sort()
        var kept = 0
        for place in indices where place == 0 || self[place] != self[kept - 1] {
            self[kept] = self[place]
            kept += 1
        }
        removeLast(count - kept)
    }

    /// Takes away all of these, if there are any and all are there; both are ordered.
    ///
    /// - Returns: whether it did.
    mutating func remove(all others: [Key]) -> Bool {
        var (rest, at) = ([Key](), 0)
        for key in self {
            if at < others.count, others[at] == key { at += 1 } else { rest.append(key) }
        }
        guard at > 0, at == others.count else { return false }
        self = rest
        return true
    }
}
