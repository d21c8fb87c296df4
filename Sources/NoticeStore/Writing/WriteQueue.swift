internal import Locks
internal import NoticeRegister

/// A submission that waits for the writer, and who is to be told.
struct Waiting: Sendable {
    let submission: Submission
    let then: @Sendable ([Outcome]) -> Void

    /// Tells that nothing was carried out, or that nobody knows.
    func fail(_ fault: StoreFault) {
        then(submission.commands.map { _ in .failed(fault) })
    }
}

/// What waits for the writer: a bounded queue that can be closed, and the right to be its writer.
///
/// The writer's own thread is one of those who may write; a loop's thread that has just handed
/// something in writes it itself, if nobody is writing. Who writes goes on until nothing waits.
final class WriteQueue: Sendable {
    /// What became of a submission that was handed in.
    enum Admission {
        case taken, full, closing
    }

    private struct State {
        var waiting: [Waiting] = []
        var commandCount = 0
        /// Whether somebody has the right to write.
        var isWriting = false
        /// Whether the writer's thread is to see to what waits.
        var isCalled = false
        var isClosing = false
        var hasEnded = false
    }

    private let state = Locked(State())
    private let commandsMax: Int

    init(commandsMax: Int) {
        self.commandsMax = commandsMax
    }

    /// How many commands wait.
    var commandCount: Int { state.withLock { $0.commandCount } }

    /// Whether nothing is taken any more.
    var isClosing: Bool { state.withLock { $0.isClosing } }

    /// Adds a submission at the end.
    ///
    /// One that is too large for the queue gets in when none waits.
    /// `calls` has the writer's thread see to it.
    func add(_ waiting: Waiting, calls: Bool) -> Admission {
        let count = waiting.submission.commands.count
        let (admission, mustNotify): (Admission, Bool) = state.withLock { state in
            guard !state.isClosing else { return (.closing, false) }
            guard state.waiting.isEmpty || state.commandCount + count <= commandsMax else {
                return (.full, false)
            }
            state.waiting.append(waiting)
            state.commandCount += count
            if calls { state.isCalled = true }
            return (.taken, calls && !state.isWriting)
        }
        if mustNotify { state.notify() }
        return admission
    }

    /// Takes the right to write, if something waits and nobody has it.
    func claim() -> Bool {
        state.withLock { state in
            guard !state.isWriting, !state.waiting.isEmpty else { return false }
            state.isWriting = true
            return true
        }
    }

    /// Waits for the right to write what the writer's thread is to see to; false once the queue is
    /// closed and empty.
    func claimWhenCalled() -> Bool {
        state.wait { state in
            guard !state.isWriting else { return nil }
            if state.waiting.isEmpty { return state.isClosing ? false : nil }
            guard state.isCalled || state.isClosing else { return nil }
            state.isWriting = true
            return true
        }
    }

    /// Takes all that waits, for who has the right to write; nil, and the right is given back, when
    /// nothing does.
    func takeAll() -> [Waiting]? {
        let (taken, isClosing): ([Waiting], Bool) = state.withLock { state in
            let taken = state.waiting
            state.waiting = []
            state.commandCount = 0
            state.isCalled = false
            if taken.isEmpty { state.isWriting = false }
            return (taken, state.isClosing)
        }
        if taken.isEmpty, isClosing { state.notify() }
        return taken.isEmpty ? nil : taken
    }

    /// Gives the right to write back, and leaves what waits to the writer's thread.
    func passOn() {
        let mustNotify = state.withLock { state in
            state.isWriting = false
            if !state.waiting.isEmpty { state.isCalled = true }
            return state.isCalled || state.isClosing
        }
        if mustNotify { state.notify() }
    }

    /// Takes nothing more; what waits is still carried out.
    func beginClosing() {
        state.withLock { $0.isClosing = true }
        state.notify()
    }

    /// Takes nothing more, and waits until the writer has ended.
    func close() {
        beginClosing()
        state.wait { $0.hasEnded ? () : nil }
    }

    /// Says that the writer has ended.
    func end() {
        state.withLock { $0.hasEnded = true }
        state.notify()
    }
}
