import NoticeRegister
import Shapes
import StrictJSON

/// Writes a shape's members as query parameters.
struct ParameterWriter: Visitor {
    private var writer: JSONWriter

    /// Writes the parameters, one after the other, into an array that is open.
    static func write<Described: Shape>(
        _ type: Described.Type,
        into writer: inout JSONWriter
    ) {
        var (blank, visitor) = (Described(), ParameterWriter(writer: writer))
        blank.describe(&visitor)
        writer = visitor.writer
    }

    /// Writes one parameter.
    mutating func member<Member: Value>(
        _ name: String,
        _ value: inout Member,
        _ limit: Member.Limit,
        _ role: Role,
        _ meaning: String
    ) {
        Self.write(name, meaning, into: &writer) { Member.schema(limit, into: &$0) }
    }

    /// Writes one parameter whose schema's members `schema` writes.
    static func write(
        _ name: String,
        _ meaning: String,
        into writer: inout JSONWriter,
        _ schema: (inout JSONWriter) -> Void
    ) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("in", "query")
        writer.member("description", meaning)
        writer.name("schema")
        writer.beginObject()
        schema(&writer)
        writer.endObject()
        writer.endObject()
    }
}

/// Writes the query parameters of a kind's list, and of one of its records.
enum ListParameters {
    /// Writes the parameters, one after the other, into an array that is open.
    static func write(_ kind: Kind, into writer: inout JSONWriter) {
        let listing = kind.listing
        for filter in listing.filters {
            write(filter, filter.name, "Only records of which this is so.", into: &writer)
            write(filter, "-" + filter.name, "Only others than these.", into: &writer)
        }
        let sorts = listing.sorts.map(\.name)
        write(sorts.map { "-?" + $0 }, "sort", Self.sort, sorts.count, &writer)
        let facets = listing.countable.map(\.name)
        write(facets, "facets", "Filters whose values are counted.", ListLimits.facetsMax, &writer)
        writeShown(kind, into: &writer)
        ParameterWriter.write(PageParameters.self, into: &writer)
    }

    /// Writes the parameters of one record of a kind, likewise.
    static func writeOfOne(_ kind: Kind, into writer: inout JSONWriter) {
        writeShown(kind, into: &writer)
        ParameterWriter.write(RecordParameters.self, into: &writer)
    }

    private static func writeShown(_ kind: Kind, into writer: inout JSONWriter) {
        write(kind.listing.includes, "include", "References to resolve.", .max, &writer)
        write(kind.memberNames, "fields", "The members to show.", .max, &writer)
    }

    private static let sort = "The keys of the order, each at most once; - for descending."

    private static func write(
        _ filter: Filter,
        _ name: String,
        _ meaning: String,
        into writer: inout JSONWriter
    ) {
        ParameterWriter.write(name, meaning, into: &writer) { writer in
            writer.member("type", "array")
            writer.member("maxItems", ListLimits.valuesMax)
            writer.name("items")
            writer.beginObject()
            FilterForm(filter.rule).schema(into: &writer)
            writer.endObject()
        }
    }

    /// Writes a parameter that takes names with commas between them.
    private static func write(
        _ names: [String],
        _ parameter: String,
        _ meaning: String,
        _ most: Int,
        _ writer: inout JSONWriter
    ) {
        guard !names.isEmpty else { return }
        let escaped = names.map { $0.replacing(".", with: "\\.") }.joined(separator: "|")
        let count = min(names.count, most)
        let pattern = "^(\(escaped))(,(\(escaped))){0,\(count - 1)}$"
        let length = names.reduce(0) { $0 + $1.utf8.count + 1 }
        ParameterWriter.write(parameter, meaning, into: &writer) { writer in
            JSONSchema.pattern(pattern, most: length).writeMembers(into: &writer)
        }
    }
}
