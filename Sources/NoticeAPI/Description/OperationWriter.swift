import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

/// Writes what one route does on one path.
struct OperationWriter {
    private let route: Route
    private let kind: Kind?

    /// Describes a route; `kind` is the one that its path names.
    init(_ route: Route, _ kind: Kind?) {
        self.route = route
        self.kind = kind
    }

    private var endpoint: Endpoint { route.endpoint }
    private var hasCapture: Bool {
        route.path.split(separator: "/").contains { $0.hasPrefix("{") && $0 != "{kind}" }
    }

    /// Writes the operation with its braces.
    func write(into writer: inout JSONWriter) {
        writer.beginObject()
        let suffix = kind.map { "_" + $0.path.replacing("-", with: "_") } ?? ""
        writer.member("operationId", endpoint.name + suffix)
        writer.member("summary", route.summary)
        writer.name("tags")
        writer.beginArray()
        writer.string(kind?.path ?? "server")
        writer.endArray()
        writer.member("x-scope", route.scope.rawValue)
        writer.name("parameters")
        writeParameters(into: &writer)
        if let content = endpoint.content { write(content, into: &writer) }
        writer.name("responses")
        writeResponses(into: &writer)
        writer.endObject()
    }

    // MARK: Parameters

    private func writeParameters(into writer: inout JSONWriter) {
        writer.beginArray()
        if hasCapture { writeCapture(into: &writer) }
        switch endpoint.parameters {
        case .shape(let shape): ParameterWriter.write(shape, into: &writer)
        case .listing: if let kind { ListParameters.write(kind, into: &writer) }
        case .record: if let kind { ListParameters.writeOfOne(kind, into: &writer) }
        }
        for field in DescribedField.heeded(by: route) { field.write(into: &writer) }
        writer.endArray()
    }

    private func writeCapture(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("in", "path")
        writer.member("required", true)
        let schema: JSONSchema
        switch endpoint.capture {
        case .id:
            writer.member("name", "id")
            schema = .pattern(RecordID.pattern, most: RecordLimits.idLength)
        case .slug:
            writer.member("name", "slug")
            schema = .words(ProblemType.allCases.map(\.rawValue))
        }
        writer.name("schema")
        schema.write(into: &writer)
        writer.endObject()
    }

    // MARK: Bodies

    private func write(_ content: Endpoint.Content, into writer: inout JSONWriter) {
        writer.name("requestBody")
        writer.beginObject()
        writer.member("required", true)
        writer.name("content")
        writer.beginObject()
        writeMedia(content.type, content.schema, into: &writer)
        writer.endObject()
        writer.endObject()
    }

    private func writeMedia(
        _ type: MediaType,
        _ schema: Endpoint.Schema,
        into writer: inout JSONWriter
    ) {
        writer.name(type.rawValue)
        writer.beginObject()
        writer.name("schema")
        self.schema(schema).write(into: &writer)
        writer.endObject()
    }

    private func writeResponses(into writer: inout JSONWriter) {
        writer.beginObject()
        var statuses: [StatusCode] = []
        for answer in endpoint.answers where !statuses.contains(answer.status) {
            statuses.append(answer.status)
            writer.name(String(answer.status.rawValue))
            write(endpoint.answers.filter { $0.status == answer.status }, into: &writer)
        }
        for status in DescribedProblems.statuses(of: route) where !statuses.contains(status) {
            writer.name(String(status.rawValue))
            DescribedProblems.writeReference(to: status, into: &writer)
        }
        writer.name("default")
        DescribedProblems.writeReference(to: nil, into: &writer)
        writer.endObject()
    }

    private func write(_ answers: [Endpoint.AnswerForm], into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("description", answers[0].meaning)
        writer.name("headers")
        writer.beginObject()
        for field in DescribedField.given(by: route, answers[0].status) {
            field.writeHeader(into: &writer)
        }
        writer.endObject()
        if answers.contains(where: { $0.type != nil }) {
            writer.name("content")
            writer.beginObject()
            for answer in answers {
                if let type = answer.type { writeMedia(type, answer.schema, into: &writer) }
            }
            // Of the same status, the answer may be a problem's instead.
            if answers[0].status.rawValue >= 400 {
                DescribedProblems.writeMedia(into: &writer)
            }
            writer.endObject()
        }
        writer.endObject()
    }

    private func schema(_ schema: Endpoint.Schema) -> JSONSchema {
        let record = kind?.name ?? "record"
        switch schema {
        case .none, .object: return .anyObject
        case .text: return .text(most: 16 * 1_048_576)
        case .lines: return .text(most: RecordLimits.ordinal.upperBound)
        case .record: return .component(record)
        case .view: return .anyOf([.component(record), .component(record + "_view")])
        case .input: return .component(record + "_input")
        case .patch: return .component(record + "_patch")
        case .list: return .component(record + "_list")
        case .history: return .anyOf([.component("history"), .component(record)])
        case .links: return .component("links")
        case .step: return .component("step")
        case .steps: return .component("steps")
        case .stepTaken: return .component("step_taken")
        case .changes: return .component("changes")
        case .reports: return .component("report")
        case .health: return .component("health")
        case .meaning: return .component("meaning")
        case .component(let name): return .component(name)
        }
    }
}
