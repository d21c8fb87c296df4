internal import Locks
internal import NoticeRegister

/// What every thread may know of a store: its head, what it has counted, what hampers it.
final class StoreStatus: Sendable {
    private struct State {
        var head: Head
        var counters = StoreCounters()
        var hindrance: String?
    }

    private let state: Locked<State>

    init(head: Head) {
        state = Locked(State(head: head))
    }

    /// The journal's head, as clients may see it.
    var head: Head { state.withLock { $0.head } }
    /// What has been counted.
    var counters: StoreCounters { state.withLock { $0.counters } }
    /// Why the store does not work as it should, or nil.
    var hindrance: String? { state.withLock { $0.hindrance } }

    /// Moves the head.
    func publish(_ head: Head) { state.withLock { $0.head = head } }
    /// Counts.
    func count(_ change: (inout StoreCounters) -> Void) { state.withLock { change(&$0.counters) } }
    /// Says what hampers the store, or that nothing does.
    func hinder(_ hindrance: String?) { state.withLock { $0.hindrance = hindrance } }
}
