internal import CLinux
internal import Glibc

/// What a descriptor is watched for, or has become ready for.
struct Readiness: OptionSet, Sendable {
    let rawValue: UInt32

    static let readable = Readiness(rawValue: notice_epoll_in)
    static let writable = Readiness(rawValue: notice_epoll_out)
    /// Both directions closed, or an error: always told, never asked for.
    static let gone = Readiness(rawValue: notice_epoll_gone)
    /// Wakes one of several loops that share a listener.
    static let exclusive = Readiness(rawValue: notice_epoll_exclusive)
}

/// One epoll set, level-triggered, and the room for its events.
@safe struct EventPoll: ~Copyable {
    private static let eventsMax = 256

    private let descriptor: Descriptor
    private let events: UnsafeMutableBufferPointer<epoll_event>

    init() throws(SystemError) {
        let number = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard number >= 0 else { throw .last("epoll_create1") }
        descriptor = Descriptor(owning: number)
        // SAFETY: initialised here, freed in deinit; lent to the kernel only inside `wait`.
        unsafe events = .allocate(capacity: Self.eventsMax)
        unsafe events.initialize(repeating: epoll_event())
    }

    deinit {
        // SAFETY: allocated in init; the elements are plain data.
        unsafe events.deallocate()
    }

    /// What shows readable while an event waits.
    var number: Int32 { descriptor.number }

    func add(_ number: Int32, _ interest: Readiness, tag: UInt64) throws(SystemError) {
        guard control(EPOLL_CTL_ADD, number, interest, tag) == 0 else {
            throw .last("epoll_ctl(add)")
        }
    }

    func change(_ number: Int32, _ interest: Readiness, tag: UInt64) {
        // Fails only for a descriptor that is not in the set, which its owner would have closed.
        _ = control(EPOLL_CTL_MOD, number, interest, tag)
    }

    func remove(_ number: Int32) {
        _ = control(EPOLL_CTL_DEL, number, [], 0)
    }

    private func control(
        _ operation: Int32,
        _ number: Int32,
        _ interest: Readiness,
        _ tag: UInt64
    ) -> Int32 {
        // SAFETY: the kernel copies the event before the call returns.
        var event = unsafe epoll_event()
        unsafe event.events = interest.rawValue
        unsafe event.data.u64 = tag
        return unsafe epoll_ctl(descriptor.number, operation, number, &event)
    }

    /// Waits for events; none when the time is up or a signal came.
    func wait(milliseconds: Int32) -> Int {
        // SAFETY: the buffer has room for as many events as are asked for.
        let count = unsafe epoll_wait(
            descriptor.number,
            events.baseAddress,
            Int32(Self.eventsMax),
            milliseconds
        )
        return max(0, Int(count))
    }

    /// One of the events that `wait` counted.
    func event(_ index: Int) -> (tag: UInt64, ready: Readiness) {
        precondition(index < Self.eventsMax, "an event beyond those waited for")
        // SAFETY: the index was checked; data holds the number that `control` put there.
        let event = unsafe events[index]
        return unsafe (event.data.u64, Readiness(rawValue: event.events))
    }
}
