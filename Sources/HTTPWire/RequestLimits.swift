/// How much of a request the wire takes before it refuses; each with its reason.
public struct RequestLimits: Sendable {
    /// The request line, CRLF left out: twice the 8,000 octets that RFC 9112 §3 asks for.
    public var requestLineBytesMax = 16 * 1024
    /// The head with its last empty line: room for long cookies and tokens, far from a burden.
    public var headBytesMax = 32 * 1024
    /// Field lines in a head: browsers send about twenty.
    public var fieldsMax = 100
    /// A body that is gathered whole: a record of the largest kind with all its texts.
    public var bodyBytesMax = 1024 * 1024
    /// The extensions of one chunk: nobody sends any (RFC 9112 §7.1.1 lets us bound them).
    public var chunkExtensionBytesMax = 256
    /// All chunk extensions of a message, so that tiny chunks cannot carry a flood of them.
    public var chunkExtensionsBytesMax = 4 * 1024
    /// The trailer section, which is checked and dropped.
    public var trailerBytesMax = 4 * 1024

    /// The defaults.
    public init() {}
}
