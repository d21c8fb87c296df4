internal import Seals

/// Random bytes in stock, so that the system is asked once for many; the writer's alone.
final class RandomStock {
    private let chance: Chance
    private var stock: [UInt8] = []
    /// Whether there were none: what was made with them since must not be used.
    private(set) var isSpent = false

    init(_ chance: Chance) {
        self.chance = chance
    }

    /// So many bytes, which nobody gets again; zeros when there are none.
    func take(_ count: Int) -> [UInt8] {
        if stock.count < count { refill(max(count, chance.bytesAtOnce)) }
        let taken = Array(stock.suffix(count))
        stock.removeLast(count)
        return taken
    }

    /// Tries again after there were none.
    func recover() { isSpent = false }

    private func refill(_ count: Int) {
        do throws(RandomBytes.Unavailable) {
            stock = try chance.make(count)
        } catch {
            stock = [UInt8](repeating: 0, count: count)
            isSpent = true
        }
    }
}

/// Where a store's random bytes come from.
struct Chance: Sendable {
    /// How many are asked for at once, at least.
    let bytesAtOnce: Int
    /// Gives so many bytes.
    let make: @Sendable (Int) throws(RandomBytes.Unavailable) -> [UInt8]

    /// Bytes that nobody can guess.
    static let system = Chance(bytesAtOnce: 4_096, make: RandomBytes.make)
}
