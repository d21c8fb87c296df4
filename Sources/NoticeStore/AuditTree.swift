internal import Seals

/// The right edge of the journal's Merkle tree: all that is needed to make it grow.
///
/// The tree's shape is that of RFC 9162 §2.1; the leaf of the change `seq` has the index `seq - 1`.
struct AuditTree: Equatable {
    /// How many leaves there are.
    private(set) var size = 0
    /// By level: the root of the last whole subtree of 2^level leaves.
    ///
    /// Where the bit of `size` is set, that subtree is one of those that the tree is made of.
    private var edge: [[UInt8]] = []

    /// The tree of an empty journal.
    init() {}

    /// The tree of a journal, from the hashes that lie beside its changes; nil when some are not
    /// there.
    ///
    /// - Parameters:
    ///   - size: how many leaves there are.
    ///   - hashes: what ``append(_:)`` gave for the leaf of a change.
    /// - Throws: what `hashes` throws.
    init?<Failure: Error>(
        size: Int,
        hashes: (_ seq: Int) throws(Failure) -> [UInt8]
    ) throws(Failure) {
        self.size = size
        for level in 0..<size.bitWidth - size.leadingZeroBitCount {
            guard size >> level & 1 == 1 else {
                edge.append([])
                continue
            }
            let root = Self.node(level, of: try hashes((size >> level) << level))
            guard root.count == SHA256.byteCount else { return nil }
            edge.append(root)
        }
    }

    /// Adds a leaf.
    ///
    /// - Returns: the leaf's hash, then that of each subtree that it completes, the smallest first:
    ///   node (level k, index i) lies with `seq` = (i + 1)·2^k, at the offset 32·k.
    mutating func append(_ leaf: [UInt8]) -> [UInt8] {
        var (hash, hashes, level) = (leaf, leaf, 0)
        while size >> level & 1 == 1 {
            hash = Self.join(edge[level], hash)
            hashes += hash
            level += 1
        }
        if level == edge.count { edge.append([]) }
        edge[level] = hash
        size += 1
        return hashes
    }

    /// The root; of no leaves, the digest of nothing.
    var root: [UInt8] {
        var root: [UInt8]?
        for level in edge.indices where size >> level & 1 == 1 {
            root = root.map { Self.join(edge[level], $0) } ?? edge[level]
        }
        return root ?? SHA256.digest([])
    }

    /// The hash of an inner node.
    static func join(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        SHA256.digest([0x01] + left + right)
    }

    /// The node of a level among the hashes beside a change; empty when they are too few.
    static func node(_ level: Int, of hashes: [UInt8]) -> [UInt8] {
        Array(hashes.dropFirst(level * SHA256.byteCount).prefix(SHA256.byteCount))
    }
}
