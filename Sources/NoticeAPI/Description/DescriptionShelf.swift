import HTTPWire
import Locks

/// Keeps the API's description once it has been asked for: it takes too long for a loop, and for a
/// server's start.
final class DescriptionShelf: Sendable {
    /// The description as it is sent.
    struct Made: Sendable {
        let response: Response
        let tag: EntityTag
    }

    private let kept = Locked<Made?>(nil)

    /// The description, if it has been made.
    var made: Made? { kept.withLock { $0 } }

    /// Makes the description; of two that ask at once, both do.
    func make(version: String) -> Made {
        if let made { return made }
        let json = OpenAPI.document(of: API.routes, version: version)
        let tag = RecordForm.tag(of: json)
        var fields = ResponseFields.lines(MediaType.json.rawValue, cache: "no-cache")
        fields.append("ETag", tag.text)
        let made = Made(response: Response(.ok, fields: fields, body: json + [0x0A]), tag: tag)
        kept.withLock { $0 = made }
        return made
    }
}
