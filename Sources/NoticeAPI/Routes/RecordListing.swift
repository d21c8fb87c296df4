import HTTPWire
import NoticeRegister
import StrictJSON

extension Endpoint {
    /// GET of a kind's list: a page of stored records, as the register stood at one sequence.
    static let listRecords = Endpoint(
        name: "list",
        parameters: .listing,
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "A page of the list.", .json, .list),
            AnswerForm(.notModified, "The client has this page."),
        ],
        run: .pooled { call throws(Problem) in
            let words = try call.words()
            let asked = try ListQuery(words, kind: call.kind)
            let place = try call.place(
                asked.page.cursor,
                asOf: asked.page.asOf,
                digest: asked.digest
            )
            let tag = call.tag(at: place.seq, today: place.today)
            if let answer = try RecordForm.notModified(tag: tag, to: call.request) { return answer }
            let page = try call.reading { reader throws(StoreFault) in
                try ListPage(asked, at: place, in: call.repository, reader)
            }
            let next = page.next.map { position in
                call.nextPage(after: position, of: place, words, digest: asked.digest)
            }
            var writer = JSONWriter(capacity: 16 * 1024)
            page.write(into: &writer, next: next)
            return RecordForm.response(
                json: writer.bytes,
                tag: tag,
                next: next,
                isPretty: asked.page.pretty
            )
        }
    )
}
