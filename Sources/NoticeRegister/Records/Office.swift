import Shapes

/// An office that a person holds or held.
struct Office: Shape {
    var title = Text.blank
    var organization: Reference?
    var country: Country?
    var from: PartialDate?
    var to: PartialDate?
    var rank: OfficeRank?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("title", &title, RecordLimits.line, .given, "The office's title.")
        visitor.member(
            "organization",
            &organization,
            .organization,
            .filtered,
            "Where it is held."
        )
        visitor.member("country", &country, AnyOf(), .filtered, "For which country.")
        visitor.member("from", &from, Plain(), .given, "Since when.")
        visitor.member("to", &to, Plain(), .given, "Until when.")
        visitor.member("rank", &rank, AnyOf(), .filtered, "The rank of the office.")
    }
}

/// The ranks of office.
enum OfficeRank: String, Vocabulary {
    case headOfState = "head_of_state"
    case headOfGovernment = "head_of_government"
    case minister, legislator, judge, military, official, other
}
