import HTTPWire
import NoticeRegister
import Shapes

extension Endpoint {
    /// GET of one record: a copy of stored bytes.
    static let readRecord = Endpoint(
        name: "read",
        parameters: .shape(RecordParameters.self),
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "The record.", .json, .record),
            AnswerForm(.notModified, "The client has this version."),
        ],
        run: .quick(
            { shelf, request, match throws(Problem) in
                guard request.query == nil else { return nil }
                let repository = shelf.context.repository
                let entry = try standing(match, in: repository, at: repository.headSeq)
                guard let response = try shelf.response(for: entry) else {
                    throw gone(match.capture)
                }
                return try RecordForm.conditional(
                    response,
                    tag: RecordForm.tag(entry.version),
                    to: request
                )
            },
            otherwise: { call throws(Problem) in try chosen(call) }
        )
    )

    /// Redirects from an id to the record's own path.
    static let findRecord = Endpoint(
        name: "find",
        answers: [AnswerForm(.permanentRedirect, "The record's own path, in Location.")],
        run: .now { shelf, request, match throws(Problem) in
            let repository = shelf.context.repository
            guard let entry = repository.entry(match.capture, at: repository.head.seq) else {
                throw absent(match.capture)
            }
            var response = Response(.permanentRedirect, fields: ResponseFields.empty)
            response.fields.append("Location", entry.kind.location(of: match.capture))
            return response
        }
    )

    private static func chosen(_ call: Call) throws(Problem) -> Response {
        let parameters = try call.parameters(as: RecordParameters.self)
        let seq = try call.sequence(parameters.asOf)
        let entry = try standing(call.match, in: call.repository, at: seq)
        let body = try call.reading { reader throws(StoreFault) in try reader.body(entry.seq) }
        guard let body else { throw gone(call.id) }
        let response = RecordForm.response(
            body: body,
            version: entry.version,
            isPretty: parameters.pretty
        )
        let tag = RecordForm.tag(entry.version)
        return try RecordForm.conditional(response, tag: tag, to: call.request)
    }

    /// Where the path's record stood at a sequence.
    ///
    /// - Throws: `not-found` when it never was, or is of another kind; `gone` once it is deleted.
    static func standing(
        _ match: Match,
        in repository: any Repository,
        at seq: Int
    ) throws(Problem) -> Entry {
        guard let entry = repository.entry(match.capture, at: seq) else {
            throw absent(match.capture)
        }
        guard entry.kind == match.kind else {
            throw Problem(.notFound, "\(match.capture) is a record of another kind.")
        }
        guard !entry.isDeleted else { throw gone(match.capture) }
        return entry
    }

    private static func absent(_ id: String) -> Problem { Problem(Rejection.absent(id: id)) }
    private static func gone(_ id: String) -> Problem { Problem(Rejection.gone(id: id)) }
}

extension Kind {
    /// The path of a record of this kind.
    func location(of id: String) -> String { "/v1/" + path + "/" + id }
}

extension Call {
    /// The sequence that `as_of` asks for; now without one.
    func sequence(_ point: AsOf?) throws(Problem) -> Int {
        let head = repository.head.seq
        guard let point else { return head }
        return try point.sequence(in: repository, head: head)
    }
}

/// The query of GET of one record.
struct RecordParameters: Shape {
    var asOf: AsOf?
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("as_of", &asOf, Plain(), .given, Meaning.asOf)
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }
}
