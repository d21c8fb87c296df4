import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

extension Endpoint {
    /// POST of a question about a quote: it writes nothing, and is no GET as it carries the words.
    static let verifyQuote = Endpoint(
        name: "verify_quote",
        parameters: .shape(QuoteParameters.self),
        content: Content(type: .json, schema: .component("quote_question")),
        answers: [
            AnswerForm(.ok, "Whether the words stand there.", .json, .component("quote_answer"))
        ],
        run: .pooled { call throws(Problem) in
            let parameters = try call.parameters(as: QuoteParameters.self)
            let question = try call.quoteQuestion()
            let answer = try call.reading { reader throws(StoreFault) in
                let past = RegisterPast(
                    call.repository,
                    reader,
                    at: call.repository.head.seq,
                    today: call.context.today
                )
                return try QuoteVerification.answer(to: question, in: past) {
                    source throws(StoreFault) in try reader.text(of: source)
                }
            }
            switch answer {
            case .failure(let faults): throw Problem(faults)
            case .success(let verification):
                var writer = JSONWriter()
                verification.write(into: &writer)
                return RecordForm.response(json: writer.bytes, isPretty: parameters.pretty)
            }
        }
    )
}

extension Call {
    fileprivate func quoteQuestion() throws(Problem) -> QuoteQuestion {
        let document = try document()
        do throws(Faults) {
            return try QuoteQuestion.decode(document, origin: .client)
        } catch {
            throw Problem(error)
        }
    }
}

/// The query of a question about a quote.
private struct QuoteParameters: Shape {
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }
}
