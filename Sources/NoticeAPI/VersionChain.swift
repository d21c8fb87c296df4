import NoticeRegister

/// The versions of one record, from the first to the one that a register shows: each is one change
/// of the journal, and each change knows the one before it.
struct VersionChain {
    private let id: String
    private let repository: any Repository
    /// Where the record stands, deleted or not.
    let newest: Entry

    /// Finds a record at a sequence; nil when no record had the id by then.
    init?(_ id: String, at seq: Int, in repository: any Repository) {
        guard let newest = repository.entry(id, at: seq) else { return nil }
        self.id = id
        self.repository = repository
        self.newest = newest
    }

    /// The change that made a version; nil when there is none of this number.
    ///
    /// Versions are numbered without gaps, so that a search by halves finds the change in memory.
    func seq(of version: Int) -> Int? {
        guard version >= 1, version <= newest.version else { return nil }
        guard version < newest.version else { return newest.seq }
        var (first, last) = (1, newest.seq)
        while first < last {
            let middle = first + (last - first) / 2
            if let entry = repository.entry(id, at: middle), entry.version >= version {
                last = middle
            } else {
                first = middle + 1
            }
        }
        return first
    }

    /// The changes that made versions after one, oldest first, and at most `limit`.
    func seqs(
        after version: Int,
        limit: Int,
        _ reader: any JournalReader
    ) throws(StoreFault) -> [Int] {
        guard version < newest.version else { return [] }
        let last = min(version + limit, newest.version)
        guard var seq = seq(of: last) else { return [] }
        var seqs: [Int] = []
        while seq > 0, seqs.count < last - version {
            seqs.append(seq)
            guard let change = try reader.change(seq) else { throw .damaged("no change \(seq)") }
            seq = change.previous
        }
        return seqs.reversed()
    }
}

extension JournalReader {
    /// The bytes of the version that a change ended; nil before the first and after a deletion.
    func body(before change: JournalEntry) throws(StoreFault) -> [UInt8]? {
        change.previous > 0 ? try body(change.previous) : nil
    }
}
