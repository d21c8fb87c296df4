package import Shapes

/// Where something is known from: an article, a court document, an interview.
package struct Source: RecordShape {
    /// The kind.
    package static var kind: Kind { .source }
    /// The members that all kinds share.
    package var common = Common(.source)
    var title = Text.blank
    var type = SourceType.article
    var publisher: String?
    var url: Link?
    var archiveURL: Link?
    var published: PartialDate?
    var retrievedAt: PartialDate?
    var language: LanguageTag?
    var reliability: Reliability?
    var licence: String?
    var derivedFrom: [Reference] = []
    /// The source's words, which are kept apart from the record.
    package var text: String?
    var textSHA256: PatternedText?

    /// A source of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        common.describe(&visitor)
        visitor.member("title", &title, RecordLimits.line, .filtered, "The title.")
        visitor.member("type", &type, AnyOf(), .filtered, "What sort of source it is.")
        visitor.member(
            "publisher",
            &publisher,
            RecordLimits.number,
            .filtered,
            "Who published it."
        )
        visitor.member("url", &url, AnyOf(), .given, "Where it was published.")
        visitor.member("archive_url", &archiveURL, AnyOf(), .given, "Where a copy is kept.")
        visitor.member("published", &published, Plain(), .filtered, "When it was published.")
        visitor.member(
            "retrieved_at",
            &retrievedAt,
            Plain(),
            .given,
            "When it was read, by day or moment."
        )
        visitor.member("language", &language, AnyOf(), .filtered, "The language (BCP 47).")
        visitor.member(
            "reliability",
            &reliability,
            AnyOf(),
            .filtered,
            "From A, completely reliable, to E, unreliable; F: cannot be judged."
        )
        visitor.member("licence", &licence, RecordLimits.number, .given, "The terms of use.")
        visitor.member(
            "derived_from",
            &derivedFrom,
            Items(RecordLimits.few, .source),
            .filtered,
            "The sources that it repeats."
        )
        visitor.member(
            "text",
            &text,
            RecordLimits.text,
            .apart,
            "The source's words: kept apart, restricted, never sent beyond a quote."
        )
        visitor.member(
            "text_sha256",
            &textSHA256,
            .sha256,
            .written,
            "SHA-256 of the text, in hexadecimal."
        )
    }

    /// The title.
    package var caption: String { title.line }
    /// The record as one of any kind.
    package var record: Record { .source(self) }
}

/// The sorts of source.
enum SourceType: String, Vocabulary {
    case article
    case pressRelease = "press_release"
    case courtDocument = "court_document"
    case officialStatement = "official_statement"
    case report
    case socialMedia = "social_media"
    case database, interview
}

/// How far a source is relied upon, in the scale of the Admiralty code.
enum Reliability: String, Vocabulary {
    case a = "A"
    case b = "B"
    case c = "C"
    case d = "D"
    case e = "E"
    case f = "F"
}
