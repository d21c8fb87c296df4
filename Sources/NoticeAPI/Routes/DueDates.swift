import HTTPWire
import NoticeRegister
import Seals
import Shapes
import StrictJSON

extension Endpoint {
    /// GET of what falls due, overdue first: notices, reviews, challenges, silent requests.
    static let readDeadlines = Endpoint(
        name: "deadlines",
        parameters: .shape(DeadlineParameters.self),
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "A page of deadlines.", .json, .component("deadlines")),
            AnswerForm(.notModified, "The client has this page."),
        ],
        run: .pooled { call throws(Problem) in
            let parameters = try call.parameters(as: DeadlineParameters.self)
            let digest = try call.digestOfDeadlines()
            let asked = parameters.page
            let place = try call.place(asked.cursor, asOf: asked.asOf, digest: digest)
            let tag = call.tag(at: place.seq, today: place.today)
            if let answer = try RecordForm.notModified(tag: tag, to: call.request) { return answer }
            let span = parameters.span(today: place.today)
            let page = try call.reading { reader throws(StoreFault) in
                try DeadlinePage(span, at: place, in: call.repository, reader)
            }
            let next = try page.next.map { position throws(Problem) in
                call.nextPage(after: position, of: place, try call.words(), digest: digest)
            }
            var writer = JSONWriter()
            page.write(into: &writer, at: place)
            return RecordForm.response(
                json: writer.closed(next: next),
                tag: tag,
                next: next,
                isPretty: parameters.pretty
            )
        }
    )
}

/// The query of deadlines.
struct DeadlineParameters: Shape {
    var from: PartialDate?
    var until: PartialDate?
    var what: Deadline.Matter?
    var kind: Kind?
    var page = PageParameters()

    var pretty: Bool { page.pretty }

    /// Days ahead that are told where the client does not say: a quarter.
    static let daysAhead: Int32 = 90

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("from", &from, Plain(), .given, "The first day; absent: all overdue.")
        visitor.member("until", &until, Plain(), .given, "The last day; absent: in 90 days.")
        visitor.member("what", &what, AnyOf(), .given, "Only this matter.")
        visitor.member("kind", &kind, AnyOf(), .given, "Only records of this kind.")
        page.describe(&visitor)
    }

    /// What is asked for on a day.
    func span(today: Int32) -> DeadlinePage.Span {
        DeadlinePage.Span(
            matters: Deadline.Matter.allCases.filter { matter in
                what.map { $0 == matter } ?? true && kind.map { $0 == matter.kind } ?? true
            },
            from: from?.earliest,
            until: until?.latest ?? today + Self.daysAhead,
            limit: page.limit
        )
    }
}

extension Call {
    /// Of all that says which deadlines there are.
    fileprivate func digestOfDeadlines() throws(Problem) -> [UInt8] {
        let ofLooks: Set<String> = ["cursor", "limit", "pretty"]
        let telling = try words().filter { !ofLooks.contains($0.name) }
            .map { $0.name + "=" + $0.value }.sorted().joined(separator: "\n")
        return Array(SHA256.digest(Array("deadlines\n\(telling)".utf8)).prefix(8))
    }
}
