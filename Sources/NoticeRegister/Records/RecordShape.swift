package import Shapes
import StrictJSON

/// What every kind's record is.
package protocol RecordShape: Shape {
    /// The kind.
    static var kind: Kind { get }
    /// The members that all kinds share.
    var common: Common { get set }
    /// One line that names the record.
    var caption: String { get }
    /// The record as one of any kind.
    var record: Record { get }
    /// Who may see the record where nobody says so.
    var defaultAccess: Access { get }
    /// The facts that no single member holds.
    var madeFacts: [Fact] { get }
}

extension RecordShape {
    /// Most kinds are public.
    package var defaultAccess: Access { .public }
    /// Most kinds have no facts but those of their members.
    package var madeFacts: [Fact] { [] }

    var allFacts: [Fact] {
        var facts = FactVisitor.facts(of: self)
        facts.append(Fact(name: "caption", content: .word(caption)))
        facts.append(contentsOf: madeFacts)
        return facts
    }

    static func writeSchema(
        form: SchemaWriter.Form,
        into writer: inout JSONWriter,
        _ more: (inout JSONWriter) -> Void
    ) {
        SchemaWriter.members(of: Self.self, form: form, into: &writer, more)
    }
}

extension Kind {
    /// The names of the members that records of this kind are written with, in order.
    package var memberNames: [String] { MemberNames.of(shape, without: .apart) }

    /// The kind's declaration.
    var shape: any RecordShape.Type {
        switch self {
        case .event: Event.self
        case .person: Person.self
        case .group: Group.self
        case .organization: Organization.self
        case .source: Source.self
        case .statement: Statement.self
        case .noticeRequest: NoticeRequest.self
        case .decision: Decision.self
        case .notice: Notice.self
        case .challenge: Challenge.self
        case .verdict: Verdict.self
        }
    }
}
