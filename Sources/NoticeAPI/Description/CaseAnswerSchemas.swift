import NoticeRegister
import Shapes

/// The schemas of what is told of a whole case: dossier, timeline, graph.
enum CaseAnswerSchemas {
    /// The components, by name.
    static let components: [(name: String, schema: JSONSchema)] = [
        ("dossier", dossier), ("timeline", timeline), ("timeline_entry", entry), ("graph", graph),
    ]

    private static let id = JSONSchema.pattern(RecordID.pattern, most: RecordLimits.idLength)
    private static let ordinal = JSONSchema.integer(RecordLimits.ordinal)
    private static let line = JSONSchema.text(most: 4_000)
    private static let date = JSONSchema.pattern("^[-0-9XTZ:+?~%./]+$", most: 64)
    private static let day = JSONSchema.pattern("^-?[0-9]{4}-[0-9]{2}-[0-9]{2}$", most: 11).orNull
    /// A case has fewer records; what it has of each kind is a part of them.
    private static let most = 10_000

    private static func records(_ kind: String) -> JSONSchema {
        .array(.component(kind), most: most)
    }

    private static let dossier = JSONSchema.object([
        .init("id", id, "The request's id."),
        .init("seq", ordinal, "The register as it was recorded at this sequence."),
        .init("said_by", date.orNull, "Only what had certainly been said by the end of this date."),
        .init(
            "request",
            JSONSchema.component("notice_request").orNull,
            "The request; null where nothing had been said of it by then."
        ),
        .init("requester", records("organization"), "The requester, then all above it."),
        .init("via", records("organization"), "Who passed it on, then all above it."),
        .init("addressee", records("organization"), "The addressee, then all above it."),
        .init("subjects", .array(subject, most: RecordLimits.many), "Whom it is about."),
        .init("events", records("event"), "What it arises from, and what else is spoken of."),
        .init("steps", .array(step, most: most), "The steps of request, notices and challenges."),
        .init("decisions", records("decision"), "The decisions on any of these."),
        .init("notices", records("notice"), "The notices made of it."),
        .init("challenges", records("challenge"), "The challenges to any of these."),
        .init("statements", records("statement"), "Who says what about any of these."),
        .init("conflicts", .array(conflict, most: most), "Statements that go against each other."),
        .init("earlier", records("notice_request"), "The requests that it follows, nearest first."),
        .init("later", records("notice_request"), "The requests that follow it."),
        .init("sources", .array(source, most: most), "The sources, as the note numbers them."),
        .init(
            "included",
            .map(.component("record"), most: most),
            "The other records of the case, by id."
        ),
        .optional("undated", ordinal, "Steps and statements left out, as nobody dates them."),
        .init("truncated", .flag, "Whether the case is larger than a dossier holds."),
    ])

    private static let subject = JSONSchema.object([
        .init("ref", id, "The subject."),
        .init("record", JSONSchema.component("record").orNull, "Its record."),
        .init("named", records("person"), "Of a group: those who are named."),
    ])

    private static let step = JSONSchema.object([
        .init("of", id, "The record whose step it is."),
        .init("step", .component("step_record"), "The step."),
        .init("stands", .flag, "Whether no later step annuls it."),
    ])

    private static let conflict = JSONSchema.object([
        .init("statements", .array(id, most: 2), "The two."),
        .init("how", .words(["declared", "incompatible"]), "How it is known."),
    ])

    private static let source = JSONSchema.object([
        .init("n", ordinal, "Its number in the note."),
        .init("record", .component("source"), "The source."),
    ])

    private static let timeline = JSONSchema.object([
        .init(
            "items",
            .array(.component("timeline_entry"), most: ListLimits.page.upperBound),
            "By earliest day, then by latest, then by id."
        ),
        .init("total", ordinal, "How many there are on all pages."),
        .init("undated", ordinal, "Steps and statements that nobody dates."),
        .init("truncated", .flag, "Whether more is there than a timeline gathers."),
        .init("seq", ordinal, "The register as it was recorded at this sequence."),
        .init("next", JSONSchema.text(most: 32_768).orNull, "The next page; null on the last."),
    ])

    private static let entry = JSONSchema.object([
        .init("earliest", day, "The earliest day on which it can have been; null: open."),
        .init("latest", day, "The latest day on which it can have been; null: open."),
        .init("edtf", date, "The date as it was recorded."),
        .init("precision", .words(DatePrecision.allCases.map(\.rawValue)), "How exact it is."),
        .init("approximate", .flag, "Whether it is only near the true date (`~`, `%`)."),
        .init("uncertain", .flag, "Whether it is doubtful (`?`, `%`)."),
        .init(
            "dated_by",
            .words(["own", "source"]),
            "Whether it has a date of its own, or only its source has."
        ),
        .init("kind", .words(Timeline.What.allCases.map(\.rawValue)), "What it is."),
        .init("id", id, "The id of the event, the step or the statement."),
        .optional("of", id, "The record whose step it is."),
        .init("title", line, "One line that names it."),
    ])

    private static let graph = JSONSchema.object([
        .init("root", id, "The record in the middle."),
        .init("seq", ordinal, "The register as it was recorded at this sequence."),
        .init("nodes", .array(node, most: RecordGraph.nodesMax), "The records, nearest first."),
        .init("edges", .array(edge, most: RecordGraph.edgesMax), "The references between them."),
        .init("truncated", .flag, "Whether there is more within the depth."),
    ])

    private static let node = JSONSchema.object([
        .init("id", id, "The record."),
        .init("kind", .words(Kind.allCases.map(\.name)), "Its kind."),
        .init("caption", line, "One line that names it."),
        .init("depth", .integer(RecordGraph.depths), "How many references from the root."),
    ])

    private static let edge = JSONSchema.object([
        .init("from", id, "The record that refers."),
        .init("to", id, "The record referred to."),
        .init("role", .text(most: 200), "The member that holds the reference."),
    ])
}
