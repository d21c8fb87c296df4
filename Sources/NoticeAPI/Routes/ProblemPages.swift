import HTTPWire
import StrictJSON

extension Endpoint {
    /// GET of a problem's type: what it means and what to do, as text for people or as JSON.
    static let explainProblem = Endpoint(
        name: "explain",
        capture: .slug,
        heeds: [.ifNoneMatch],
        gives: [.text, .json],
        answers: [
            AnswerForm(.ok, "What the problem means.", .text, .text),
            AnswerForm(.ok, "What the problem means.", .json, .meaning),
            AnswerForm(.notModified, "The client has this."),
        ],
        run: .now { _, request, match throws(Problem) in
            guard let type = ProblemType(rawValue: match.capture) else {
                throw Problem(.notFound, "There is no such problem.")
            }
            let media = MediaType.best(of: [.text, .json], for: request.fieldText(.accept))
            let content = media == .json ? type.json : type.text
            var response = try RecordForm.tagged(content, for: request)
            response.fields.append("Vary", "Accept")
            return response
        }
    )
}

extension ProblemType {
    /// The status, the title and the meaning.
    fileprivate var text: Response {
        let line = "\(status.rawValue) \(title)\n\n\(meaning)\n"
        return Response(.ok, fields: ResponseFields.text, body: Array(line.utf8))
    }

    fileprivate var json: Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", uri)
        writer.member("title", title)
        writer.member("status", Int(status.rawValue))
        writer.member("meaning", meaning)
        writer.endObject()
        let fields = ResponseFields.lines(MediaType.json.rawValue, cache: "no-cache")
        return Response(.ok, fields: fields, body: writer.bytes + [0x0A])
    }
}
