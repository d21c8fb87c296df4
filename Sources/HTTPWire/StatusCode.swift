/// The three digits of a response (RFC 9110 §15), 100 to 599.
public struct StatusCode: RawRepresentable, Sendable, Hashable {
    /// The number.
    public let rawValue: UInt16

    /// Takes any number from 100 to 599; nil otherwise.
    public init?(rawValue: UInt16) {
        guard (100...599).contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private init(_ number: UInt16) { rawValue = number }

    /// 200: the request succeeded.
    public static let ok = StatusCode(200)
    /// 201: a resource was made; `Location` says where.
    public static let created = StatusCode(201)
    /// 202: will be done; the answer says where to watch.
    public static let accepted = StatusCode(202)
    /// 204: succeeded, nothing to show.
    public static let noContent = StatusCode(204)
    /// 303: look there with GET.
    public static let seeOther = StatusCode(303)
    /// 304: what the client has is current.
    public static let notModified = StatusCode(304)
    /// 307: the same request there, this time.
    public static let temporaryRedirect = StatusCode(307)
    /// 308: the same request there, always.
    public static let permanentRedirect = StatusCode(308)
    /// 400: the request cannot be understood.
    public static let badRequest = StatusCode(400)
    /// 401: credentials are needed.
    public static let unauthorized = StatusCode(401)
    /// 403: understood and refused.
    public static let forbidden = StatusCode(403)
    /// 404: nothing here, or nothing the client may know of.
    public static let notFound = StatusCode(404)
    /// 405: not with this method; `Allow` says with which.
    public static let methodNotAllowed = StatusCode(405)
    /// 406: no form of it that the client accepts.
    public static let notAcceptable = StatusCode(406)
    /// 408: the client was too slow.
    public static let requestTimeout = StatusCode(408)
    /// 409: it collides with the resource's state.
    public static let conflict = StatusCode(409)
    /// 410: it was here and is gone.
    public static let gone = StatusCode(410)
    /// 411: a body of known length or chunks is needed.
    public static let lengthRequired = StatusCode(411)
    /// 412: a precondition of the request is false.
    public static let preconditionFailed = StatusCode(412)
    /// 413: the body is too long.
    public static let contentTooLarge = StatusCode(413)
    /// 414: the target is too long.
    public static let uriTooLong = StatusCode(414)
    /// 415: a body of another media type or coding is needed.
    public static let unsupportedMediaType = StatusCode(415)
    /// 417: `Expect` asks what we do not do.
    public static let expectationFailed = StatusCode(417)
    /// 421: not a host of this server.
    public static let misdirectedRequest = StatusCode(421)
    /// 422: well-formed, and against a rule.
    public static let unprocessableContent = StatusCode(422)
    /// 428: the request must be conditional (RFC 6585 §3).
    public static let preconditionRequired = StatusCode(428)
    /// 429: too many requests (RFC 6585 §4).
    public static let tooManyRequests = StatusCode(429)
    /// 431: the head is too long (RFC 6585 §5).
    public static let headerFieldsTooLarge = StatusCode(431)
    /// 500: our fault.
    public static let internalServerError = StatusCode(500)
    /// 501: a method or coding that is not implemented.
    public static let notImplemented = StatusCode(501)
    /// 503: not now; `Retry-After` says when.
    public static let serviceUnavailable = StatusCode(503)
    /// 504: no answer in time from behind.
    public static let gatewayTimeout = StatusCode(504)
    /// 505: another major version of HTTP.
    public static let versionNotSupported = StatusCode(505)

    /// The phrase of RFC 9110 §15 or RFC 6585; empty for numbers without one.
    public var reason: String {
        switch rawValue {
        case 100: "Continue"
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 303: "See Other"
        case 304: "Not Modified"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400...499: clientErrorReason
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: ""
        }
    }

    private var clientErrorReason: String {
        switch rawValue {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 411: "Length Required"
        case 412: "Precondition Failed"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 421: "Misdirected Request"
        case 422: "Unprocessable Content"
        case 428: "Precondition Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        default: ""
        }
    }

    /// Whether a response of this status may carry content (RFC 9110 §6.4.1).
    public var allowsContent: Bool { rawValue >= 200 && rawValue != 204 && rawValue != 304 }
}
