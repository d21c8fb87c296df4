import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

/// Describes the API in OpenAPI 3.1, out of the declarations that it runs by: the routes, the
/// parameters, the records' members.
enum OpenAPI {
    /// The description's bytes.
    static func document(of routes: [Route], version: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 1_048_576)
        writer.beginObject()
        writer.member("openapi", "3.1.0")
        writer.name("info")
        writeInformation(version, into: &writer)
        writer.name("paths")
        writePaths(routes, into: &writer)
        writer.name("components")
        writeComponents(into: &writer)
        writer.endObject()
        return writer.bytes
    }

    private static func writeInformation(_ version: String, into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("title", "noticed")
        writer.member(
            "summary",
            "A register of events, persons and notice requests, each fact with its source."
        )
        writer.member("version", version)
        writer.name("license")
        writer.beginObject()
        writer.member("name", "Apache License 2.0")
        writer.member("identifier", "Apache-2.0")
        writer.endObject()
        writer.endObject()
    }

    /// Writes the paths in the order of the routes, each with all its methods.
    private static func writePaths(_ routes: [Route], into writer: inout JSONWriter) {
        var paths: [String] = []
        var operations: [String: [(route: Route, kind: Kind?)]] = [:]
        for route in routes {
            for (path, kind) in route.expanded {
                if operations[path] == nil { paths.append(path) }
                operations[path, default: []].append((route, kind))
            }
        }
        writer.beginObject()
        for path in paths {
            writer.name(path)
            writer.beginObject()
            for (route, kind) in operations[path] ?? [] {
                writer.name(route.method.name.lowercasedASCII)
                OperationWriter(route, kind).write(into: &writer)
            }
            writer.endObject()
        }
        writer.endObject()
    }

    private static func writeComponents(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("schemas")
        writer.beginObject()
        for kind in Kind.allCases { writeSchemas(of: kind, into: &writer) }
        writer.name("step")
        write(StepBody.self, .input, into: &writer)
        writer.name("step_record")
        write(StepRecord.self, .whole, into: &writer)
        writer.name("quote_question")
        write(QuoteQuestion.self, .input, into: &writer)
        for (name, schema) in AnswerSchemas.components {
            writer.name(name)
            schema.write(into: &writer)
        }
        writer.endObject()
        writer.name("responses")
        DescribedProblems.writeResponses(into: &writer)
        writer.endObject()
    }

    /// Writes what a kind's records are: whole, as they may be sent, as a patch, in part, in part and
    /// with what was included, as a list.
    private static func writeSchemas(of kind: Kind, into writer: inout JSONWriter) {
        let forms: [(String, SchemaWriter.Form)] = [
            ("", .whole), ("_input", .input), ("_patch", .patch), ("_part", .part),
        ]
        for (suffix, form) in forms {
            writer.name(kind.name + suffix)
            writer.beginObject()
            Record.schema(of: kind, form: form, into: &writer)
            writer.endObject()
        }
        writer.name(kind.name + "_view")
        writer.beginObject()
        Record.schema(of: kind, form: .part, into: &writer) { writer in
            AnswerSchemas.included.writeProperty(into: &writer)
        }
        writer.endObject()
        writer.name(kind.name + "_list")
        AnswerSchemas.list(of: kind).write(into: &writer)
    }

    private static func write<Described: Shape>(
        _ type: Described.Type,
        _ form: SchemaWriter.Form,
        into writer: inout JSONWriter
    ) {
        writer.beginObject()
        SchemaWriter.members(of: type, form: form, into: &writer)
        writer.endObject()
    }
}
