/// Why the engine answers a request itself, in words for the client.
public struct Refusal: Error, Sendable, Equatable {
    /// The rule that was broken; each has one status and one detail.
    public enum Reason: UInt8, CaseIterable, Sendable {
        case badRequestLine, badTarget, badVersion, requestLineTooLong
        case unknownMethod, unsupportedVersion
        case bareLineEnd, badFieldName, badFieldValue, foldedField, repeatedField
        case tooManyFields, headTooLong
        case missingHost, badHost, misdirected, plainOverTLS
        case badContentLength, conflictingLength, badTransferEncoding, unknownTransferCoding
        case badChunk, badTrailer, bodyTooLong, misplacedBody, unknownExpectation
        case unknownContentCoding, damagedContent, badPreamble
        case headTimeout, bodyTimeout, truncated
        case overloaded, draining, handlerTimeout, outcomeUnknown
    }

    /// The rule that was broken.
    public let reason: Reason
    /// The limit that was passed, where the rule is one.
    public let limit: Int?
    /// The request's id where its head was read that far, else one made for this answer.
    public var requestID: String?

    /// States a refusal.
    public init(_ reason: Reason, limit: Int? = nil) {
        self.reason = reason
        self.limit = limit
    }

    /// The answer's status.
    public var status: StatusCode {
        switch reason {
        case .badRequestLine, .badTarget, .badVersion, .bareLineEnd, .badFieldName,
            .badFieldValue, .foldedField, .repeatedField, .missingHost, .badHost,
            .badContentLength, .conflictingLength, .badTransferEncoding, .badChunk, .badTrailer,
            .misplacedBody, .truncated, .plainOverTLS, .damagedContent, .badPreamble:
            .badRequest
        case .requestLineTooLong: .uriTooLong
        case .unknownMethod, .unknownTransferCoding: .notImplemented
        case .unsupportedVersion: .versionNotSupported
        case .tooManyFields, .headTooLong: .headerFieldsTooLarge
        case .misdirected: .misdirectedRequest
        case .bodyTooLong: .contentTooLarge
        case .unknownContentCoding: .unsupportedMediaType
        case .unknownExpectation: .expectationFailed
        case .headTimeout, .bodyTimeout: .requestTimeout
        case .overloaded, .draining, .outcomeUnknown: .serviceUnavailable
        case .handlerTimeout: .gatewayTimeout
        }
    }

    /// The last part of a problem's type: one word for programs.
    public var slug: String {
        switch reason {
        case .misplacedBody: "misplaced-body"
        case .requestLineTooLong: "uri-too-long"
        case .unknownMethod, .unknownTransferCoding: "not-implemented"
        case .unsupportedVersion: "version-not-supported"
        case .tooManyFields, .headTooLong: "header-too-large"
        case .misdirected: "misdirected-request"
        case .bodyTooLong: "content-too-large"
        case .unknownContentCoding: "unsupported-media-type"
        case .unknownExpectation: "expectation-failed"
        case .headTimeout, .bodyTimeout: "request-timeout"
        case .overloaded: "overloaded"
        case .draining: "not-ready"
        case .handlerTimeout: "timeout"
        case .outcomeUnknown: "outcome-unknown"
        default: "malformed-request"
        }
    }

    /// What to change, in a sentence.
    public var detail: String {
        guard let limit else { return sentence }
        return "\(sentence) The limit is \(limit)."
    }

    /// The refusal in plain text, with `Retry-After` where trying again may help.
    public var plainText: Response {
        var response = Response.text(status, detail + "\n")
        response.closes = true
        if let retryAfterSeconds { response.fields.append("Retry-After", retryAfterSeconds) }
        return response
    }

    /// How long a client should wait before it tries again; nil where the request itself is wrong.
    public var retryAfterSeconds: Int? {
        switch reason {
        case .overloaded, .outcomeUnknown: 1
        case .draining: 5
        default: nil
        }
    }

    private var sentence: String {
        switch reason {
        case .badRequestLine: "The request line is not 'METHOD target HTTP/1.1'."
        case .badTarget: "The request target holds a byte or a form that is not allowed."
        case .badVersion: "The request line does not end with a version such as HTTP/1.1."
        case .requestLineTooLong: "The request line is too long."
        case .unknownMethod: "The request method is not implemented here."
        case .unsupportedVersion: "Only HTTP/1.0 and HTTP/1.1 are spoken here."
        case .bareLineEnd: "A line of the head does not end with CR LF."
        case .badFieldName: "A field line does not begin with a name and a colon."
        case .badFieldValue: "A field value holds a control character."
        case .foldedField: "A field line begins with white space."
        case .repeatedField: "A field that may come once came twice."
        case .tooManyFields: "The head has too many field lines."
        case .headTooLong: "The head is too long."
        case .missingHost: "An HTTP/1.1 request needs a Host field."
        case .badHost: "The host is not a name or address with an optional port."
        case .misdirected: "This server does not serve that host."
        case .plainOverTLS: "This port speaks TLS: use https."
        case .badContentLength: "Content-Length is not one whole number."
        case .conflictingLength: "Content-Length and Transfer-Encoding came together."
        case .badTransferEncoding: "Transfer-Encoding is not 'chunked' alone."
        case .unknownTransferCoding: "No transfer coding but 'chunked' is implemented."
        case .badChunk: "The chunked body is malformed."
        case .badTrailer: "The trailer section is malformed or too long."
        case .bodyTooLong: "The body is too long."
        case .misplacedBody: "A request of this method may not have a body."
        case .unknownContentCoding: "No Content-Encoding but 'gzip' is taken."
        case .badPreamble: "The connection does not begin with a PROXY protocol header."
        case .damagedContent: "The body is not one whole gzip stream."
        case .unknownExpectation: "No expectation but '100-continue' is met."
        case .headTimeout: "The request's head did not come in time."
        case .bodyTimeout: "The request's body did not come in time."
        case .truncated: "The connection ended inside the request."
        case .overloaded: "The server is busy; try again."
        case .draining: "The server is shutting down."
        case .handlerTimeout: "The answer was not ready in time."
        case .outcomeUnknown: "The write was not confirmed in time; it may have been done."
        }
    }
}
