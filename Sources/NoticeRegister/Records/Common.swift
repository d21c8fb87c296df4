package import Shapes
package import StrictJSON

/// The members that all kinds of record share; they come first, in this order.
package struct Common: Shape {
    /// The record's id.
    package var id = ""
    /// Its kind.
    package var kind = Kind.event
    /// Its version, counted from 1.
    package var version = 0
    /// When this version was recorded.
    package var recordedAt = Instant(milliseconds: 0)
    /// By whom.
    package var recordedBy = ""
    /// Who may see it; a record that stands always says so.
    package var access: Access?
    /// Words of the keepers' own.
    package var labels: [String] = []
    /// What the record is called elsewhere.
    package var identifiers: [Identifier] = []
    /// Where it is known from.
    package var sources: [Citation] = []
    /// What else is to be said.
    package var note: Text?
    /// Whether a challenge before this register's keeper is open.
    package var contested: Bool?

    /// The members of a record whose kind is not known yet.
    package init() {}

    /// The members of a new record.
    package init(_ kind: Kind) {
        self.kind = kind
    }

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "id",
            &id,
            Length(1, RecordLimits.idLength),
            .written,
            "The record's id."
        )
        visitor.member("kind", &kind, AnyOf(), .written, "The kind of record.")
        visitor.member(
            "version",
            &version,
            RecordLimits.ordinal,
            .written,
            "The version: 1, 2, …"
        )
        visitor.member(
            "recorded_at",
            &recordedAt,
            Plain(),
            .written,
            "When this version was recorded."
        )
        visitor.member(
            "recorded_by",
            &recordedBy,
            RecordLimits.number,
            .written,
            "Who recorded this version."
        )
        visitor.member("access", &access, AnyOf(), .filtered, "Who may see the record.")
        visitor.member(
            "labels",
            &labels,
            Items(RecordLimits.few, RecordLimits.label),
            .filtered,
            "Words of the keepers' own."
        )
        visitor.member(
            "identifiers",
            &identifiers,
            Items(RecordLimits.few, Whole()),
            .filtered,
            "What the record is called elsewhere."
        )
        visitor.member(
            "sources",
            &sources,
            Items(RecordLimits.few, Whole()),
            .filtered,
            "Where the record is known from."
        )
        visitor.member("note", &note, RecordLimits.paragraph, .given, "What else is to be said.")
        visitor.member(
            "contested",
            &contested,
            Plain(),
            .written,
            "Whether a challenge before this register's keeper is open."
        )
    }
}

/// Who may see a record; the widest first.
package enum Access: String, Vocabulary {
    case `public`, `internal`, restricted

    /// Whether all who may see what has the other access may see what has this one.
    package func isAsWide(as other: Access) -> Bool { narrowness <= other.narrowness }

    /// The narrower of two.
    package static func narrower(_ one: Access, _ other: Access) -> Access {
        one.isAsWide(as: other) ? other : one
    }

    private var narrowness: Int {
        switch self {
        case .public: 0
        case .internal: 1
        case .restricted: 2
        }
    }
}

/// What a record is called in another register.
package struct Identifier: Shape, Equatable {
    /// The other register, such as `wikidata`.
    package var scheme = PatternedText.blank
    /// Its name for the record.
    package var value = ""

    /// An identifier of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("scheme", &scheme, .scheme, .given, "The other register: wikidata, …")
        visitor.member("value", &value, RecordLimits.number, .given, "Its name for the record.")
    }

    /// Scheme and value as one word, as the filter `identifier` takes it.
    package var word: String { scheme.text + ":" + value }

    /// Scheme and value as one word.
    package func facts(_ name: String, into facts: inout some FactSink) {
        facts.word(name, word)
    }
}

/// A place in a source that bears something out.
package struct Citation: Shape, Equatable {
    /// The source.
    package var source = Reference.blank
    /// Where in it: a page, a paragraph.
    var locator: String?
    /// Its words.
    var quote: String?

    /// A citation of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("source", &source, .source, .filtered, "The source.")
        visitor.member(
            "locator",
            &locator,
            RecordLimits.number,
            .given,
            "Where in the source: a page, a paragraph."
        )
        visitor.member("quote", &quote, RecordLimits.quote, .given, "The source's words.")
    }
}

extension Kind: Value {
    /// The first kind stands where nothing could be read.
    package static var blank: Kind { .event }

    /// Reads the kind's singular name.
    package static func read(_ node: Int, _ limit: AnyOf, from reader: inout Reader) -> Kind {
        guard let word = reader.document.string(node) else {
            reader.note(node, .wrongType, "a string is due")
            return blank
        }
        guard let kind = Kind(name: word) else {
            let names = allCases.map(\.name)
            reader.note(
                node,
                .unknownValue,
                "no such kind of record" + NearestWord.hint(to: word, among: names)
            )
            return blank
        }
        return kind
    }

    /// Reads the kind's singular name from a parameter.
    package static func read(
        _ words: [String],
        _ limit: AnyOf,
        from reader: inout WordReader
    ) -> Kind {
        guard let word = reader.single(words) else { return blank }
        guard let kind = Kind(name: word) else {
            let names = allCases.map(\.name)
            let due = "one of " + names.joined(separator: ", ") + " is due"
            reader.note(.unknownValue, due + NearestWord.hint(to: word, among: names))
            return blank
        }
        return kind
    }

    /// Writes the singular name.
    package func write(into writer: inout JSONWriter) { writer.string(name) }

    /// The schema of a kind's name.
    package static func schema(_ limit: AnyOf, into writer: inout JSONWriter) {
        writer.member("type", "string")
        writer.name("enum")
        writer.beginArray()
        for kind in allCases { writer.string(kind.name) }
        writer.endArray()
    }
}
