import NoticeRegister
import Shapes

/// The schemas of questions about quotes.
enum QuoteSchemas {
    /// The components, by name.
    static let components: [(name: String, schema: JSONSchema)] = [("quote_answer", answer)]

    private static let words = JSONSchema.text(most: RecordLimits.quote.most)
    private static let point = JSONSchema.integer(0...RecordLimits.text.most)

    private static let answer = JSONSchema.object([
        .init("source", AnswerSchemas.id, "The source."),
        .init(
            "text_sha256",
            JSONSchema.pattern("^[0-9a-f]{64}$", most: 64).orNull,
            "SHA-256 of its text, in hexadecimal; null where none is held."
        ),
        .init(
            "quote_check",
            .words(["verified", "near", "absent", "text_not_held"]),
            "Whether the words stand in the text."
        ),
        .init(
            "at",
            .array(place, most: QuoteVerification.placesMax),
            "Where, in code points from the text's start."
        ),
        .init(
            "difference",
            JSONSchema.array(part, most: 2 * RecordLimits.quote.most).orNull,
            "Where the words are near, in what they differ at the first place."
        ),
        .init("speaker", speaker.orNull, "Whether the speaker is named beside the words."),
    ])

    private static let place = JSONSchema.object([
        .init("start", point, "The first code point, counted from 0."),
        .init("end", point, "The code point after the last one."),
    ])

    private static let part = JSONSchema.object([
        .init(
            "op",
            .words(["equal", "replace", "prefix", "suffix"]),
            "The same, the same but for what copying changes, or what does not stand around them."
        ),
        .init("quote", words, "What the quote has."),
        .optional("text", .text(most: RecordLimits.text.most), "What the text has."),
    ])

    private static let speaker = JSONSchema.object([
        .init("id", AnswerSchemas.id, "The speaker."),
        .init("beside", .flag, "Whether one of the names stands within 300 code points."),
        .optional("name", .text(most: RecordLimits.line.most), "That name."),
    ])
}
