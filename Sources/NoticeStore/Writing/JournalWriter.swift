internal import Dispatch
internal import NoticeRegister

/// The only one who writes: decides what waits in order, and commits it as one.
///
/// For one thread at a time. There is no timer: a commit holds what queued while the last one went to disk.
struct JournalWriter {
    private let view: View
    private let status: StoreStatus
    private let clock: @Sendable () -> Instant
    private let medium: any Medium
    private let standing: PublishedStanding
    private let random: RandomStock
    private var tree: AuditTree

    /// Starts on a journal that the view has been brought up to.
    init(
        on medium: any Medium,
        view: View,
        status: StoreStatus,
        settings: StoreSettings,
        clock: @escaping @Sendable () -> Instant
    ) throws(StoreFault) {
        (self.medium, self.view, self.status) = (medium, view, status)
        random = RandomStock(settings.chance)
        self.clock = clock
        standing = PublishedStanding(
            view: view,
            source: medium,
            records: RecordCache(bytes: settings.bodyCacheBytes)
        )
        tree = try AuditTree(of: medium)
    }

    /// Carries out what was taken from the queue, and says what came of each.
    mutating func settle(_ waiting: [Waiting]) -> [[Outcome]] {
        do throws(StoreFault) {
            try prepare()
            return try carryOut(waiting)
        } catch {
            status.count { $0.failures += 1 }
            return waiting.map { one in one.submission.commands.map { _ in .failed(error) } }
        }
    }

    /// Whether nobody knows yet if the last commit stands.
    var isInDoubt: Bool { medium.needsRecovery }

    /// Looks whether a commit that is in doubt stands; what does not succeed is tried again with
    /// the next commit.
    mutating func lookAgain() { try? prepare() }

    /// Closes what it writes to.
    func close() { medium.close() }

    /// Makes sure that a commit can be written.
    private mutating func prepare() throws(StoreFault) {
        random.recover()
        try medium.checkRoom()
        guard medium.needsRecovery || view.head != medium.head.seq else { return }
        status.hinder("checking itself after a failed write")
        if medium.needsRecovery { try recover() }
        try view.follow(medium)
        tree = try AuditTree(of: medium)
        status.publish(medium.head)
        status.hinder(nil)
    }

    private func recover() throws(StoreFault) {
        do throws(StoreFault) {
            try medium.recover()
        } catch {
            // This does not pass: whoever keeps the store has to know.
            if case .damaged(let what) = error { status.hinder("damaged: \(what)") }
            throw error
        }
    }

    private mutating func carryOut(_ waiting: [Waiting]) throws(StoreFault) -> [[Outcome]] {
        let head = medium.head
        var draft = CommitDraft(
            on: standing,
            medium,
            after: head.seq,
            at: max(clock(), head.at),
            tree: tree,
            random: random
        )
        do throws(StoreFault) {
            for one in waiting { try draft.take(one.submission) }
        } catch {
            medium.endReading()
            throw error
        }
        let commit = draft.commit
        if commit.changes.isEmpty, commit.answers.isEmpty {
            medium.endReading()
        } else {
            try write(commit)
            try publish(commit, draft)
        }
        count(commit, draft.outcomes)
        return draft.outcomes
    }

    private func write(_ commit: SealedCommit) throws(StoreFault) {
        do throws(WriteFault) {
            try medium.write(commit)
        } catch {
            switch error {
            case .notCommitted(let fault): throw fault
            case .inDoubt: throw .outcomeUnknown
            }
        }
    }

    private mutating func publish(
        _ commit: SealedCommit,
        _ draft: CommitDraft
    ) throws(StoreFault) {
        // By place: going over the changes themselves would copy each whole, for its row.
        for place in commit.changes.indices {
            try view.add(commit.changes[place].row, of: medium)
        }
        view.publish()
        tree = draft.tree
        status.publish(medium.head)
        for (seq, record) in draft.records {
            let body = commit.changes[seq - commit.changes[0].entry.seq].entry.body
            standing.records.keep(record, of: seq, byteCount: body?.count ?? 0)
        }
    }

    private func count(_ commit: SealedCommit, _ outcomes: [[Outcome]]) {
        let rejected = outcomes.joined().count { outcome in
            if case .rejected = outcome { true } else { false }
        }
        status.count { counters in
            if !commit.changes.isEmpty { counters.commits += 1 }
            counters.changes += commit.changes.count
            counters.rejections += rejected
        }
    }
}

extension AuditTree {
    /// The tree of a journal as it lies.
    fileprivate init(of medium: any Medium) throws(StoreFault) {
        guard let tree = try AuditTree(size: medium.head.seq, hashes: medium.tree) else {
            throw .damaged("the audit tree has holes")
        }
        medium.endReading()
        self = tree
    }
}

extension View {
    /// Takes over what the journal holds beyond it, and makes it visible.
    func follow(_ medium: any Medium) throws(StoreFault) {
        let taker = taker(medium)
        while try medium.lendRows(after: head, to: taker) > 0 { publish() }
    }

    /// Takes over a journal at the start, while nobody reads yet.
    ///
    /// A thread of its own has the keys lead to the rows: a third of the work.
    func load(_ medium: any Medium) throws(StoreFault) {
        let linking = DispatchQueue(label: "store.keys")
        defer {
            linking.sync { link() }
            if head > 0 { forgetOutgrown() }
        }
        let taker = taker(medium)
        while try medium.lendRows(after: head, to: taker) > 0 {
            show()
            linking.async { self.link() }
        }
    }

    private func taker(_ medium: any Medium) -> RowTaker {
        RowTaker(expect: records.expect) { row, id, facts throws(StoreFault) in
            try self.add(row, id, facts, of: medium)
        }
    }

    /// Appends a row that has been committed.
    fileprivate func add(_ row: ViewRow, of medium: any Medium) throws(StoreFault) {
        try row.lend { row, id, facts throws(StoreFault) in try add(row, id, facts, of: medium) }
    }

    /// Appends a row; one whose facts are damaged is made again from the record's bytes.
    private func add(
        _ row: ViewRow.Head,
        _ id: Span<UInt8>,
        _ facts: Span<UInt8>,
        of medium: any Medium
    ) throws(StoreFault) {
        do throws(ViewFault) {
            try append(row, id, facts)
        } catch {
            guard error == .malformed, let entry = try medium.change(row.seq) else {
                throw .damaged("change \(row.seq) does not fit into the view: \(error)")
            }
            try add(entry)
        }
    }

    private func add(_ entry: JournalEntry) throws(StoreFault) {
        let row = try ViewRow(of: entry)
        do throws(ViewFault) {
            try append(row)
        } catch {
            throw .damaged("change \(row.seq) does not fit into the view: \(error)")
        }
    }
}
