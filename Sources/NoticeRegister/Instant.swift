/// A moment: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Instant: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970.
    package let milliseconds: Int

    /// Takes milliseconds since 1970.
    package init(milliseconds: Int) {
        self.milliseconds = milliseconds
    }

    /// Earlier moments first.
    package static func < (one: Instant, other: Instant) -> Bool {
        one.milliseconds < other.milliseconds
    }
}
