package import Shapes

/// One step in the life of a request, a notice, a challenge or a group, as its record keeps it.
package struct StepRecord: Shape {
    /// The step's id.
    package var id = ""
    /// What was done.
    package var step = Step.claim
    /// The sequence of the change that added it.
    package var seq = 0
    var on: PartialDate?
    var by: Reference?
    var country: Country?
    var subjects: [Reference] = []
    var statements: [Reference] = []
    var sources: [Citation] = []
    var reason: Text?
    var note: Text?
    /// The decision that it made.
    var decision: Reference?
    /// The notices that it made.
    var notices: [Reference] = []
    var questions: [Text] = []
    var answers: [Text] = []
    var expires: PartialDate?
    var keepPublic: Text?
    /// The id of the step that it annuls.
    var annuls: PatternedText?
    /// The id of the step of which it is a further account.
    var reports: PatternedText?
    /// Whom a group's step names, or no longer.
    var ref: Reference?
    var count: Int?
    var basis: CountBasis?

    /// A step of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("id", &id, Length(1, RecordLimits.idLength), .given, "The step's id.")
        visitor.member("step", &step, AnyOf(), .given, "What was done.")
        visitor.member(
            "seq",
            &seq,
            RecordLimits.ordinal,
            .given,
            "The sequence of the change that added it."
        )
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
        visitor.member("decision", &decision, .decision, .filtered, "The decision that it made.")
        visitor.member(
            "notices",
            &notices,
            Items(RecordLimits.many, .notice),
            .filtered,
            "The notices that it made."
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

    /// The steps that no later one annuls, in their order.
    static func standing(among steps: [StepRecord]) -> [StepRecord] {
        let annulled = Set(steps.compactMap { $0.annuls?.text })
        guard !annulled.isEmpty else { return steps }
        return steps.filter { !annulled.contains($0.id) }
    }
}

/// Every step that a request, a notice, a challenge or a group can take.
package enum Step: String, Vocabulary {
    case claim, submit, acknowledge, ask, answer, circulate, grant, refuse, decline, withdraw, lapse
    case reopen, annul, report
    case extend, suspend, restore, cancel, satisfy, located, arrested, extradited
    case extraditionRefused = "extradition_refused"
    case notExecuted = "not_executed"
    case refugeeRecognized = "refugee_recognized"
    case admit, reject, study, decide, implement, moot
    case name, unname, recount
}
