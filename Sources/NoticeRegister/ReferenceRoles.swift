package import Shapes
package import StrictJSON

/// Which members of a shape point at records, and at which kinds.
///
/// A role is the name of the member's facts: `sources.source`, `steps.by`.
package struct ReferenceRoles: Sendable {
    /// The kinds that each role may point at.
    package let kinds: [String: Referring]

    /// Reads the declaration of a shape.
    package init(of shape: any Shape.Type) {
        kinds = RoleVisitor.kinds(of: shape, under: "")
    }

    /// The roles of a kind's records.
    package static func of(_ kind: Kind) -> ReferenceRoles {
        all[kind] ?? ReferenceRoles(of: kind.shape)
    }

    /// The roles that the register itself fills from other records; they hold nobody back from
    /// deleting what they point at.
    package static let derived: Set<String> = [
        "later", "reversed_by", "contradicted_by", "misattributed_in", "merged_into",
        "subject_outcomes.decision", "subject_outcomes.notice",
    ]

    /// JSON pointers to the places where a shape's text points at a record in a role.
    ///
    /// Looked for only when a fault is told.
    package static func pointers(
        to id: String,
        role: String,
        in document: Document
    ) -> [String] {
        var places = [0]
        for name in role.split(separator: ".") {
            places = places.flatMap { elements(of: $0, in: document) }
                .compactMap { document.member(String(name), of: $0) }
        }
        return places.flatMap { elements(of: $0, in: document) }
            .filter { document.string($0) == id }
            .map { document.pointer(to: $0) }
    }

    private static let all = Dictionary(
        uniqueKeysWithValues: Kind.allCases.map { ($0, ReferenceRoles(of: $0.shape)) }
    )

    private static func elements(of place: Int, in document: Document) -> [Int] {
        document.kind(place) == .array ? document.elements(of: place) : [place]
    }
}

/// A value that points at records without being a reference or a shape.
protocol ReferenceHolder {
    /// The roles that it fills under the name of its member.
    static func roles(under name: String) -> [String: Referring]
}

/// Collects the roles of a shape's members.
private struct RoleVisitor: Visitor {
    private let prefix: String
    private var kinds: [String: Referring] = [:]

    private init(under prefix: String) {
        self.prefix = prefix
    }

    static func kinds<Described: Shape>(
        of type: Described.Type,
        under prefix: String
    ) -> [String: Referring] {
        var (blank, visitor) = (Described(), RoleVisitor(under: prefix))
        blank.describe(&visitor)
        return visitor.kinds
    }

    mutating func member<Member: Value>(
        _ name: String,
        _ value: inout Member,
        _ limit: Member.Limit,
        _ role: Role,
        _ meaning: String
    ) {
        guard role.contains(.filtered) else { return }
        let name = prefix + name
        if let referring = limit as? Referring ?? (limit as? Items<Referring>)?.each {
            kinds[name] = referring
        } else if let holder = Member.innermost as? any ReferenceHolder.Type {
            kinds.merge(holder.roles(under: name)) { $1 }
        } else if let shape = Member.innermost as? any Shape.Type {
            kinds.merge(Self.kinds(of: shape, under: name + ".")) { $1 }
        }
    }
}

/// A type of values that wraps another one.
private protocol Wrapper {
    static var wrapped: Any.Type { get }
}

extension Optional: Wrapper {
    fileprivate static var wrapped: Any.Type { Wrapped.self }
}

extension Array: Wrapper {
    fileprivate static var wrapped: Any.Type { Element.self }
}

extension Value {
    /// The type within optionals and arrays.
    fileprivate static var innermost: Any.Type {
        var type: Any.Type = Self.self
        while let wrapper = type as? any Wrapper.Type { type = wrapper.wrapped }
        return type
    }
}

extension Fact {
    /// Whether the fact links its record to another.
    ///
    /// A name with an `@` is a reference made for a filter: `subjects@charged` repeats those of
    /// `subjects.ref` whose status is `charged`.
    package var isLink: Bool {
        guard case .reference = content else { return false }
        return !name.utf8.contains(UInt8(ascii: "@"))
    }
}
