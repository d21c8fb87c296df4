import HTTPWire

/// How a write is answered once it is done: with content, or without where the client wants none.
struct WriteAnswer: Sendable {
    private let isPretty: Bool
    /// What `Prefer` asks for; nil: nothing that is known.
    private let prefersMinimal: Bool?

    init(to request: borrowing Request, isPretty: Bool) {
        self.isPretty = isPretty
        prefersMinimal = WriteFields.prefersMinimal(request)
    }

    /// The answer.
    ///
    /// - Parameters:
    ///   - status: what it is where it has content.
    ///   - json: the content.
    ///   - version: the version that now stands, for `ETag`.
    ///   - location: the path of what was made, if something was.
    /// - Returns: the answer.
    func response(
        _ status: StatusCode,
        json: [UInt8],
        version: Int,
        location: String?
    ) -> Response {
        let tag = RecordForm.tag(version)
        var response: Response
        if prefersMinimal == true {
            response = Response(.noContent, fields: ResponseFields.empty)
            response.fields.append("ETag", tag.text)
        } else {
            response = RecordForm.response(status, json: json, tag: tag, isPretty: isPretty)
        }
        if let location { response.fields.append("Location", location) }
        response.fields.append("Vary", "Prefer")
        if let prefersMinimal {
            let applied = prefersMinimal ? "return=minimal" : "return=representation"
            response.fields.append("Preference-Applied", applied)
        }
        return response
    }
}
