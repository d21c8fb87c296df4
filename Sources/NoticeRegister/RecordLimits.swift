package import Shapes

/// The bounds of what a record may hold; a record has to fit into a request of 1 MiB.
package enum RecordLimits {
    /// Characters of an id, as API.md gives them.
    package static let idLength = 128
    /// Characters of a title or a name: one line.
    package static let line: Length = 500
    /// Characters of a short word in a client's own vocabulary: labels, tags, roles.
    package static let label: Length = 100
    /// Characters of a number or reference that somebody else gave: files, laws, identifiers.
    package static let number: Length = 200
    /// Characters of a paragraph: descriptions, reasons, notes.
    package static let paragraph: Length = 10_000
    /// Characters of a quote, which is to be short by its nature.
    package static let quote: Length = 4_000
    /// Characters of a source's text, which shares a request of 1 MiB with its record.
    package static let text: Length = 1_000_000
    /// Elements of a list that people fill by hand.
    package static let few = 100
    /// Elements of a list of persons or statements: the size of a large case.
    package static let many = 1_000
    /// People in a group: more than any state has inhabitants.
    package static let people = 0...2_000_000_000
    /// Months of a penalty; above a lifetime it says nothing more.
    package static let months = 0...1_200
    /// Sequences and versions: whole numbers that every JSON reader keeps (RFC 7493 §2.2).
    package static let ordinal = 0...9_007_199_254_740_991
}
