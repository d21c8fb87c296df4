package import HTTPWire

/// Everything that an answer can say went wrong (RFC 9457 §3.1.1): the last part of its `type`.
///
/// The raw value is what clients switch on, so it never changes.
package enum ProblemType: String, CaseIterable, Sendable {
    case malformedRequest = "malformed-request"
    case malformedJSON = "malformed-json"
    case invalidParameter = "invalid-parameter"
    case misplacedBody = "misplaced-body"
    case unauthenticated
    case forbidden
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case notAcceptable = "not-acceptable"
    case requestTimeout = "request-timeout"
    case conflict
    case duplicate
    case inUse = "in-use"
    case invalidTransition = "invalid-transition"
    case gone
    case lengthRequired = "length-required"
    case versionMismatch = "version-mismatch"
    case contentTooLarge = "content-too-large"
    case uriTooLong = "uri-too-long"
    case unsupportedMediaType = "unsupported-media-type"
    case expectationFailed = "expectation-failed"
    case misdirectedRequest = "misdirected-request"
    case invalidRecord = "invalid-record"
    case idempotencyKeyReused = "idempotency-key-reused"
    case preconditionRequired = "precondition-required"
    case rateLimited = "rate-limited"
    case headerTooLarge = "header-too-large"
    case internalError = "internal-error"
    case notImplemented = "not-implemented"
    case storageUnavailable = "storage-unavailable"
    case overloaded
    case notReady = "not-ready"
    case outcomeUnknown = "outcome-unknown"
    case timeout
    case versionNotSupported = "version-not-supported"

    /// The reference that tells it from others, which is also where it is explained.
    package var uri: String { "/problems/" + rawValue }

    /// The status of its answers.
    package var status: StatusCode {
        switch self {
        case .malformedRequest, .malformedJSON, .invalidParameter, .misplacedBody: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .notAcceptable: .notAcceptable
        case .requestTimeout: .requestTimeout
        case .conflict, .duplicate, .inUse, .invalidTransition: .conflict
        case .gone: .gone
        case .lengthRequired: .lengthRequired
        case .versionMismatch: .preconditionFailed
        case .contentTooLarge: .contentTooLarge
        case .uriTooLong: .uriTooLong
        case .unsupportedMediaType: .unsupportedMediaType
        case .expectationFailed: .expectationFailed
        case .misdirectedRequest: .misdirectedRequest
        case .invalidRecord, .idempotencyKeyReused: .unprocessableContent
        case .preconditionRequired: .preconditionRequired
        case .rateLimited: .tooManyRequests
        case .headerTooLarge: .headerFieldsTooLarge
        case .internalError: .internalServerError
        case .notImplemented: .notImplemented
        case .storageUnavailable, .overloaded, .notReady, .outcomeUnknown: .serviceUnavailable
        case .timeout: .gatewayTimeout
        case .versionNotSupported: .versionNotSupported
        }
    }

    /// What it is, in a few words that do not change from one occurrence to the next.
    package var title: String {
        switch self {
        case .malformedRequest: "The request is malformed"
        case .malformedJSON: "The body is not JSON"
        case .invalidParameter: "A parameter is wrong"
        case .misplacedBody: "The request may not have a body"
        case .unauthenticated: "Credentials are needed"
        case .forbidden: "The credentials do not suffice"
        case .notFound: "There is nothing here"
        case .methodNotAllowed: "The method is not for this resource"
        case .notAcceptable: "No form of it is acceptable"
        case .requestTimeout: "The request came too slowly"
        case .conflict: "The id is taken"
        case .duplicate: "Another record has this identifier"
        case .inUse: "Other records refer to it"
        case .invalidTransition: "The step is not possible now"
        case .gone: "It has been deleted"
        case .lengthRequired: "A body is needed"
        case .versionMismatch: "Another version stands"
        case .contentTooLarge: "The body is too long"
        case .uriTooLong: "The request line is too long"
        case .unsupportedMediaType: "The body's type is not taken here"
        case .expectationFailed: "The expectation cannot be met"
        case .misdirectedRequest: "This server does not serve that host"
        case .invalidRecord: "The record breaks rules"
        case .idempotencyKeyReused: "The key was used for another request"
        case .preconditionRequired: "The request must be conditional"
        case .rateLimited: "Too many requests"
        case .headerTooLarge: "The request's head is too long"
        case .internalError: "The server failed"
        case .notImplemented: "The server does not do this"
        case .storageUnavailable: "Nothing can be written now"
        case .overloaded: "The server is busy"
        case .notReady: "The server is not ready"
        case .outcomeUnknown: "It is not known whether the write was done"
        case .timeout: "The answer was not ready in time"
        case .versionNotSupported: "This version of HTTP is not spoken"
        }
    }
}
