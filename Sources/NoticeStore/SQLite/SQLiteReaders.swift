internal import Locks
internal import NoticeRegister

/// All readers of a file: those of the loops, and a few that are lent.
final class SQLiteReaders: ReaderSource {
    /// Readers that wait to be lent again; more are made when needed, and let go.
    private static let idleMax = 16
    /// Memory for a loop's pages: what is asked for often is read from here.
    private static let loopCacheKibibytes = 65_536
    /// Memory for the pages of a lent reader.
    private static let lentCacheKibibytes = 8_192

    private struct Known {
        weak var reader: SQLiteReader?
    }

    private struct State {
        var known: [Known] = []
        var idle: [SQLiteReader] = []
        var isClosed = false
    }

    private let file: String
    private let state = Locked(State())

    init(_ file: String) {
        self.file = file
    }

    func reader() throws(StoreFault) -> any JournalReader {
        try make(cacheKibibytes: Self.loopCacheKibibytes)
    }

    func withReader<Result>(
        _ work: (any JournalReader) throws(StoreFault) -> Result
    ) throws(StoreFault) -> Result {
        let reader = try lent()
        defer {
            reader.endTurn()
            state.withLock { state in
                if state.idle.count < Self.idleMax { state.idle.append(reader) }
            }
        }
        return try work(reader)
    }

    /// Closes every connection; readers open others when they need them.
    func closeConnections() {
        for reader in known() { reader.closeConnection() }
    }

    /// Closes every connection for good.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle = []
        }
        for reader in known() { reader.close() }
    }

    private func lent() throws(StoreFault) -> SQLiteReader {
        if let idle = state.withLock({ $0.idle.popLast() }) { return idle }
        return try make(cacheKibibytes: Self.lentCacheKibibytes)
    }

    private func make(cacheKibibytes: Int) throws(StoreFault) -> SQLiteReader {
        let reader = SQLiteReader(file, cacheKibibytes: cacheKibibytes)
        let isOpen = state.withLock { state in
            state.known.removeAll { $0.reader == nil }
            state.known.append(Known(reader: reader))
            return !state.isClosed
        }
        guard isOpen else { throw .notReady("closing") }
        return reader
    }

    private func known() -> [SQLiteReader] {
        state.withLock { $0.known.compactMap(\.reader) }
    }
}
