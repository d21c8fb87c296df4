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
    package let defaultKey: Query.Key
    /// The references that `include` resolves.
    package let includes: [String]

    /// Declares a listing.
    package init(
        filters: [Filter],
        sorts: [Sorting],
        defaultKey: Query.Key,
        includes: [String]
    ) {
        self.filters = filters
        self.sorts = sorts
        self.defaultKey = defaultKey
        self.includes = includes
    }
}
