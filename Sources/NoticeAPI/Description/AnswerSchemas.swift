import NoticeRegister
import Shapes

/// The schemas of what the API answers besides records.
enum AnswerSchemas {
    /// The components, by name.
    static let components =
        own + DeadlineSchemas.components
        + AccountSchemas.components
        + QuoteSchemas.components
        + StatSchemas.components
        + CaseAnswerSchemas.components
        + AssessmentSchemas.components

    private static let own: [(name: String, schema: JSONSchema)] = [
        ("record", .anyOf(Kind.allCases.map { .component($0.name) })),
        ("problem", problem), ("history", history), ("link", link),
        ("links", links), ("allowed_step", allowed), ("steps", steps), ("step_taken", stepTaken),
        ("change", change), ("changes", changes), ("report", report), ("health", health),
        ("meaning", meaning),
    ]

    /// A page of a kind's list.
    static func list(of kind: Kind) -> JSONSchema {
        .object([
            .init(
                "items",
                .array(.component(kind.name + "_part"), most: ListLimits.page.upperBound),
                "The records, or what `fields` leaves of them."
            ),
            .init("next", next, "The URL of the next page; null on the last."),
            .init("total", ordinal, "How many there are on all pages."),
            .init("seq", ordinal, "The register as it was recorded at this sequence."),
            included,
            .optional(
                "facets",
                .map(.array(bucket, most: ListLimits.facetValuesMax), most: ListLimits.facetsMax),
                "What `facets` asks for: values and how often they occur."
            ),
        ])
    }

    /// What lists and single records have beside them.
    static let included = JSONSchema.Member.optional(
        "included",
        .map(.component("record"), most: ListLimits.includedMax),
        "What `include` asks for, by id."
    )

    /// A record's id.
    static let id = JSONSchema.pattern(RecordID.pattern, most: RecordLimits.idLength)
    private static let kind = JSONSchema.words(Kind.allCases.map(\.name))
    /// A number that counts.
    static let ordinal = JSONSchema.integer(RecordLimits.ordinal)
    /// A URL of this server: a request line has at most 16 KiB, and a cursor grows by what it holds.
    private static let next = JSONSchema.text(most: 32_768).orNull
    private static let word = JSONSchema.text(most: 200)
    private static let reason = JSONSchema.text(most: RecordLimits.quote.most).orNull
    private static let operation = JSONSchema.words(Operation.allCases.map(\.name))
    /// As long as a body that was sent may make it.
    private static let pointer = JSONSchema.text(most: 1_100_000)

    private static let bucket = JSONSchema.object([
        .init("value", .text(most: RecordLimits.paragraph.most), "The value."),
        .init("count", ordinal, "In how many of the records."),
    ])

    private static let health = JSONSchema.object([
        .init("status", .words(["ok", "ready"]), "That all is well.")
    ])

    private static let meaning = JSONSchema.object([
        .init("type", .words(ProblemType.allCases.map(\.uri)), "What tells it from others."),
        .init("title", word, "What it is."),
        .init("status", .integer(400...599), "The status of its answers."),
        .init("meaning", .text(most: 4_000), "When it occurs and what to do."),
    ])

    private static let history = JSONSchema.object([
        .init("items", .array(version, most: ListLimits.page.upperBound), "Oldest first."),
        .init("next", next, "The URL of the next page; null on the last."),
    ])

    private static let version = JSONSchema.object([
        .init("version", ordinal, "The version."),
        .init("seq", ordinal, "The change that made it."),
        .init("at", .time, "When it was recorded."),
        .init("actor", word, "By whom."),
        .init("op", operation, "By what."),
        .init("reason", reason, "Why, in the client's words."),
        .init("members", .array(pointer, most: 100_000), "JSON pointers to what it changed."),
        .optional(
            "diff",
            .array(patch, most: 100_000),
            "With `diff=true`: the difference (RFC 6902) from the version before."
        ),
    ])

