internal import Synchronization

/// Texts kept once each: a text has one handle for as long as the table lives.
///
/// One thread adds while any number of threads look.
final class TextTable: Sendable {
    /// The texts.
    let arena: TextArena
    private let handles = HandleTable()
    /// Uses what is read ahead, so that it is read.
    private let nearness = Atomic<Int>(0)

    /// A table without texts.
    ///
    /// - Parameter notes: how many notes each text bears.
    init(notes: Int) {
        arena = TextArena(notes: notes)
    }

    /// The handle of a text that was added.
    func find(_ text: Span<UInt8>) -> UInt32? { find(text, TextArena.hash(text)) }

    /// The handle of a text, added if need be, by the writer's thread only.
    func handle(of text: Span<UInt8>) throws(ViewFault) -> UInt32 {
        let hash = TextArena.hash(text)
        if let known = find(text, hash) { return known }
        guard let handle = arena.append(text, limit: HandleTable.handleMax) else { throw .full }
        handles.add(handle, hash) { arena.withBytes(of: $0, TextArena.hash) }
        return handle
    }

    /// Is told the hashes of texts that will be asked for, by the writer's thread only.
    ///
    /// They lie all over memory, which answers many questions at once as fast as one.
    func expect(_ hashes: [Int]) {
        let expected = hashes.map(handles.nearest)
        nearness.store(
            expected.reduce(0) { $0 &+ arena.withBytes(of: $1) { $0.count } },
            ordering: .relaxed
        )
    }

    /// The text with a handle.
    func string(_ handle: UInt32) -> String { arena.string(handle) }

    /// Gives memory back that growing took, while nobody looks.
    func forgetOutgrown() { handles.forgetOutgrown() }

    private func find(_ text: Span<UInt8>, _ hash: Int) -> UInt32? {
        handles.find(hash) { arena.holds($0, text) }
    }
}
