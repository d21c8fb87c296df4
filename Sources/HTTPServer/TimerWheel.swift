/// Deadlines of a loop's connections: 512 slots of 250 ms, one entry for each connection.
///
/// An entry may stand earlier than its connection's real deadline, never later than one slot:
/// whoever is told that an entry is due looks up the deadline and puts it back. So pushing a
/// deadline out, which every request does, costs nothing.
struct TimerWheel {
    /// Nanoseconds in a slot.
    static let slotTime: Int64 = 250_000_000
    private static let slotCount = 512
    private static let none: Int32 = -1

    private struct Entry {
        var next: Int32 = TimerWheel.none
        var previous: Int32 = TimerWheel.none
        var tick: Int64 = -1
    }

    private var heads = [Int32](repeating: TimerWheel.none, count: TimerWheel.slotCount)
    private var entries: [Entry] = []
    private var tick: Int64
    private(set) var count = 0

    init(now: Int64) { tick = now / Self.slotTime }

    /// Sees to it that the connection is looked at when `deadline` has passed, or before.
    mutating func schedule(_ slot: UInt32, _ deadline: Int64) {
        let index = Int(slot)
        while index >= entries.count { entries.append(Entry()) }
        let furthest = tick &+ Int64(Self.slotCount) &- 1
        let wanted = min(max(deadline / Self.slotTime &+ 1, tick &+ 1), furthest)
        let present = entries[index].tick
        if present >= 0, present <= wanted { return }
        if present >= 0 { cancel(slot) }
        let place = Int(wanted % Int64(Self.slotCount))
        let head = heads[place]
        entries[index] = Entry(next: head, previous: Self.none, tick: wanted)
        if head != Self.none { entries[Int(head)].previous = Int32(slot) }
        heads[place] = Int32(slot)
        count += 1
    }

    /// Forgets the connection.
    mutating func cancel(_ slot: UInt32) {
        let index = Int(slot)
        guard index < entries.count, entries[index].tick >= 0 else { return }
        let entry = entries[index]
        if entry.previous == Self.none {
            heads[Int(entry.tick % Int64(Self.slotCount))] = entry.next
        } else {
            entries[Int(entry.previous)].next = entry.next
        }
        if entry.next != Self.none { entries[Int(entry.next)].previous = entry.previous }
        entries[index] = Entry()
        count -= 1
    }

    /// Takes out the entries that are due; `due` gets their connections.
    mutating func advance(to now: Int64, _ due: inout [UInt32]) {
        let target = now / Self.slotTime
        // After a long sleep every slot is visited once, not once for each turn of the wheel.
        if target - tick > Int64(Self.slotCount) { tick = target - Int64(Self.slotCount) }
        while tick < target {
            tick += 1
            while heads[Int(tick % Int64(Self.slotCount))] != Self.none {
                let slot = UInt32(heads[Int(tick % Int64(Self.slotCount))])
                due.append(slot)
                cancel(slot)
            }
        }
    }

    /// Milliseconds to the next slot; -1, for ever, when no entry waits.
    func wait(from now: Int64) -> Int32 {
        guard count > 0 else { return -1 }
        let next = (tick + 1) * Self.slotTime
        return Int32(max(0, (next - now + 999_999) / 1_000_000))
    }
}
