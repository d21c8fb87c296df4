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
