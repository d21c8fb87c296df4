package import Shapes

/// A person, named or at least described.
package struct Person: RecordShape {
    /// The kind.
    package static var kind: Kind { .person }
    /// The members that all kinds share.
    package var common = Common(.person)
    var names: [PersonName] = []
    var unidentified: Bool?
    var description: Text?
    var birth: Birth?
    var death: Death?
    var sex: Sex?
    var nationalities: [Country] = []
    var offices: [Office] = []
    var features: Features?
    var refugee: [Refuge] = []
    var minor: Bool?
    var mergedInto: Reference?

    /// A person of whom nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        common.describe(&visitor)
        visitor.member(
            "names",
            &names,
            Items(RecordLimits.few, Whole()),
            .filtered,
            "The person's names; none only for somebody unidentified who is described."
        )
        visitor.member(
            "unidentified",
            &unidentified,
            Plain(),
            .given,
            "Whether the name is not known."
        )
        visitor.member(
            "description",
            &description,
            RecordLimits.paragraph,
            .given,
            "Who the person is."
        )
        visitor.member("birth", &birth, Whole(), .filtered, "When and where the person was born.")
        visitor.member("death", &death, Whole(), .filtered, "When and where the person died.")
        visitor.member("sex", &sex, AnyOf(), .filtered, "F, M, X (other) or U (unknown).")
        visitor.member(
            "nationalities",
            &nationalities,
            Items(RecordLimits.few, AnyOf()),
            .filtered,
            "The person's nationalities (ISO 3166-1)."
        )
        visitor.member(
            "offices",
            &offices,
            Items(RecordLimits.few, Whole()),
            .filtered,
            "The offices held, now or formerly."
        )
        visitor.member("features", &features, Whole(), .given, "What the person looks like.")
        visitor.member(
            "refugee",
            &refugee,
            Items(RecordLimits.few, Whole()),
            .filtered,
            "Refuge asked for or given; makes the person restricted."
        )
        visitor.member("minor", &minor, Plain(), .given, "Whether to be treated as a minor.")
        visitor.member(
            "merged_into",
            &mergedInto,
            .person,
            .writtenFiltered,
            "The record into which this one was merged."
        )
    }

    /// The primary name, else the first one, else the description.
    package var caption: String {
        let name = names.first { $0.type == .primary } ?? names.first
        return name?.full ?? description?.line ?? ""
    }

    /// The record as one of any kind.
    package var record: Record { .person(self) }

    /// A refugee, and whoever is to be treated as a minor, is not shown to all.
    package var defaultAccess: Access {
        !refugee.isEmpty || minor == true ? .restricted : .public
    }

    /// Whether there is word of a refuge at all, which its members need not tell.
    package var madeFacts: [Fact] {
        refugee.isEmpty ? [] : [Fact(name: "refugee", content: .number(refugee.count))]
    }

    /// When and where a person was born.
    struct Birth: Shape {
        var date: PartialDate?
        var place: Text?
        var country: Country?

        mutating func describe(_ visitor: inout some Visitor) {
            visitor.member("date", &date, Plain(), .filtered, "The day of birth.")
            visitor.member("place", &place, RecordLimits.line, .given, "The place of birth.")
            visitor.member("country", &country, AnyOf(), .given, "The country of birth.")
        }
    }

    /// When and where a person died.
    struct Death: Shape {
        var date: PartialDate?
        var place: Text?

        mutating func describe(_ visitor: inout some Visitor) {
            visitor.member("date", &date, Plain(), .filtered, "The day of death.")
            visitor.member("place", &place, RecordLimits.line, .given, "The place of death.")
        }
    }

    /// The sexes as travel documents give them (ICAO 9303), and unknown.
    enum Sex: String, Vocabulary {
        case female = "F"
        case male = "M"
        case other = "X"
        case unknown = "U"
    }

    /// What a person looks like.
    struct Features: Shape {
        var heightCentimetres: Int?
        var weightKilograms: Int?
        var eyes: Text?
        var hair: Text?
        var marks: Text?
        var languages: [LanguageTag] = []

        mutating func describe(_ visitor: inout some Visitor) {
            visitor.member(
                "height_cm",
                &heightCentimetres,
                20...300,
                .given,
                "The height in centimetres."
            )
            visitor.member(
                "weight_kg",
                &weightKilograms,
                1...700,
                .given,
                "The weight in kilograms."
            )
            visitor.member("eyes", &eyes, RecordLimits.label, .given, "The colour of the eyes.")
            visitor.member("hair", &hair, RecordLimits.label, .given, "The hair.")
            visitor.member("marks", &marks, RecordLimits.line, .given, "Distinguishing marks.")
            visitor.member(
                "languages",
                &languages,
                Items(RecordLimits.few, AnyOf()),
                .given,
                "The languages spoken."
            )
        }
    }

    /// Refuge that a person asked for or was given.
    struct Refuge: Shape {
        var by: Reference?
        var from: Country?
        var status: RefugeStatus?
        var when: PartialDate?

        mutating func describe(_ visitor: inout some Visitor) {
            visitor.member(
                "by",
                &by,
                .organization,
                .filtered,
                "The state or body that decided or was asked."
            )
            visitor.member("from", &from, AnyOf(), .given, "The country that is feared.")
            visitor.member("status", &status, AnyOf(), .given, "How the matter stands.")
            visitor.member("when", &when, Plain(), .given, "Since when.")
        }
    }

    /// How a person's refuge stands.
    enum RefugeStatus: String, Vocabulary {
        case claimed, recognized, refused, ended
    }
}
