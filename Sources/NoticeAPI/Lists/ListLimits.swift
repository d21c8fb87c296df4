/// The bounds of one page.
enum ListLimits {
    /// Records on a page, as API.md gives them.
    static let page = 1...500
    /// Records on a page where the client does not say.
    static let pageDefault = 50
    /// Bytes of a page's records: with the largest of them, a page ends before its limit.
    static let pageBytesMax = 8 * 1_048_576
    /// Values that one filter may have: more is a join, which a client makes itself.
    static let valuesMax = 100
    /// Records that `include` adds to a page: a page of 500 with a few each.
    static let includedMax = 2_000
    /// Changes that one poll of the feed looks at while it searches for some that match.
    static let scannedMax = 20_000
    /// Facets of one list.
    static let facetsMax = 10
    /// Values of one facet, the most frequent: more is a list, not an overview.
    static let facetValuesMax = 1_000
    /// Characters of a cursor: room for a sort key of a title's length.
    static let cursorLength = 4_000
}
