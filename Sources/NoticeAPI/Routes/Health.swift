import HTTPWire
import NoticeRegister
import StrictJSON

extension Endpoint {
    /// GET of liveness: whoever answers, lives.
    static let checkHealth = Endpoint(
        name: "health",
        answers: [AnswerForm(.ok, "The server lives.", .json, .health)],
        run: .now { _, _, _ in HealthForm.response("ok") }
    )

    /// GET of readiness: whether requests are worth sending here, and if not, why.
    static let checkReadiness = Endpoint(
        name: "readiness",
        answers: [AnswerForm(.ok, "The server can work.", .json, .health)],
        run: .now { shelf, _, _ throws(Problem) in
            let reasons = shelf.context.unreadiness
            guard reasons.isEmpty else {
                throw Problem(.notReady, "The server cannot work now.")
                    .retry(after: 2)
                    .with(member: "reasons") { writer in
                        writer.beginArray()
                        for reason in reasons { writer.string(reason) }
                        writer.endArray()
                    }
            }
            return HealthForm.response("ready")
        }
    )
}

extension APIContext {
    /// Why the server cannot work now; nothing when it can.
    fileprivate var unreadiness: [String] {
        let drain = isDraining() ? "the server is shutting down" : nil
        return [repository.unreadiness, drain].compactMap { $0 }
    }
}

/// The answer to a question after the server's health.
private enum HealthForm {
    private static let fields = ResponseFields.lines(MediaType.json.rawValue, cache: "no-store")

    static func response(_ status: String) -> Response {
        var writer = JSONWriter(capacity: 32)
        writer.beginObject()
        writer.member("status", status)
        writer.endObject()
        return Response(.ok, fields: fields, body: writer.bytes + [0x0A])
    }
}
