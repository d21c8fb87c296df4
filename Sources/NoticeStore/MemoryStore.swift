internal import Locks
package import NoticeRegister

extension JournalStore {
    /// A register that lies in memory and ends with the process.
    ///
    /// - Parameters:
    ///   - store: its uuid.
    ///   - settings: how it behaves; there is no disk that could be full.
    ///   - clock: the time.
    /// - Returns: the store, at work.
    package static func inMemory(
        store: String = StoreName.make(),
        settings: StoreSettings = StoreSettings(),
        clock: @escaping @Sendable () -> Instant
    ) -> JournalStore {
        let journal = MemoryJournal()
        do throws(StoreFault) {
            return try JournalStore(
                on: MemoryMedium(journal, store: store),
                readers: journal,
                settings: settings,
                clock: clock
            )
        } catch {
            preconditionFailure("an empty journal has nothing that could be wrong")
        }
    }
}

/// The changes of a journal in memory, and the sources' texts beside them, for every thread.
private final class MemoryJournal: ReaderSource {
    private struct Lying {
        var changes: [SealedChange] = []
        var texts: [String: String] = [:]
    }

    private let lying = Locked(Lying())

    func append(_ sealed: [SealedChange]) {
        lying.withLock { lying in
            lying.changes += sealed
            for change in sealed {
                switch change.text {
                case nil: continue
                case .removed: lying.texts[change.entry.id] = nil
                case .set(let text): lying.texts[change.entry.id] = text
                }
            }
        }
    }

    /// A change; nil beyond the last.
    func change(_ seq: Int) -> SealedChange? {
        lying.withLock { lying in
            seq > 0 && seq <= lying.changes.count ? lying.changes[seq - 1] : nil
        }
    }

    /// A source's text as it stands.
    func text(of id: String) -> String? { lying.withLock { $0.texts[id] } }

    /// The changes after a sequence and up to another, at most so many.
    func changes(after seq: Int, through last: Int, limit: Int) -> [SealedChange] {
        lying.withLock { lying in
            let (changes, first) = (lying.changes, max(0, seq))
            let end = min(last, changes.count, first + max(0, min(limit, changes.count)))
            return first < end ? Array(changes[first..<end]) : []
        }
    }

    func reader() -> any JournalReader { MemoryReader(journal: self) }

    func withReader<Result>(
        _ work: (any JournalReader) throws(StoreFault) -> Result
    ) throws(StoreFault) -> Result {
        try work(reader())
    }
}

/// Reads a journal in memory.
private final class MemoryReader: JournalReader {
    private let journal: MemoryJournal

    init(journal: MemoryJournal) {
        self.journal = journal
    }

    func body(_ seq: Int) -> [UInt8]? { journal.change(seq)?.entry.body }

    func change(_ seq: Int) -> JournalEntry? { journal.change(seq)?.entry }

    func changes(after seq: Int, through last: Int, limit: Int) -> [JournalEntry] {
        journal.changes(after: seq, through: last, limit: limit).map(\.entry)
    }

    func text(of id: String) -> String? { journal.text(of: id) }

    func endTurn() {}
}

/// A journal that lies in memory, as its writer sees it.
private final class MemoryMedium: Medium {
    private let journal: MemoryJournal
    private(set) var head: Head
    private var answers: [AnswerKey: KeptAnswer] = [:]
    /// The count of answers at which the old ones are thrown away.
    private var answersMax = 1_024

    init(_ journal: MemoryJournal, store: String) {
        self.journal = journal
        head = Head(store: store, seq: 0, at: Instant(milliseconds: 0))
    }

    var needsRecovery: Bool { false }

    func checkRoom() {}

    func recover() {}

    func change(_ seq: Int) -> JournalEntry? { journal.change(seq)?.entry }

    func body(_ seq: Int) -> [UInt8]? { journal.change(seq)?.entry.body }

    func text(of id: String) -> String? { journal.text(of: id) }

    func tree(_ seq: Int) -> [UInt8] { journal.change(seq)?.tree ?? [] }

    func lendRows(after seq: Int, to taker: RowTaker) throws(StoreFault) -> Int {
        let changes = journal.changes(after: seq, through: head.seq, limit: 4_096)
        for change in changes { try change.row.lend(to: taker.take) }
        return changes.count
    }

    func answer(to key: AnswerKey, since: Instant) -> KeptAnswer? {
        answers[key].flatMap { $0.at >= since ? $0 : nil }
    }

    func write(_ commit: SealedCommit) {
        journal.append(commit.changes)
        for answer in commit.answers { answers[answer.key] = answer }
        forget(at: commit.at)
        head = head.moved(by: commit)
    }

    func endReading() {}

    func close() {}

    private func forget(at now: Instant) {
        guard answers.count > answersMax else { return }
        let since = now.milliseconds - KeptAnswer.keptMilliseconds
        answers = answers.filter { $0.value.at.milliseconds >= since }
        answersMax = max(1_024, answers.count * 2)
    }
}
