package import Shapes
import StrictJSON

/// A screener's word on whether two descriptions are of one person; later matches respect it.
package struct Verdict: RecordShape {
    /// The kind.
    package static var kind: Kind { .verdict }
    /// The members that all kinds share.
    package var common = Common(.verdict)
    var a = Reference.blank
    var b = Counterpart.blank
    var same = Sameness.undecided
    var reason = Text.blank

    /// A verdict of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        common.describe(&visitor)
        visitor.member("a", &a, .person, .filtered, "A person of this register.")
        visitor.member("b", &b, Plain(), .filtered, "A person of this register, or a description.")
        visitor.member("same", &same, AnyOf(), .filtered, "Whether they are one.")
        visitor.member("reason", &reason, RecordLimits.paragraph, .given, "Why.")
    }

    /// Who is, or is not, whom.
    package var caption: String {
        let other =
            switch b {
            case .person(let reference): reference.id
            case .described(let description): description.names.first?.full ?? ""
            }
        return a.id + " = " + other + ": " + same.rawValue
    }

    /// The record as one of any kind.
    package var record: Record { .verdict(self) }
    /// A screener's work is for those who screen.
    package var defaultAccess: Access { .internal }
}

/// Whether two are one.
enum Sameness: String, Vocabulary {
    case yes, no, undecided
}

/// With whom a person was compared.
enum Counterpart: Value {
    case person(Reference)
    case described(PersonDescription)

    static var blank: Counterpart { .person(.blank) }

    static func read(_ node: Int, _ limit: Plain, from reader: inout Reader) -> Counterpart {
        guard reader.document.kind(node) == .object else {
            return .person(Reference.read(node, .person, from: &reader))
        }
        return .described(PersonDescription.read(node, Whole(), from: &reader))
    }

    func write(into writer: inout JSONWriter) {
        switch self {
        case .person(let reference): reference.write(into: &writer)
        case .described(let description): description.write(into: &writer)
        }
    }

    static func schema(_ limit: Plain, into writer: inout JSONWriter) {
        writer.name("anyOf")
        writer.beginArray()
        writer.beginObject()
        Reference.schema(.person, into: &writer)
        writer.endObject()
        writer.beginObject()
        PersonDescription.schema(Whole(), into: &writer)
        writer.endObject()
        writer.endArray()
    }

    func facts(_ name: String, into facts: inout some FactSink) {
        if case .person(let reference) = self { reference.facts(name, into: &facts) }
    }
}

extension Counterpart: ReferenceHolder {
    static func roles(under name: String) -> [String: Referring] { [name: .person] }
}

/// Somebody who is not in the register, as a list or a request described them.
struct PersonDescription: Shape {
    var names: [PersonName] = []
    var birth: Person.Birth?
    var death: Person.Death?
    var sex: Person.Sex?
    var nationalities: [Country] = []
    var identifiers: [Identifier] = []

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "names",
            &names,
            Items(1...RecordLimits.few, Whole()),
            .given,
            "The names."
        )
        visitor.member("birth", &birth, Whole(), .given, "When and where born.")
        visitor.member("death", &death, Whole(), .given, "When and where died.")
        visitor.member("sex", &sex, AnyOf(), .given, "The sex.")
        visitor.member(
            "nationalities",
            &nationalities,
            Items(RecordLimits.few, AnyOf()),
            .given,
            "The nationalities (ISO 3166-1)."
        )
        visitor.member(
            "identifiers",
            &identifiers,
            Items(RecordLimits.few, Whole()),
            .given,
            "What the person is called elsewhere."
        )
    }
}
