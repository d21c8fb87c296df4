/// What the rules may ask of the register as it is published: all that is durable, no more.
///
/// What a batch has decided so far is laid over it by the batch itself.
package protocol Standing {
    /// The standing of an id: nil when no record ever had it.
    func entry(_ id: String) throws(StoreFault) -> Entry?
    /// The record as it stands; nil when there is none, or it has been deleted.
    func record(_ id: String) throws(StoreFault) -> Record?
    /// The standing records that refer to `id` by the fact `role`, or by any where that is nil.
    ///
    /// At most `limit`, ordered by role and then id.
    func referrers(of id: String, role: String?, limit: Int) throws(StoreFault) -> [Referrer]
    /// The standing record of the kind that has this word among the fact's: unique numbers, ids.
    func holder(of fact: String, _ word: String, kind: Kind) throws(StoreFault) -> String?
    /// Whether every version of the record after `version` was made by `derive`.
    func isOnlyDerived(_ id: String, since version: Int) throws(StoreFault) -> Bool
    /// A source's text as it stands.
    func text(of id: String) throws(StoreFault) -> String?
}

/// Where an id stands.
package struct Entry: Sendable, Equatable {
    /// The kind of its record.
    package let kind: Kind
    /// The change that made the version.
    package let seq: Int
    /// The version.
    package let version: Int
    /// Whether the record has been deleted.
    package let isDeleted: Bool

    /// Describes a standing.
    package init(kind: Kind, seq: Int, version: Int, isDeleted: Bool) {
        self.kind = kind
        self.seq = seq
        self.version = version
        self.isDeleted = isDeleted
    }
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

/// The head of the journal.
package struct Head: Sendable, Equatable {
    /// The store's uuid.
    package let store: String
    /// The last change; 0 in an empty register.
    package let seq: Int
    /// When it was recorded.
    package let at: Instant

    /// Names a head.
    package init(store: String, seq: Int, at: Instant) {
        self.store = store
        self.seq = seq
        self.at = at
    }
}

/// One change as the journal keeps it.
package struct JournalEntry: Sendable, Equatable {
    /// Its place in the journal, from 1.
    package let seq: Int
    /// When.
    package let at: Instant
    /// Who.
    package let actor: String
    /// The record's kind.
    package let kind: Kind
    /// The record's id.
    package let id: String
    /// The version that it made.
    package let version: Int
    /// What it did.
    package let operation: Operation
    /// The record's change before this one; 0: none.
    package let previous: Int
    /// Why.
    package let reason: String?
    /// SHA-256 over salt, reason and body: 32 bytes.
    package let digest: [UInt8]
    /// The canonical bytes; nil for `delete` and `redact`.
    package let body: [UInt8]?

    /// Describes a change.
    package init(
        seq: Int,
        at: Instant,
        actor: String,
        kind: Kind,
        id: String,
        version: Int,
        operation: Operation,
        previous: Int,
        reason: String?,
        digest: [UInt8],
        body: [UInt8]?
    ) {
        self.seq = seq
        self.at = at
        self.actor = actor
        self.kind = kind
        self.id = id
        self.version = version
        self.operation = operation
        self.previous = previous
        self.reason = reason
        self.digest = digest
        self.body = body
    }
}

/// Commands handed in together, and under which promise.
package struct Submission: Sendable {
    /// A client's key for repeating a request safely, with the digest of what was asked.
    package struct Idempotency: Sendable {
        /// The key.
        package let key: String
        /// SHA-256 of method, target and body.
        package let digest: [UInt8]

        /// Names a key.
        package init(key: String, digest: [UInt8]) {
            self.key = key
            self.digest = digest
        }
    }

    /// The commands: one, or an import's batch, which may refer to each other in any order.
    package var commands: [Command]
    /// Whether all or none is to be carried out.
    package var isAtomic = true
    /// Who asks.
    package var actor: String
    /// The key, if the client gave one.
    package var idempotency: Idempotency?

    /// Hands in commands.
    package init(_ commands: [Command], actor: String) {
        self.commands = commands
        self.actor = actor
    }
}

/// What became of one command.
package enum Outcome: Sendable {
    /// It is durable.
    case done(Done)
    /// It was turned down; nothing was written.
    case rejected(Rejection)
    /// The world stood in its way.
    case failed(StoreFault)
    /// The key was used before for another request.
    case keyReused

    /// A command that was carried out.
    package struct Done: Sendable {
        /// What was decided.
        package let decided: Decided
        /// The record's last change now: the command's own, or a later `derive` of the same commit.
        package let seq: Int
        /// The record's canonical bytes at that change; nil once it is deleted.
        package let body: [UInt8]?
        /// Whether this answer repeats one given before.
        package let isRepeated: Bool

        /// Describes what was done.
        package init(decided: Decided, seq: Int, body: [UInt8]?, isRepeated: Bool = false) {
            self.decided = decided
            self.seq = seq
            self.body = body
            self.isRepeated = isRepeated
        }
    }
}

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

/// Reads the journal, for one thread.
package protocol JournalReader: AnyObject {
    /// The canonical bytes that a change made; nil where there are none.
    func body(_ seq: Int) throws(StoreFault) -> [UInt8]?
    /// A change.
    func change(_ seq: Int) throws(StoreFault) -> JournalEntry?
    /// The changes after a sequence and up to another, in order, at most `limit`.
    func changes(after seq: Int, through last: Int, limit: Int) throws(StoreFault) -> [JournalEntry]
    /// A source's text as it stands; nil where there is none.
    func text(of id: String) throws(StoreFault) -> String?
    /// All of a loop's turn has been read: the place to end a read transaction.
    func endTurn()
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
