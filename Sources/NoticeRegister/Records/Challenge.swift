package import Shapes
import StrictJSON

/// Somebody's challenge of what is held: before the Commission, or before this register's keeper.
package struct Challenge: RecordShape {
    /// The kind.
    package static var kind: Kind { .challenge }
    /// The members that all kinds share.
    package var common = Common(.challenge)
    var before = Forum.register
    var target = Reference.blank
    var type = ChallengeType.access
    var applicant: Reference?
    var filed = PartialDate.blank
    var admissibleOn: PartialDate?
    var dueOn: PartialDate?
    var status = ChallengeStatus.received
    var outcome: DecisionOutcome?
    var steps: [StepRecord] = []
    var revises: Reference?
    var tags: [String] = []

    /// A challenge of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        common.describe(&visitor)
        visitor.member(
            "before",
            &before,
            Plain(),
            .filtered,
            "The organization it is brought before, or \"register\": this register's keeper."
        )
        visitor.member("target", &target, .challengeable, .filtered, "What is challenged.")
        visitor.member("type", &type, AnyOf(), .filtered, "What is asked for.")
        visitor.member("applicant", &applicant, .speaker, .filtered, "Who brings it.")
        visitor.member("filed", &filed, Plain(), .filtered, "When it was filed.")
        visitor.member(
            "admissible_on",
            &admissibleOn,
            Plain(),
            .written,
            "When it was found admissible."
        )
        visitor.member("due_on", &dueOn, Plain(), .writtenFiltered, "When an answer is due.")
        visitor.member("status", &status, AnyOf(), .writtenFiltered, "Where the steps have led.")
        visitor.member("outcome", &outcome, AnyOf(), .writtenFiltered, "What was decided.")
        visitor.member(
            "steps",
            &steps,
            Items(RecordLimits.many, Whole()),
            .writtenFiltered,
            "What happened to it, in order."
        )
        visitor.member("revises", &revises, .challenge, .filtered, "The challenge it reopens.")
        visitor.member(
            "tags",
            &tags,
            Items(RecordLimits.few, RecordLimits.label),
            .filtered,
            "The Commission's own subject words."
        )
    }

    /// What is asked for about what.
    package var caption: String { type.rawValue + ": " + target.id }
    /// The record as one of any kind.
    package var record: Record { .challenge(self) }
    /// That somebody complained is nobody else's business.
    package var defaultAccess: Access { .restricted }
}

/// Before whom a challenge is brought.
enum Forum: Value, Equatable {
    /// This register's keeper.
    case register
    case organization(Reference)

    static var blank: Forum { .register }

    static func read(_ node: Int, _ limit: Plain, from reader: inout Reader) -> Forum {
        if reader.document.kind(node) == .string, reader.document.isName(node, word) {
            return .register
        }
        return .organization(Reference.read(node, .organization, from: &reader))
    }

    func write(into writer: inout JSONWriter) {
        switch self {
        case .register: writer.string(Self.word)
        case .organization(let reference): reference.write(into: &writer)
        }
    }

    static func schema(_ limit: Plain, into writer: inout JSONWriter) {
        Reference.schema(.organization, into: &writer)
    }

    func facts(_ name: String, into facts: inout some FactSink) {
        switch self {
        case .register: facts.word(name + ".keeper", Self.word)
        case .organization(let reference): reference.facts(name, into: &facts)
        }
    }

    private static var word: String { "register" }
}

extension Forum: ReferenceHolder {
    static func roles(under name: String) -> [String: Referring] { [name: .organization] }
}

/// What a challenge can ask for.
enum ChallengeType: String, Vocabulary {
    case access, correction, deletion, revision
}

/// Where a challenge stands.
enum ChallengeStatus: String, Vocabulary {
    case received, admissible, inadmissible
    case inStudy = "in_study"
    case decided, implemented, withdrawn, moot
}
