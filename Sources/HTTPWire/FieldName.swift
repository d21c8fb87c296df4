/// The request fields that the engine and its applications look up by name.
///
/// Each has a fixed place in a request's head, so that looking one up is an index; every other
/// field is found by ``Request/fieldText(named:)``, which walks the head.
public enum FieldName: UInt8, CaseIterable, Sendable {
    case accept, acceptEncoding, acceptLanguage
    case accessControlRequestHeaders, accessControlRequestMethod
    case authorization, connection, contentEncoding, contentLength, contentType, cookie, expect
    case forwarded, host, idempotencyKey
    case ifMatch, ifModifiedSince, ifNoneMatch, ifUnmodifiedSince
    case lastEventID, origin, prefer, range, referer, te, traceparent, transferEncoding, upgrade
    case userAgent, xForwardedFor, xForwardedProto, xRequestID

    /// The name in lower case; names match in any case (RFC 9110 §5.1).
    public var name: String { "\(spelling)" }

    private var spelling: StaticString {
        switch self {
        case .accept: "accept"
        case .acceptEncoding: "accept-encoding"
        case .acceptLanguage: "accept-language"
        case .accessControlRequestHeaders: "access-control-request-headers"
        case .accessControlRequestMethod: "access-control-request-method"
        case .authorization: "authorization"
        case .connection: "connection"
        case .contentEncoding: "content-encoding"
        case .contentLength: "content-length"
        case .contentType: "content-type"
        case .cookie: "cookie"
        case .expect: "expect"
        case .forwarded: "forwarded"
        case .host: "host"
        case .idempotencyKey: "idempotency-key"
        case .ifMatch: "if-match"
        case .ifModifiedSince: "if-modified-since"
        case .ifNoneMatch: "if-none-match"
        case .ifUnmodifiedSince: "if-unmodified-since"
        case .lastEventID: "last-event-id"
        case .origin: "origin"
        case .prefer: "prefer"
        case .range: "range"
        case .referer: "referer"
        case .te: "te"
        case .traceparent: "traceparent"
        case .transferEncoding: "transfer-encoding"
        case .upgrade: "upgrade"
        case .userAgent: "user-agent"
        case .xForwardedFor: "x-forwarded-for"
        case .xForwardedProto: "x-forwarded-proto"
        case .xRequestID: "x-request-id"
        }
    }

    /// Whether the field may come once only: two of them are two opinions (RFC 9110 §5.3).
    var isSingleton: Bool {
        switch self {
        case .authorization, .contentLength, .contentType, .host, .idempotencyKey,
            .ifModifiedSince, .ifUnmodifiedSince, .lastEventID, .origin, .range, .referer,
            .traceparent, .userAgent, .xRequestID, .accessControlRequestMethod:
            true
        case .accept, .acceptEncoding, .acceptLanguage, .accessControlRequestHeaders,
            .connection, .contentEncoding, .cookie, .expect, .forwarded, .ifMatch, .ifNoneMatch,
            .prefer, .te, .transferEncoding, .upgrade, .xForwardedFor, .xForwardedProto:
            false
        }
    }

    /// The field that a name in the head stands for: length and first letter pick one to compare.
    static func named(_ bytes: Span<UInt8>, _ range: Range<Int>) -> FieldName? {
        guard
            let candidate = candidate(
                length: range.count,
                first: bytes[range.lowerBound] | 0x20,
                last: bytes[range.upperBound &- 1] | 0x20
            ),
            Octet.equalFolded(bytes, range, candidate.spelling)
        else { return nil }
        return candidate
    }

    private static func candidate(length: Int, first: UInt8, last: UInt8) -> FieldName? {
        switch (length, first) {
        case (2, UInt8(ascii: "t")): .te
        case (4, UInt8(ascii: "h")): .host
        case (5, UInt8(ascii: "r")): .range
        case (6, UInt8(ascii: "a")): .accept
        case (6, UInt8(ascii: "c")): .cookie
        case (6, UInt8(ascii: "e")): .expect
        case (6, UInt8(ascii: "o")): .origin
        case (6, UInt8(ascii: "p")): .prefer
        case (7, UInt8(ascii: "r")): .referer
        case (7, UInt8(ascii: "u")): .upgrade
        case (8, UInt8(ascii: "i")): .ifMatch
        case (9, UInt8(ascii: "f")): .forwarded
        case (10, UInt8(ascii: "c")): .connection
        case (10, UInt8(ascii: "u")): .userAgent
        case (11, UInt8(ascii: "t")): .traceparent
        case (12, UInt8(ascii: "c")): .contentType
        case (12, UInt8(ascii: "x")): .xRequestID
        case (13, UInt8(ascii: "a")): .authorization
        case (13, UInt8(ascii: "i")): .ifNoneMatch
        case (13, UInt8(ascii: "l")): .lastEventID
        case (14, UInt8(ascii: "c")): .contentLength
        case (15, UInt8(ascii: "a")): last == UInt8(ascii: "g") ? .acceptEncoding : .acceptLanguage
        case (15, UInt8(ascii: "i")): .idempotencyKey
        case (15, UInt8(ascii: "x")): .xForwardedFor
        case (16, UInt8(ascii: "c")): .contentEncoding
        case (17, UInt8(ascii: "i")): .ifModifiedSince
        case (17, UInt8(ascii: "t")): .transferEncoding
        case (17, UInt8(ascii: "x")): .xForwardedProto
        case (19, UInt8(ascii: "i")): .ifUnmodifiedSince
        case (29, UInt8(ascii: "a")): .accessControlRequestMethod
        case (30, UInt8(ascii: "a")): .accessControlRequestHeaders
        default: nil
        }
    }
}
