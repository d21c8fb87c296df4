import NoticeRegister
import Shapes

/// The schemas of assessments.
enum AssessmentSchemas {
    /// The components, by name.
    static let components: [(name: String, schema: JSONSchema)] = [
        ("assessment", assessment), ("finding", finding), ("factor", factor), ("basis", basis),
    ]

    private static let id = JSONSchema.pattern(RecordID.pattern, most: RecordLimits.idLength)
    private static let ordinal = JSONSchema.integer(RecordLimits.ordinal)
    private static let line = JSONSchema.text(most: RecordLimits.line.most)
    private static let bases = JSONSchema.array(.component("basis"), most: Finding.linesMax)
    private static let outcome = JSONSchema.words(Finding.outcomes)
    /// A sentence and the places where the fact would stand.
    private static let lacking = JSONSchema.array(.text(most: 8_000), most: Finding.linesMax)

    private static let assessment = JSONSchema.object([
        .init("request", id, "The request."),
        .init("version", ordinal, "Its version."),
        .init("as_of", ordinal, "The register as it was recorded at this sequence."),
        .init("advisory", .flag, "Always true: it is advice and decides nothing."),
        .init("truncated", .flag, "Whether the case is too large to be looked at whole."),
        .init(
            "findings",
            .array(.component("finding"), most: RecordLimits.few),
            "What each rule has to say, in the order of the rules' file."
        ),
    ])

    private static let finding = JSONSchema.object(
        [
            .init("code", line, "The ground's code."),
            .init("reference", line, "The rule as it is cited."),
            .init("title", line, "The rule in a few words."),
            .init("question", line, "What is to be asked."),
        ] + outcomeMembers + [
            .optional(
                "factors",
                .array(.component("factor"), most: RecordLimits.few),
                "What the rule weighs together."
            )
        ] + textMembers + [
            .init("advisory", .flag, "Always true.")
        ]
    )

    private static let factor = JSONSchema.object(
        [
            .init("factor", line, "The factor's name."),
            .init("title", line, "The factor in words."),
        ] + outcomeMembers + textMembers
    )

    private static var outcomeMembers: [JSONSchema.Member] {
        [
            .init("outcome", outcome, "What the facts on record come to."),
            .init("because", bases, "The facts that it rests on."),
            .init("settled_by", lacking, "What would decide an unknown."),
        ]
    }

    private static var textMembers: [JSONSchema.Member] {
        [
            .init("read_in", .words(Finding.waysOfReading), "How the rule's text is known."),
            .init("to_verify", .flag, "Whether it has yet to be held against the text itself."),
        ]
    }

    private static let basis = JSONSchema.object([
        .init("record", id, "The record that holds the fact."),
        .init("version", ordinal, "The record's version."),
        .init("pointer", .text(most: 500), "A JSON pointer into that version."),
        .init("says", .text(most: 2_000), "What the fact says."),
    ])
}
