package import Shapes
package import StrictJSON

/// The answer to a question about a quote.
package struct QuoteVerification {
    /// How many places are told.
    package static let placesMax = 100

    private let source: Source
    private let check: QuoteCheck
    private let places: [Range<Int>]
    private let difference: QuoteDifference?
    private let speaker: (id: String, name: String?)?

    /// Looks for the quote that is meant.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - past: the register as it stands.
    ///   - text: gives a source's text as it stands.
    /// - Returns: the answer, or what is wrong with the question.
    /// - Throws: what goes wrong in the store.
    package static func answer(
        to question: QuoteQuestion,
        in past: some Past,
        text: (_ source: String) throws(StoreFault) -> String?
    ) throws(StoreFault) -> Result<QuoteVerification, Faults> {
        switch try question.subject(in: past) {
        case .failure(let faults): return .failure(faults)
        case .success(let subject):
            let text = try text(subject.source.common.id).map(QuoteText.init)
            return .success(QuoteVerification(subject, text))
        }
    }

    private init(_ subject: QuoteQuestion.Subject, _ text: QuoteText?) {
        let search = QuoteSearch(subject.quote, in: text, isFirstEnough: false)
        source = subject.source
        check = search.check
        places = Array(search.places.prefix(Self.placesMax))
        guard let text, let first = places.first else {
            (difference, speaker) = (nil, nil)
            return
        }
        difference = check == .near ? QuoteDifference(subject.quote, text, at: first) : nil
        speaker = subject.speaker.map { [places] record in
            (record.common.id, SpeakerNames(of: record).beside(places, in: text))
        }
    }

    /// Writes the answer as an object.
    package func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("source", source.common.id)
        writer.name("text_sha256")
        if let digest = source.textSHA256 { writer.string(digest.text) } else { writer.null() }
        writer.member("quote_check", check.rawValue)
        writer.name("at")
        writer.beginArray()
        for place in places { CodePoints(place).write(into: &writer) }
        writer.endArray()
        writer.name("difference")
        if let difference { difference.write(into: &writer) } else { writer.null() }
        writer.name("speaker")
        if let speaker {
            writer.beginObject()
            writer.member("id", speaker.id)
            writer.member("beside", speaker.name != nil)
            if let name = speaker.name { writer.member("name", name) }
            writer.endObject()
        } else {
            writer.null()
        }
        writer.endObject()
    }
}

extension QuoteDifference {
    fileprivate func write(into writer: inout JSONWriter) {
        writer.beginArray()
        for part in parts {
            writer.beginObject()
            writer.member("op", part.operation.rawValue)
            writer.member("quote", part.quote)
            if let text = part.text { writer.member("text", text) }
            writer.endObject()
        }
        writer.endArray()
    }
}
