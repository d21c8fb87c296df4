internal import NoticeRegister
internal import Shapes
internal import StrictJSON

/// The register as it is published, for the rules; the writer's alone.
struct PublishedStanding: Standing {
    let view: View
    let medium: any Medium
    let records: RecordCache

    func entry(_ id: String) -> Entry? { view.entry(id, at: view.head) }

    func record(_ id: String) throws(StoreFault) -> Record? {
        guard let entry = entry(id), !entry.isDeleted else { return nil }
        return try record(entry.kind, madeBy: entry.seq)
    }

    func referrers(of id: String, role: String?, limit: Int) -> [Referrer] {
        let referrers = view.referrers(of: id, limit: .max)
            .filter { role == nil || $0.role == role }
            .sorted { ($0.role, $0.id) < ($1.role, $1.id) }
        return Array(referrers.prefix(max(0, limit)))
    }

    func holder(of fact: String, _ word: String, kind: Kind) -> String? {
        view.holder(of: fact, word, kind: kind)
    }

    func isOnlyDerived(_ id: String, since version: Int) -> Bool {
        view.isOnlyDerived(id, since: version)
    }

    func text(of id: String) throws(StoreFault) -> String? { try medium.text(of: id) }

    /// The record that a change made; nil when it left no body.
    func record(_ kind: Kind, madeBy seq: Int) throws(StoreFault) -> Record? {
        if let record = records.record(seq) { return record }
        guard let body = try medium.body(seq) else { return nil }
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
