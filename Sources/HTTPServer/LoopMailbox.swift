internal import HTTPWire
internal import Locks
internal import Synchronization

/// What a loop is told to do as a whole.
enum Command: Sendable {
    /// End in good order.
    case drain
    /// End now.
    case stop
}

/// A loop's box: answers from other threads, and commands.
///
/// The eventfd is rung only when the loop sleeps, or is about to. The two flags are read in the
/// opposite order of their writing on the other side, all sequentially consistent: a letter is seen
/// before the loop sleeps, or its writer sees the loop asleep.
final class LoopMailbox: Mailbox {
    private struct Contents {
        var letters: [Mail] = []
        var commands: [Command] = []
    }

    private let contents = Locked(Contents())
    private let hasMail = Atomic<Bool>(false)
    private let isAsleep = Atomic<Bool>(false)
    private let bell: WakeUp

    init() throws(SystemError) { bell = try WakeUp() }

    /// What the loop's poll watches.
    var number: Int32 { bell.number }

    func deliver(_ mail: consuming Mail) {
        let letter = mail
        contents.withLock { $0.letters.append(letter) }
        ring()
    }

    func deliver(_ command: Command) {
        contents.withLock { $0.commands.append(command) }
        ring()
    }

    private func ring() {
        hasMail.store(true, ordering: .sequentiallyConsistent)
        if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { bell.ring() }
    }

    /// Said before the loop sleeps; false when there is mail, and no time to sleep.
    func fallAsleep() -> Bool {
        isAsleep.store(true, ordering: .sequentiallyConsistent)
        guard hasMail.load(ordering: .sequentiallyConsistent) else { return true }
        isAsleep.store(false, ordering: .relaxed)
        return false
    }

    /// Said when the loop woke for whatever reason.
    func awake() { isAsleep.store(false, ordering: .relaxed) }

    /// Silences the bell after it was heard.
    func hush() { bell.hush() }

    /// Swaps the letters for an empty array, and answers the commands.
    func empty(into letters: inout [Mail]) -> [Command] {
        guard hasMail.exchange(false, ordering: .sequentiallyConsistent) else { return [] }
        let taken = contents.withLock { contents in
            let taken = contents
            contents = Contents()
            return taken
        }
        letters = taken.letters
        return taken.commands
    }
}
