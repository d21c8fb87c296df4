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
