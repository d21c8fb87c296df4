/// Whether a conditional request is to be done (RFC 9110 §13).
public enum Conditional {
    /// What the resource is now.
    public struct Current: Sendable {
        /// The tag of the representation that GET would send.
        public var tag: EntityTag
        /// When it last changed, in seconds since 1970; nil when that is not kept.
        public var modifiedSeconds: Int64?

        /// States what is there.
        public init(tag: EntityTag, modifiedSeconds: Int64? = nil) {
            self.tag = tag
            self.modifiedSeconds = modifiedSeconds
        }
    }

    /// The conditions of a request, as text, in the form that the rules need.
    public struct Fields: Sendable {
        /// `If-Match`.
        public var ifMatch: String?
        /// `If-Unmodified-Since`.
        public var ifUnmodifiedSince: String?
        /// `If-None-Match`.
        public var ifNoneMatch: String?
        /// `If-Modified-Since`.
        public var ifModifiedSince: String?

        /// No conditions.
        public init() {}

        /// The conditions of a request.
        ///
        /// A value that is not text is an empty one: no list of tags, no date, but a condition.
        public init(_ request: borrowing Request) {
            ifMatch = Self.text(.ifMatch, of: request)
            ifUnmodifiedSince = Self.text(.ifUnmodifiedSince, of: request)
            ifNoneMatch = Self.text(.ifNoneMatch, of: request)
            ifModifiedSince = Self.text(.ifModifiedSince, of: request)
        }

        private static func text(_ name: FieldName, of request: borrowing Request) -> String? {
            guard request.field(name) != nil else { return nil }
            return request.fieldText(name) ?? ""
        }
    }

    /// What to do.
    public enum Outcome: Sendable, Equatable {
        /// Carry on: no condition, or all hold.
        case proceed
        /// Answer 304.
        case notModified
        /// Answer 412.
        case failed
    }

    /// The outcome by the order of RFC 9110 §13.2.2.
    ///
    /// - Parameters:
    ///   - fields: the request's conditions.
    ///   - isRead: whether the method is GET or HEAD.
    ///   - current: what is there; nil when nothing is.
    ///   - now: seconds since 1970, for two-digit years.
    ///   - alsoMatches: tags that `If-Match` may name besides the current one.
    /// - Returns: what the first condition that decides says; to proceed where none does.
    public static func outcome(
        _ fields: Fields,
        isRead: Bool,
        current: Current?,
        now: Int64,
        alsoMatches: (EntityTag) -> Bool = { _ in false }
    ) -> Outcome {
        if let ifMatch = fields.ifMatch {
            guard holds(ifMatch, current, alsoMatches) else { return .failed }
        } else if let value = fields.ifUnmodifiedSince,
            let since = HTTPDate.parse(value, now: now), let modified = current?.modifiedSeconds
        {
            guard modified <= since else { return .failed }
        }
        if let ifNoneMatch = fields.ifNoneMatch {
            guard names(ifNoneMatch, current) else { return .proceed }
            return isRead ? .notModified : .failed
        }
        if isRead, let value = fields.ifModifiedSince,
            let since = HTTPDate.parse(value, now: now), let modified = current?.modifiedSeconds
        {
            return modified <= since ? .notModified : .proceed
        }
        return .proceed
    }

    /// Whether `If-Match` holds; a value that is no list of tags matches nothing.
    private static func holds(
        _ value: String,
        _ current: Current?,
        _ alsoMatches: (EntityTag) -> Bool
    ) -> Bool {
        guard let current, let list = EntityTagList(value) else { return false }
        switch list {
        case .any: return true
        case .tags(let tags):
            return tags.contains {
                $0.matchesStrongly(current.tag) || !$0.isWeak && alsoMatches($0)
            }
        }
    }

    /// Whether `If-None-Match` names what is there.
    private static func names(_ value: String, _ current: Current?) -> Bool {
        guard let current, let list = EntityTagList(value) else { return false }
        switch list {
        case .any: return true
        case .tags(let tags): return tags.contains { $0.matchesWeakly(current.tag) }
        }
    }
}
