import NoticeRegister
import Shapes
import StrictJSON

/// The records that a page's own refer to, each once: what `include` asks for.
///
/// One that cannot be read is left out, and so are those beyond the bounds: a page that includes
/// the world is a dump.
struct Inclusion {
    /// A record that was resolved.
    struct Resolved {
        let id: String
        let kind: Kind
        let body: [UInt8]
    }

    /// What has been included, in the order in which it was met.
    private(set) var records: [Resolved] = []

    private let paths: [[String]]
    private let seq: Int
    private let repository: any Repository
    private var places: [String: Int] = [:]
    /// Records whose references have been followed along a path, so that none is read twice.
    private var followed: Set<String> = []
    private var bytes = 0

    /// Is ready to follow the references that a kind's includes name.
    init(_ names: [String], of kind: Kind, at seq: Int, in repository: any Repository) {
        paths = names.compactMap { kind.listing.path(ofInclude: $0) }
        self.seq = seq
        self.repository = repository
    }

    /// Whether nothing is asked for, or no more is taken.
    var isIdle: Bool {
        paths.isEmpty || records.count >= ListLimits.includedMax
            || bytes >= ListLimits.pageBytesMax
    }

    /// Includes what a record of the page refers to.
    mutating func take(
        _ item: [UInt8],
        _ kind: Kind,
        _ reader: any JournalReader
    ) throws(StoreFault) {
        guard !isIdle else { return }
        let facts = try StoredRecord.decode(item, kind).facts
        for (number, path) in paths.enumerated() {
            var reached = try resolve(Self.references(facts, path[0]), reader)
            for (depth, fact) in path.enumerated().dropFirst() {
                var next: [Resolved] = []
                for record in reached {
                    let place = "\(number) \(depth) \(record.id)"
                    guard followed.insert(place).inserted else { continue }
                    let facts = try StoredRecord.decode(record.body, record.kind).facts
                    next += try resolve(Self.references(facts, fact), reader)
                }
                reached = next
            }
        }
    }

    /// Writes an object by id.
    func write(into writer: inout JSONWriter) {
        writer.beginObject()
        for record in records {
            writer.name(record.id)
            writer.raw(record.body)
        }
        writer.endObject()
    }

    private mutating func resolve(
        _ ids: [String],
        _ reader: any JournalReader
    ) throws(StoreFault) -> [Resolved] {
        var reached: [Resolved] = []
        for id in ids {
            if let place = places[id] {
                reached.append(records[place])
                continue
            }
            guard !isIdle, let entry = repository.entry(id, at: seq), !entry.isDeleted,
                let body = try reader.body(entry.seq)
            else { continue }
            let record = Resolved(id: id, kind: entry.kind, body: body)
            places[id] = records.count
            records.append(record)
            bytes += body.count
            reached.append(record)
        }
        return reached
    }

    private static func references(_ facts: [Fact], _ name: String) -> [String] {
        facts.compactMap { fact in
            guard fact.name == name, case .reference(let id) = fact.content else { return nil }
            return id
        }
    }
}
