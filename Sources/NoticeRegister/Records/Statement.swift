package import Shapes

/// What somebody said about something: speaker, day, source and words belong to the fact.
package struct Statement: RecordShape {
    /// The kind.
    package static var kind: Kind { .statement }
    /// The members that all kinds share.
    package var common = Common(.statement)
    var about = Reference.blank
    var pointer: PatternedText?
    var property = StatementProperty.other
    var value = StatementValue()
    var stance: Stance?
    var speaker: Reference?
    var saidOn: PartialDate?
    var source = Reference.blank
    var quote: Quote?
    var quoteCheck: QuoteCheck?
    var quoteAt: CodePoints?
    var rank: StatementRank?
    var deprecatedBecause: DeprecationCause?
    var misattributes: Reference?
    var misattributedIn: [Reference] = []
    var contradicts: [Reference] = []
    var contradictedBy: [Reference] = []
    var supersedes: Reference?
    var confidence: Confidence?

    /// A statement of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        common.describe(&visitor)
        visitor.member("about", &about, .any, .filtered, "The record that it is about.")
        visitor.member(
            "pointer",
            &pointer,
            .pointer,
            .given,
            "A JSON pointer to the member that it is about."
        )
        visitor.member("property", &property, AnyOf(), .filtered, "What is said about it.")
        visitor.member("value", &value, Whole(), .filtered, "What it is said to be.")
        visitor.member("stance", &stance, AnyOf(), .filtered, "How the speaker says it.")
        visitor.member(
            "speaker",
            &speaker,
            .speaker,
            .filtered,
            "Who said it; absent: not known."
        )
        visitor.member("said_on", &saidOn, Plain(), .filtered, "When it was said.")
        visitor.member("source", &source, .source, .filtered, "Where it is reported.")
        visitor.member("quote", &quote, Whole(), .filtered, "The words.")
        visitor.member(
            "quote_check",
            &quoteCheck,
            AnyOf(),
            .writtenFiltered,
            "Whether the words stand in the source's text."
        )
        visitor.member(
            "quote_at",
            &quoteAt,
            Whole(),
            .written,
            "Where they stand there, in code points."
        )
        describeStanding(&visitor)
    }

    /// Shows the members that place the statement among others.
    private mutating func describeStanding(_ visitor: inout some Visitor) {
        let statements = Items(RecordLimits.few, Referring.statement)
        visitor.member("rank", &rank, AnyOf(), .filtered, "How the keepers rank it.")
        visitor.member(
            "deprecated_because",
            &deprecatedBecause,
            AnyOf(),
            .given,
            "Why it is deprecated."
        )
        visitor.member(
            "misattributes",
            &misattributes,
            .statement,
            .filtered,
            "The true statement, whose words this one gives to another speaker."
        )
        visitor.member(
            "misattributed_in",
            &misattributedIn,
            Items(RecordLimits.many, .statement),
            .writtenFiltered,
            "The statements that give its words to another speaker."
        )
        visitor.member(
            "contradicts",
            &contradicts,
            statements,
            .filtered,
            "The statements it contradicts."
        )
        visitor.member(
            "contradicted_by",
            &contradictedBy,
            Items(RecordLimits.many, .statement),
            .writtenFiltered,
            "The statements that contradict it."
        )
        visitor.member(
            "supersedes",
            &supersedes,
            .statement,
            .filtered,
            "The statement it replaces."
        )
        visitor.member(
            "confidence",
            &confidence,
            AnyOf(),
            .given,
            "How sure the keepers are that it was said."
        )
    }

    /// What is said about what.
    package var caption: String { property.rawValue + " of " + about.id }
    /// The record as one of any kind.
    package var record: Record { .statement(self) }
}

/// The words of a statement, in the terms of the W3C's TextQuoteSelector.
struct Quote: Shape {
    var exact = ""
    var prefix: String?
    var suffix: String?
    var language: LanguageTag?
    var translated: Bool?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("exact", &exact, RecordLimits.quote, .filtered, "The words themselves.")
        visitor.member("prefix", &prefix, RecordLimits.quote, .given, "The words before them.")
        visitor.member("suffix", &suffix, RecordLimits.quote, .given, "The words after them.")
        visitor.member("language", &language, AnyOf(), .given, "Their language (BCP 47).")
        visitor.member(
            "translated",
            &translated,
            Plain(),
            .given,
            "Whether they are a translation."
        )
    }
}

/// A place in a text, in the terms of the W3C's TextPositionSelector.
struct CodePoints: Shape, Equatable {
    var start = 0
    var end = 0

    init() {}

    init(_ place: Range<Int>) {
        (start, end) = (place.lowerBound, place.upperBound)
    }

    mutating func describe(_ visitor: inout some Visitor) {
        let places = 0...RecordLimits.text.most
        visitor.member("start", &start, places, .given, "The first code point, counted from 0.")
        visitor.member("end", &end, places, .given, "The code point after the last one.")
    }
}

/// What a statement is about.
enum StatementProperty: String, Vocabulary {
    case characterization, legality, responsibility, justification, charge, name, office, role
    case attribution, other, count, date, decision, submission, receipt, denial
}

/// How a speaker says something.
enum Stance: String, Vocabulary {
    case asserts, denies, reports, questions
}

/// Whether a quote stands in its source's text.
enum QuoteCheck: String, Vocabulary {
    case verified, near, absent
    case textNotHeld = "text_not_held"
}

/// How the keepers rank a statement.
enum StatementRank: String, Vocabulary {
    case preferred, normal, deprecated
}

/// Why a statement is deprecated.
enum DeprecationCause: String, Vocabulary {
    case misattribution, retracted, error
}

/// How sure the keepers are.
enum Confidence: String, Vocabulary {
    case low, medium, high
}
