import NoticeRegister
import Shapes

extension AnswerSchemas {
    /// A problem with all that one may tell besides.
    static let problem = JSONSchema.object(occurrence + further)

    private static let word = JSONSchema.text(most: 200)
    /// May repeat what stood in the request's head, which has at most 32 KiB.
    private static let sentence = JSONSchema.text(most: 40_000)

    private static let occurrence: [JSONSchema.Member] = [
        .init("type", .words(ProblemType.allCases.map(\.uri)), "What it is; leads to its meaning."),
        .init("title", word, "What it is, in a few words."),
        .init("status", .integer(400...599), "The status of the answer."),
        .init("detail", sentence, "What went wrong this time, and what to change."),
        .optional("instance", .text(most: 128), "The id of the request."),
        .optional("errors", .array(fault, most: 100), "All that is wrong with what was sent."),
    ]

    private static let fault = JSONSchema.object([
        .optional("pointer", .text(most: 1_100_000), "A JSON pointer into the body."),
        .optional("parameter", sentence, "The parameter's name."),
        .init("code", .pattern("^[a-z-]+$", most: 64), "Which rule is broken."),
        .init("detail", sentence, "What to change."),
    ])

    private static let further: [JSONSchema.Member] = [
        .optional("limit", ordinal, "The limit that was passed."),
        .optional("offset", ordinal, "The byte at which reading stopped, from 0."),
        .optional("current", ordinal, "The version that stands."),
        .optional("duplicate_of", id, "The record that has this identifier already."),
        .optional("referred_to_by", .array(referrer, most: 100), "Some that refer to the record."),
        .optional("from", word, "The status from which the step was tried."),
        .optional("step", word, "The step."),
        .optional(
            "allowed",
            .array(.component("allowed_step"), most: 100),
            "The steps that are possible."
        ),
        .optional("breaks", id, "The later step that would no longer be possible."),
        .optional("reasons", .array(sentence, most: 10), "Why the server cannot work."),
    ]

    private static let referrer = JSONSchema.object([
        .init("role", word, "The member that holds the reference."),
        .init("kind", .words(Kind.allCases.map(\.name)), "The kind of the record that refers."),
        .init("id", id, "Its id."),
    ])
}
