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
        try view.follow(medium)
        let writer = Locked<JournalWriter?>(
            try JournalWriter(
                on: medium,
                view: view,
                status: status,
                queue: queue,
                settings: settings,
                clock: clock
            )
        )
        // A serial queue of its own: the writer keeps this thread for good.
        DispatchQueue(label: "store.writer").async {
            var taken = writer.withLock { writer in
                let taken = writer
                writer = nil
                return taken
            }
            taken?.run()
        }
    }

    deinit { queue.beginClosing() }

    /// Carries out what waits, and ends; what is handed in from now on fails with `notReady`.
    package func close() { queue.close() }

    /// The head of the journal as clients may see it.
    package var head: Head { status.head }

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

    /// What a record referred to at a sequence, and what referred to it.
    package func links(of id: String, at seq: Int) -> (to: [Referrer], from: [Referrer]) {
        view.links(of: id, at: seq)
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
        precondition(
            submission.idempotency == nil || submission.commands.count == 1,
            "a key belongs to one command"
        )
        let waiting = Waiting(submission: submission, then: then)
        switch queue.add(waiting) {
        case .taken: return true
        case .full: return false
        case .closing:
            waiting.fail(.notReady("closing"))
            return true
        }
    }
}
