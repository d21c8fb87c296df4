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

/// What waits for the writer: a bounded queue that can be closed.
final class WriteQueue: Sendable {
    /// What became of a submission that was handed in.
    enum Admission {
        case taken, full, closing
    }

    private struct State {
        var waiting: [Waiting] = []
        var commandCount = 0
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
    func add(_ waiting: Waiting) -> Admission {
        let count = waiting.submission.commands.count
        let admission: Admission = state.withLock { state in
            guard !state.isClosing else { return .closing }
            guard state.waiting.isEmpty || state.commandCount + count <= commandsMax else {
                return .full
            }
            state.waiting.append(waiting)
            state.commandCount += count
            return .taken
        }
        if admission == .taken { state.notify() }
        return admission
    }

    /// Takes all that waits, and waits for it; nil once the queue is closed and empty.
    func takeAll() -> [Waiting]? {
        let taken: [Waiting] = state.wait { state in
            guard !state.waiting.isEmpty || state.isClosing else { return nil }
            let taken = state.waiting
            state.waiting = []
            state.commandCount = 0
            return taken
        }
        return taken.isEmpty ? nil : taken
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
