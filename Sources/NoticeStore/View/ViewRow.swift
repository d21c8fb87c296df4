package import NoticeRegister

/// One version of one record, as the view takes it.
package struct ViewRow: Sendable {
    /// The change's place in the journal, from 1, without gaps.
    package let seq: Int
    /// When it was recorded; never before the one before it.
    package let at: Instant
    /// The record's kind.
    package let kind: Kind
    /// The record's id.
    package let id: String
    /// The version that the change made.
    package let version: Int
    /// What the change did.
    package let operation: Operation
    /// The record's change before this one; 0: none.
    package let previous: Int
    /// What the record is found by; none once it is deleted or redacted.
    package let facts: PackedFacts

    /// Describes a version.
    package init(
        seq: Int,
        at: Instant,
        kind: Kind,
        id: String,
        version: Int,
        operation: Operation,
        previous: Int,
        facts: PackedFacts
    ) {
        self.seq = seq
        self.at = at
        self.kind = kind
        self.id = id
        self.version = version
        self.operation = operation
        self.previous = previous
        self.facts = facts
    }
}

/// Why the view does not take a row.
package enum ViewFault: Error, Sendable, Equatable {
    /// The packed facts are not of this layout, or damaged.
    case malformed
    /// The row does not follow the last one, or not the record's own last one.
    case outOfOrder
    /// There are more rows or texts than the view's numbers count.
    case full
}
