import HTTPWire
import NoticeRegister
import Shapes

extension Endpoint {
    /// GET of one record: a copy of stored bytes.
    static let readRecord = Endpoint(
        name: "read",
        parameters: .record,
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "The record.", .json, .view),
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
        let asked = try RecordQuery(try call.words(), kind: call.kind)
        let repository = call.repository
        let seq = try call.sequence(asked.parameters.asOf)
        let entry = try standing(call.match, in: repository, at: seq)
        // What is included changes without the record.
        let tag = asked.includes.isEmpty ? RecordForm.tag(entry.version) : call.tag(at: seq)
        if let answer = try RecordForm.notModified(tag: tag, to: call.request) { return answer }
        let json = try call.reading { reader throws(StoreFault) in
            try reader.body(entry.seq).map { body throws(StoreFault) in
                try asked.json(of: body, at: seq, in: repository, reader)
            }
        }
        guard let json else { throw gone(call.id) }
        return RecordForm.response(body: json, tag: tag, isPretty: asked.parameters.pretty)
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
