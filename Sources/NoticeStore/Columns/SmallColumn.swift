/// A column of numbers of 8 or 16 bits, packed into those of a ``Column``: for one writer and any number
/// of readers too, since a number's neighbours are written anew as they are.
struct SmallColumn: Sendable {
    /// How many bits a number has.
    enum Width: Int {
        case byte = 8
        case half = 16
    }

    private let column = Column()
    private let bits: Int
    /// An element's number is this much greater than that of its word, in powers of two.
    private let shift: Int
    /// The greatest number.
    let max: UInt32

    /// A column of zeros.
    init(_ width: Width) {
        bits = width.rawValue
        shift = width == .byte ? 2 : 1
        max = 1 << UInt32(bits) - 1
    }

    /// A number, as it stands in the order of the reader's own thread.
    @inline(__always)
    subscript(element: Int) -> UInt32 {
        column[element >> shift] >> lowest(element) & max
    }

    /// Writes a number, by the writer's thread only.
    @inline(__always)
    func set(_ element: Int, _ value: UInt32) {
        let (word, lowest) = (element >> shift, lowest(element))
        column.set(word, column[word] & ~(max << lowest) | value << lowest)
    }

    @inline(__always)
    private func lowest(_ element: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: (element & (1 << shift - 1)) * bits)
    }
}
