import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

extension Endpoint {
    /// GET of a record's steps, with where they have led and what is possible from there.
    static let readSteps = Endpoint(
        name: "read_steps",
        parameters: .shape(StepParameters.self),
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "The steps.", .json, .steps),
            AnswerForm(.notModified, "The client has them."),
        ],
        run: .pooled { call throws(Problem) in
            let parameters = try call.parameters(as: StepParameters.self)
            let repository = call.repository
            let entry = try standing(call.match, in: repository, at: repository.head.seq)
            let tag = RecordForm.tag(entry.version)
            if let answer = try RecordForm.notModified(tag: tag, to: call.request) { return answer }
            let record = try call.reading { reader throws(StoreFault) in
                guard let body = try reader.body(entry.seq) else {
                    throw .damaged("the change \(entry.seq) stands and has no body")
                }
                return try StoredRecord.decode(body, entry.kind)
            }
            var writer = JSONWriter()
            record.writeSteps(into: &writer)
            return RecordForm.response(json: writer.bytes, tag: tag, isPretty: parameters.pretty)
        }
    )

    /// POST of a step: written together with the decision and the notices that it makes.
    static let takeStep = Endpoint(
        name: "take_step",
        parameters: .shape(WriteParameters.self),
        content: Content(type: .json, schema: .step),
        heeds: [.ifMatch, .idempotencyKey, .prefer],
        answers: [
            AnswerForm(.created, "The step, and what it made.", .json, .stepTaken),
            AnswerForm(.ok, "The step had been taken before.", .json, .stepTaken),
            AnswerForm(.noContent, "Done; nothing to show."),
        ],
        run: .write { call throws(Problem) in
            let parameters = try call.parameters(as: WriteParameters.self)
            let step = try call.step()
            let submission = try call.submission(
                act: .step(of: call.id, step),
                reason: parameters.reason
            )
            let form = WriteAnswer(to: call.request, isPretty: parameters.pretty)
            let location = call.kind.location(of: call.id) + "/steps"
            return Write(submission: submission) { done throws(Problem) in
                let isNew = done.decided.result != .unchanged
                let taken = try StepTaken(done)
                return form.response(
                    isNew ? .created : .ok,
                    json: taken.json,
                    version: taken.version,
                    location: isNew ? location : nil
                )
            }
        }
    )
}

/// The query of a record's steps.
struct StepParameters: Shape {
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }
}

extension Call {
    /// The body as a step.
    fileprivate func step() throws(Problem) -> StepBody {
        let document = try document()
        do throws(Faults) {
            return try StepBody.decode(document, origin: .client)
        } catch {
            throw Problem(error)
        }
    }
}

extension Record {
    /// Writes the steps, the status and what is possible.
    fileprivate func writeSteps(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("items")
        writer.beginArray()
        for step in steps { step.write(into: &writer) }
        writer.endArray()
        writer.name("status")
        if let statusWord { writer.string(statusWord) } else { writer.null() }
        writer.name("allowed")
        allowedSteps.write(into: &writer)
        writer.endObject()
    }
}

/// What is told of a step that was taken.
private struct StepTaken {
    let json: [UInt8]
    /// The record's version that stands after it.
    let version: Int

    init(_ done: Outcome.Done) throws(Problem) {
        let decided = done.decided
        let document: Document
        do throws(StoreFault) {
            document = try StoredRecord.document(done.body)
        } catch {
            throw Problem(error)
        }
        version = document.member("version", of: 0).flatMap(document.integer) ?? decided.version
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("step")
        if let step = Self.step(decided.step, in: document) {
            writer.raw(document.text(step))
        } else {
            writer.null()
        }
        writer.name("record")
        writer.beginObject()
        writer.member("id", decided.id)
        writer.member("version", version)
        writer.name("status")
        if let status = document.member("status", of: 0) {
            writer.raw(document.text(status))
        } else {
            writer.null()
        }
        writer.endObject()
        Self.write(decided.made, into: &writer)
        writer.endObject()
        json = writer.bytes
    }

    /// The place of the step with an id among the record's.
    private static func step(_ id: String?, in document: Document) -> Int? {
        guard let id, let steps = document.member("steps", of: 0) else { return nil }
        return document.elements(of: steps).first { step in
            document.member("id", of: step).flatMap(document.string) == id
        }
    }

    private static func write(_ made: [Made], into writer: inout JSONWriter) {
        writer.name("made")
        writer.beginArray()
        for record in made {
            writer.beginObject()
            writer.member("kind", record.kind.name)
            writer.member("id", record.id)
            writer.member("version", record.version)
            writer.endObject()
        }
        writer.endArray()
    }
}
