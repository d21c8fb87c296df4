package import Shapes

/// A request that a notice or a diffusion be published: who asks whom about whom.
package struct NoticeRequest: RecordShape {
    /// The kind.
    package static var kind: Kind { .noticeRequest }
    /// The members that all kinds share.
    package var common = Common(.noticeRequest)
    var colour = Colour.red
    var channel: Channel?
    var requester = Reference.blank
    var via: Reference?
    var addressee = Reference.blank
    var subjects: [Subject] = []
    var objects: [SoughtObject] = []
    var events: [Reference] = []
    var charges: [Charge] = []
    var judicial: JudicialBasis?
    var assurances: Assurances?
    var reference: String?
    var prior: Prior?
    var later: [Reference] = []
    var status = RequestStatus.draft
    var partial: Bool?
    var steps: [StepRecord] = []
    var subjectCount: SubjectCount?
    var subjectOutcomes: [SubjectOutcome] = []
    var decisions: [Reference] = []

    /// A request of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        common.describe(&visitor)
        visitor.member("colour", &colour, AnyOf(), .filtered, "The colour that is asked for.")
        visitor.member("channel", &channel, AnyOf(), .filtered, "A notice or a diffusion.")
        visitor.member("requester", &requester, .organization, .filtered, "Who asks.")
        visitor.member("via", &via, .organization, .filtered, "The national bureau that passes on.")
        visitor.member("addressee", &addressee, .organization, .filtered, "Who is asked.")
        visitor.member(
            "subjects",
            &subjects,
            Items(RecordLimits.many, Whole()),
            .filtered,
            "Whom the request is about."
        )
        visitor.member(
            "objects",
            &objects,
            Items(RecordLimits.many, Whole()),
            .given,
            "What the request is about."
        )
        visitor.member(
            "events",
            &events,
            Items(RecordLimits.few, .event),
            .filtered,
            "The events that it arises from."
        )
        visitor.member(
            "charges",
            &charges,
            Items(RecordLimits.few, Whole()),
            .filtered,
            "The charges, in the request's words."
        )
        visitor.member("judicial", &judicial, Whole(), .given, "The warrant or judgment.")
        visitor.member("assurances", &assurances, Whole(), .given, "What the requester assures.")
        visitor.member(
            "reference",
            &reference,
            RecordLimits.number,
            .given,
            "The requester's file number."
        )
        visitor.member("prior", &prior, Whole(), .filtered, "The request that it follows.")
        describeWritten(&visitor)
    }

    /// Shows the members that steps and other records make.
    private mutating func describeWritten(_ visitor: inout some Visitor) {
        visitor.member(
            "later",
            &later,
            Items(RecordLimits.many, .noticeRequest),
            .writtenFiltered,
            "The requests that follow it."
        )
        visitor.member("status", &status, AnyOf(), .writtenFiltered, "Where the steps have led.")
        visitor.member(
            "partial",
            &partial,
            Plain(),
            .written,
            "Whether some subjects are still open."
        )
        visitor.member(
            "steps",
            &steps,
            Items(RecordLimits.many, Whole()),
            .writtenFiltered,
            "What happened to it, in order."
        )
        visitor.member(
            "subject_count",
            &subjectCount,
            Whole(),
            .writtenFiltered,
            "How many people it is about."
        )
        visitor.member(
            "subject_outcomes",
            &subjectOutcomes,
            Items(RecordLimits.many, Whole()),
            .writtenFiltered,
            "What was decided for whom."
        )
        visitor.member(
            "decisions",
            &decisions,
            Items(RecordLimits.many, .decision),
            .writtenFiltered,
            "The decisions made on it."
        )
    }

    /// Colour, requester and subjects.
    package var caption: String {
        var line = colour.rawValue + ": " + requester.id
        for (place, subject) in subjects.prefix(Self.captionSubjects).enumerated() {
            line += (place == 0 ? " / " : ", ") + subject.ref.id
        }
        return subjects.count > Self.captionSubjects ? line + ", …" : line
    }

    /// The record as one of any kind.
    package var record: Record { .noticeRequest(self) }

    /// The days of the first claim and the latest decision, and the subjects by their status.
    package var madeFacts: [Fact] {
        var made: [Fact] = []
        for subject in subjects {
            guard let status = subject.status else { continue }
            made.append(
                Fact(name: "subjects@" + status.rawValue, content: .reference(subject.ref.id))
            )
        }
        let standing = StepRecord.standing(among: steps)
        let claimed = standing.first { $0.step == .claim }?.on
        let decided = standing.last { $0.decision != nil && $0.on != nil }?.on
        claimed?.tell("claimed", &made)
        decided?.tell("decided", &made)
        return made + dueFacts
    }

    /// How many subjects a line names.
    private static var captionSubjects: Int { 3 }
}

/// The colours of notices.
enum Colour: String, Vocabulary {
    case red, blue, green, yellow, black, orange, purple, silver
    case unSpecial = "un_special"
}

/// The two ways in which a request goes round.
enum Channel: String, Vocabulary {
    case notice, diffusion
}

/// Where a request stands.
enum RequestStatus: String, Vocabulary {
    case draft, claimed, submitted
    case inReview = "in_review"
    case awaitingInformation = "awaiting_information"
    case circulated, granted, refused
    case notConsidered = "not_considered"
    case withdrawn, lapsed
}
