internal import Dispatch
internal import Locks
internal import NoticeRegister

/// Reads the rows of the view at the start: on a thread of its own, ahead of whoever takes them.
///
/// Its connection ends with it. Nobody reads these pages again; they would fill the writer's cache.
final class RowReading: Sendable {
    /// Some rows in their order, as they lie in the file.
    struct Block: Sendable {
        /// The packed rows, one after the other.
        fileprivate(set) var bytes: [UInt8] = []
        /// The sequence of each, and where it ends.
        fileprivate(set) var rows: [(seq: Int, end: Int)] = []
        /// The hashes of the ids that they name.
        fileprivate(set) var hashes: [Int] = []

        /// Notes the ids that the last row names.
        fileprivate mutating func note(_ facts: inout UnpackedFacts) {
            let start = rows.count > 1 ? rows[rows.count - 2].end : 0
            // Taken out, not copied: the bytes are lent meanwhile.
            var hashes: [Int] = []
            swap(&hashes, &self.hashes)
            Self.note(bytes.span.extracting(start..<bytes.count), &facts, in: &hashes)
            swap(&hashes, &self.hashes)
        }

        private static func note(
            _ bytes: Span<UInt8>,
            _ facts: inout UnpackedFacts,
            in hashes: inout [Int]
        ) {
            guard let row = PackedRow.parts(0, bytes) else { return }
            hashes.append(TextArena.hash(bytes.extracting(row.id)))
            let packed = bytes.extracting(row.facts)
            guard (try? facts.read(packed, .of(row.head.kind))) != nil else { return }
            for fact in facts.keyed where fact.isReference {
                hashes.append(TextArena.hash(packed.extracting(fact.text)))
            }
        }
    }

    private struct State {
        var blocks: [Block] = []
        var fault: StoreFault?
        var isWanted = true
        /// Whether the thread has ended.
        var isOver = false
    }

    private let state = Locked(State())

    private static let cacheKibibytes = 1_024
    /// Bytes with which a block is full; a row more may lie beyond.
    private static let blockBytes = 1 << 16
    /// Blocks that wait to be taken, at most.
    private static let blocksMax = 4

    /// Begins to read the rows after a sequence and up to another, as far as they are of this layout.
    init(_ file: String, after seq: Int, through last: Int) {
        DispatchQueue(label: "store.rows").async {
            do throws(StoreFault) {
                try self.read(file, after: seq, through: last)
                self.state.withLock { $0.isOver = true }
            } catch {
                self.state.withLock { state in (state.fault, state.isOver) = (error, true) }
            }
            self.state.notify()
        }
    }

    /// Takes the next rows; nil when there are no more.
    func next() throws(StoreFault) -> Block? {
        let taken: Result<Block?, StoreFault> = state.wait { state in
            if !state.blocks.isEmpty { return .success(state.blocks.removeFirst()) }
            if let fault = state.fault { return .failure(fault) }
            return state.isOver ? .success(nil) : nil
        }
        state.notify()
        return try taken.get()
    }

    /// Ends the reading; on return its connection is closed.
    func stop() {
        state.withLock { state in (state.blocks, state.isWanted) = ([], false) }
        state.notify()
        state.wait { state in state.isOver ? () : nil }
    }

    private func read(_ file: String, after seq: Int, through last: Int) throws(StoreFault) {
        var (block, facts) = (Block(), UnpackedFacts())
        let statement: SQLiteConnection.Prepared
        do throws(SQLiteFault) {
            statement = try SQLiteConnection.opened(file, cacheKibibytes: Self.cacheKibibytes)
                .prepare(
                    """
                    SELECT seq, packed FROM facts
                    WHERE seq > ?1 AND seq <= ?2 AND layout = ?3 ORDER BY seq
                    """
                )
        } catch {
            throw StoreFault(error)
        }
        statement.bind(1, seq)
        statement.bind(2, last)
        statement.bind(3, PackedRow.layout)
        try statement.forEach { row throws(StoreFault) in
            row.append(1, to: &block.bytes)
            block.rows.append((row.integer(0), block.bytes.count))
            block.note(&facts)
            guard block.bytes.count >= Self.blockBytes else { return }
            try give(block)
            block = Block()
        }
        if !block.rows.isEmpty { try give(block) }
    }

    private func give(_ block: Block) throws(StoreFault) {
        let isWanted: Bool = state.wait { state in
            guard state.isWanted else { return false }
            guard state.blocks.count < Self.blocksMax else { return nil }
            state.blocks.append(block)
            return true
        }
        state.notify()
        guard isWanted else { throw .notReady("closing") }
    }
}
