import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

extension Endpoint {
    /// GET of the journal: every change after a sequence, in order, for whoever follows it.
    static let readChanges = Endpoint(
        name: "changes",
        parameters: .shape(ChangeParameters.self),
        answers: [AnswerForm(.ok, "Changes, oldest first.", .json, .changes)],
        run: .pooled { call throws(Problem) in
            let parameters = try call.parameters(as: ChangeParameters.self)
            let head = call.repository.head
            if let store = parameters.store, store != head.store {
                throw Problem(.gone, "The store is now \(head.store): start anew with it.")
            }
            guard parameters.after <= head.seq else {
                let detail = "the register's last change has the sequence \(head.seq)"
                throw Problem(parameter: "after", .outOfRange, detail)
            }
            var page = ChangePage(parameters, through: head.seq, in: call.repository)
            try call.reading { reader throws(StoreFault) in try page.fill(reader) }
            let next = try page.next.map { seq throws(Problem) in
                call.path(try call.words(), with: "after", String(seq))
            }
            return RecordForm.response(
                json: page.closed(next: next, head: head.seq),
                next: next,
                isPretty: parameters.pretty
            )
        }
    )
}

/// The query of the feed.
struct ChangeParameters: Shape {
    var after = 0
    var limit = ListLimits.pageDefault
    var kind: Kind?
    var id: PatternedText?
    var store: String?
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "after",
            &after,
            RecordLimits.ordinal,
            .given,
            "The sequence after which to begin: that of the last change that was seen."
        )
        visitor.member("limit", &limit, ListLimits.page, .given, Meaning.limit)
        visitor.member("kind", &kind, AnyOf(), .given, "Only records of this kind.")
        visitor.member("id", &id, .id, .given, "Only this record.")
        visitor.member(
            "store",
            &store,
            RecordLimits.number,
            .given,
            "The uuid of the store that is followed: 410 when it is another by now."
        )
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }
}

/// A page of the feed while it is filled: bounded in changes told, changes looked at, and bytes.
private struct ChangePage {
    /// After which change the next page begins; nil when this one reaches the head.
    private(set) var next: Int?

    private let parameters: ChangeParameters
    private let last: Int
    private let repository: any Repository
    private var writer = JSONWriter()
    private var count = 0

    /// Changes that are read in one go, bodies and all.
    private static let batchMax = 32

    init(_ parameters: ChangeParameters, through last: Int, in repository: any Repository) {
        self.parameters = parameters
        self.last = last
        self.repository = repository
        writer.beginObject()
        writer.name("items")
        writer.beginArray()
    }

    private var isFull: Bool {
        count >= parameters.limit || writer.bytes.count >= ListLimits.pageBytesMax
    }

    /// Takes what belongs on the page.
    mutating func fill(_ reader: any JournalReader) throws(StoreFault) {
        if let id = parameters.id {
            try follow(id.text, reader)
        } else {
            try scan(reader)
        }
    }

    /// The page's bytes.
    consuming func closed(next: String?, head: Int) -> [UInt8] {
        writer.endArray()
        writer.member("head", head)
        return writer.closed(next: next)
    }

    /// Takes one record's changes by its own chain, so that nobody reads the whole journal for it.
    private mutating func follow(
        _ id: String,
        _ reader: any JournalReader
    ) throws(StoreFault) {
        guard let chain = VersionChain(id, at: last, in: repository),
            parameters.kind.map({ $0 == chain.newest.kind }) ?? true
        else { return }
        let known = repository.entry(id, at: parameters.after)?.version ?? 0
        for seq in try chain.seqs(after: known, limit: parameters.limit, reader) {
            guard let change = try reader.change(seq) else { throw .damaged("no change \(seq)") }
            try take(change, reader)
            next = change.version < chain.newest.version ? seq : nil
            if isFull { return }
        }
    }

    /// Takes changes as the journal has them, and passes over those of other kinds.
    private mutating func scan(_ reader: any JournalReader) throws(StoreFault) {
        var seq = parameters.after
        var scanned = 0
        while seq < last {
            let batch = try reader.changes(after: seq, through: last, limit: Self.batchMax)
            guard !batch.isEmpty else { return }
            for change in batch {
                guard !isFull, scanned < ListLimits.scannedMax else {
                    next = seq
                    return
                }
                if parameters.kind.map({ $0 == change.kind }) ?? true { try take(change, reader) }
                seq = change.seq
                scanned += 1
            }
        }
    }

    private mutating func take(
        _ change: JournalEntry,
        _ reader: any JournalReader
    ) throws(StoreFault) {
        let before = try reader.body(before: change)
        try ChangeForm.write(change, after: before, into: &writer)
        count += 1
    }
}
