/// A whole answer: status, fields and content.
public struct Response: Sendable {
    /// The status; 100 to 199 are the engine's alone.
    public var status: StatusCode
    /// The fields, without those that are the engine's.
    public var fields: FieldLines
    /// The content; not sent to HEAD, but counted in its `Content-Length`.
    public var body: [UInt8]
    /// Whether the connection ends after this answer.
    public var closes: Bool

    /// Puts an answer together.
    public init(
        _ status: StatusCode,
        fields: FieldLines = FieldLines(),
        body: [UInt8] = [],
        closes: Bool = false
    ) {
        self.status = status
        self.fields = fields
        self.body = body
        self.closes = closes
    }

    /// An answer in plain text.
    public static func text(_ status: StatusCode, _ text: String) -> Response {
        Response(
            status,
            fields: ["Content-Type": "text/plain; charset=utf-8"],
            body: Array(text.utf8)
        )
    }
}
