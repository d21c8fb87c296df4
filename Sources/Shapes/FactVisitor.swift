/// One fact: what a list can be filtered, sorted or linked by.
public struct Fact: Sendable, Equatable {
    /// A fact's value.
    public enum Content: Sendable, Equatable {
        case word(String)
        case reference(String)
        case number(Int)
        case days(earliest: Int32, latest: Int32)
    }

    /// The member's name; of members within members, joined by dots: `place.country`.
    public let name: String
    /// Its value.
    public let content: Content

    /// Names a fact.
    @inlinable
    public init(name: String, content: Content) {
        self.name = name
        self.content = content
    }
}

/// Collects the facts of the members that are declared as filtered.
public struct FactVisitor: Visitor, FactSink {
    /// What has been collected.
    public var facts: [Fact] = []
    /// What comes before the names of members: those of the shapes that hold them, with dots.
    @usableFromInline var prefix = ""

    @usableFromInline
    init() {
        facts.reserveCapacity(16)
    }

    /// The facts of a shape, in the order of its declaration.
    @inlinable
    public static func facts(of shape: some Shape) -> [Fact] {
        var (visitor, copy) = (FactVisitor(), shape)
        copy.describe(&visitor)
        return visitor.facts
    }

    /// Takes the facts of a shape's members, under its name.
    @inlinable
    public mutating func shape(_ name: String, _ shape: some Shape) {
        let outer = prefix
        prefix = name + "."
        var copy = shape
        copy.describe(&self)
        prefix = outer
    }

    /// Asks a filtered member for its facts.
    @inlinable
    public mutating func member<Member: Value>(
        _ name: String,
        _ value: inout Member,
        _ limit: Member.Limit,
        _ role: Role,
        _ meaning: String
    ) {
        guard role.contains(.filtered), !value.isBlank else { return }
        value.facts(prefix.isEmpty ? name : prefix + name, into: &self)
    }

    /// Takes a word.
    @inlinable
    public mutating func word(_ name: String, _ value: String) {
        facts.append(Fact(name: name, content: .word(value)))
    }

    /// Takes a reference.
    @inlinable
    public mutating func reference(_ name: String, _ id: String) {
        facts.append(Fact(name: name, content: .reference(id)))
    }

    /// Takes a number.
    @inlinable
    public mutating func number(_ name: String, _ value: Int) {
        facts.append(Fact(name: name, content: .number(value)))
    }

    /// Takes a span of days.
    @inlinable
    public mutating func days(_ name: String, _ earliest: Int32, _ latest: Int32) {
        facts.append(Fact(name: name, content: .days(earliest: earliest, latest: latest)))
    }
}
