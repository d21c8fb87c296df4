import HTTPWire
import NoticeRegister
import StrictJSON

/// A request or response field as the description tells it.
struct DescribedField {
    private let name: String
    private let meaning: String
    private let schema: JSONSchema
    /// Of a response: whether it is always there.
    private var isCertain = false

    /// The request fields that a route heeds.
    static func heeded(by route: Route) -> [DescribedField] {
        let heeds = route.endpoint.heeds
        var fields: [DescribedField] = []
        if heeds.contains(.ifMatch) { fields.append(ifMatch) }
        if heeds.contains(.ifNoneMatch) {
            fields.append(route.method == .get ? ifNoneMatch : ifAbsent)
        }
        if heeds.contains(.idempotencyKey) { fields.append(idempotencyKey) }
        if heeds.contains(.prefer) { fields.append(prefer) }
        return fields
    }

    /// The response fields that come with a status.
    static func given(by route: Route, _ status: StatusCode) -> [DescribedField] {
        let heeds = route.endpoint.heeds
        let isMarked = heeds.contains(.ifNoneMatch) || heeds.contains(.ifMatch)
        switch status {
        case .ok: return isMarked ? [tag] : []
        case .created: return [tag, location]
        case .permanentRedirect: return [location]
        case .notModified: return [tag]
        default: return []
        }
    }

    /// Writes the field as a parameter.
    func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("in", "header")
        writer.member("description", meaning)
        writer.name("schema")
        schema.write(into: &writer)
        writer.endObject()
    }

    /// Writes the field as one of a response, under its name.
    func writeHeader(into writer: inout JSONWriter) {
        writer.name(name)
        writer.beginObject()
        writer.member("description", meaning)
        writer.member("required", isCertain)
        writer.name("schema")
        schema.write(into: &writer)
        writer.endObject()
    }

    private static let tags = #"^(\*|(W/)?"[!#-~]*"( *, *(W/)?"[!#-~]*")*)$"#

    private static let ifMatch = DescribedField(
        name: "If-Match",
        meaning: "The tag of the version that has to stand; * for any.",
        schema: .pattern(tags, most: 1_000)
    )
    private static let ifNoneMatch = DescribedField(
        name: "If-None-Match",
        meaning: "The tags of what the client has: 304 when it is current.",
        schema: .pattern(tags, most: 1_000)
    )
    private static let ifAbsent = DescribedField(
        name: "If-None-Match",
        meaning: "That nothing may stand there yet.",
        schema: .words(["*"])
    )
    private static let idempotencyKey = DescribedField(
        name: "Idempotency-Key",
        meaning: "Makes repeating safe: the same key and body give the same answer for 24 hours.",
        schema: .pattern("^[!-~]{1,255}$", most: 255)
    )
    private static let prefer = DescribedField(
        name: "Prefer",
        meaning: "return=minimal for an answer without content (RFC 7240).",
        schema: .pattern("^[ -~]*$", most: 1_000)
    )
    private static let tag = DescribedField(
        name: "ETag",
        meaning: "The mark of what is shown.",
        schema: .pattern(#"^"[!#-~]+"$"#, most: 100),
        isCertain: true
    )
    private static let location = DescribedField(
        name: "Location",
        meaning: "The path of it.",
        schema: .pattern("^/", most: 300),
        isCertain: true
    )
}
