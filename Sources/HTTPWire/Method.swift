/// The request methods that the engine knows (RFC 9110 §9.3, RFC 5789).
///
/// CONNECT and TRACE are left out on purpose: no tunnel, no echo of what a proxy added. Both are
/// answered 501 like any other token.
public enum Method: UInt8, CaseIterable, Sendable {
    case get, head, post, put, patch, delete, options

    /// The token on the request line; case matters (RFC 9110 §9.1).
    public var name: String { "\(spelling)" }

    private var spelling: StaticString {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        }
    }

    /// Whether the client asks for nothing to change (RFC 9110 §9.2.1).
    public var isSafe: Bool {
        switch self {
        case .get, .head, .options: true
        case .post, .put, .patch, .delete: false
        }
    }

    /// Whether content has a meaning here; elsewhere a body that is not empty is refused.
    ///
    /// RFC 9110 §9.3.1, §9.3.2 and §9.3.5 give content of GET, HEAD and DELETE no meaning and warn
    /// that it is a vehicle for request smuggling.
    public var takesContent: Bool {
        switch self {
        case .get, .head, .delete: false
        case .post, .put, .patch, .options: true
        }
    }

    /// What `Allow` says of the server as a whole.
    package static let allNames = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"

    /// The method that a token names, if it is one of ours.
    static func named(_ bytes: Span<UInt8>, _ token: Range<Int>) -> Method? {
        let candidate: Method
        switch (token.count, bytes[token.lowerBound]) {
        case (3, UInt8(ascii: "G")): candidate = .get
        case (4, UInt8(ascii: "H")): candidate = .head
        case (4, UInt8(ascii: "P")): candidate = .post
        case (3, UInt8(ascii: "P")): candidate = .put
        case (5, UInt8(ascii: "P")): candidate = .patch
        case (6, UInt8(ascii: "D")): candidate = .delete
        case (7, UInt8(ascii: "O")): candidate = .options
        default: return nil
        }
        return Octet.equal(bytes, token, candidate.spelling) ? candidate : nil
    }
}
