import HTTPWire

extension Endpoint {
    /// GET of the description of this API, made once from the routes and what they declare.
    static let describeAPI = Endpoint(
        name: "describe",
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "The description, in OpenAPI 3.1.", .json, .object),
            AnswerForm(.notModified, "The client has it."),
        ],
        run: .quick(
            { shelf, request, _ throws(Problem) in
                guard let made = shelf.context.description.made else { return nil }
                return try RecordForm.conditional(made.response, tag: made.tag, to: request)
            },
            otherwise: { call throws(Problem) in
                let made = call.context.description.make(version: call.context.settings.version)
                return try RecordForm.conditional(made.response, tag: made.tag, to: call.request)
            }
        )
    )
}
