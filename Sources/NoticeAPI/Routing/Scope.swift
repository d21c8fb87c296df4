/// What a caller must be allowed in order to use a route.
package enum Scope: String, CaseIterable, Sendable {
    /// To read what is public.
    case read
    /// To read what is internal.
    case `internal`
    /// To read what is restricted.
    case restricted
    /// To write records.
    case write
    /// To take steps.
    case review
    /// To run the server.
    case admin
}
