/// Decides the commands of one commit, each on the register as those before it leave it.
///
/// A store makes one for each group commit, hands it every submission that waits, in order, and
/// writes the changes that come out. Nothing here waits, and nothing is written: whoever keeps one
/// for submissions that are never written rehearses them, see ``Repository/rehearsal()``.
package struct Batch {
    /// The sequence of the last change decided so far.
    package private(set) var seq: Int
    private let overlay: Overlay
    private let surroundings: Session.Surroundings

    /// Starts a batch.
    ///
    /// - Parameters:
    ///   - base: the register as it is published.
    ///   - at: the time that the changes bear.
    ///   - seq: the last change of the journal.
    ///   - fresh: gives 10 random bytes for each id that is made.
    ///   - sha256: the digest of a source's text.
    package init(
        on base: any Standing,
        at: Instant,
        after seq: Int,
        fresh: @escaping () -> [UInt8],
        sha256: @escaping ([UInt8]) -> [UInt8]
    ) {
        overlay = Overlay(on: base)
        surroundings = Session.Surroundings(at: at, fresh: fresh, sha256: sha256)
        self.seq = seq
    }

    /// Decides a submission; what it comes to stands for those after it.
    ///
    /// Commands that are handed in as one may refer to each other in any order. Others are decided
    /// one after the other, each on its own feet. What follows for other records is derived once,
    /// after all of them.
    /// - Throws: what the store met while it was asked. Nothing has been decided then, and the next
    ///   submission is decided as if this one had not been handed in.
    package mutating func decide(_ submission: Submission) throws(StoreFault) -> Settlement {
        var session = session(for: submission)
        var verdicts: [Result<Decided, Rejection>] = []
        if submission.isAtomic, submission.commands.count > 1 {
            verdicts = Together.decide(submission.commands, in: &session)
        } else if submission.commands.count == 1 {
            // Nothing else is in the session that would have to be kept.
            verdicts = [Self.verdict(on: submission.commands[0], in: &session)]
            if case .failure = verdicts[0] { session = self.session(for: submission) }
        } else {
            verdicts = submission.commands.map { Self.verdict(apart: $0, in: &session) }
        }
        do throws(Rejection) {
            try Deriving.derive(in: &session)
        } catch {
            session = self.session(for: submission)
            verdicts = verdicts.map { $0.flatMap { _ in .failure(error) } }
        }
        if let fault = overlay.takeFault() { throw fault }
        for change in session.changes { overlay.apply(change) }
        seq += session.changes.count
        return Settlement(verdicts: verdicts, changes: session.changes)
    }

    private func session(for submission: Submission) -> Session {
        Session(Overlay(on: overlay), surroundings, actor: submission.actor, after: seq)
    }

    /// Decides a command; where it is turned down, nothing of it stays in the session.
    private static func verdict(
        apart command: Command,
        in session: inout Session
    ) -> Result<Decided, Rejection> {
        do throws(Rejection) {
            return .success(
                try session.attempt { session throws(Rejection) in
                    try verdict(on: command, in: &session).get()
                }
            )
        } catch {
            return .failure(error)
        }
    }

    private static func verdict(
        on command: Command,
        in session: inout Session
    ) -> Result<Decided, Rejection> {
        do throws(Rejection) {
            if case .step(let id, let body) = command.act {
                return .success(try session.takeStep(command, of: id, body))
            }
            let placed = try RecordWriting.place(command, in: &session)
            try RecordWriting.judge(placed, in: session, isTogether: false)
            return .success(placed.decided)
        } catch {
            return .failure(error)
        }
    }
}

/// What a submission comes to.
package struct Settlement: Sendable {
    /// For each command: what is decided, or why it is turned down.
    package let verdicts: [Result<Decided, Rejection>]
    /// All changes, in the order of their sequences.
    package let changes: [Change]
}
