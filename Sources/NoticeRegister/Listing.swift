/// One filter of a list: the name that clients use, and what it compares.
package struct Filter: Sendable {
    /// The parameter's name.
    package let name: String
    /// What it compares.
    package let rule: Rule

    /// Declares a filter.
    package init(_ name: String, _ rule: Rule) {
        self.name = name
        self.rule = rule
    }

    /// What a filter compares; facts are named as `FactVisitor` names them.
    package indirect enum Rule: Sendable {
        /// The record's own id.
        case id
        /// A word equal to the value. The words are listed where they form a vocabulary.
        case word(fact: String, words: [String])
        /// A reference to the record whose id is the value.
        case reference(fact: String)
        /// `true` or `false`: a number that is 1 or not.
        case flag(fact: String)
        /// `true` or `false`: whether the record has the fact at all (a number: above 0).
        case present(fact: String)
        /// A span of days, possibly or certainly within the value's.
        case days(fact: String)
        /// Recorded (changed) at this time or later.
        case recordedSince
        /// Recorded (changed) before this time.
        case recordedUntil
        /// A reference, of any member, to the record whose id is the value.
        case refersTo
        /// A substring of a text fact, letters' case and accents apart.
        case text(facts: [String])
        /// A reference to an organization that is the value or stands below it by `parent`.
        case under(fact: String)
        /// A reference to an organization whose own or nearest parent's country is the value.
        case country(fact: String)
        /// Itself (an organization) being the value or below it.
        case isUnder
        /// Its own (an organization's) or its nearest parent's country.
        case isOfCountry
        /// A reference to a record of the kind that another filter of that kind finds.
        case through(fact: String, Kind, Filter.Rule)
        /// Being referred to, by a fact of records of the kind that another filter finds.
        case back(Kind, fact: String, Filter.Rule)
        /// Being referred to, by the fact `fact@value` of records of the kind; the values are
        /// listed.
        case backAs(Kind, fact: String, words: [String])
        /// Any of these rules.
        case any([Filter.Rule])
        /// A ground: the value, and for `ARTICLE_3` its four children too.
        case family(fact: String, families: [String: [String]])
        /// Active, and `expires` not passed on the day of asking.
        case inForce
    }
}

/// One order of a list.
package struct Sorting: Sendable, Equatable {
    /// What a list can be ordered by.
    package enum Key: Sendable, Equatable {
        /// The earliest day of a span of days; records without one come last.
        case days(fact: String)
        /// A word, by its bytes; records without one come last.
        case word(fact: String)
        /// A number; records without one come last.
        case number(fact: String)
        /// The order in which the versions were recorded.
        case recorded
    }

    /// The name that clients use.
    package let name: String
    /// What is compared; equal ones are ordered by id.
    package let key: Key

    /// Declares an order.
    package init(_ name: String, _ key: Key) {
        self.name = name
        self.key = key
    }
}

/// How the records of a kind are listed: the table of API.md as data.
package struct Listing: Sendable {
    /// The filters, those of all kinds first.
    package let filters: [Filter]
    /// The orders.
    package let sorts: [Sorting]
    /// The order that applies where none is asked for.
    package let defaultSort: (name: String, isDescending: Bool)
    /// The references that `include` resolves.
    package let includes: [String]

    /// Declares a listing.
    package init(
        filters: [Filter],
        sorts: [Sorting],
        defaultSort: (name: String, isDescending: Bool),
        includes: [String]
    ) {
        self.filters = filters
        self.sorts = sorts
        self.defaultSort = defaultSort
        self.includes = includes
    }
}

/// A question to the register: which records, in which order, as of when.
package struct Query: Sendable {
    /// One condition; all of a query's conditions must hold.
    package struct Condition: Sendable {
        /// What is compared.
        package let rule: Filter.Rule
        /// Any of these values; for days, spans.
        package let values: [Comparand]
        /// Whether the condition holds where the comparison does not.
        package let isNegated: Bool

        /// States a condition.
        package init(_ rule: Filter.Rule, _ values: [Comparand], isNegated: Bool = false) {
            self.rule = rule
            self.values = values
            self.isNegated = isNegated
        }
    }

    /// What a fact is compared with.
    package enum Comparand: Sendable, Equatable {
        case word(String)
        case flag(Bool)
        /// Days since 1970, both ends included; `isCertain` asks for containment, else overlap.
        case days(earliest: Int32, latest: Int32, isCertain: Bool)
        case instant(Instant)
    }

    /// Where the last page ended: the sort key's text form and the id of its last record.
    package struct Position: Sendable, Equatable {
        /// The sort key as a comparable number; nil where the record had none.
        package let number: Int?
        /// The sort key as a word, for orders by word.
        package let word: String?
        /// The id.
        package let id: String

        /// Marks a place.
        package init(number: Int?, word: String?, id: String) {
            self.number = number
            self.word = word
            self.id = id
        }
    }

    /// The kind of record.
    package var kind: Kind
    /// What must hold.
    package var conditions: [Condition] = []
    /// The order.
    package var sort: Sorting
    /// Whether the order is turned round (records without the key still come last).
    package var isDescending = false
    /// At most this many.
    package var limit = 50
    /// After this place.
    package var after: Position?
    /// The register as it was recorded at this sequence.
    package var seq: Int
    /// The names of filters whose values are counted over all that was found.
    package var facets: [Filter] = []
    /// The day of asking, in days since 1970: only for what the clock decides.
    package var today: Int32 = 0

    /// Asks for the records of a kind.
    package init(kind: Kind, sort: Sorting, seq: Int) {
        self.kind = kind
        self.sort = sort
        self.seq = seq
    }
}

/// The answer to a question.
package struct Found: Sendable {
    /// One record's version.
    package struct Row: Sendable, Equatable {
        /// The record.
        package let id: String
        /// The change that made the version.
        package let seq: Int
        /// The version.
        package let version: Int

        /// Names a version.
        package init(id: String, seq: Int, version: Int) {
            self.id = id
            self.seq = seq
            self.version = version
        }
    }

    /// How often a value occurs.
    package struct Bucket: Sendable, Equatable {
        /// The value.
        package let value: String
        /// In how many of the records found.
        package let count: Int

        /// Counts a value.
        package init(value: String, count: Int) {
            self.value = value
            self.count = count
        }
    }

    /// The page.
    package let rows: [Row]
    /// How many there are in all.
    package let total: Int
    /// Where the page ended, if there is more.
    package let next: Query.Position?
    /// For each facet asked for, its values, the most frequent first, equal ones by value.
    package let facets: [(name: String, buckets: [Bucket])]

    /// Answers a question.
    package init(
        rows: [Row],
        total: Int,
        next: Query.Position?,
        facets: [(name: String, buckets: [Bucket])] = []
    ) {
        self.rows = rows
        self.total = total
        self.next = next
        self.facets = facets
    }
}
