package import Shapes

/// The rules that only the register knows, beyond those of shapes; API.md lists all of them.
extension FaultCode {
    /// A reference to a record that does not stand.
    package static let unknownReference = Self(rawValue: "unknown-reference")
    /// A reference to a record of a kind that may not stand there.
    package static let wrongKind = Self(rawValue: "wrong-kind")
    /// An id of a record that is not public, in a form of the client's own.
    package static let idNotOpaque = Self(rawValue: "id-not-opaque")
    /// A chain of references that leads back to its start.
    package static let cycle = Self(rawValue: "cycle")
    /// An act by somebody whose it is not.
    package static let actorMismatch = Self(rawValue: "actor-mismatch")
    /// A claim without what bears it out.
    package static let missingEvidence = Self(rawValue: "missing-evidence")
    /// Days that for certain do not follow each other as they must.
    package static let dateOrder = Self(rawValue: "date-order")
    /// A ground that the rules do not know.
    package static let unknownGround = Self(rawValue: "unknown-ground")
    /// An earlier request of somebody else's, or about something else.
    package static let lineageMismatch = Self(rawValue: "lineage-mismatch")
    /// More people named than counted.
    package static let subjectCountMismatch = Self(rawValue: "subject-count-mismatch")
}
