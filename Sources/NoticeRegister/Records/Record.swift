package import Shapes
package import StrictJSON

/// A record of any kind.
///
/// The cases are boxed: a record is handed on far more often than it is looked into.
package indirect enum Record: Sendable {
    case event(Event)
    case person(Person)
    case group(Group)
    case organization(Organization)
    case source(Source)
    case statement(Statement)
    case noticeRequest(NoticeRequest)
    case decision(Decision)
    case notice(Notice)
    case challenge(Challenge)
    case verdict(Verdict)

    /// Reads a record of a kind.
    ///
    /// - Throws: every fault of its shape; what other records say is not looked at.
    package static func decode(
        _ kind: Kind,
        _ document: Document,
        origin: Reader.Origin
    ) throws(Faults) -> Record {
        switch kind {
        case .event: .event(try .decode(document, origin: origin))
        case .person: .person(try .decode(document, origin: origin))
        case .group: .group(try .decode(document, origin: origin))
        case .organization: .organization(try .decode(document, origin: origin))
        case .source: .source(try .decode(document, origin: origin))
        case .statement: .statement(try .decode(document, origin: origin))
        case .noticeRequest: .noticeRequest(try .decode(document, origin: origin))
        case .decision: .decision(try .decode(document, origin: origin))
        case .notice: .notice(try .decode(document, origin: origin))
        case .challenge: .challenge(try .decode(document, origin: origin))
        case .verdict: .verdict(try .decode(document, origin: origin))
        }
    }

    /// The kind.
    package var kind: Kind {
        switch self {
        case .event: .event
        case .person: .person
        case .group: .group
        case .organization: .organization
        case .source: .source
        case .statement: .statement
        case .noticeRequest: .noticeRequest
        case .decision: .decision
        case .notice: .notice
        case .challenge: .challenge
        case .verdict: .verdict
        }
    }

    /// The members that all kinds share.
    package var common: Common {
        get {
            switch self {
            case .event(let record): record.common
            case .person(let record): record.common
            case .group(let record): record.common
            case .organization(let record): record.common
            case .source(let record): record.common
            case .statement(let record): record.common
            case .noticeRequest(let record): record.common
            case .decision(let record): record.common
            case .notice(let record): record.common
            case .challenge(let record): record.common
            case .verdict(let record): record.common
            }
        }
        set {
            switch self {
            case .event(var record):
                record.common = newValue
                self = .event(record)
            case .person(var record):
                record.common = newValue
                self = .person(record)
            case .group(var record):
                record.common = newValue
                self = .group(record)
            case .organization(var record):
                record.common = newValue
                self = .organization(record)
            case .source(var record):
                record.common = newValue
                self = .source(record)
            case .statement(var record):
                record.common = newValue
                self = .statement(record)
            case .noticeRequest(var record):
                record.common = newValue
                self = .noticeRequest(record)
            case .decision(var record):
                record.common = newValue
                self = .decision(record)
            case .notice(var record):
                record.common = newValue
                self = .notice(record)
            case .challenge(var record):
                record.common = newValue
                self = .challenge(record)
            case .verdict(var record):
                record.common = newValue
                self = .verdict(record)
            }
        }
    }

    /// The bytes that are stored and sent.
    package var canonicalBytes: [UInt8] {
        switch self {
        case .event(let record): record.canonicalBytes
        case .person(let record): record.canonicalBytes
        case .group(let record): record.canonicalBytes
        case .organization(let record): record.canonicalBytes
        case .source(let record): record.canonicalBytes
        case .statement(let record): record.canonicalBytes
        case .noticeRequest(let record): record.canonicalBytes
        case .decision(let record): record.canonicalBytes
        case .notice(let record): record.canonicalBytes
        case .challenge(let record): record.canonicalBytes
        case .verdict(let record): record.canonicalBytes
        }
    }

    /// What lists are filtered, sorted and linked by: the declared facts, then those made of them.
    package var facts: [Fact] {
        switch self {
        case .event(let record): record.allFacts
        case .person(let record): record.allFacts
        case .group(let record): record.allFacts
        case .organization(let record): record.allFacts
        case .source(let record): record.allFacts
        case .statement(let record): record.allFacts
        case .noticeRequest(let record): record.allFacts
        case .decision(let record): record.allFacts
        case .notice(let record): record.allFacts
        case .challenge(let record): record.allFacts
        case .verdict(let record): record.allFacts
        }
    }

    /// One line that names the record.
    package var caption: String {
        switch self {
        case .event(let record): record.caption
        case .person(let record): record.caption
        case .group(let record): record.caption
        case .organization(let record): record.caption
        case .source(let record): record.caption
        case .statement(let record): record.caption
        case .noticeRequest(let record): record.caption
        case .decision(let record): record.caption
        case .notice(let record): record.caption
        case .challenge(let record): record.caption
        case .verdict(let record): record.caption
        }
    }

    /// Who may see the record where nobody says so.
    package var defaultAccess: Access {
        switch self {
        case .event(let record): record.defaultAccess
        case .person(let record): record.defaultAccess
        case .group(let record): record.defaultAccess
        case .organization(let record): record.defaultAccess
        case .source(let record): record.defaultAccess
        case .statement(let record): record.defaultAccess
        case .noticeRequest(let record): record.defaultAccess
        case .decision(let record): record.defaultAccess
        case .notice(let record): record.defaultAccess
        case .challenge(let record): record.defaultAccess
        case .verdict(let record): record.defaultAccess
        }
    }

    /// Writes the JSON schema of a kind's records, without the braces; `more` writes properties
    /// besides theirs.
    package static func schema(
        of kind: Kind,
        form: SchemaWriter.Form = .whole,
        into writer: inout JSONWriter,
        _ more: (inout JSONWriter) -> Void = { _ in }
    ) {
        kind.shape.writeSchema(form: form, into: &writer, more)
    }
}
