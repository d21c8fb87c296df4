/// What parameters of several routes mean.
enum Meaning {
    static let asOf =
        "The register as it was recorded then: a sequence, a time, or a date (its end, UTC)."
    static let saidBy =
        "Only what had certainly been said by the end of this day, month or year."
    static let pretty = "Spreads the answer over lines."
    static let limit = "How many at most."
    static let cursor = "Where the last page ended: take it from `next`."
    static let reason = "Why, for the journal."
}
