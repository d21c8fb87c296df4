import HTTPWire
import StrictJSON

/// The problems that routes answer with, as the description tells them.
enum DescribedProblems {
    /// The statuses of what can go wrong on a route, besides what goes wrong before any is found.
    static func statuses(of route: Route) -> [StatusCode] {
        let endpoint = route.endpoint
        var statuses: [StatusCode] = [.badRequest]
        if route.path.contains("{id}") || route.path.contains("{slug}") {
            statuses.append(.notFound)
        }
        if endpoint.answers.contains(where: { $0.type != nil }) { statuses.append(.notAcceptable) }
        if route.path.contains("{kind}") || route.path == "/v1/changes" { statuses.append(.gone) }
        if case .write = endpoint.run { statuses.append(.conflict) }
        if !endpoint.heeds.isDisjoint(with: [.ifMatch, .ifNoneMatch]) {
            statuses.append(.preconditionFailed)
        }
        if endpoint.heeds.contains(.ifMatch) { statuses.append(.preconditionRequired) }
        if endpoint.content != nil {
            statuses += [
                .lengthRequired, .contentTooLarge, .unsupportedMediaType, .unprocessableContent,
            ]
        }
        if case .now = endpoint.run, route.path != "/readyz" { return statuses }
        return statuses + [.serviceUnavailable, .gatewayTimeout]
    }

    /// Writes a reference to the answers of a status; nil: to any.
    static func writeReference(to status: StatusCode?, into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("$ref", "#/components/responses/" + name(status))
        writer.endObject()
    }

    /// Writes the media type of problems.
    static func writeMedia(into writer: inout JSONWriter) {
        writer.name(MediaType.problem.rawValue)
        writer.beginObject()
        writer.name("schema")
        JSONSchema.component("problem").write(into: &writer)
        writer.endObject()
    }

    /// Writes the answers of all statuses, each with the problems that have it.
    static func writeResponses(into writer: inout JSONWriter) {
        let types = Dictionary(grouping: ProblemType.allCases, by: \.status.rawValue)
        writer.beginObject()
        for (_, types) in types.sorted(by: { $0.key < $1.key }) {
            let words = types.map { "`\($0.rawValue)`: \($0.title)." }
            write(types.first?.status, words.joined(separator: " "), into: &writer)
        }
        write(nil, "Any problem: `type` tells which.", into: &writer)
        writer.endObject()
    }

    private static func write(
        _ status: StatusCode?,
        _ meaning: String,
        into writer: inout JSONWriter
    ) {
        writer.name(name(status))
        writer.beginObject()
        writer.member("description", meaning)
        writer.name("content")
        writer.beginObject()
        writeMedia(into: &writer)
        writer.endObject()
        writer.endObject()
    }

    private static func name(_ status: StatusCode?) -> String {
        status.map { "problem_\($0.rawValue)" } ?? "problem"
    }
}
