internal import NoticeRegister

/// Records that were read or written of late, by the change that made them; for one thread at
/// a time.
///
/// A change never changes, so nothing goes stale. Two generations: when the young one is full it
/// becomes the old one, whose records are forgotten unless they are asked for meanwhile.
final class RecordCache {
    private struct Kept {
        let record: Record
        let weight: Int
    }

    /// What a record weighs beside its canonical bytes: measured, members that are absent count too.
    private static let weightMin = 1_024

    private var young: [Int: Kept] = [:]
    private var old: [Int: Kept] = [:]
    private var youngWeight = 0
    private let youngWeightMax: Int

    /// Keeps records of about so many bytes in all.
    init(bytes: Int) {
        youngWeightMax = bytes / 2
    }

    /// The record that a change made, if it is kept.
    func record(_ seq: Int) -> Record? {
        if let kept = young[seq] { return kept.record }
        guard let kept = old.removeValue(forKey: seq) else { return nil }
        keep(kept, of: seq)
        return kept.record
    }

    /// Keeps the record that a change made; its canonical bytes are so many.
    ///
    /// A source's text is not kept: it lies apart, and may be erased.
    func keep(_ record: Record, of seq: Int, byteCount: Int) {
        keep(Kept(record: record.withoutText, weight: byteCount + Self.weightMin), of: seq)
    }

    private func keep(_ kept: Kept, of seq: Int) {
        guard kept.weight <= youngWeightMax else { return }
        if youngWeight + kept.weight > youngWeightMax {
            old = young
            young = [:]
            youngWeight = 0
        }
        if young.updateValue(kept, forKey: seq) == nil { youngWeight += kept.weight }
    }
}

extension Record {
    /// The record without what lies apart from its canonical bytes.
    fileprivate var withoutText: Record {
        guard case .source(var source) = self, source.text != nil else { return self }
        source.text = nil
        return .source(source)
    }
}
