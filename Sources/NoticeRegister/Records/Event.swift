package import Shapes

/// Something that happened: an attack, a trial, an announcement.
package struct Event: RecordShape {
    /// The kind.
    package static var kind: Kind { .event }
    /// The members that all kinds share.
    package var common = Common(.event)
    var title = Text.blank
    var type = EventType.other
    var when = PartialDate.blank
    var place: Place?
    var participants: [Participant] = []
    var partOf: Reference?
    var description: Text?

    /// An event of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        common.describe(&visitor)
        visitor.member("title", &title, RecordLimits.line, .filtered, "What happened, in one line.")
        visitor.member("type", &type, AnyOf(), .filtered, "What sort of event it is.")
        visitor.member("when", &when, Plain(), .filtered, "When it happened.")
        visitor.member("place", &place, Whole(), .filtered, "Where it happened.")
        visitor.member(
            "participants",
            &participants,
            Items(RecordLimits.many, Whole()),
            .filtered,
            "Who took part, and as what."
        )
        visitor.member("part_of", &partOf, .event, .filtered, "The event that it belongs to.")
        visitor.member(
            "description",
            &description,
            RecordLimits.paragraph,
            .given,
            "What is known of it."
        )
    }

    /// The title.
    package var caption: String { title.line }
    /// The record as one of any kind.
    package var record: Record { .event(self) }

    /// Where an event happened.
    struct Place: Shape {
        var name: Text?
        var country: Country?
        var lat: Double?
        var lon: Double?
        var precision: Precision?

        mutating func describe(_ visitor: inout some Visitor) {
            visitor.member("name", &name, RecordLimits.line, .given, "The place's name.")
            visitor.member("country", &country, AnyOf(), .filtered, "The country (ISO 3166-1).")
            visitor.member("lat", &lat, -90...90, .given, "The latitude in degrees north.")
            visitor.member("lon", &lon, -180...180, .given, "The longitude in degrees east.")
            visitor.member(
                "precision",
                &precision,
                AnyOf(),
                .given,
                "How exact the coordinates are."
            )
        }
    }

    /// How exact the coordinates of a place are.
    enum Precision: String, Vocabulary {
        case exact, near, region, country
    }

    /// One who took part in an event.
    struct Participant: Shape {
        var ref = Reference.blank
        var role = Participation.investigator

        mutating func describe(_ visitor: inout some Visitor) {
            visitor.member("ref", &ref, .party, .filtered, "Who took part.")
            visitor.member("role", &role, AnyOf(), .filtered, "As what.")
        }
    }

    /// As what somebody takes part in an event.
    enum Participation: String, Vocabulary {
        case allegedPerpetrator = "alleged_perpetrator"
        case perpetrator, victim, commander, witness, investigator, speaker, organizer
    }
}

/// The sorts of event.
enum EventType: String, Vocabulary {
    case attack, strike, arrest, trial, judgment, sanction, briefing, announcement, determination
    case abduction, other
}
