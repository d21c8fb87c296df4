import NoticeRegister
internal import Synchronization

/// When the changes were recorded: one entry for all changes of one time, which never runs back.
final class TimeTable: Sendable {
    private let count = Atomic<Int>(0)
    /// By entry: the last sequence of the entry before, and the time, low and high halves.
    private let before = Column()
    private let low = Column()
    private let high = Column()

    /// The last sequence, up to `head`, that was recorded at or before a moment.
    func seq(at moment: Instant, head: UInt32) -> UInt32 {
        let entries = count.load(ordering: .acquiring)
        let next = first(in: entries) { $0 > moment }
        return next < entries ? min(before[next], head) : head
    }

    /// The last sequence, up to `head`, that was recorded before a moment.
    func seq(before moment: Instant, head: UInt32) -> UInt32 {
        let entries = count.load(ordering: .acquiring)
        let next = first(in: entries) { $0 >= moment }
        return next < entries ? min(before[next], head) : head
    }

    /// Whether a time may follow, by the writer's thread only.
    func mayFollow(_ moment: Instant) -> Bool {
        let entries = count.load(ordering: .relaxed)
        return entries == 0 || time(entries - 1) <= moment
    }

    /// Notes when a change was recorded, by the writer's thread only.
    func add(_ seq: UInt32, at moment: Instant) {
        let entries = count.load(ordering: .relaxed)
        guard entries == 0 || time(entries - 1) != moment else { return }
        let bits = UInt64(bitPattern: Int64(moment.milliseconds))
        before.set(entries, seq - 1)
        low.set(entries, UInt32(truncatingIfNeeded: bits))
        high.set(entries, UInt32(truncatingIfNeeded: bits >> 32))
        count.store(entries + 1, ordering: .releasing)
    }

    /// The first entry whose time is meant; `entries` where none is.
    private func first(in entries: Int, _ isMeant: (Instant) -> Bool) -> Int {
        var (from, to) = (0, entries)
        while from < to {
            let middle = (from + to) / 2
            if isMeant(time(middle)) { to = middle } else { from = middle + 1 }
        }
        return from
    }

    private func time(_ entry: Int) -> Instant {
        let bits = UInt64(high[entry]) << 32 | UInt64(low[entry])
        return Instant(milliseconds: Int(Int64(bitPattern: bits)))
    }
}
