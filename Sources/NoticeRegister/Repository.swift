/// The register's keeper: what the API asks, and every store answers alike.
package protocol Repository: AnyObject, Sendable {
    /// The head of the journal as clients may see it: everything up to it is durable.
    var head: Head { get }
    /// The head's sequence, without waiting for anybody.
    var headSeq: Int { get }
    /// Counters for the operator.
    var counters: StoreCounters { get }
    /// Why the store is not ready, or nil.
    var unreadiness: String? { get }

    /// A reader for one thread, for as long as it likes.
    func reader() throws(StoreFault) -> any JournalReader
    /// Lends a reader for a piece of work on the pool.
    func withReader<Result>(
        _ work: (any JournalReader) throws(StoreFault) -> Result
    ) throws(StoreFault) -> Result

    /// Where an id stood at a sequence.
    func entry(_ id: String, at seq: Int) -> Entry?
    /// Answers a question from memory.
    func find(_ query: Query) -> Found
    /// Counts values from memory.
    func tally(_ tally: ValueTally) -> Tallied
    /// What a record referred to at a sequence, and what referred to it, by role and then id.
    func links(of id: String, at seq: Int) -> (to: [Referrer], from: [Referrer])
    /// The records that stood at a sequence and referred to `id` by the fact `role`: the first
    /// `limit` by id.
    func referrers(of id: String, role: String, limit: Int, at seq: Int) -> [Referrer]
    /// The last sequence recorded at or before a moment.
    func seq(at moment: Instant) -> Int

    /// A batch over what is published now, for trying commands: each sees what those before it came
    /// to, and nothing of it is ever written.
    ///
    /// Later writes do not show in it. It keeps all that it decides in memory, and is for one thread
    /// at a time; the writer has no part in it.
    func rehearsal() throws(StoreFault) -> sending Batch

    /// Hands commands to the writer and returns; `then` is called once, with an outcome for each
    /// command, from any thread. False when the queue is full: `then` is not called.
    func submit(
        _ submission: Submission,
        then: @escaping @Sendable ([Outcome]) -> Void
    ) -> Bool

    /// The same for a thread that goes on to ask ``claimWriting()``, before it waits for anything:
    /// the writer's thread is not woken.
    func leave(
        _ submission: Submission,
        then: @escaping @Sendable ([Outcome]) -> Void
    ) -> Bool

    /// Whether this thread is to carry out what waits, by ``write(until:)``; not when nothing
    /// waits, or when another thread is at it, which will see to what waits too.
    func claimWriting() -> Bool

    /// Carries out what waits, as its one writer, until nothing does.
    ///
    /// - Parameter isWantedBack: asked after a commit when nothing waits, before its outcomes are
    ///   told. A thread that is wanted tells them and leaves what comes to the writer's thread.
    func write(until isWantedBack: () -> Bool)
}

/// What goes wrong in the world rather than in a command; never the sender's to mend.
package enum StoreFault: Error, Sendable, Equatable {
    /// The disk is full or nearly so: reads only, until there is room.
    case noRoom
    /// A write failed; the store is checking itself before it writes again.
    case unavailable(String)
    /// The commit was under way when it failed: it may stand after all.
    case outcomeUnknown
    /// The writer's queue is full.
    case overloaded
    /// The store is closing, or still loading.
    case notReady(String)
    /// What was read is not what was written.
    case damaged(String)
}

/// What a store counts.
package struct StoreCounters: Sendable, Equatable {
    /// Commits that are durable.
    package var commits = 0
    /// Changes in them.
    package var changes = 0
    /// Commands turned down.
    package var rejections = 0
    /// Commits that failed.
    package var failures = 0
    /// Commands waiting now.
    package var queued = 0
    /// Standing records, by kind.
    package var records: [Kind: Int] = [:]

    /// Starts at nothing.
    package init() {}
}
