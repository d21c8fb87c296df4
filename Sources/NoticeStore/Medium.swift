internal import NoticeRegister

/// What a record is made of: the bytes that a change made, and a source's text beside them.
protocol RecordSource {
    /// The canonical bytes that a change made; nil where there are none.
    func body(_ seq: Int) throws(StoreFault) -> [UInt8]?
    /// A source's text as it stands.
    func text(of id: String) throws(StoreFault) -> String?
}

/// Takes rows of the view.
struct RowTaker {
    /// Is told the hashes of the ids that the next rows name, as far as they are known beforehand.
    let expect: (_ hashes: [Int]) -> Void
    /// Takes a row; its id and its packed facts are lent for the call.
    let take:
        (_ row: ViewRow.Head, _ id: Span<UInt8>, _ facts: Span<UInt8>) throws(StoreFault) -> Void
}

/// Where a journal's bytes lie, memory or a file: the writer's alone.
protocol Medium: AnyObject, RecordSource {
    /// The journal's head as it lies there.
    var head: Head { get }
    /// Whether a write failed, so that ``recover()`` has to come before the next one.
    var needsRecovery: Bool { get }

    /// Makes sure that there is room for another commit; a medium may remember for a while.
    func checkRoom() throws(StoreFault)
    /// Closes and reopens everything, and checks it; the head may have moved.
    func recover() throws(StoreFault)

    /// A change; nil beyond the head.
    func change(_ seq: Int) throws(StoreFault) -> JournalEntry?
    /// What lies beside a change for the audit tree.
    func tree(_ seq: Int) throws(StoreFault) -> [UInt8]
    /// Lends the rows of the view after a sequence, in order, as many as come at once.
    ///
    /// - Returns: how many there were; 0 at the end.
    func lendRows(after seq: Int, to taker: RowTaker) throws(StoreFault) -> Int
    /// What was answered to a key that was used at a moment or later.
    func answer(to key: AnswerKey, since: Instant) throws(StoreFault) -> KeptAnswer?

    /// Appends a commit; it is durable on return.
    func write(_ commit: SealedCommit) throws(WriteFault)
    /// Says that nothing more is read for this commit, and nothing will be written.
    func endReading()
    /// Ends all use.
    func close()
}

/// How a commit failed.
enum WriteFault: Error {
    /// Nothing of it stands, or will.
    case notCommitted(StoreFault)
    /// It may stand.
    case inDoubt
}

/// Where readers of a journal come from, for every thread.
protocol ReaderSource: Sendable {
    /// A reader for one thread.
    func reader() throws(StoreFault) -> any JournalReader
    /// Lends a reader for a piece of work.
    func withReader<Result>(
        _ work: (any JournalReader) throws(StoreFault) -> Result
    ) throws(StoreFault) -> Result
}

/// A change as it is to lie in the journal, and what follows from it.
struct SealedChange: Sendable {
    /// The change, with its digest and its body.
    let entry: JournalEntry
    /// What makes the digest say nothing of the body.
    let salt: [UInt8]
    /// The hashes that it adds to the audit tree.
    let tree: [UInt8]
    /// What becomes of a source's text.
    let text: TextChange?
    /// Its row of the view.
    let row: ViewRow
}

/// All that is written at once.
struct SealedCommit: Sendable {
    /// When, never earlier than the last one.
    let at: Instant
    /// The changes, in order and without a gap.
    let changes: [SealedChange]
    /// The answers to be kept.
    let answers: [KeptAnswer]
}

extension Head {
    /// The head once a commit stands; what adds no change does not move it.
    func moved(by commit: SealedCommit) -> Head {
        guard let last = commit.changes.last else { return self }
        return Head(store: store, seq: last.entry.seq, at: commit.at)
    }
}
