import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

extension Endpoint {
    private static let record = Content(type: .json, schema: .input)
    private static let written = AnswerForm(.ok, "The record as it now stands.", .json, .record)
    private static let made = AnswerForm(.created, "The new record.", .json, .record)
    private static let done = AnswerForm(.noContent, "Done; nothing to show.")

    /// POST of a record: the server makes the id.
    static let createRecord = Endpoint(
        name: "create",
        parameters: .shape(WriteParameters.self),
        content: record,
        heeds: [.idempotencyKey, .prefer],
        answers: [made, written, done],
        run: .write { call throws(Problem) in
            try call.write(precondition: Precondition.none) { () throws(Problem) in
                .create(try call.record())
            }
        }
    )

    /// PUT of a record: new under the client's own id, or in place of what stands there.
    static let putRecord = Endpoint(
        name: "put",
        parameters: .shape(WriteParameters.self),
        content: record,
        heeds: [.ifMatch, .ifNoneMatch, .prefer],
        answers: [written, made, done],
        run: .write { call throws(Problem) in
            guard RecordID.isValid(call.id) else {
                throw Problem(parameter: "id", .badFormat, Pattern.id.detail)
            }
            return try call.write { () throws(Problem) in
                .put(id: call.id, try call.record())
            }
        }
    )

    /// PATCH of a record: a merge-patch (RFC 7396).
    static let patchRecord = Endpoint(
        name: "patch",
        parameters: .shape(WriteParameters.self),
        content: Content(type: .mergePatch, schema: .patch),
        heeds: [.ifMatch, .prefer],
        answers: [written, done],
        run: .write { call throws(Problem) in
            try call.write { () throws(Problem) in
                let document = try call.document()
                guard document.kind(0) == .object else {
                    throw Problem(Faults([Fault("", .wrongType, "an object is due")]))
                }
                return .patch(id: call.id, document)
            }
        }
    )

    /// DELETE of a record; its history stays.
    static let deleteRecord = Endpoint(
        name: "delete",
        parameters: .shape(WriteParameters.self),
        heeds: [.ifMatch],
        answers: [done],
        run: .write { call throws(Problem) in
            try call.write { .delete(id: call.id) }
        }
    )
}

/// The query of writes.
struct WriteParameters: Shape {
    var reason: String?
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("reason", &reason, RecordLimits.quote, .given, Meaning.reason)
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }
}

extension Call {
    /// The body as a record of the path's kind.
    fileprivate func record() throws(Problem) -> Record {
        let document = try document()
        do throws(Faults) {
            return try Record.decode(kind, document, origin: .client)
        } catch {
            throw Problem(error)
        }
    }

    /// A write of the path's record, answered with the record.
    fileprivate func write(
        precondition: Precondition? = nil,
        _ act: () throws(Problem) -> Command.Act
    ) throws(Problem) -> Write {
        let parameters = try parameters(as: WriteParameters.self)
        let submission = try submission(
            act: act(),
            precondition: precondition,
            reason: parameters.reason
        )
        let form = WriteAnswer(to: request, isPretty: parameters.pretty)
        return Write(submission: submission) { done throws(Problem) in
            guard let body = done.body else {
                return Response(.noContent, fields: ResponseFields.empty)
            }
            let isNew = done.decided.result == .created
            return form.response(
                isNew ? .created : .ok,
                json: body,
                version: done.decided.version,
                location: isNew ? done.decided.kind.location(of: done.decided.id) : nil
            )
        }
    }

    /// What the writer is asked, with the conditions and the key of the request.
    func submission(
        act: Command.Act,
        precondition: Precondition? = nil,
        reason: String?
    ) throws(Problem) -> Submission {
        let condition: Precondition
        if let precondition {
            condition = precondition
        } else {
            condition = try WriteFields.precondition(
                of: request,
                isRequired: context.settings.requiresIfMatch
            )
        }
        let command = Command(kind: kind, act: act, precondition: condition, reason: reason)
        var submission = Submission([command], actor: actor)
        if request.method == .post {
            submission.idempotency = try WriteFields.idempotency(of: request)
        }
        return submission
    }
}
