import HTTPWire
import NoticeRegister
import StrictJSON

extension Endpoint {
    /// GET of what each rule has to say about a request, with the facts that it rests on.
    static let assessRequest = Endpoint(
        name: "assess",
        parameters: .shape(RecordParameters.self),
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(
                .ok,
                "Advice on each rule; it decides nothing.",
                .json,
                .component("assessment")
            ),
            AnswerForm(.notModified, "The client has this assessment."),
        ],
        run: .pooled { call throws(Problem) in
            let parameters = try call.parameters(as: RecordParameters.self)
            let found = try call.inPast(parameters.asOf) { past throws(StoreFault) in
                (seq: past.seq, today: past.today, json: try call.assessment(past))
            }
            guard let json = found.json else {
                _ = try standing(call.match, in: call.repository, at: found.seq)
                throw Problem(Rejection.gone(id: call.id))
            }
            let tag = call.tag(at: found.seq, today: found.today)
            return try RecordForm.conditional(
                RecordForm.response(json: json, tag: tag, isPretty: parameters.pretty),
                tag: tag,
                to: call.request
            )
        }
    )
}

extension Call {
    /// The findings on the path's request as the register then stood; nil when it had none.
    fileprivate func assessment(_ past: RegisterPast) throws(StoreFault) -> [UInt8]? {
        guard let file = try CaseFile.gather(id, from: past) else { return nil }
        var writer = JSONWriter(capacity: 32 * 1024)
        writer.beginObject()
        writer.member("request", id)
        writer.member("version", file.request.common.version)
        writer.member("as_of", past.seq)
        writer.member("advisory", true)
        writer.member("truncated", file.isTruncated)
        writer.name("findings")
        writer.beginArray()
        for finding in context.rules.assess(file, today: past.today) {
            finding.write(into: &writer)
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}
