package import Shapes
package import StrictJSON

/// The id of a record that a member points at.
package struct Reference: Value, Hashable {
    /// The id.
    package var id: String

    /// Points at a record.
    package init(_ id: String) {
        self.id = id
    }

    /// No record has an empty id.
    package static var blank: Reference { Reference("") }

    /// Reads an id; whether there is such a record is another question.
    package static func read(
        _ node: Int,
        _ limit: Referring,
        from reader: inout Reader
    ) -> Reference {
        guard let id = reader.document.string(node) else {
            reader.note(node, .wrongType, "the id of " + limit.detail + " is due, as a string")
            return blank
        }
        guard RecordID.isValid(id) else {
            reader.note(
                node,
                .badFormat,
                "an id is due: 1 to 128 letters, digits, \".\", \"_\", \"~\", \"-\""
            )
            return blank
        }
        return Reference(id)
    }

    /// Writes the id.
    package func write(into writer: inout JSONWriter) { writer.string(id) }

    /// The schema of an id.
    package static func schema(_ limit: Referring, into writer: inout JSONWriter) {
        writer.member("type", "string")
        writer.member("pattern", RecordID.pattern)
        writer.member("minLength", 1)
        writer.member("maxLength", RecordLimits.idLength)
    }

    /// The id as a reference.
    package func facts(_ name: String, into facts: inout some FactSink) {
        facts.reference(name, id)
    }
}

/// The kinds of record that a member may point at.
package struct Referring: OptionSet, Sendable {
    /// One bit for each kind.
    package let rawValue: UInt16

    /// Takes the bits.
    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// One kind.
    package init(_ kind: Kind) {
        self.rawValue = 1 << UInt16(kind.rawValue)
    }

    /// Events.
    package static let event = Self(.event)
    /// Persons.
    package static let person = Self(.person)
    /// Groups.
    package static let group = Self(.group)
    /// Organizations.
    package static let organization = Self(.organization)
    /// Sources.
    package static let source = Self(.source)
    /// Statements.
    package static let statement = Self(.statement)
    /// Requests for notices.
    package static let noticeRequest = Self(.noticeRequest)
    /// Decisions.
    package static let decision = Self(.decision)
    /// Notices.
    package static let notice = Self(.notice)
    /// Challenges.
    package static let challenge = Self(.challenge)
    /// Whoever can be the subject of something.
    package static let party: Self = [.person, .group, .organization]
    /// Whoever can speak.
    package static let speaker: Self = [.person, .organization]
    /// Whatever can be challenged.
    package static let challengeable: Self = [.noticeRequest, .notice, .person]
    /// Any record.
    package static let any = Self(rawValue: .max)

    /// Whether a record of this kind may be pointed at.
    package func allows(_ kind: Kind) -> Bool { contains(Self(kind)) }

    /// The kinds.
    package var kinds: [Kind] { Kind.allCases.filter(allows) }

    /// The kinds in words.
    package var detail: String {
        self == .any ? "a record" : kinds.map { "a " + $0.name }.joined(separator: " or ")
    }
}
