import HTTPWire
import NoticeRegister
import Seals
import Shapes
import StrictJSON

extension Endpoint {
    /// GET of a record's links: what it refers to, then what refers to it, each by role and id.
    static let readLinks = Endpoint(
        name: "links",
        parameters: .shape(PageParameters.self),
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "A page of the links.", .json, .links),
            AnswerForm(.notModified, "The client has this page."),
        ],
        run: .pooled { call throws(Problem) in
            let parameters = try call.parameters(as: PageParameters.self)
            let listing = "links of \(call.kind.name) \(call.id)"
            let digest = Array(SHA256.digest(Array(listing.utf8)).prefix(8))
            let place = try call.place(parameters.cursor, asOf: parameters.asOf, digest: digest)
            _ = try standing(call.match, in: call.repository, at: place.seq)
            let tag = call.tag(at: place.seq)
            if let answer = try RecordForm.notModified(tag: tag, to: call.request) { return answer }
            return try call.links(at: place, parameters, digest, tag)
        }
    )
}

extension Call {
    /// A page of links: what the record refers to and what refers to it are counted through.
    fileprivate func links(
        at place: PagePlace,
        _ parameters: PageParameters,
        _ digest: [UInt8],
        _ tag: EntityTag
    ) throws(Problem) -> Response {
        let (to, from) = repository.links(of: id, at: place.seq)
        let count = to.count + from.count
        let start = min(max(0, place.count), count)
        let end = min(start + parameters.limit, count)
        let shownTo = (start..<end).clamped(to: 0..<to.count)
        let shownFrom = (start..<end).clamped(to: to.count..<count)
        let writer = try reading { reader throws(StoreFault) in
            var writer = JSONWriter()
            writer.beginObject()
            writer.name("to")
            try write(to[shownTo], at: place.seq, reader, into: &writer)
            writer.name("from")
            let places = shownFrom.lowerBound - to.count..<shownFrom.upperBound - to.count
            try write(from[places], at: place.seq, reader, into: &writer)
            return writer
        }
        let position = Query.Position([.number(end)], id: id)
        let next =
            end < count
            ? nextPage(after: position, of: place, try words(), digest: digest) : nil
        return RecordForm.response(
            json: writer.closed(next: next),
            tag: tag,
            next: next,
            isPretty: parameters.pretty
        )
    }

    /// Writes links, each with the caption that its record had then.
    private func write(
        _ links: ArraySlice<Referrer>,
        at seq: Int,
        _ reader: any JournalReader,
        into writer: inout JSONWriter
    ) throws(StoreFault) {
        writer.beginArray()
        for link in links {
            writer.beginObject()
            writer.member("role", link.role)
            writer.member("kind", link.kind.name)
            writer.member("id", link.id)
            if let entry = repository.entry(link.id, at: seq), !entry.isDeleted,
                let body = try reader.body(entry.seq)
            {
                writer.member("caption", try StoredRecord.decode(body, entry.kind).caption)
            }
            writer.endObject()
        }
        writer.endArray()
    }
}
