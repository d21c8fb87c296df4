import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

extension Endpoint {
    /// GET of a record's history: what each version changed, oldest first, or one of them whole.
    static let readHistory = Endpoint(
        name: "history",
        parameters: .shape(HistoryParameters.self),
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "The versions, or the one asked for.", .json, .history),
            AnswerForm(.notModified, "The client has this."),
        ],
        run: .pooled { call throws(Problem) in
            let parameters = try call.parameters(as: HistoryParameters.self)
            let chain = try call.chain()
            if let version = parameters.version {
                return try call.version(version, of: chain, isPretty: parameters.pretty)
            }
            let tag = call.tag(at: chain.newest.seq)
            if let answer = try RecordForm.notModified(tag: tag, to: call.request) { return answer }
            return try call.history(chain, parameters, tag)
        }
    )
}

/// The query of a record's history.
struct HistoryParameters: Shape {
    var version: Int?
    var limit = ListLimits.pageDefault
    var cursor: Int?
    var diff = false
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "version",
            &version,
            RecordLimits.ordinal,
            .given,
            "Gives this version whole, in place of the list."
        )
        visitor.member("limit", &limit, ListLimits.page, .given, Meaning.limit)
        visitor.member("cursor", &cursor, RecordLimits.ordinal, .given, Meaning.cursor)
        visitor.member(
            "diff",
            &diff,
            Plain(),
            .given,
            "Tells the difference that each version made (RFC 6902)."
        )
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }
}

extension Call {
    /// The versions of the path's record, which may have been deleted.
    fileprivate func chain() throws(Problem) -> VersionChain {
        guard let chain = VersionChain(id, at: repository.head.seq, in: repository) else {
            throw Problem(Rejection.absent(id: id))
        }
        guard chain.newest.kind == kind else {
            throw Problem(.notFound, "\(id) is a record of another kind.")
        }
        return chain
    }

    /// A version as it was sent when it stood.
    fileprivate func version(
        _ version: Int,
        of chain: VersionChain,
        isPretty: Bool
    ) throws(Problem) -> Response {
        guard let seq = chain.seq(of: version) else {
            let newest = chain.newest.version
            throw Problem(.notFound, "\(id) has no version \(version); its latest is \(newest).")
        }
        let body = try reading { reader throws(StoreFault) in try reader.body(seq) }
        guard let body else {
            throw Problem(.gone, "Version \(version) of \(id) holds no record.")
        }
        let response = RecordForm.response(
            body: body,
            tag: RecordForm.tag(version),
            isPretty: isPretty
        )
        return try RecordForm.conditional(response, tag: RecordForm.tag(version), to: request)
    }

    /// A page of the versions after the cursor's.
    fileprivate func history(
        _ chain: VersionChain,
        _ parameters: HistoryParameters,
        _ tag: EntityTag
    ) throws(Problem) -> Response {
        let after = parameters.cursor ?? 0
        let writer = try reading { reader throws(StoreFault) in
            let seqs = try chain.seqs(after: after, limit: parameters.limit, reader)
            var writer = JSONWriter()
            writer.beginObject()
            writer.name("items")
            writer.beginArray()
            var past: (seq: Int, body: [UInt8]?)?
            for seq in seqs {
                guard let change = try reader.change(seq) else {
                    throw .damaged("no change \(seq)")
                }
                let before =
                    past?.seq == change.previous
                    ? past?.body : try reader.body(before: change)
                try ChangeForm.writeVersion(
                    change,
                    after: before,
                    withDifference: parameters.diff,
                    into: &writer
                )
                past = (seq, change.body)
            }
            writer.endArray()
            return writer
        }
        let last = after + parameters.limit
        let next = last < chain.newest.version ? path(try words(), with: "cursor", "\(last)") : nil
        return RecordForm.response(
            json: writer.closed(next: next),
            tag: tag,
            next: next,
            isPretty: parameters.pretty
        )
    }
}
