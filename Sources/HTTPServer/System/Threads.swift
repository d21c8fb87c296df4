internal import CLinux
internal import Glibc

/// Threads of our own: Dispatch lends none for good.
enum Threads {
    private final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(_ name: String, _ body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    /// Keeps SIGPIPE from this thread: OpenSSL writes without saying that it wants none.
    static func holdPipeSignal() {
        var signals = sigset_t()
        // SAFETY: the set is a local that lives through the calls.
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Starts a detached thread; `name` (15 bytes) is what `top -H` shows.
    static func start(
        _ name: String,
        _ body: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        var attributes = pthread_attr_t()
        // SAFETY: attributes live through the call. The box crosses as one retained pointer, which
        // the thread takes over; when no thread starts it is released here.
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let box = unsafe Unmanaged.passRetained(Start(String(name.prefix(15)), body))
        var thread = pthread_t()
        let fault = unsafe pthread_create(
            &thread,
            &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
                // By itself: a detached thread may be gone before another could name it.
                unsafe pthread_setname_np(pthread_self(), start.name)
                start.body()
                return nil
            },
            box.toOpaque()
        )
        guard fault == 0 else {
            unsafe box.release()
            throw SystemError("pthread_create", fault)
        }
    }
}
