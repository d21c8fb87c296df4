internal import HTTPWire
internal import Locks
internal import Synchronization

/// What a loop is told to do as a whole.
enum LoopCommand: Sendable {
    /// End in good order.
    case drain
    /// Make new connections with these certificates.
    case renew(TLSMaterial)
    /// End now.
    case stop
    /// Say that the loop turns.
    case beat(@Sendable () -> Void)
    /// Go on with a request whose body was taken out of gzip; the bytes begin with its head.
    case inflated(Mail.Address, Result<[UInt8], Refusal>)
}

/// A loop's box: answers from other threads, and commands.
///
/// The eventfd is rung only when the loop sleeps, or is about to. The two flags are read in the
/// opposite order of their writing on the other side, all sequentially consistent: a letter is seen
/// before the loop sleeps, or its writer sees the loop asleep.
final class LoopMailbox: Mailbox {
    private struct Contents {
        var letters: [Mail] = []
        var commands: [LoopCommand] = []
        /// Whether the loop has ended, and nobody will read.
        var isClosed = false
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
        let isTaken = contents.withLock { contents in
            guard !contents.isClosed else { return false }
            contents.letters.append(letter)
            return true
        }
        guard isTaken else { return letter.fallDead() }
        ring()
    }

    func deliver(_ command: LoopCommand) {
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

    /// Rings the bell whatever lies here.
    func wake() { bell.ring() }

    /// Silences the bell after it was heard.
    func hush() { bell.hush() }

    /// Swaps the letters for an empty array, and answers the commands.
    func empty(into letters: inout [Mail]) -> [LoopCommand] {
        guard hasMail.exchange(false, ordering: .sequentiallyConsistent) else { return [] }
        let taken = contents.withLock { contents in
            let taken = contents
            contents = Contents()
            return taken
        }
        letters = taken.letters
        return taken.commands
    }

    /// Takes no more letters, and lets those that lie there fall dead: the loop has ended.
    func close() {
        let left = contents.withLock { contents in
            let left = contents.letters
            contents = Contents(isClosed: true)
            return left
        }
        for letter in left { letter.fallDead() }
    }
}

extension Mail {
    /// Tells the sender, where it waits to be told, that nobody is there.
    func fallDead() {
        if case .piece(_, let whenSent) = content { whenSent?(false) }
    }
}
