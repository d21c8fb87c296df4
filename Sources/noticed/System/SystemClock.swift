import Glibc

/// The wall clock.
enum SystemClock {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    static func milliseconds() -> Int {
        var time = timespec()
        // SAFETY: writes into a local.
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }
}
