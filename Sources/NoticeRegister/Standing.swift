/// What the rules may ask of the register as it is published: all that is durable, no more.
///
/// What a batch has decided so far is laid over it by the batch itself.
package protocol Standing {
    /// The standing of an id: nil when no record ever had it.
    func entry(_ id: String) throws(StoreFault) -> Entry?
    /// The record as it stands; nil when there is none, or it has been deleted.
    func record(_ id: String) throws(StoreFault) -> Record?
    /// The standing records that refer to `id` by the fact `role`, or by any where that is nil.
    ///
    /// At most `limit`, ordered by role and then id.
    func referrers(of id: String, role: String?, limit: Int) throws(StoreFault) -> [Referrer]
    /// The standing record of the kind that has this word among the fact's: unique numbers, ids.
    func holder(of fact: String, _ word: String, kind: Kind) throws(StoreFault) -> String?
    /// Whether every version of the record after `version` was made by `derive`.
    func isOnlyDerived(_ id: String, since version: Int) throws(StoreFault) -> Bool
    /// A source's text as it stands.
    func text(of id: String) throws(StoreFault) -> String?
}

/// Where an id stands.
package struct Entry: Sendable, Equatable {
    /// The kind of its record.
    package let kind: Kind
    /// The change that made the version.
    package let seq: Int
    /// The version.
    package let version: Int
    /// Whether the record has been deleted.
    package let isDeleted: Bool

    /// Describes a standing.
    package init(kind: Kind, seq: Int, version: Int, isDeleted: Bool) {
        self.kind = kind
        self.seq = seq
        self.version = version
        self.isDeleted = isDeleted
    }
}
