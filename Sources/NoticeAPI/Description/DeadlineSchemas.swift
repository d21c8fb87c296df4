import NoticeRegister
import Shapes

/// The schemas of what falls due.
enum DeadlineSchemas {
    /// The components, by name.
    static let components: [(name: String, schema: JSONSchema)] = [
        ("deadline", deadline), ("deadlines", deadlines),
    ]

    private static let deadlines = JSONSchema.object([
        .init(
            "items",
            .array(.component("deadline"), most: ListLimits.page.upperBound),
            "What falls due, the earliest first."
        ),
        .init("total", .integer(RecordLimits.ordinal), "How many there are on all pages."),
        .init("seq", .integer(RecordLimits.ordinal), "The register at this sequence."),
        .init("today", day, "The day that is today in this answer: what is due before is overdue."),
        .init("next", JSONSchema.text(most: 32_768).orNull, "The next page; null on the last."),
    ])

    private static let deadline = JSONSchema.object([
        .init("due", day, "The day; of a date that names several, the first."),
        .init("what", .words(Deadline.Matter.allCases.map(\.rawValue)), "What falls due."),
        .init("kind", .words(Kind.allCases.map(\.name)), "The record's kind."),
        .init("id", .pattern(RecordID.pattern, most: RecordLimits.idLength), "The record."),
        .init("rule", .words(Deadline.Rule.allCases.map(\.rawValue)), "By which rule."),
        .init("read_in", .words(Deadline.Rule.sources), "How the rule's text is known."),
    ])

    private static let day = JSONSchema.pattern("^-?[0-9]{4,8}-[0-9]{2}-[0-9]{2}$", most: 16)
}
