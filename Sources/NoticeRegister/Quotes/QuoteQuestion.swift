package import Shapes

/// A question whether a quote stands in a source's text: of a statement, or of words that are given.
package struct QuoteQuestion: Shape {
    var statement: Reference?
    var source: Reference?
    var quote: Quote?
    var speaker: Reference?

    /// A question of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "statement",
            &statement,
            .statement,
            .given,
            "A statement, whose source, quote and speaker are meant; nothing else then."
        )
        visitor.member("source", &source, .source, .given, "The source.")
        visitor.member("quote", &quote, Whole(), .given, "The words.")
        visitor.member("speaker", &speaker, .speaker, .given, "Who is to have said them.")
    }

    /// What the question is about, once everything it names has been found.
    struct Subject {
        let source: Source
        let quote: Quote
        let speaker: Record?
    }

    /// Finds what the question names; the faults say what is missing.
    func subject(
        in past: some Past
    ) throws(StoreFault) -> Result<Subject, Faults> {
        var asked = self
        var faults = Faults()
        if let statement {
            for (name, isGiven) in [
                ("source", source != nil), ("quote", quote != nil), ("speaker", speaker != nil),
            ] where isGiven {
                faults.note(
                    Fault("/" + name, .unknownMember, "a statement brings its own: leave it out")
                )
            }
            guard
                case .statement(let record)? = try resolved(
                    statement,
                    "/statement",
                    .statement,
                    past,
                    &faults
                )
            else { return .failure(faults) }
            if record.quote == nil {
                faults.note(Fault("/statement", .required, "the statement has no quote"))
            }
            (asked.source, asked.quote, asked.speaker) = (
                record.source, record.quote, record.speaker
            )
        }
        return try asked.found(in: past, &faults)
    }

    private func found(
        in past: some Past,
        _ faults: inout Faults
    ) throws(StoreFault) -> Result<Subject, Faults> {
        if statement == nil {
            if source == nil { faults.note(Fault("/source", .required, "this member is required")) }
            if quote == nil { faults.note(Fault("/quote", .required, "this member is required")) }
        }
        let speaker = try resolved(speaker, "/speaker", .speaker, past, &faults)
        let source = try resolved(source, "/source", .source, past, &faults)
        guard faults.isEmpty, case .source(let source)? = source, let quote else {
            return .failure(faults)
        }
        return .success(Subject(source: source, quote: quote, speaker: speaker))
    }

    private func resolved(
        _ reference: Reference?,
        _ pointer: String,
        _ kinds: Referring,
        _ past: some Past,
        _ faults: inout Faults
    ) throws(StoreFault) -> Record? {
        guard let reference else { return nil }
        guard let record = try past.record(reference.id) else {
            faults.note(Fault(pointer, .unknownReference, "there is no record \(reference.id)"))
            return nil
        }
        guard kinds.allows(record.kind) else {
            let detail = "\(reference.id) is a \(record.kind.name): \(kinds.detail) is due"
            faults.note(Fault(pointer, .wrongKind, detail))
            return nil
        }
        return record
    }
}
