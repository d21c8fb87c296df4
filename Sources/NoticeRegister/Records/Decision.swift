package import Shapes

/// What was decided on a request, a notice or a challenge; made by steps only.
package struct Decision: RecordShape {
    /// The kind.
    package static var kind: Kind { .decision }
    /// The members that all kinds share.
    package var common = Common(.decision)
    var request: Reference?
    var notice: Reference?
    var challenge: Reference?
    var by = Reference.blank
    var date = PartialDate.blank
    /// What was decided; absent where a decision only reopens what an earlier one had ended.
    var outcome: DecisionOutcome?
    var grounds: [Ground] = []
    var subjects: [Reference] = []
    var prospective: Bool?
    var reason: Text?
    var statements: [Reference] = []
    var reverses: Reference?
    var reversedBy: Reference?

    /// A decision of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        common.describe(&visitor)
        visitor.member(
            "request",
            &request,
            .noticeRequest,
            .writtenFiltered,
            "The request decided on."
        )
        visitor.member("notice", &notice, .notice, .writtenFiltered, "The notice decided on.")
        visitor.member(
            "challenge",
            &challenge,
            .challenge,
            .writtenFiltered,
            "The challenge decided on."
        )
        visitor.member("by", &by, .organization, .filtered, "Who decided.")
        visitor.member("date", &date, Plain(), .filtered, "When.")
        visitor.member("outcome", &outcome, AnyOf(), .writtenFiltered, "What was decided.")
        visitor.member(
            "grounds",
            &grounds,
            Items(RecordLimits.few, Whole()),
            .filtered,
            "On what grounds."
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
            .filtered,
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
            "reversed_by",
            &reversedBy,
            .decision,
            .writtenFiltered,
            "The later decision that reverses it."
        )
    }

    /// Outcome, decider and day.
    package var caption: String {
        (outcome?.rawValue ?? "reopened") + ": " + by.id + ", " + date.text
    }

    /// The record as one of any kind.
    package var record: Record { .decision(self) }
}

/// What can be decided.
enum DecisionOutcome: String, Vocabulary {
    case granted, refused
    case notConsidered = "not_considered"
    case cancelled, compliant
    case compliantWithUpdate = "compliant_with_update"
    case notCompliant = "not_compliant"
    case sourceDeleted = "source_deleted"
    case moot
}

/// On what ground something was decided.
struct Ground: Shape, Equatable {
    var code = PatternedText.blank
    var reference: String?
    var basis: Basis?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("code", &code, .code, .filtered, "The ground's code: ARTICLE_3, …")
        visitor.member("reference", &reference, RecordLimits.number, .given, "The rule as cited.")
        visitor.member("basis", &basis, AnyOf(), .given, "Whether it was stated or is inferred.")
    }

    /// Whether a ground was stated or is inferred.
    enum Basis: String, Vocabulary {
        case stated, inferred
    }
}
