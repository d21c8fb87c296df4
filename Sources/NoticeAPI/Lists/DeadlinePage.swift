import NoticeRegister
import StrictJSON

/// One page of what falls due: the earliest first, of one day by what it is and then by id.
///
/// Each matter is a list of its own that the register keeps in order; a page merges them, and reads
/// no more records than it shows.
struct DeadlinePage {
    /// A deadline and whose it is.
    struct Item {
        let id: String
        let deadline: Deadline
    }

    /// The deadlines.
    private(set) var items: [Item] = []
    /// How many there are on all pages.
    let total: Int
    /// Where the next page begins, if there is one.
    private(set) var next: Query.Position?

    /// What is asked for.
    struct Span {
        let matters: [Deadline.Matter]
        /// The first day; nil: from ever.
        let from: Int32?
        /// The last day.
        let until: Int32
        let limit: Int
    }

    /// Finds a page's deadlines.
    init(
        _ span: Span,
        at place: PagePlace,
        in repository: any Repository,
        _ reader: any JournalReader
    ) throws(StoreFault) {
        var streams = span.matters.map { Stream($0, span, at: place, in: repository, reader) }
        total = streams.reduce(0) { $0 + $1.total }
        while items.count < span.limit {
            var first: (stream: Int, item: Item)?
            for stream in streams.indices {
                guard let item = try streams[stream].head() else { continue }
                // Streams stand in the order of their matters: of one day the former comes first.
                if let known = first?.item.deadline.due.daysSince1970,
                    known <= item.deadline.due.daysSince1970
                {
                    continue
                }
                first = (stream, item)
            }
            guard let first else { return }
            streams[first.stream].drop()
            items.append(first.item)
        }
        var hasMore = false
        for stream in streams.indices where !hasMore {
            hasMore = try streams[stream].head() != nil
        }
        guard hasMore, let last = items.last else { return }
        next = Query.Position(
            [
                .number(last.deadline.due.daysSince1970), .word(last.deadline.matter.rawValue),
            ],
            id: last.id
        )
    }

    /// Writes the page, still open.
    func write(into writer: inout JSONWriter, at place: PagePlace) {
        writer.beginObject()
        writer.name("items")
        writer.beginArray()
        for item in items {
            writer.beginObject()
            writer.member("due", item.deadline.due.text)
            writer.member("what", item.deadline.matter.rawValue)
            writer.member("kind", item.deadline.matter.kind.name)
            writer.member("id", item.id)
            writer.member("rule", item.deadline.rule.rawValue)
            writer.member("read_in", item.deadline.rule.readIn)
            writer.endObject()
        }
        writer.endArray()
        writer.member("total", total)
        writer.member("seq", place.seq)
        writer.member("today", CivilDay(daysSince1970: Int(place.today)).text)
    }
}

/// The deadlines of one matter, in order, from where the page begins.
private struct Stream {
    /// How many there are on all pages.
    let total: Int

    private let matter: Deadline.Matter
    private let reader: any JournalReader
    private var rows: ArraySlice<Found.Row>
    private var first: DeadlinePage.Item?

    init(
        _ matter: Deadline.Matter,
        _ span: DeadlinePage.Span,
        at place: PagePlace,
        in repository: any Repository,
        _ reader: any JournalReader
    ) {
        (self.matter, self.reader) = (matter, reader)
        let due = Query.Key(Sorting("due", .days(fact: matter.fact)))
        var query = Query(kind: matter.kind, by: due, seq: place.seq)
        let days = Query.Comparand.days(
            earliest: span.from ?? .min,
            latest: span.until,
            isCertain: true
        )
        query.conditions = [Query.Condition(.days(fact: matter.fact), [days])]
        query.limit = span.limit + 1
        query.after = place.position.map { Self.position($0, for: matter) }
        let found = repository.find(query)
        (total, rows) = (found.total, found.rows[...])
    }

    /// The place in this matter's list after which come those that the page's place lies before.
    private static func position(
        _ place: Query.Position,
        for matter: Deadline.Matter
    ) -> Query.Position {
        let all = Deadline.Matter.allCases.map(\.rawValue)
        let own = all.firstIndex(of: matter.rawValue) ?? 0
        let last = all.firstIndex { place.value(1) == .word($0) } ?? 0
        // Ids are letters, digits, "-", ".", "_" and "~": none is before "" or after DEL.
        let id = own == last ? place.id : own < last ? "\u{7F}" : ""
        return Query.Position([place.value(0)], id: id)
    }

    /// The earliest deadline that was not dropped.
    mutating func head() throws(StoreFault) -> DeadlinePage.Item? {
        while first == nil, let row = rows.first {
            guard let body = try reader.body(row.seq) else {
                throw .damaged("the change \(row.seq) stands and has no body")
            }
            let record = try StoredRecord.decode(body, matter.kind)
            if let deadline = record.deadlines.first(where: { $0.matter == matter }) {
                first = DeadlinePage.Item(id: row.id, deadline: deadline)
            } else {
                rows.removeFirst()
            }
        }
        return first
    }

    /// Goes on to the next.
    mutating func drop() {
        first = nil
        rows = rows.dropFirst()
    }
}
