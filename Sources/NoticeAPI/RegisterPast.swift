import NoticeRegister

/// The register at one sequence, as a repository tells it through a reader.
///
/// For one thread; keeps what it has decoded.
final class RegisterPast: Past {
    let seq: Int
    let today: Int32
    private let repository: any Repository
    private let reader: any JournalReader
    private var decoded: [String: Record?] = [:]

    init(_ repository: any Repository, _ reader: any JournalReader, at seq: Int, today: Int32) {
        (self.repository, self.reader) = (repository, reader)
        (self.seq, self.today) = (seq, today)
    }

    func record(_ id: String) throws(StoreFault) -> Record? {
        if let known = decoded[id] { return known }
        let record = try read(id)
        decoded[id] = .some(record)
        return record
    }

    func referrers(of id: String, role: String, limit: Int) throws(StoreFault) -> [Referrer] {
        repository.referrers(of: id, role: role, limit: limit, at: seq)
    }

    private func read(_ id: String) throws(StoreFault) -> Record? {
        guard let entry = repository.entry(id, at: seq), !entry.isDeleted,
            let body = try reader.body(entry.seq)
        else { return nil }
        return try StoredRecord.decode(body, entry.kind)
    }
}

extension Call {
    /// Works on the register as of a point, and on the day that was the last one there; without a
    /// point on the register of today.
    func inPast<Result>(
        _ asOf: AsOf?,
        _ work: (RegisterPast) throws(StoreFault) -> Result
    ) throws(Problem) -> Result {
        let seq = try sequence(asOf)
        return try reading { reader throws(StoreFault) in
            let last = asOf == nil || seq == 0 ? nil : try reader.change(seq)
            let today = last.map { $0.at.daysSince1970 } ?? context.today
            return try work(RegisterPast(repository, reader, at: seq, today: today))
        }
    }
}
