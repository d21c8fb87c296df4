import HTTPWire
import NoticeRegister
import Shapes

extension Endpoint {
    /// GET of a whole case in one answer: as JSON, or as a case note in Markdown.
    static let readDossier = Endpoint(
        name: "dossier",
        parameters: .shape(DossierParameters.self),
        heeds: [.ifNoneMatch],
        gives: [.json, .markdown],
        answers: [
            AnswerForm(.ok, "The case.", .json, .component("dossier")),
            AnswerForm(.ok, "The case as a note with numbered sources.", .markdown, .text),
            AnswerForm(.notModified, "The client has this."),
        ],
        run: .pooled { call throws(Problem) in
            let parameters = try call.parameters(as: DossierParameters.self)
            let saidBy = try parameters.saidBy.map(SaidByDate.checked)
            let form = parameters.form(accepting: call.request.fieldText(.accept))
            let seq = try call.sequence(parameters.asOf)
            _ = try standing(call.match, in: call.repository, at: seq)
            let tag = EntityTag(call.tag(at: seq).opaque + (form == .markdown ? "-note" : ""))
            if let answer = try RecordForm.notModified(tag: tag, to: call.request) { return answer }
            let dossier = try call.dossier(at: seq, saidBy)
            var response: Response
            if form == .markdown {
                var fields = ResponseFields.markdown
                fields.append("ETag", tag.text)
                response = Response(.ok, fields: fields, body: dossier.markdown)
            } else {
                response = RecordForm.response(
                    json: dossier.json,
                    tag: tag,
                    isPretty: parameters.pretty
                )
            }
            response.fields.append("Vary", "Accept")
            return response
        }
    )
}

/// The query of a dossier.
struct DossierParameters: Shape {
    var format: Format?
    var saidBy: PartialDate?
    var asOf: AsOf?
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "format",
            &format,
            AnyOf(),
            .given,
            "The form of the answer, whatever `Accept` says."
        )
        visitor.member("said_by", &saidBy, Plain(), .given, Meaning.saidBy)
        visitor.member("as_of", &asOf, Plain(), .given, Meaning.asOf)
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }

    /// The forms of a dossier.
    enum Format: String, Vocabulary {
        case json, markdown
    }

    /// The form that is asked for: by parameter, else by `Accept`.
    fileprivate func form(accepting accept: String?) -> MediaType {
        switch format {
        case .json?: .json
        case .markdown?: .markdown
        case nil: MediaType.best(of: [.json, .markdown], for: accept)
        }
    }
}

extension Call {
    /// The case of the path's request, which stands, as of a sequence.
    fileprivate func dossier(
        at seq: Int,
        _ saidBy: PartialDate?
    ) throws(Problem) -> Dossier {
        let store = repository.head.store
        return try reading { reader throws(StoreFault) in
            guard let change = try reader.change(seq) else {
                throw .damaged("there is no change \(seq)")
            }
            let today = change.at.daysSince1970
            let past = RegisterPast(repository, reader, at: seq, today: today)
            guard let file = try CaseFile.gather(id, from: past) else {
                throw .damaged("\(id) stands and has no record")
            }
            let provenance = Dossier.Provenance(store: store, seq: seq, at: change.at)
            return Dossier(file, provenance, saidBy: saidBy)
        }
    }
}
