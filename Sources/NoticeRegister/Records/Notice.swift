package import Shapes

/// A notice or diffusion in circulation, about one subject; made by steps only.
package struct Notice: RecordShape {
    /// The kind.
    package static var kind: Kind { .notice }
    /// The members that all kinds share.
    package var common = Common(.notice)
    var request = Reference.blank
    var subject = Reference.blank
    var channel: Channel?
    var colour = Colour.red
    var entityID: PatternedText?
    var issued = PartialDate.blank
    var expires: PartialDate?
    var expiresBasis: ExpiryBasis?
    var isPublic: Bool?
    var status = NoticeStatus.active
    var steps: [StepRecord] = []
    /// Where a step has extended it: what it was issued with.
    var firstExpiry: Expiry?

    /// A notice of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        common.describe(&visitor)
        visitor.member(
            "request",
            &request,
            .noticeRequest,
            .writtenFiltered,
            "The request it was made on."
        )
        visitor.member("subject", &subject, .party, .writtenFiltered, "Whom it is about.")
        visitor.member("channel", &channel, AnyOf(), .written, "A notice or a diffusion.")
        visitor.member("colour", &colour, AnyOf(), .writtenFiltered, "Its colour.")
        visitor.member(
            "entity_id",
            &entityID,
            .entityID,
            .filtered,
            "INTERPOL's number: 2021/12345."
        )
        visitor.member("issued", &issued, Plain(), .filtered, "When it was issued.")
        visitor.member("expires", &expires, Plain(), .filtered, "When it ends.")
        visitor.member(
            "expires_basis",
            &expiresBasis,
            AnyOf(),
            .written,
            "Whether the end was given or follows from the rules."
        )
        visitor.member("public", &isPublic, Plain(), .filtered, "Whether it was published.")
        visitor.member("status", &status, AnyOf(), .writtenFiltered, "Where the steps have led.")
        visitor.member(
            "steps",
            &steps,
            Items(RecordLimits.many, Whole()),
            .writtenFiltered,
            "What happened to it, in order."
        )
        visitor.member(
            "first_expiry",
            &firstExpiry,
            Whole(),
            .written,
            "When it was to end before it was extended."
        )
    }

    /// Colour, subject and number.
    package var caption: String {
        let line = colour.rawValue + ": " + subject.id
        guard let entityID else { return line }
        return line + ", " + entityID.text
    }

    /// The record as one of any kind.
    package var record: Record { .notice(self) }
}

/// Where a notice stands.
enum NoticeStatus: String, Vocabulary {
    case active, suspended, cancelled, withdrawn, satisfied
}

/// The day on which a notice ends, and where it is from.
struct Expiry: Shape {
    var expires: PartialDate?
    var basis: ExpiryBasis?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("expires", &expires, Plain(), .given, "When.")
        visitor.member(
            "basis",
            &basis,
            AnyOf(),
            .given,
            "Whether it was given or follows from the rules."
        )
    }
}

extension Expiry {
    init(_ expires: PartialDate?, _ basis: ExpiryBasis?) {
        (self.expires, self.basis) = (expires, basis)
    }
}

/// Where the day on which a notice ends is from.
enum ExpiryBasis: String, Vocabulary {
    case given
    case fiveYears = "five_years"
}
