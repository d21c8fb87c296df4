package import Shapes

/// A state, a court, a ministry, a police body, a company.
package struct Organization: RecordShape {
    /// The kind.
    package static var kind: Kind { .organization }
    /// The members that all kinds share.
    package var common = Common(.organization)
    var names: [OrganizationName] = []
    var type = OrganizationType.other
    var country: Country?
    var parent: Reference?
    var description: Text?

    /// An organization of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        common.describe(&visitor)
        visitor.member(
            "names",
            &names,
            Items(1...RecordLimits.few, Whole()),
            .filtered,
            "The organization's names."
        )
        visitor.member("type", &type, AnyOf(), .filtered, "What sort of organization it is.")
        visitor.member("country", &country, AnyOf(), .filtered, "Its country (ISO 3166-1).")
        visitor.member(
            "parent",
            &parent,
            .organization,
            .filtered,
            "The organization that it belongs to."
        )
        visitor.member(
            "description",
            &description,
            RecordLimits.paragraph,
            .given,
            "What it is."
        )
    }

    /// The primary name, else the first one.
    package var caption: String {
        let name = names.first { $0.type == .primary } ?? names.first
        return name?.full ?? ""
    }

    /// The record as one of any kind.
    package var record: Record { .organization(self) }
}

/// The sorts of organization.
enum OrganizationType: String, Vocabulary {
    case state, ncb
    case internationalOrganization = "international_organization"
    case court, prosecutor, ministry, authority
    case armedForce = "armed_force"
    case media, ngo, company, other
}
