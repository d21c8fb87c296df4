/// Tells of most names that are not among an object's that they are not, at a glance: it knows only the
/// lengths and first letters of those that are.
public struct NameSieve: Sendable {
    private var bits: UInt64 = 0
    /// How many names there are.
    public private(set) var count = 0

    /// Adds a name.
    mutating func add(_ name: Span<UInt8>) {
        bits |= Self.bit(of: name)
        count += 1
    }

    /// Adds a name of which it is not known what it comes to.
    mutating func addAny() {
        bits = .max
        count += 1
    }

    /// Whether the name may be among them; false is certain.
    public func mayHold(_ name: String) -> Bool { bits & Self.bit(of: name.utf8.span) != 0 }

    private static func bit(of name: Span<UInt8>) -> UInt64 {
        guard !name.isEmpty else { return 1 }
        return 1 << UInt64((name.count &* 11 &+ Int(name[0])) & 63)
    }
}
