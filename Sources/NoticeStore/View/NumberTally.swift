/// How often numbers occur: a hash table of pairs, for counting row by row.
struct NumberTally {
    /// A number, and how often it occurred; never: an empty place.
    private struct Entry {
        var number: UInt32 = 0
        var count = 0
    }

    private var entries = [Entry](repeating: Entry(), count: 64)
    private var filled = 0

    /// Counts a number.
    @inline(__always)
    mutating func add(_ number: UInt32) {
        let place = place(of: number)
        if entries[place].count == 0 {
            enter(number)
        } else {
            entries[place].count &+= 1
        }
    }

    /// The numbers that occurred, in no order, and how often each did.
    var counts: [(number: UInt32, count: Int)] {
        entries.filter { $0.count > 0 }.map { ($0.number, $0.count) }
    }

    @inline(__always)
    private func place(of number: UInt32) -> Int {
        // Fibonacci hashing: the number is multiplied by 2^32 over the golden ratio.
        let hash = number &* 0x9E37_79B9
        var place = Int(hash >> 7 ^ hash) & (entries.count - 1)
        while entries[place].count != 0, entries[place].number != number {
            place = (place + 1) & (entries.count - 1)
        }
        return place
    }

    private mutating func enter(_ number: UInt32) {
        filled += 1
        if filled * 2 > entries.count {
            let old = entries
            entries = Array(repeating: Entry(), count: old.count * 4)
            for entry in old where entry.count > 0 { entries[place(of: entry.number)] = entry }
        }
        entries[place(of: number)] = Entry(number: number, count: 1)
    }
}
