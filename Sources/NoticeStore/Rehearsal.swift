internal import NoticeRegister
internal import Seals

extension Batch {
    /// Memory for records that are looked at, in bytes: what is tried is kept by the batch itself.
    private static var cacheBytes: Int { 8 * 1_048_576 }

    /// A batch over a register as it was published at a sequence; what it decides is never written.
    static func rehearsal(
        on view: View,
        _ readers: any ReaderSource,
        after seq: Int,
        at: Instant
    ) -> sending Batch {
        let standing = PublishedStanding(
            view: view,
            source: LentSource(readers: readers),
            records: RecordCache(bytes: cacheBytes),
            seq: seq
        )
        // Its ids are never written, so that they need only differ from each other.
        var drawn: UInt64 = 0
        let fresh: () -> [UInt8] = {
            drawn += 1
            return [0, 0] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: drawn >> ($0 * 8)) }
        }
        return Batch(on: standing, at: at, after: seq, fresh: fresh, sha256: SHA256.digest)
    }
}

/// Reads what is published through readers that are lent for each read: between two reads, which
/// may be far apart, no transaction stays open that would hold up the writer.
private struct LentSource: RecordSource {
    let readers: any ReaderSource

    func body(_ seq: Int) throws(StoreFault) -> [UInt8]? {
        try readers.withReader { reader throws(StoreFault) in try reader.body(seq) }
    }

    func text(of id: String) throws(StoreFault) -> String? {
        try readers.withReader { reader throws(StoreFault) in try reader.text(of: id) }
    }
}
