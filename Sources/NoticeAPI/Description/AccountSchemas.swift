import NoticeRegister
import Shapes

/// The schemas of the accounts of an event.
enum AccountSchemas {
    /// The components, by name.
    static let components: [(name: String, schema: JSONSchema)] = [
        ("account", account), ("accounts", accounts), ("statement_conflict", conflict),
    ]

    private static let most = 10_000

    private static let accounts = JSONSchema.object([
        .init("event", AnswerSchemas.id, "The event."),
        .init("seq", AnswerSchemas.ordinal, "The register as it was recorded at this sequence."),
        .init("accounts", .array(.component("account"), most: most), "What is said, side by side."),
        .init(
            "conflicts",
            .array(.component("statement_conflict"), most: most),
            "Statements that go against each other, each pair once."
        ),
        .optional(
            "undated",
            AnswerSchemas.ordinal,
            "Statements that `said_by` leaves out as nobody knows by when they were made."
        ),
        .optional("truncated", .flag, "That there is more than is told."),
        .init(
            "included",
            .map(.component("record"), most: Accounts.includedMax),
            "The statements, who speaks and where it is reported, by id."
        ),
    ])

    private static let account = JSONSchema.object([
        .init("about", AnswerSchemas.id, "The event or the part of it that is spoken of."),
        .init("property", .text(most: 100), "What is said of it."),
        .init("values", .array(value, most: most), "What it is said to be."),
        .init(
            "conflict",
            .words(["declared", "incompatible", "none"]),
            "The gravest conflict that one of the statements is in."
        ),
    ])

    private static let value = JSONSchema.object([
        .init("value", .anyObject, "The value, as statements have it."),
        .optional("denied", .flag, "That it is denied."),
        .init("statements", .array(AnswerSchemas.id, most: most), "The statements."),
    ])

    private static let conflict = JSONSchema.object([
        .init("statements", .array(AnswerSchemas.id, most: 2), "The two, by id."),
        .init("how", .words(["declared", "incompatible"]), "How it is known."),
    ])
}
