internal import HTTPWire
internal import Locks
internal import Synchronization

/// Keeps a loop turning while its thread is away on an errand.
///
/// Two threads share one loop: who holds it turns it. For an errand its holder lays it down and
/// has its poll watched. If nothing happens to the loop, the thread takes it up again and nobody
/// else was woken; if anything does, the other thread takes it, and the first becomes the stand-in.
final class LoopKeeper: Sendable {
    /// How often a stand-in looks whether a loop has lain for a whole period, whose deadlines pass
    /// unseen; only while there are errands.
    private static let periodMilliseconds = 250

    private struct Book {
        var hasStandIn = false
        var isOver = false
        var isTicking = false
        /// How often the loop was laid down, and how often when the clock ticked last.
        var errands = 0
        var errandsAtTick = 0
    }

    private let name: String
    private let watch: Watch
    /// What the watch watches.
    private let poll: Int32
    /// Locked by who turns it, for as long as that lasts: nobody waits for this lock, since a
    /// thread goes there only when it has found the loop lying.
    private let loop: Locked<Loop>
    private let mailbox: LoopMailbox
    /// Whether the loop lies, for whoever finds it so first.
    private let isLying = Atomic<Bool>(false)
    private let book = Locked(Book())
    private let whenOver: @Sendable () -> Void

    /// Takes a loop that has begun.
    ///
    /// - Parameters:
    ///   - loop: one that nobody else turns.
    ///   - name: the threads' name.
    ///   - whenOver: told once, when the loop has ended.
    /// - Throws: when the system gives no descriptors.
    init(
        _ loop: consuming sending Loop,
        name: String,
        whenOver: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        self.name = name
        self.whenOver = whenOver
        watch = try Watch()
        poll = loop.poll.number
        mailbox = loop.mailbox
        self.loop = Locked(loop)
    }

    /// Turns the loop until it is over, or until the other thread has seen to that.
    func run() {
        while let errand = loop.withLock({ loop in loop.run() }) {
            guard goes(on: errand) else { return }
        }
        loop.withLock { loop in loop.end() }
        book.withLock { $0.isOver = true }
        watch.call()
        whenOver()
    }

    /// Goes on an errand, and says whether it has the loop again; false once that is over.
    private func goes(on errand: Errand) -> Bool {
        guard hasStandIn() else {
            errand.run { true }
            return true
        }
        layDown()
        var isBack = false
        errand.run {
            if !isBack { isBack = takeUp() }
            return isBack
        }
        guard isBack || takeUp() else { return waitForLoop() }
        // Nothing happened meanwhile: whoever waited for this was alone.
        loop.withLock { loop in loop.isEager = true }
        return true
    }

    private func layDown() {
        loop.withLock { loop in loop.lieDown() }
        // In this order: whoever finds the loop lying finds it watched, and ends that.
        watch.begin(poll)
        isLying.store(true, ordering: .releasing)
    }

    private func takeUp() -> Bool {
        guard isLying.exchange(false, ordering: .acquiringAndReleasing) else { return false }
        watch.end(poll)
        mailbox.awake()
        return true
    }

    /// Waits until the loop lies and somebody has to turn it; false once it is over.
    private func waitForLoop() -> Bool {
        while true {
            switch watch.wait() {
            case .stirring: if takeUp() { return true }
            case .tick:
                switch heardTick() {
                case .lay: if takeUp() { return true }
                case .turned: break
                case .over: return false
                }
            }
        }
    }

    private enum Period { case lay, turned, over }

    private func heardTick() -> Period {
        book.withLock { book in
            guard !book.isOver else { return .over }
            guard book.errands != book.errandsAtTick else {
                // Nobody has left since: if the loop lies, it has lain for the whole period.
                book.isTicking = false
                watch.tick(every: 0)
                return .lay
            }
            book.errandsAtTick = book.errands
            return .turned
        }
    }

    /// Whether there is a thread to stand in; the first errand brings it.
    private func hasStandIn() -> Bool {
        let (isThere, mustTick) = book.withLock { book in
            defer { (book.hasStandIn, book.isTicking) = (true, true) }
            book.errands += 1
            return (book.hasStandIn, !book.isTicking)
        }
        if mustTick { watch.tick(every: Self.periodMilliseconds) }
        guard !isThere else { return true }
        do throws(SystemError) {
            try Threads.start(name) {
                Threads.holdPipeSignal()
                self.standIn()
            }
            return true
        } catch {
            book.withLock { $0.hasStandIn = false }
            return false
        }
    }

    private func standIn() {
        if waitForLoop() { run() }
    }
}
