package import NoticeRegister

/// One version of one record, as the view takes it.
package struct ViewRow: Sendable {
    /// What is of one size.
    struct Head: Sendable, Equatable {
        /// The change's place in the journal, from 1, without gaps.
        let seq: Int
        /// When it was recorded; never before the one before it.
        let at: Instant
        /// The record's kind.
        let kind: Kind
        /// The version that the change made.
        let version: Int
        /// What the change did.
        let operation: Operation
        /// The record's change before this one; 0: none.
        let previous: Int
    }

    /// What is of one size.
    let head: Head
    /// The record's id.
    package let id: String
    /// What the record is found by; none once it is deleted or redacted.
    package let facts: PackedFacts

    /// The change's place in the journal, from 1, without gaps.
    package var seq: Int { head.seq }

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
        head = Head(
            seq: seq,
            at: at,
            kind: kind,
            version: version,
            operation: operation,
            previous: previous
        )
        self.id = id
        self.facts = facts
    }

    /// Lends the row's parts.
    func lend<Failure: Error>(
        to body: (_ row: Head, _ id: Span<UInt8>, _ facts: Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        try body(head, id.utf8.span, facts.bytes.span)
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
