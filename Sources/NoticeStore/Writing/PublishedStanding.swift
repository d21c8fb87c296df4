internal import NoticeRegister
internal import Shapes
internal import StrictJSON

/// The register as it is published, for the rules; for one thread at a time.
struct PublishedStanding: Standing {
    let view: View
    let source: any RecordSource
    let records: RecordCache
    /// The sequence that it is asked at; `Int.max`: always the last published.
    var seq = Int.max

    func entry(_ id: String) -> Entry? { view.entry(id, at: seq) }

    func record(_ id: String) throws(StoreFault) -> Record? {
        guard let entry = entry(id), !entry.isDeleted else { return nil }
        return try record(entry.kind, madeBy: entry.seq)
    }

    func referrers(of id: String, role: String?, limit: Int) -> [Referrer] {
        view.referrers(of: id, role: role, limit: limit, at: seq)
    }

    func holder(of fact: String, _ word: String, kind: Kind) -> String? {
        view.holder(of: fact, word, kind: kind, at: seq)
    }

    func isOnlyDerived(_ id: String, since version: Int) -> Bool {
        view.isOnlyDerived(id, since: version, at: seq)
    }

    func text(of id: String) throws(StoreFault) -> String? { try source.text(of: id) }

    /// The record that a change made; nil when it left no body.
    func record(_ kind: Kind, madeBy seq: Int) throws(StoreFault) -> Record? {
        if let record = records.record(seq) { return record }
        guard let body = try source.body(seq) else { return nil }
        let record = try Record.stored(kind, body, seq: seq)
        records.keep(record, of: seq, byteCount: body.count)
        return record
    }
}

extension Record {
    /// Reads the bytes that a change made.
    static func stored(_ kind: Kind, _ body: [UInt8], seq: Int) throws(StoreFault) -> Record {
        let document: Document
        do throws(JSONFault) {
            document = try Document(body)
        } catch {
            throw .damaged("change \(seq) holds no JSON")
        }
        do throws(Faults) {
            return try decode(kind, document, origin: .journal)
        } catch {
            throw .damaged("change \(seq) holds no \(kind.name)")
        }
    }
}
