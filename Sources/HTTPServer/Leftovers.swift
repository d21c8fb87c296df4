internal import Dispatch

// What a rush of clients leaves behind goes back to the system.
extension Loop {
    /// So much may stay with the allocator: the next rush takes it again.
    private static let keptBytesMax = 4 * 1024 * 1024
    /// After the first bytes too many: a rush does not end at once, and one trimming does for all.
    private static let calmTime: Int64 = 5_000_000_000

    /// Counts memory that connections held and let go of.
    mutating func noteFreed(_ bytes: Int) {
        freedBytes &+= bytes
        if freedBytes > Self.keptBytesMax, trimAt == .max { trimAt = now + Self.calmTime }
    }

    /// Has the allocator trimmed when it is time, by a thread that serves nobody.
    mutating func trimLeftovers() {
        guard now >= trimAt else { return }
        trimAt = .max
        freedBytes = 0
        DispatchQueue.global(qos: .utility).async { FreeMemory.giveBack() }
    }
}
