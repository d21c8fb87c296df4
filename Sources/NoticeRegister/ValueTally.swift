/// A question to the register: how often values occur together among the records that are found.
package struct ValueTally: Sendable {
    /// What a row of the answer is told apart by.
    package enum Key: Sendable {
        /// The values that a filter compares; each once, where a record has several.
        case values(Filter.Rule)
        /// The year of a span of days: `2020`; `2020/2021` where it begins in another than it ends.
        case year(fact: String)
    }

    /// The kind of record.
    package var kind: Kind
    /// What must hold.
    package var conditions: [Query.Condition] = []
    /// What the rows are told apart by.
    package var keys: [Key] = []
    /// The register as it was recorded at this sequence.
    package var seq: Int
    /// The day of asking, in days since 1970: only for what the clock decides.
    package var today: Int32 = 0

    /// Asks for the records of a kind.
    package init(kind: Kind, seq: Int) {
        self.kind = kind
        self.seq = seq
    }
}

/// The answer to a question how often values occur.
package struct Tallied: Sendable, Equatable {
    /// How many rows are told at most.
    package static let rowsMax = 10_000

    /// One value of each key, and in how many records they occur together.
    package struct Row: Sendable, Equatable {
        /// The values in the order of the keys; nil: the record has none.
        package let values: [String?]
        /// In how many records.
        package let count: Int

        /// Counts values.
        package init(values: [String?], count: Int) {
            self.values = values
            self.count = count
        }
    }

    /// The most frequent first, equal ones by their values; those without a value come last.
    package let rows: [Row]
    /// How many records were found.
    package let total: Int
    /// Whether there are more rows, or records with more values, than are told.
    package let isTruncated: Bool

    /// Answers a question.
    package init(rows: [Row], total: Int, isTruncated: Bool) {
        self.rows = rows
        self.total = total
        self.isTruncated = isTruncated
    }
}

extension Filter.Rule {
    /// Whether records have values of it that can be counted.
    package var isCountable: Bool {
        switch self {
        case .word, .reference, .flag, .family, .present, .country, .isOfCountry, .backAs: true
        case .through(_, _, let rule), .back(_, _, let rule): rule.isCountable
        case .any(let rules): rules.allSatisfy(\.isCountable)
        case .id, .days, .recordedSince, .recordedUntil, .refersTo, .text, .under, .isUnder,
            .inForce:
            false
        }
    }
}

extension Listing {
    /// The filters whose values can be counted.
    package var countable: [Filter] { filters.filter(\.rule.isCountable) }

    /// The fact whose year records are counted by: the first that is filtered by days.
    package var yearFact: String? {
        for filter in filters {
            if case .days(let fact) = filter.rule { return fact }
        }
        return nil
    }
}
