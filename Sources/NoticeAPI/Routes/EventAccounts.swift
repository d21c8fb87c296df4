import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

extension Endpoint {
    /// GET of the accounts of an event: who says what, and which of it cannot all be true.
    static let readAccounts = Endpoint(
        name: "accounts",
        parameters: .shape(AccountParameters.self),
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "The accounts.", .json, .component("accounts")),
            AnswerForm(.notModified, "The client has this answer."),
        ],
        run: .pooled { call throws(Problem) in
            let parameters = try call.parameters(as: AccountParameters.self)
            let saidBy = try parameters.saidBy.map(SaidByDate.checked)
            let seq = try call.sequence(parameters.asOf)
            _ = try standing(call.match, in: call.repository, at: seq)
            let tag = call.tag(at: seq)
            if let answer = try RecordForm.notModified(tag: tag, to: call.request) { return answer }
            let accounts = try call.inPast(.seq(seq)) { past throws(StoreFault) in
                try Accounts.of(call.id, from: past, saidBy: saidBy?.latest)
            }
            var writer = JSONWriter()
            accounts.write(into: &writer)
            return RecordForm.response(
                json: writer.bytes,
                tag: tag,
                isPretty: parameters.pretty
            )
        }
    )
}

/// The query of GET of an event's accounts.
private struct AccountParameters: Shape {
    var saidBy: PartialDate?
    var asOf: AsOf?
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("said_by", &saidBy, Plain(), .given, Meaning.saidBy)
        visitor.member("as_of", &asOf, Plain(), .given, Meaning.asOf)
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }
}
