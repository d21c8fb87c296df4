package import HTTPWire
package import Shapes
package import StrictJSON

/// One occurrence of something that went wrong, in the form of RFC 9457.
package struct Problem: Error, Sendable {
    /// Where an error lies.
    package enum Place: Sendable, Equatable {
        /// In the body, by a JSON pointer (RFC 6901).
        case pointer(String)
        /// In the query, the path or the head, by name.
        case parameter(String)
    }

    /// One of the things that are wrong with an input.
    package struct Item: Sendable, Equatable {
        /// Where.
        package let place: Place
        /// Which rule is broken, for programs.
        package let code: String
        /// What to change, for people.
        package let detail: String
    }

    /// What went wrong.
    package let type: ProblemType
    /// What went wrong this time, and what to change.
    package let detail: String
    /// All that is wrong with the input, if that is what it is about.
    package private(set) var errors: [Item] = []
    /// The fields that its answer carries besides, such as `Allow`.
    package private(set) var fields = FieldLines()
    /// Further members, each a name and its JSON.
    private var extensions: [(name: String, json: [UInt8])] = []

    /// Tells what went wrong.
    package init(_ type: ProblemType, _ detail: String) {
        self.type = type
        self.detail = detail
    }

    /// Tells that something is beyond a limit.
    package init(_ type: ProblemType, _ detail: String, limit: Int) {
        self = Problem(type, detail).with(member: "limit") { $0.integer(limit) }
    }

    /// Tells what is wrong with a body.
    package init(_ type: ProblemType, _ detail: String, pointers faults: Faults) {
        self.init(type, detail)
        errors = faults.all.map { fault in
            Item(place: .pointer(fault.pointer), code: fault.code.rawValue, detail: fault.detail)
        }
    }

    /// Tells what is wrong with parameters.
    package init(parameters faults: Faults) {
        let first = faults.all.first.map { "\($0.pointer): \($0.detail)" } ?? ""
        let more = faults.all.count > 1 ? " (and \(faults.all.count - 1) more)" : ""
        self.init(.invalidParameter, first + more)
        errors = faults.all.map { fault in
            Item(place: .parameter(fault.pointer), code: fault.code.rawValue, detail: fault.detail)
        }
    }

    /// Tells what is wrong with one parameter.
    package init(parameter name: String, _ code: FaultCode, _ detail: String) {
        self.init(parameters: Faults([Fault(name, code, detail)]))
    }

    /// The problem with one more field in its answer.
    package consuming func with(_ name: String, _ value: String) -> Problem {
        fields.append(name, value)
        return self
    }

    /// The problem with one more member.
    package consuming func with(
        member name: String,
        _ write: (inout JSONWriter) -> Void
    ) -> Problem {
        var writer = JSONWriter(capacity: 64)
        write(&writer)
        extensions.append((name, writer.bytes))
        return self
    }

    /// Writes the problem as an object.
    package func write(into writer: inout JSONWriter, instance: String?) {
        writer.beginObject()
        writer.member("type", type.uri)
        writer.member("title", type.title)
        writer.member("status", Int(type.status.rawValue))
        writer.member("detail", detail)
        if let instance { writer.member("instance", instance) }
        if !errors.isEmpty { writeErrors(into: &writer) }
        for (name, json) in extensions {
            writer.name(name)
            writer.raw(json)
        }
        writer.endObject()
    }

    /// The answer that tells it.
    package func response(instance: String) -> Response {
        var writer = JSONWriter()
        write(into: &writer, instance: instance)
        var lines = ResponseFields.problem
        lines.append(fields)
        lines.append("X-Request-Id", instance)
        return Response(type.status, fields: lines, body: writer.bytes + [0x0A])
    }

    private func writeErrors(into writer: inout JSONWriter) {
        writer.name("errors")
        writer.beginArray()
        for item in errors {
            writer.beginObject()
            switch item.place {
            case .pointer(let pointer): writer.member("pointer", pointer)
            case .parameter(let name): writer.member("parameter", name)
            }
            writer.member("code", item.code)
            writer.member("detail", item.detail)
            writer.endObject()
        }
        writer.endArray()
    }
}
