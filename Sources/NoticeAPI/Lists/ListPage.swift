import NoticeRegister
import StrictJSON

/// One page of a list: its records, and what was asked for with them.
struct ListPage {
    /// Where the next page begins, if there is one.
    let next: Query.Position?

    private var items: [[UInt8]] = []
    private var included: Inclusion
    private let found: Found
    private let asked: ListQuery
    private let seq: Int

    /// Finds a page's records and reads them.
    ///
    /// A page whose records are large ends early: what it holds in memory is bounded, whatever
    /// `limit` says.
    init(
        _ asked: ListQuery,
        at place: PagePlace,
        in repository: any Repository,
        _ reader: any JournalReader
    ) throws(StoreFault) {
        self.asked = asked
        seq = place.seq
        included = Inclusion(asked.includes, of: asked.kind, at: place.seq, in: repository)
        var query = asked.query(at: place)
        found = repository.find(query)
        var bytes = 0
        for row in found.rows {
            guard let body = try reader.body(row.seq) else {
                throw .damaged("the change \(row.seq) stands and has no body")
            }
            bytes += body.count
            guard bytes <= ListLimits.pageBytesMax || items.isEmpty else { break }
            items.append(try MemberSelection.trimmed(body, to: asked.fields))
            try included.take(body, asked.kind, reader)
        }
        guard items.count < found.rows.count else {
            next = found.next
            return
        }
        query.limit = items.count
        query.facets = []
        next = repository.find(query).next
    }

    /// Writes the page; `next` is its follower's URL.
    func write(into writer: inout JSONWriter, next: String?) {
        writer.beginObject()
        writer.name("items")
        writer.beginArray()
        for item in items { writer.raw(item) }
        writer.endArray()
        writer.name("next")
        if let next { writer.string(next) } else { writer.null() }
        writer.member("total", found.total)
        writer.member("seq", seq)
        if !asked.includes.isEmpty {
            writer.name("included")
            included.write(into: &writer)
        }
        if !asked.facets.isEmpty { writeFacets(into: &writer) }
        writer.endObject()
    }

    private func writeFacets(into writer: inout JSONWriter) {
        writer.name("facets")
        writer.beginObject()
        for facet in found.facets {
            writer.name(facet.name)
            writer.beginArray()
            for bucket in facet.buckets.prefix(ListLimits.facetValuesMax) {
                writer.beginObject()
                writer.member("value", bucket.value)
                writer.member("count", bucket.count)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }
}
