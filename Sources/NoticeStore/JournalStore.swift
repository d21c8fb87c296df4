internal import Dispatch
internal import Locks
package import NoticeRegister

/// A register's keeper: a journal that lies somewhere, a view of it in memory, one writer.
///
/// Where the journal lies makes no difference to anything else; see `inMemory` and `sqlite`.
package final class JournalStore: Repository {
    private let view: View
    private let status: StoreStatus
    private let queue: WriteQueue
    /// Locked by who has the right to write, for as long as a commit lasts: nobody waits for it.
    private let writer: Locked<JournalWriter>
    private let readers: any ReaderSource
    private let clock: @Sendable () -> Instant

    /// Brings a view up to the journal and starts the writer.
    init(
        on medium: sending any Medium,
        readers: any ReaderSource,
        settings: StoreSettings,
        clock: @escaping @Sendable () -> Instant
    ) throws(StoreFault) {
        (self.readers, self.clock) = (readers, clock)
        view = View()
        queue = WriteQueue(commandsMax: settings.queueMax)
        status = StoreStatus(head: medium.head)
        try view.load(medium)
        writer = Locked(
            try JournalWriter(
                on: medium,
                view: view,
                status: status,
                settings: settings,
                clock: clock
            )
        )
        // A serial queue of its own: the writer keeps this thread for good, but not the store.
        DispatchQueue(label: "store.writer").async { [queue, writer] in
            while queue.claimWhenCalled() { Self.write(queue, writer) { false } }
            writer.withLock { writer in writer.close() }
            queue.end()
        }
    }

    deinit { queue.beginClosing() }

    /// Carries out what waits, and ends; what is handed in from now on fails with `notReady`.
    package func close() { queue.close() }

    /// The head of the journal as clients may see it.
    package var head: Head { status.head }

    /// The head's sequence.
    package var headSeq: Int { status.headSeq }

    /// What has been counted, waits and stands.
    package var counters: StoreCounters {
        var counters = status.counters
        counters.queued = queue.commandCount
        counters.records = view.counts()
        return counters
    }

    /// Why the store is not ready, or nil.
    package var unreadiness: String? { queue.isClosing ? "closing" : status.hindrance }

    /// A reader for one thread.
    package func reader() throws(StoreFault) -> any JournalReader { try readers.reader() }

    /// Lends a reader for a piece of work on the pool.
    package func withReader<Result>(
        _ work: (any JournalReader) throws(StoreFault) -> Result
    ) throws(StoreFault) -> Result {
        try readers.withReader(work)
    }

    /// Where an id stood at a sequence.
    package func entry(_ id: String, at seq: Int) -> Entry? { view.entry(id, at: seq) }

    /// Answers a question from memory.
    package func find(_ query: Query) -> Found { view.find(query) }

    /// Counts values in memory.
    package func tally(_ tally: ValueTally) -> Tallied { view.tally(tally) }

    /// What a record referred to at a sequence, and what referred to it.
    package func links(of id: String, at seq: Int) -> (to: [Referrer], from: [Referrer]) {
        view.links(of: id, at: seq)
    }

    /// The records that referred to an id by one fact at a sequence.
    package func referrers(of id: String, role: String, limit: Int, at seq: Int) -> [Referrer] {
        view.referrers(of: id, role: role, limit: limit, at: seq)
    }

    /// The last sequence recorded at or before a moment.
    package func seq(at moment: Instant) -> Int { view.seq(at: moment) }

    /// A batch over what is published now, for trying commands: nothing of it is written.
    package func rehearsal() throws(StoreFault) -> sending Batch {
        guard !queue.isClosing else { throw .notReady("closing") }
        let head = head
        return .rehearsal(on: view, readers, after: head.seq, at: max(clock(), head.at))
    }

    /// Hands commands to the writer; `then` is called once, from the writer's thread or this one.
    package func submit(
        _ submission: Submission,
        then: @escaping @Sendable ([Outcome]) -> Void
    ) -> Bool {
        add(submission, calls: true, then)
    }

    /// Leaves commands for whoever writes next; `then` is called once, from any thread.
    package func leave(
        _ submission: Submission,
        then: @escaping @Sendable ([Outcome]) -> Void
    ) -> Bool {
        add(submission, calls: false, then)
    }

    /// Whether this thread is to write what waits.
    package func claimWriting() -> Bool { queue.claim() }

    /// Writes what waits, until nothing does or the thread is wanted back.
    package func write(until isWantedBack: () -> Bool) {
        Self.write(queue, writer, until: isWantedBack)
    }

    private static func write(
        _ queue: WriteQueue,
        _ writer: Locked<JournalWriter>,
        until isWantedBack: () -> Bool
    ) {
        while let waiting = queue.takeAll() {
            let (outcomes, isInDoubt) = writer.withLock { writer in
                (writer.settle(waiting), writer.isInDoubt)
            }
            // Looking whether a commit stands may take long, and those it concerns are told first.
            // And while more waits this thread is at it already.
            let isWanted = !isInDoubt && queue.commandCount == 0 && isWantedBack()
            for (one, outcomes) in zip(waiting, outcomes) { one.then(outcomes) }
            if isInDoubt { writer.withLock { writer in writer.lookAgain() } }
            if isWanted { return queue.passOn() }
        }
    }

    private func add(
        _ submission: Submission,
        calls: Bool,
        _ then: @escaping @Sendable ([Outcome]) -> Void
    ) -> Bool {
        precondition(
            submission.idempotency == nil || submission.commands.count == 1,
            "a key belongs to one command"
        )
        let waiting = Waiting(submission: submission, then: then)
        switch queue.add(waiting, calls: calls) {
        case .taken: return true
        case .full: return false
        case .closing:
            waiting.fail(.notReady("closing"))
            return true
        }
    }
}
