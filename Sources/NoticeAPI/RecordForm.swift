import HTTPWire
import NoticeRegister
import Seals

/// A record, or another JSON text, as an answer.
enum RecordForm {
    /// The answer to GET of a version: its stored bytes, or what is asked for of them, and a newline.
    static func response(body: [UInt8], tag: EntityTag, isPretty: Bool = false) -> Response {
        var fields = ResponseFields.json
        fields.append("ETag", tag.text)
        return Response(.ok, fields: fields, body: text(body, isPretty: isPretty))
    }

    /// The answer that holds a JSON text; `next` is the URL of the page after it.
    static func response(
        _ status: StatusCode = .ok,
        json: [UInt8],
        tag: EntityTag? = nil,
        next: String? = nil,
        isPretty: Bool
    ) -> Response {
        var fields = ResponseFields.json
        if let tag { fields.append("ETag", tag.text) }
        fields.append("Link", links(next: next))
        return Response(status, fields: fields, body: text(json, isPretty: isPretty))
    }

    /// Where more is to be found (RFC 8288): the pages after and before all others, the description.
    private static func links(next: String?) -> String {
        let described = "</openapi.json>; rel=\"describedby\""
        guard let next else { return described }
        let words = next.split(separator: "&").filter { !$0.hasPrefix("cursor=") }
        let first = words.joined(separator: "&").split(separator: "?cursor=")[0]
        return "<\(next)>; rel=\"next\", <\(first)>; rel=\"first\", \(described)"
    }

    /// The mark of a version, which is the same in every answer.
    static func tag(_ version: Int) -> EntityTag { EntityTag(String(version)) }

    /// The mark of bytes that only another build changes.
    static func tag(of bytes: [UInt8]) -> EntityTag {
        EntityTag(Array(SHA256.digest(bytes).prefix(8)).hexadecimal)
    }

    /// The answer of a read: the response itself, or 304 or 412 by the request's conditions.
    static func conditional(
        _ response: Response,
        tag: @autoclosure () -> EntityTag,
        to request: borrowing Request
    ) throws(Problem) -> Response {
        // Most requests have no condition, and then no tag need be written.
        guard isConditional(request) else { return response }
        return try notModified(tag: tag(), to: request) ?? response
    }

    /// The answer 304 where the client has what it asks for already; nil where it does not.
    ///
    /// - Throws: `version-mismatch` where `If-Match` does not hold.
    static func notModified(
        tag: EntityTag,
        to request: borrowing Request
    ) throws(Problem) -> Response? {
        guard isConditional(request) else { return nil }
        let fields = Conditional.Fields(request)
        for (name, value) in [("If-Match", fields.ifMatch), ("If-None-Match", fields.ifNoneMatch)] {
            guard let value, EntityTagList(value) == nil else { continue }
            throw Problem(.malformedRequest, "\(name) is not a list of entity tags, or *.")
        }
        let current = Conditional.Current(tag: tag)
        switch Conditional.outcome(fields, isRead: true, current: current, now: 0) {
        case .proceed: return nil
        case .failed:
            throw Problem(.versionMismatch, "The condition does not hold: \(tag.text) stands.")
                .with("ETag", tag.text)
        case .notModified:
            var fields = ResponseFields.empty
            fields.append("ETag", tag.text)
            return Response(.notModified, fields: fields)
        }
    }

    private static func isConditional(_ request: borrowing Request) -> Bool {
        request.field(.ifNoneMatch) != nil || request.field(.ifMatch) != nil
    }

    /// The answer with content that is always the same, marked by its own digest; or 304 or 412.
    static func tagged(
        _ response: Response,
        for request: borrowing Request
    ) throws(Problem) -> Response {
        let tag = tag(of: response.body)
        var response = response
        response.fields.append("ETag", tag.text)
        return try conditional(response, tag: tag, to: request)
    }

    private static func text(_ json: [UInt8], isPretty: Bool) -> [UInt8] {
        guard !isPretty else { return IndentedJSON.text(of: json) }
        var text: [UInt8] = []
        text.reserveCapacity(json.count + 1)
        text.append(contentsOf: json)
        text.append(0x0A)
        return text
    }
}