    private static let links = JSONSchema.object([
        .init(
            "to",
            .array(.component("link"), most: ListLimits.page.upperBound),
            "What the record refers to."
        ),
        .init(
            "from",
            .array(.component("link"), most: ListLimits.page.upperBound),
            "What refers to the record."
        ),
        .init("next", next, "The URL of the next page; null on the last."),
    ])

    private static let link = JSONSchema.object([
        .init("role", word, "The member that holds the reference."),
        .init("kind", kind, "The other record's kind."),
        .init("id", id, "The other record's id."),
        .optional("caption", .text(most: 4_000), "One line that names the other record."),
    ])

    private static let steps = JSONSchema.object([
        .init(
            "items",
            .array(.component("step_record"), most: RecordLimits.many),
            "The steps, in the order of happening."
        ),
        .init("status", word.orNull, "Where they have led."),
        .init("allowed", .array(.component("allowed_step"), most: 100), "What is possible now."),
    ])

    private static let allowed = JSONSchema.object([
        .init("step", word, "The step."),
        .init("needs", .array(word, most: 100), "What it needs."),
    ])

    private static let stepTaken = JSONSchema.object([
        .init("step", JSONSchema.component("step_record").orNull, "The step as it is kept."),
        .init(
            "record",
            .object([
                .init("id", id, "The record."),
                .init("version", ordinal, "Its version."),
                .init("status", word.orNull, "Its status."),
            ]),
            "The record after the step."
        ),
        .init("made", .array(made, most: 10_000), "The records that the step made."),
    ])

    private static let made = JSONSchema.object([
        .init("kind", kind, "The kind."), .init("id", id, "The id."),
        .init("version", ordinal, "The version."),
    ])

    private static let changes = JSONSchema.object([
        .init(
            "items",
            .array(.component("change"), most: ListLimits.page.upperBound),
            "Oldest first."
        ),
        .init("head", ordinal, "The sequence of the journal's last change."),
        .init("next", next, "The URL of the next page; null when this one reaches the head."),
    ])

    private static let change = JSONSchema.object([
        .init("seq", ordinal, "Its place in the journal."),
        .init("at", .time, "When it was recorded."),
        .init("actor", word, "By whom."),
        .init("kind", kind, "The record's kind."),
        .init("id", id, "The record's id."),
        .init("version", ordinal, "The version that it made."),
        .init("op", operation, "What it did."),
        .init("reason", reason, "Why, in the client's words."),
        .init(
            "body_digest",
            .pattern("^[0-9a-f]{64}$", most: 64),
            "SHA-256 over salt, reason and record."
        ),
        .init("record", JSONSchema.component("record").orNull, "The record as it then stood."),
        .init(
            "diff",
            .array(patch, most: 100_000),
            "The difference (RFC 6902) from the version before; null stands for no record."
        ),
    ])

    /// An operation of a JSON patch; its value is any JSON.
    private static let patch = JSONSchema.anyOf([
        .object([
            .init("op", .words(["remove"]), "What is done."), .init("path", pointer, "Where."),
        ]),
        .object([
            .init("op", .words(["add", "replace"]), "What is done."),
            .init("path", pointer, "Where."), .init("value", .any, "The new value."),
        ]),
    ])

    private static let results = ["created", "updated", "unchanged", "error"]

    private static let report = JSONSchema.anyOf([
        .object([
            .init("line", ordinal, "The line's number, from 1."),
            .optional("id", id, "The record's id, as far as it could be read."),
            .init("result", .words(results), "What came of it."),
            .optional("version", ordinal, "The record's version."),
            .optional("problem", .component("problem"), "Why it was not carried out."),
        ]),
        .object([
            .init("done", .flag, "Whether all lines were looked at."),
            .init("created", ordinal, "Records that are new."),
            .init("updated", ordinal, "Records that have a new version."),
            .init("unchanged", ordinal, "Lines that said nothing new."),
            .init("errors", ordinal, "Lines that were turned down."),
            .optional("head", ordinal, "The sequence of the journal's last change."),
            .optional("problem", .component("problem"), "Why the import was broken off."),
        ]),
    ])
}
