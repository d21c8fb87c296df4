internal import Glibc

/// The signals by which an operator speaks to a server, taken by a thread of their own.
///
/// Made before the first thread or queue of the process: threads inherit what is blocked, and a
/// signal must not reach one that blocks nothing (it would end the process). SIGPIPE is ignored
/// from then on: a client that left is an error of `send`, not our end.
public struct Signals: Sendable {
    /// A signal that is waited for.
    public enum Signal: Int32, CaseIterable, Sendable {
        /// SIGTERM: end in good order.
        case terminate = 15
        /// SIGINT: the same, from a terminal.
        case interrupt = 2
        /// SIGHUP: read again what may change while running.
        case hangUp = 1
    }

    private let awaited: [Signal]

    /// Blocks these signals in the calling thread, and so in all that it starts.
    public init(_ awaited: [Signal] = Signal.allCases) {
        self.awaited = awaited
        // SAFETY: the set is a local that lives through the call.
        var set = unsafe Self.set(of: awaited)
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Starts a thread that calls `handle` for each signal that comes, one after the other.
    public func start(
        _ handle: @escaping @Sendable (Signal) -> Void
    ) throws(SystemError) {
        let awaited = awaited
        try Threads.start("signals") {
            while let signal = Self.wait(for: awaited) { handle(signal) }
        }
    }

    private static func wait(for awaited: [Signal]) -> Signal? {
        // SAFETY: set and number are locals that live through the call.
        var set = unsafe Self.set(of: awaited)
        var number: Int32 = 0
        while true {
            guard unsafe sigwait(&set, &number) == 0 else { return nil }
            if let signal = Signal(rawValue: number) { return signal }
        }
    }

    @unsafe private static func set(of signals: [Signal]) -> sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in signals { unsafe sigaddset(&set, signal.rawValue) }
        return set
    }
}
