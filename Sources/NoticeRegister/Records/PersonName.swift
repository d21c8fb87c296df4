import Shapes

/// One name of a person, whole and in its parts.
struct PersonName: Shape {
    var full = ""
    var given: [String] = []
    var patronymic: [String] = []
    var family: [String] = []
    var suffix: [String] = []
    var language: LanguageTag?
    var script: Script?
    var type: NameType?

    mutating func describe(_ visitor: inout some Visitor) {
        let parts = Items(Self.partsMax, RecordLimits.label)
        visitor.member("full", &full, RecordLimits.line, .filtered, "The name as it is written.")
        visitor.member("given", &given, parts, .given, "The given names.")
        visitor.member("patronymic", &patronymic, parts, .given, "Names after a father.")
        visitor.member("family", &family, parts, .given, "The family names.")
        visitor.member("suffix", &suffix, parts, .given, "What follows the name.")
        visitor.member("language", &language, AnyOf(), .given, "The language (BCP 47).")
        visitor.member("script", &script, AnyOf(), .given, "The script (ISO 15924).")
        visitor.member("type", &type, AnyOf(), .given, "What sort of name it is.")
    }

    /// Names of one sort; long chains of names in Arabic or Spanish stay below it.
    private static var partsMax: Int { 20 }
}

/// One name of an organization.
struct OrganizationName: Shape {
    var full = ""
    var language: LanguageTag?
    var script: Script?
    var type: NameType?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("full", &full, RecordLimits.line, .filtered, "The name as it is written.")
        visitor.member("language", &language, AnyOf(), .given, "The language (BCP 47).")
        visitor.member("script", &script, AnyOf(), .given, "The script (ISO 15924).")
        visitor.member("type", &type, AnyOf(), .given, "What sort of name it is.")
    }
}

/// The sorts of name.
enum NameType: String, Vocabulary {
    case primary, alias, transliteration, birth, weak
}
