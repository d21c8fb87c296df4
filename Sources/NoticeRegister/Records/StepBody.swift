package import Shapes

/// A step as a client posts it.
package struct StepBody: Shape {
    /// The id that the client gives it.
    package var id: PatternedText?
    /// What was done.
    package var step = Step.claim
    var on: PartialDate?
    var by: Reference?
    var country: Country?
    var subjects: [Reference] = []
    var statements: [Reference] = []
    var sources: [Citation] = []
    var reason: Text?
    var note: Text?
    var decision: DecisionBody?
    var notices: [NoticeBody] = []
    var questions: [Text] = []
    var answers: [Text] = []
    var expires: PartialDate?
    var keepPublic: Text?
    var annuls: PatternedText?
    var reports: PatternedText?
    var ref: Reference?
    var count: Int?
    var basis: CountBasis?

    /// A step of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("step", &step, AnyOf(), .given, "What was done.")
        visitor.member("id", &id, .id, .given, "An id of the client's own, for safe repeating.")
        visitor.member("on", &on, Plain(), .given, "When it happened.")
        visitor.member("by", &by, .organization, .filtered, "Who did it.")
        visitor.member("country", &country, AnyOf(), .given, "Where (ISO 3166-1).")
        visitor.member(
            "subjects",
            &subjects,
            Items(RecordLimits.many, .party),
            .filtered,
            "Whom it concerns; none: all."
        )
        visitor.member(
            "statements",
            &statements,
            Items(RecordLimits.few, .statement),
            .filtered,
            "The statements that tell of it."
        )
        visitor.member(
            "sources",
            &sources,
            Items(RecordLimits.few, Whole()),
            .filtered,
            "Where it is from."
        )
        visitor.member("reason", &reason, RecordLimits.paragraph, .given, "Why it was done.")
        visitor.member("note", &note, RecordLimits.paragraph, .given, "What else is to be said.")
        describeEffects(&visitor)
    }

    /// Shows the members that only some steps have.
    private mutating func describeEffects(_ visitor: inout some Visitor) {
        let texts = Items(RecordLimits.few, RecordLimits.paragraph)
        visitor.member("decision", &decision, Whole(), .filtered, "What was decided.")
        visitor.member(
            "notices",
            &notices,
            Items(RecordLimits.many, Whole()),
            .filtered,
            "The notices that it makes."
        )
        visitor.member("questions", &questions, texts, .given, "What was asked.")
        visitor.member("answers", &answers, texts, .given, "What was answered.")
        visitor.member("expires", &expires, Plain(), .given, "When the notice now ends.")
        visitor.member(
            "keep_public",
            &keepPublic,
            RecordLimits.paragraph,
            .given,
            "Why the records stay public."
        )
        visitor.member("annuls", &annuls, .id, .given, "The step that it annuls.")
        visitor.member(
            "reports",
            &reports,
            .id,
            .given,
            "The step of which it is a further account."
        )
        visitor.member("ref", &ref, .person, .filtered, "Whom a group's step names, or no longer.")
        visitor.member("count", &count, RecordLimits.people, .given, "A group's new size.")
        visitor.member("basis", &basis, AnyOf(), .given, "How the new size is meant.")
    }
}

/// A decision as a step tells it; what it is on, and its outcome, follow from the step.
struct DecisionBody: Shape {
    var id: PatternedText?
    var by: Reference?
    var date: PartialDate?
    var grounds: [Ground] = []
    var subjects: [Reference] = []
    var prospective: Bool?
    var reason: Text?
    var statements: [Reference] = []
    var reverses: Reference?
    var outcome: DecisionOutcome?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("id", &id, .id, .given, "An id of the client's own.")
        visitor.member("by", &by, .organization, .filtered, "Who decided; absent: the step's.")
        visitor.member("date", &date, Plain(), .given, "When; absent: the step's day.")
        visitor.member(
            "grounds",
            &grounds,
            Items(RecordLimits.few, Whole()),
            .given,
            "On what grounds: at least one, unless the request is granted."
        )
        visitor.member(
            "subjects",
            &subjects,
            Items(RecordLimits.many, .party),
            .filtered,
            "For whom; none: for all."
        )
        visitor.member(
            "prospective",
            &prospective,
            Plain(),
            .given,
            "Whether it was said before anything was received; absent: not known."
        )
        visitor.member("reason", &reason, RecordLimits.paragraph, .given, "The reasons given.")
        visitor.member(
            "statements",
            &statements,
            Items(RecordLimits.few, .statement),
            .filtered,
            "The statements that tell of it."
        )
        visitor.member(
            "reverses",
            &reverses,
            .decision,
            .filtered,
            "The earlier decision it reverses."
        )
        visitor.member(
            "outcome",
            &outcome,
            AnyOf(),
            .given,
            "What a challenge comes to; of other steps it follows from the step."
        )
    }
}

/// A notice as a step tells it.
struct NoticeBody: Shape {
    var subject = Reference.blank
    var id: PatternedText?
    var entityID: PatternedText?
    var issued = PartialDate.blank
    var expires: PartialDate?
    var isPublic: Bool?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("subject", &subject, .party, .filtered, "Whom it is about.")
        visitor.member("id", &id, .id, .given, "An id of the client's own.")
        visitor.member(
            "entity_id",
            &entityID,
            .entityID,
            .given,
            "INTERPOL's number: 2021/12345."
        )
        visitor.member("issued", &issued, Plain(), .given, "When it was issued.")
        visitor.member("expires", &expires, Plain(), .given, "When it ends.")
        visitor.member("public", &isPublic, Plain(), .given, "Whether it was published.")
    }
}
