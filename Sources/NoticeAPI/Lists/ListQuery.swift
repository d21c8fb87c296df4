import NoticeRegister
import Seals
import Shapes

/// What the query of a list asks for: read whole, with all that is wrong told at once.
struct ListQuery: Sendable {
    /// The kind of record.
    let kind: Kind
    /// What must hold.
    private(set) var conditions: [Query.Condition] = []
    /// The order.
    private(set) var sort: Sorting
    /// Whether the order is turned round.
    private(set) var isDescending: Bool
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
        sort = listing.sorts[0]
        isDescending = listing.defaultSort.isDescending
        if let standard = listing.sorts.first(where: { $0.name == listing.defaultSort.name }) {
            sort = standard
        }
        var reader = ListWordReader(words, kind: kind)
        conditions = reader.conditions()
        if let order = reader.order() { (sort, isDescending) = order }
        let facetNames = reader.facets()
        facets = listing.filters.filter { facetNames.contains($0.name) }
        includes = reader.names("include", among: listing.includes)
        let fieldNames = reader.names("fields", among: kind.memberNames)
        fields = fieldNames.isEmpty ? nil : Set(fieldNames)
        page = reader.page()
        guard reader.faults.isEmpty else { throw Problem(parameters: reader.faults) }
        digest = Self.digest(words, kind)
    }

    /// The question to the register that a page answers.
    func query(at place: PagePlace) -> Query {
        var query = Query(kind: kind, sort: sort, seq: place.seq)
        query.conditions = conditions
        query.isDescending = isDescending
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

/// Reads the words of a list's query and notes every fault.
struct ListWordReader {
    private let words: [(name: String, value: String)]
    private let listing: Listing
    private(set) var faults = Faults()

    /// The parameters besides the filters, those of `PageParameters` left out.
    static let comma = ["facets", "include", "fields"]

    init(
        _ words: [(name: String, value: String)],
        kind: Kind,
        besides others: [String] = ["sort"] + comma + MemberNames.of(PageParameters.self)
    ) {
        self.words = words
        listing = kind.listing
        noteUnknown(others)
    }

    /// The conditions: values of one name are alternatives, names must all hold; but for names that
    /// mean something else here.
    mutating func conditions(but others: [String] = []) -> [Query.Condition] {
        var conditions: [Query.Condition] = []
        for filter in listing.filters {
            for isNegated in [false, true] {
                let name = (isNegated ? "-" : "") + filter.name
                let values = self.values(of: name)
                guard !values.isEmpty, !others.contains(name) else { continue }
                let comparands = self.comparands(values, of: filter, name)
                conditions.append(
                    Query.Condition(filter.rule, comparands, isNegated: isNegated)
                )
            }
        }
        return conditions
    }

    /// The order that is asked for.
    mutating func order() -> (Sorting, isDescending: Bool)? {
        guard let word = single("sort") else { return nil }
        let isDescending = word.hasPrefix("-")
        let name = isDescending ? String(word.dropFirst()) : word
        guard let sort = listing.sorts.first(where: { $0.name == name }) else {
            let names = listing.sorts.map(\.name)
            let due = "one of " + names.joined(separator: ", ") + " is due, with - for descending"
            note("sort", .unknownValue, due + NearestWord.hint(to: name, among: names))
            return nil
        }
        return (sort, isDescending)
    }

    /// The names in a comma list.
    mutating func names(_ parameter: String, among known: [String]) -> [String] {
        guard let word = single(parameter) else { return [] }
        var names: [String] = []
        for part in word.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        where !names.contains(part) {
            guard known.contains(part) else {
                let due = known.isEmpty ? "none" : known.joined(separator: ", ")
                let hint = NearestWord.hint(to: part, among: known)
                note(parameter, .unknownValue, "there is " + due + hint)
                continue
            }
            names.append(part)
        }
        return names
    }

    /// The names of the filters whose values are to be counted.
    mutating func facets() -> [String] {
        let names = names("facets", among: listing.countable.map(\.name))
        if names.count > ListLimits.facetsMax {
            note("facets", .outOfRange, "at most \(ListLimits.facetsMax) facets are counted")
        }
        return names
    }

    /// The parameters that all kinds share.
    mutating func page() -> PageParameters {
        let names = MemberNames.of(PageParameters.self)
        do throws(Faults) {
            let own = words.filter { names.contains($0.name) }
            return try WordReader.read(own, as: PageParameters.self)
        } catch {
            for fault in error.all { faults.note(fault) }
            return PageParameters()
        }
    }

    private mutating func comparands(
        _ values: [String],
        of filter: Filter,
        _ name: String
    ) -> [Query.Comparand] {
        guard values.count <= ListLimits.valuesMax else {
            note(name, .outOfRange, "at most \(ListLimits.valuesMax) values are taken")
            return []
        }
        let form = FilterForm(filter.rule)
        var comparands: [Query.Comparand] = []
        for value in values {
            do throws(FilterFault) {
                comparands.append(try form.comparand(value))
            } catch {
                note(name, error.code, error.detail)
            }
        }
        return comparands
    }

    private mutating func single(_ name: String) -> String? {
        let values = values(of: name)
        if values.count > 1 { note(name, .outOfRange, "this parameter may stand only once") }
        return values.first
    }

    private mutating func noteUnknown(_ others: [String]) {
        let filters = listing.filters.flatMap { [$0.name, "-" + $0.name] }
        let known = filters + others
        var told: Set<String> = []
        for word in words where !known.contains(word.name) && told.insert(word.name).inserted {
            let hint = NearestWord.hint(to: word.name, among: known)
            note(word.name, .unknownMember, "no such parameter" + hint)
        }
    }

    private func values(of name: String) -> [String] {
        words.filter { $0.name == name }.map(\.value)
    }

    private mutating func note(_ name: String, _ code: FaultCode, _ detail: String) {
        faults.note(Fault(name, code, detail))
    }
}
