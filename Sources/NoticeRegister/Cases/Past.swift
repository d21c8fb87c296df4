/// The register as it was recorded at one sequence, asked record by record.
///
/// What is computed from it is the same whenever it is asked for, but for the day that it calls
/// today.
package protocol Past {
    /// The sequence.
    var seq: Int { get }
    /// The day that is today for what is computed, since 1970-01-01.
    var today: Int32 { get }
    /// The record as it then stood; nil when there was none. Its version is `common.version`.
    func record(_ id: String) throws(StoreFault) -> Record?
    /// The records that then stood and referred to `id` by the fact `role`, by id, at most `limit`.
    func referrers(of id: String, role: String, limit: Int) throws(StoreFault) -> [Referrer]
}
