internal import CLinux
internal import Glibc

/// What a loop's stand-in sleeps on: the poll of the loop, while that is lent, and a clock.
final class Watch: Sendable {
    /// What a stand-in wakes for.
    enum Sign {
        /// Something has happened to the loop.
        case stirring
        /// A period is over, or the stand-in was called.
        case tick
    }

    private static let clockTag: UInt64 = 1

    private let set: Descriptor
    private let clock: Descriptor

    init() throws(SystemError) {
        let number = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard number >= 0 else { throw .last("epoll_create1") }
        set = Descriptor(owning: number)
        let timer = timerfd_create(CLOCK_MONOTONIC, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard timer >= 0 else { throw .last("timerfd_create") }
        clock = Descriptor(owning: timer)
        guard control(EPOLL_CTL_ADD, timer, Self.clockTag) == 0 else {
            throw .last("epoll_ctl(add)")
        }
    }

    /// Watches a loop's poll from now on.
    ///
    /// Where memory lacks, only the clock shows the loop.
    func begin(_ poll: Int32) { _ = control(EPOLL_CTL_ADD, poll, 0) }

    /// Watches a loop's poll no longer.
    func end(_ poll: Int32) { _ = control(EPOLL_CTL_DEL, poll, 0) }

    private func control(_ operation: Int32, _ number: Int32, _ tag: UInt64) -> Int32 {
        // SAFETY: the kernel copies the event before the call returns.
        var event = unsafe epoll_event()
        unsafe event.events = notice_epoll_in
        unsafe event.data.u64 = tag
        return unsafe epoll_ctl(set.number, operation, number, &event)
    }

    /// Ticks once in so many milliseconds; 0: no longer.
    func tick(every milliseconds: Int) { set(first: milliseconds * 1_000_000, milliseconds) }

    /// Ticks now.
    func call() { set(first: 1, 0) }

    private func set(first nanoseconds: Int, _ period: Int) {
        var times = itimerspec()
        times.it_value.tv_sec = nanoseconds / 1_000_000_000
        times.it_value.tv_nsec = nanoseconds % 1_000_000_000
        times.it_interval.tv_sec = period / 1_000
        times.it_interval.tv_nsec = period % 1_000 * 1_000_000
        // SAFETY: the kernel reads the times before the call returns.
        _ = unsafe timerfd_settime(clock.number, 0, &times, nil)
    }

    /// Waits for a sign, as long as it takes.
    func wait() -> Sign {
        while true {
            // SAFETY: room for the one event that is asked for.
            var event = unsafe epoll_event()
            guard unsafe epoll_wait(set.number, &event, 1, -1) == 1 else { continue }
            guard unsafe event.data.u64 == Self.clockTag else { return .stirring }
            var count: UInt64 = 0
            // SAFETY: eight bytes are written into a local; non-blocking.
            _ = unsafe read(clock.number, &count, 8)
            return .tick
        }
    }
}
