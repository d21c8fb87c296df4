internal import Glibc

/// State that threads share, reachable only inside a lock.
///
/// Over `pthread_mutex_t`, because the thread sanitizer misreads `Synchronization.Mutex`. Hold it
/// for a few lines: no calls out, no waiting but by ``wait(_:)``. It is not recursive.
///
/// `@unchecked Sendable`: the compiler cannot see that `state` is touched only between lock and
/// unlock; ``withLock(_:)`` and ``wait(_:)`` are the only ways to it, and `sending` keeps what goes
/// in or comes out from being shared outside.
@safe package final class Locked<State: ~Copyable>: @unchecked Sendable {
    private var state: State
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>

    /// Guards a value, which nobody else may still hold.
    package init(_ state: consuming sending State) {
        self.state = state
        // SAFETY: both are initialised here, at addresses that never move, before anyone can see
        // them, and destroyed in `deinit`, when nobody can hold them any more.
        unsafe mutex = .allocate(capacity: 1)
        unsafe changed = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe changed.initialize(to: pthread_cond_t())
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(changed, nil)
    }

    deinit {
        // SAFETY: the last reference is gone, so no thread is inside.
        unsafe pthread_cond_destroy(changed)
        unsafe pthread_mutex_destroy(mutex)
        unsafe changed.deallocate()
        unsafe mutex.deallocate()
    }

    /// Runs a few lines with the state, alone.
    package func withLock<Result, Failure: Error>(
        _ body: (inout sending State) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        // SAFETY: the mutex lives as long as self; lock and unlock come in pairs.
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body(&state)
    }

    /// Waits until `body`, asked under the lock now and after each ``notify()``, has a result.
    package func wait<Result>(_ body: (inout sending State) -> sending Result?) -> sending Result {
        // SAFETY: as in `withLock`; waiting releases the mutex and takes it again.
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&state) { return result }
            unsafe pthread_cond_wait(changed, mutex)
        }
    }

    /// Wakes all that wait, to look again.
    package func notify() {
        // SAFETY: the condition lives as long as self.
        unsafe pthread_cond_broadcast(changed)
    }
}
