internal import Dispatch
internal import HTTPWire
internal import Locks

/// A bounded pool on a Dispatch queue: so many at once, so many waiting, no more.
///
/// Dispatch alone bounds neither: a concurrent queue grows threads while work blocks, and queues
/// without end. Here at most `threads` blocks are out, each with one piece of work: whatever else
/// uses Dispatch's threads has its turn in between.
final class WorkerPool: Workers {
    private struct Work {
        /// What was taken is nil, so that nothing is kept of it.
        var waiting: [(@Sendable () -> Void)?] = []
        var next = 0
        var running = 0
    }

    private let work = Locked(Work())
    private let queue = DispatchQueue(label: "http.workers", attributes: .concurrent)
    private let threads: Int
    private let waitingMax: Int

    init(threads: Int, waitingMax: Int) {
        self.threads = threads
        self.waitingMax = waitingMax
    }

    func submit(_ work: @escaping @Sendable () -> Void) -> Bool {
        enum Verdict { case start, waits, full }
        let verdict: Verdict = self.work.withLock { state in
            if state.running < threads {
                state.running += 1
                return .start
            }
            guard state.waiting.count - state.next < waitingMax else { return .full }
            state.waiting.append(work)
            return .waits
        }
        if verdict == .start { run(work) }
        return verdict != .full
    }

    private func run(_ work: @escaping @Sendable () -> Void) {
        queue.async {
            work()
            if let next = self.takeNext() { self.run(next) }
        }
    }

    private func takeNext() -> (@Sendable () -> Void)? {
        work.withLock { state in
            guard state.next < state.waiting.count else {
                state.running -= 1
                return nil
            }
            let work = state.waiting[state.next]
            state.waiting[state.next] = nil
            state.next += 1
            if state.next == state.waiting.count || state.next >= 1024 {
                state.waiting.removeFirst(state.next)
                state.next = 0
            }
            return work
        }
    }
}
