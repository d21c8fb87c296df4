import NoticeRegister
import Shapes

/// The schemas of counts.
enum StatSchemas {
    /// The components, by name.
    static let components: [(name: String, schema: JSONSchema)] = [("stats", stats)]

    private static let stats = JSONSchema.object([
        .init("of", .words(Kind.allCases.map(\.path)), "What is counted."),
        .init("by", .array(row, most: Tallied.rowsMax), "The most frequent first."),
        .init("total", AnswerSchemas.ordinal, "How many records were found."),
        .init("head", AnswerSchemas.ordinal, "The register as it was recorded at this sequence."),
        .optional("truncated", .flag, "That there are more rows, or values, than are told."),
    ])

    /// One value of each key, null where the records have none, and `count`.
    private static let row = JSONSchema.map(
        .anyOf([.text(most: RecordLimits.paragraph.most), AnswerSchemas.ordinal, .null]),
        most: StatQuery.keysMax + 1
    )
}
