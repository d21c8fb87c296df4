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

    /// One key that records are ordered by.
    package struct Key: Sendable, Equatable {
        /// What is compared.
        package let sorting: Sorting
        /// Whether the order is turned round (records without the key still come last).
        package let isDescending: Bool

        /// Names a key.
        package init(_ sorting: Sorting, isDescending: Bool = false) {
            self.sorting = sorting
            self.isDescending = isDescending
        }
    }

    /// Where the last page ended: what its last record was ordered by.
    package struct Position: Sendable, Equatable {
        /// What the record had for one key.
        package enum Value: Sendable, Equatable {
            /// Nothing.
            case absent
            /// A comparable number.
            case number(Int)
            /// A word, for orders by word.
            case word(String)
        }

        /// A value for each key of the order.
        package let values: [Value]
        /// The id.
        package let id: String

        /// Marks a place.
        package init(_ values: [Value], id: String) {
            self.values = values
            self.id = id
        }

        /// The value for a key, by the key's place.
        package func value(_ key: Int) -> Value { key < values.count ? values[key] : .absent }
    }

    /// The kind of record.
    package var kind: Kind
    /// What must hold.
    package var conditions: [Condition] = []
    /// What the records are ordered by.
    package var first: Key
    /// What those are ordered by that have the first key in common: by one after the other, and by
    /// id at last.
    package var others: [Key]
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
    package init(kind: Kind, by first: Key, then others: [Key] = [], seq: Int) {
        self.kind = kind
        self.first = first
        self.others = others
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
