internal import Locks
internal import NoticeRegister
internal import Synchronization

/// What every thread may know of a store: its head, what it has counted, what hampers it.
final class StoreStatus: Sendable {
    private struct State {
        var head: Head
        var counters = StoreCounters()
        var hindrance: String?
    }

    private let state: Locked<State>
    /// That of the head, for those who ask for nothing else, which every reader of a record does.
    private let seq: Atomic<Int>

    init(head: Head) {
        state = Locked(State(head: head))
        seq = Atomic(head.seq)
    }

    /// The journal's head, as clients may see it.
    var head: Head { state.withLock { $0.head } }
    /// The head's sequence; never ahead of the head.
    var headSeq: Int { seq.load(ordering: .acquiring) }
    /// What has been counted.
    var counters: StoreCounters { state.withLock { $0.counters } }
    /// Why the store does not work as it should, or nil.
    var hindrance: String? { state.withLock { $0.hindrance } }

    /// Moves the head.
    func publish(_ head: Head) {
        state.withLock { $0.head = head }
        seq.store(head.seq, ordering: .releasing)
    }
    /// Counts.
    func count(_ change: (inout StoreCounters) -> Void) { state.withLock { change(&$0.counters) } }
    /// Says what hampers the store, or that nothing does.
    func hinder(_ hindrance: String?) { state.withLock { $0.hindrance = hindrance } }
}
