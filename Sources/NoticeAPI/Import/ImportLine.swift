import NoticeRegister
import Seals
package import Shapes
package import StrictJSON

/// One line of an import: a record, or a step in a record's life.
struct ImportLine: Sendable {
    /// The line's number, from 1.
    let number: Int
    /// The record's id; for a step, that of the record it belongs to.
    let id: String
    /// What the line asks.
    let command: Command
    /// For a step: the ids that the client gives to the decision and the notices that it makes.
    private let made: [String]
    /// The line's length in bytes.
    let size: Int

    /// Reads a line.
    ///
    /// - Throws: what is wrong with it.
    init(_ text: [UInt8], number: Int) throws(LineFault) {
        let document: Document
        do { document = try Document(text) } catch { throw .malformed(error) }
        guard document.kind(0) == .object else {
            throw .fault("", .wrongType, "a line is one JSON object")
        }
        guard let place = document.member("kind", of: 0) else {
            throw .fault("/kind", .required, "a line says its kind")
        }
        let name = document.string(place) ?? ""
        self.number = number
        size = text.count
        if name == "step" {
            (id, command) = try Self.step(document)
            made = Self.made(document)
        } else if let kind = Kind(name: name) {
            (id, command) = try Self.record(document, kind)
            made = []
        } else {
            let known = Kind.allCases.map(\.name) + ["step"]
            let hint = NearestWord.hint(to: name, among: known)
            throw .fault("/kind", .unknownValue, "no such kind" + hint)
        }
    }

    private static func record(
        _ document: Document,
        _ kind: Kind
    ) throws(LineFault) -> (String, Command) {
        guard !kind.isMadeBySteps else {
            throw .fault("/kind", .unknownValue, "records of this kind are made by steps only")
        }
        let record: Record
        do { record = try Record.decode(kind, document, origin: .client) } catch {
            throw .invalid(error)
        }
        let id = try id(of: record, document, kind)
        return (id, Command(kind: kind, act: .put(id: id, record)))
    }

    /// The line's own id; else one made of the line's digest, so that the same line twice is one
    /// record.
    ///
    /// A digest tells something of what it was made of, so a record that is not public has to bring
    /// an id.
    private static func id(
        of record: Record,
        _ document: Document,
        _ kind: Kind
    ) throws(LineFault) -> String {
        if let place = document.member("id", of: 0), document.kind(place) != .null {
            return try text(place, of: document, "/id")
        }
        guard (record.common.access ?? record.defaultAccess) == .public else {
            throw .fault("/id", .required, "a line that is not public brings its id")
        }
        let digest = SHA256.digest(record.canonicalBytes)
        return kind.idPrefix + RecordID.text(of: Array(digest.prefix(16)))
    }

    private static func step(_ document: Document) throws(LineFault) -> (String, Command) {
        guard let place = document.member("of", of: 0) else {
            throw .fault("/of", .required, "a step says of which record it is")
        }
        let id = try text(place, of: document, "/of")
        let body: StepBody
        do {
            body = try StepBody.decode(try Self.withoutAddress(document), origin: .client)
        } catch let faults as Faults {
            throw .invalid(faults)
        } catch let fault as JSONFault {
            throw .malformed(fault)
        } catch {
            throw .fault("", .badFormat, "the step cannot be read")
        }
        return (id, Command(kind: nil, act: .step(of: id, body)))
    }

    private static func text(
        _ place: Int,
        of document: Document,
        _ pointer: String
    ) throws(LineFault) -> String {
        guard let id = document.string(place) else {
            throw .fault(pointer, .wrongType, "a string is due")
        }
        guard RecordID.isValid(id) else { throw .fault(pointer, .badFormat, Pattern.id.detail) }
        return id
    }

    /// The step itself: the line without what only says whose it is.
    private static func withoutAddress(_ document: Document) throws(JSONFault) -> Document {
        var writer = JSONWriter()
        writer.beginObject()
        for member in document.members(of: 0)
        where !document.isName(member.name, "kind") && !document.isName(member.name, "of") {
            writer.name(escaping: document.string(member.name) ?? "")
            writer.raw(document.text(member.value))
        }
        writer.endObject()
        return try Document(writer.bytes)
    }
}

extension ImportLine {
    /// The ids of the records that have to be there before it, or with it.
    var needs: [String] {
        let facts: [Fact]
        var needs: [String] = []
        switch command.act {
        case .put(_, let record), .create(let record): facts = record.facts
        case .step(let id, let body):
            facts = FactVisitor.facts(of: body)
            needs.append(id)
            if let ruling = body.namedDecision { needs.append(ruling.id) }
        case .patch, .delete: facts = []
        }
        for fact in facts {
            if case .reference(let id) = fact.content { needs.append(id) }
        }
        return needs
    }

    /// The ids of the records that it makes.
    var gives: [String] {
        guard let step else { return [id] }
        return step.namedDecision == nil ? made : []
    }

    /// The step, if it is one.
    var step: StepBody? {
        if case .step(_, let body) = command.act { body } else { nil }
    }

    private static func made(_ document: Document) -> [String] {
        var places: [Int?] = []
        if let decision = document.member("decision", of: 0) {
            places.append(document.member("id", of: decision))
        }
        if let notices = document.member("notices", of: 0) {
            places += document.elements(of: notices).map { document.member("id", of: $0) }
        }
        return places.compactMap { $0.flatMap(document.string) }
    }
}

/// What is wrong with a line by itself.
package enum LineFault: Error, Sendable {
    /// It is no JSON.
    case malformed(JSONFault)
    /// It is no record and no step.
    case invalid(Faults)
    /// It is longer than a line may be.
    case tooLong(max: Int)

    /// One fault.
    static func fault(_ pointer: String, _ code: FaultCode, _ detail: String) -> Self {
        .invalid(Faults([Fault(pointer, code, detail)]))
    }
}
