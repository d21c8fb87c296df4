/// Two statements that go against each other.
struct Conflict: Sendable, Equatable {
    /// How it is known that they do.
    enum Form: String, Sendable {
        /// One of them says so.
        case declared
        /// Their values cannot both be true of one property of one thing.
        case incompatible
    }

    /// The statement whose id comes first.
    let one: String
    /// The other statement.
    let other: String
    /// How it is known.
    let how: Form
}

/// Finds the conflicts among statements.
///
/// Deprecated statements are in none. A question takes no side, and whoever replaces a statement of
/// their own by `supersedes` does not go against themselves.
enum Conflicts {
    /// At most so many are told: more is a dispute, which nobody reads pair by pair.
    static let most = 10_000

    /// The conflicts, each pair once, ordered by the ids.
    static func among(_ statements: [Statement]) -> [Conflict] {
        let standing = statements.filter { $0.rank != .deprecated }.byID
        var found = Pairs(standing)
        for statement in standing {
            for other in statement.contradicts {
                found.declare(statement.common.id, other.id)
            }
        }
        let things = Dictionary(grouping: standing.compactMap(Sided.init), by: \.thing)
        for thing in things.values.sorted(by: { $0[0].id < $1[0].id }) where thing.count > 1 {
            for (place, one) in thing.enumerated() {
                for other in thing[(place + 1)...] where one.isIncompatible(with: other) {
                    guard found.add(one.id, other.id) else { return found.sorted }
                }
            }
        }
        return found.sorted
    }

    /// What has been found so far.
    private struct Pairs {
        private struct Pair: Hashable {
            let one: String
            let other: String
        }

        private let supersedes: [String: String?]
        private var pairs: [Pair: Conflict.Form] = [:]

        init(_ standing: [Statement]) {
            supersedes = Dictionary(
                standing.map { ($0.common.id, $0.supersedes?.id) },
                uniquingKeysWith: { first, _ in first }
            )
        }

        mutating func declare(_ one: String, _ other: String) {
            guard one != other, supersedes[other] != nil, pairs.count < most else { return }
            pairs[Pair(one: min(one, other), other: max(one, other))] = .declared
        }

        /// Adds a pair whose first id comes first; false when there is no room for more.
        mutating func add(_ one: String, _ other: String) -> Bool {
            guard pairs.count < most else { return false }
            let pair = Pair(one: one, other: other)
            guard pairs[pair] == nil, !replaces(one, other), !replaces(other, one) else {
                return true
            }
            pairs[pair] = .incompatible
            return true
        }

        var sorted: [Conflict] {
            pairs.map { Conflict(one: $0.key.one, other: $0.key.other, how: $0.value) }
                .sorted { ($0.one, $0.other) < ($1.one, $1.other) }
        }

        /// Whether a statement replaces another, itself or by others in between.
        private func replaces(_ later: String, _ earlier: String) -> Bool {
            var next = supersedes[later] ?? nil
            var steps = 0
            while let id = next, steps < RecordLimits.few {
                if id == earlier { return true }
                (next, steps) = (supersedes[id] ?? nil, steps + 1)
            }
            return false
        }
    }

    /// A statement that takes a side, read for comparing.
    private struct Sided {
        struct Thing: Hashable {
            let about: Reference
            let property: StatementProperty
        }

        let id: String
        let thing: Thing
        let pointer: String?
        let claim: Claim

        init?(_ statement: Statement) {
            guard statement.stance != .questions, let claim = Claim(statement) else { return nil }
            id = statement.common.id
            thing = Thing(about: statement.about, property: statement.property)
            pointer = statement.pointer?.text
            self.claim = claim
        }

        /// Who names no member speaks of the whole, and so of each member too.
        func isIncompatible(with other: Sided) -> Bool {
            if let pointer, let theirs = other.pointer, pointer != theirs { return false }
            return claim.isIncompatible(with: other.claim)
        }
    }
}
