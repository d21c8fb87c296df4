import NoticeRegister
import Seals
import Shapes

/// What the query of a list asks for: read whole, with all that is wrong told at once.
struct ListQuery: Sendable {
    /// The kind of record.
    let kind: Kind
    /// What must hold.
    private(set) var conditions: [Query.Condition] = []
    /// The keys of the order, the first one first; at least one.
    private(set) var keys: [Query.Key]
    /// The filters whose values are to be counted.
    private(set) var facets: [Filter] = []
    /// The members that are to be shown; nil: all.
    private(set) var fields: Set<String>?
    /// The references that are to be resolved.
    private(set) var includes: [String] = []
    /// What applies to lists of all kinds.
    let page: PageParameters
    /// Of all that says which records there are and in which order.
    let digest: [UInt8]

    /// Parameters that say how a page looks and not which records there are.
    private static let ofLooks: Set<String> = [
        "cursor", "limit", "facets", "fields", "include", "pretty",
    ]

    /// Reads the parameters of a kind's list.
    init(_ words: [(name: String, value: String)], kind: Kind) throws(Problem) {
        self.kind = kind
        let listing = kind.listing
        var reader = ListWordReader(words, kind: kind)
        conditions = reader.conditions()
        let keys = reader.keys()
        self.keys = keys.isEmpty ? [listing.defaultKey] : keys
        let facetNames = reader.facets()
        facets = listing.filters.filter { facetNames.contains($0.name) }
        includes = reader.names("include", among: listing.includes)
        fields = reader.fields(kind)
        page = reader.shape(PageParameters.self)
        guard reader.faults.isEmpty else { throw Problem(parameters: reader.faults) }
        digest = Self.digest(words, kind)
    }

    /// The question to the register that a page answers.
    func query(at place: PagePlace) -> Query {
        let others = Array(keys.dropFirst())
        var query = Query(kind: kind, by: keys[0], then: others, seq: place.seq)
        query.conditions = conditions
        query.limit = page.limit
        query.after = place.position
        query.facets = facets
        query.today = place.today
        return query
    }

    private static func digest(_ words: [(name: String, value: String)], _ kind: Kind) -> [UInt8] {
        let telling = words.filter { !ofLooks.contains($0.name) }
            .map { Array($0.name.utf8) + [0] + Array($0.value.utf8) + [0] }
            .sorted { $0.lexicographicallyPrecedes($1) }
        return Array(SHA256.digest([kind.rawValue] + telling.joined()).prefix(8))
    }
}

/// The parameters that lists of all kinds take, and a record's links.
struct PageParameters: Shape {
    var limit = ListLimits.pageDefault
    var cursor: String?
    var asOf: AsOf?
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("limit", &limit, ListLimits.page, .given, Meaning.limit)
        visitor.member(
            "cursor",
            &cursor,
            Length(1, ListLimits.cursorLength),
            .given,
            Meaning.cursor
        )
        visitor.member("as_of", &asOf, Plain(), .given, Meaning.asOf)
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }
}
