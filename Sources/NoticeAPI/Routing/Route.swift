package import HTTPWire
import NoticeRegister

/// One line of the API: which requests it answers, who may ask, and what answers them.
///
/// An object, for every request is handed one.
package final class Route: Sendable {
    /// The method; GET stands for HEAD too (RFC 9110 §9.3.2).
    package let method: Method
    /// The path: segments, of which `{kind}` stands for those of ``kinds`` and `{…}` for any.
    package let path: String
    /// What the caller must be allowed.
    package let scope: Scope
    /// What it does, in one line.
    package let summary: String
    /// The kinds of record whose paths it has; none where the path names no kind.
    let kinds: [Kind]
    /// What answers.
    let endpoint: Endpoint

    private init(
        _ method: Method,
        _ path: String,
        _ scope: Scope,
        _ summary: String,
        _ endpoint: Endpoint,
        _ kinds: [Kind]
    ) {
        self.method = method
        self.path = path
        self.scope = scope
        self.summary = summary
        self.endpoint = endpoint
        self.kinds = path.contains("{kind}") ? kinds : []
    }

    static func get(
        _ path: String,
        _ scope: Scope,
        _ summary: String,
        _ endpoint: Endpoint,
        kinds: [Kind] = Kind.allCases
    ) -> Route {
        Route(.get, path, scope, summary, endpoint, kinds)
    }

    static func post(
        _ path: String,
        _ scope: Scope,
        _ summary: String,
        _ endpoint: Endpoint,
        kinds: [Kind] = Kind.allCases
    ) -> Route {
        Route(.post, path, scope, summary, endpoint, kinds)
    }

    static func put(
        _ path: String,
        _ scope: Scope,
        _ summary: String,
        _ endpoint: Endpoint,
        kinds: [Kind] = Kind.allCases
    ) -> Route {
        Route(.put, path, scope, summary, endpoint, kinds)
    }

    static func patch(
        _ path: String,
        _ scope: Scope,
        _ summary: String,
        _ endpoint: Endpoint,
        kinds: [Kind] = Kind.allCases
    ) -> Route {
        Route(.patch, path, scope, summary, endpoint, kinds)
    }

    static func delete(
        _ path: String,
        _ scope: Scope,
        _ summary: String,
        _ endpoint: Endpoint,
        kinds: [Kind] = Kind.allCases
    ) -> Route {
        Route(.delete, path, scope, summary, endpoint, kinds)
    }

    /// The paths with their kinds put in.
    package var expandedPaths: [String] { expanded.map(\.path) }

    /// The paths with their kinds put in, and those kinds.
    var expanded: [(path: String, kind: Kind?)] {
        guard !kinds.isEmpty else { return [(path, nil)] }
        return kinds.map { (path.replacing("{kind}", with: $0.path), $0) }
    }
}

extension Kind {
    /// The kinds whose records clients write themselves.
    static let writable = allCases.filter { !$0.isMadeBySteps }
}
