internal import Glibc

/// The two clocks that a loop reads.
enum Clock {
    /// Nanoseconds since some start, never backwards.
    static func nanoseconds() -> Int64 {
        read(CLOCK_MONOTONIC).nanoseconds
    }

    /// Seconds since 1970 in UTC, a few milliseconds late.
    static func unixSeconds() -> Int64 {
        read(CLOCK_REALTIME_COARSE).seconds
    }

    private static func read(_ clock: clockid_t) -> (seconds: Int64, nanoseconds: Int64) {
        var time = timespec()
        // SAFETY: writes into a local.
        unsafe clock_gettime(clock, &time)
        let seconds = Int64(time.tv_sec)
        return (seconds, seconds &* 1_000_000_000 &+ Int64(time.tv_nsec))
    }

    /// How many processors are online.
    static func processorCount() -> Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
