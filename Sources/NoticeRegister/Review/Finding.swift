package import StrictJSON

/// What one rule has to say about a request: advice for whoever reviews it, never a verdict.
package struct Finding {
    /// What the facts on record come to.
    enum Outcome: String, CaseIterable {
        /// A fact on record speaks for the concern.
        case concern
        /// Facts on record speak against the concern, and none for it.
        case noConcernOnRecord = "no_concern_on_record"
        /// What is on record does not decide it.
        case unknown
    }

    /// A fact that a finding rests on.
    struct Basis: Equatable {
        /// The record that holds it.
        let record: String
        /// The record's version.
        let version: Int
        /// A JSON pointer into that version.
        let pointer: String
        /// What it says, in a line.
        let says: String
    }

    /// One of the factors that a rule weighs together.
    struct Factor {
        let factor: String
        let title: String
        let weighing: Weighing
        let readIn: ReadIn
    }

    /// The bases and the missing facts that one finding names at most.
    package static let linesMax = 100

    /// The words for what facts come to.
    package static var outcomes: [String] { Outcome.allCases.map(\.rawValue) }
    /// The words for how a rule's text is known.
    package static var waysOfReading: [String] { ReadIn.allCases.map(\.rawValue) }

    let rule: ReviewRule
    let outcome: Outcome
    let because: [Basis]
    let settledBy: [String]
    let factors: [Factor]

    /// Writes it.
    package func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("code", rule.code.text)
        writer.member("reference", rule.reference)
        writer.member("title", rule.title)
        writer.member("question", rule.question)
        Self.write(outcome, because, settledBy, into: &writer)
        if !factors.isEmpty {
            writer.name("factors")
            writer.beginArray()
            for factor in factors { factor.write(into: &writer) }
            writer.endArray()
        }
        Self.write(rule.readIn, into: &writer)
        writer.member("advisory", true)
        writer.endObject()
    }

    fileprivate static func write(
        _ outcome: Outcome,
        _ because: [Basis],
        _ settledBy: [String],
        into writer: inout JSONWriter
    ) {
        writer.member("outcome", outcome.rawValue)
        writer.name("because")
        writer.beginArray()
        for basis in because.prefix(linesMax) {
            writer.beginObject()
            writer.member("record", basis.record)
            writer.member("version", basis.version)
            writer.member("pointer", basis.pointer)
            writer.member("says", basis.says)
            writer.endObject()
        }
        writer.endArray()
        writer.name("settled_by")
        writer.beginArray()
        for fact in settledBy.prefix(linesMax) { writer.string(fact) }
        writer.endArray()
    }

    /// How the rule's text is known; all that is not quoted has yet to be held against the text.
    fileprivate static func write(_ readIn: ReadIn, into writer: inout JSONWriter) {
        writer.member("read_in", readIn.rawValue)
        writer.member("to_verify", readIn != .quoted)
    }
}

extension Finding.Factor {
    fileprivate func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("factor", factor)
        writer.member("title", title)
        Finding.write(weighing.outcome, weighing.because, weighing.settledBy, into: &writer)
        Finding.write(readIn, into: &writer)
        writer.endObject()
    }
}
