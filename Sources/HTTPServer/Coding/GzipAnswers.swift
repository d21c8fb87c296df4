internal import HTTPWire

/// How a loop puts whole answers into gzip.
struct GzipAnswers {
    /// Content up to this size is coded on the loop, at some 15 µs a KiB; what is longer by the pool.
    static let bytesOnLoopMax = 4 * 1024
    /// Content below this is not made smaller by enough to pay for the work.
    static let bytesMin = 1024
    /// Content above this stays as it is: coding it would hold a thread for seconds.
    static let bytesMax = 256 * 1024 * 1024

    let level: Int
    private var spare: Deflater?

    init(level: Int) { self.level = level }

    /// Whether this content is to be coded for a client that takes gzip in this form.
    static func pays(_ response: borrowing Response, for form: AcceptedCoding.Form) -> Bool {
        guard response.status.allowsContent, response.body.count <= bytesMax else { return false }
        return switch form {
        case .identity: false
        case .gzip: response.body.count >= bytesMin
        case .gzipOnly: !response.body.isEmpty
        }
    }

    /// The answer in gzip; as it is where that would not be smaller.
    mutating func coded(_ response: Response, for form: AcceptedCoding.Form) -> Response {
        guard let deflater = spare ?? Deflater(level: level) else { return response }
        spare = deflater
        deflater.reset()
        return Self.coded(response, for: form, by: deflater)
    }

    /// The same on any thread, with a stream of its own.
    static func coded(
        _ response: Response,
        for form: AcceptedCoding.Form,
        level: Int
    ) -> Response {
        guard let deflater = Deflater(level: level) else { return response }
        return coded(response, for: form, by: deflater)
    }

    private static func coded(
        _ response: Response,
        for form: AcceptedCoding.Form,
        by deflater: Deflater
    ) -> Response {
        let bytes = deflater.deflate(response.body, to: .content)
        guard bytes.count < response.body.count || form == .gzipOnly else { return response }
        return Response(
            response.status,
            fields: response.fields.inGzip,
            body: bytes,
            closes: response.closes
        )
    }
}
