import Foundation
import Shapes
import StrictJSON
import Testing

@Suite("A shape's schema")
struct SchemaWriterTests {
    private typealias Schema = [String: Any]

    private static func schema(_ form: SchemaWriter.Form) throws -> Schema {
        var writer = JSONWriter()
        writer.beginObject()
        SchemaWriter.members(of: Parcel.self, form: form, into: &writer)
        writer.endObject()
        _ = try Document(writer.bytes)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? Schema
        )
    }

    /// The schemas within a schema, itself the first.
    private static func all(_ schema: Schema) -> [Schema] {
        let properties = schema["properties"] as? [String: Schema] ?? [:]
        let inner =
            Array(properties.values) + [schema["items"] as? Schema].compactMap(\.self)
            + (schema["anyOf"] as? [Schema] ?? [])
        return [schema] + inner.flatMap(all)
    }

    @Test(
        "names each type's keywords and no others",
        arguments: [SchemaWriter.Form.whole, .input, .patch, .part]
    )
    func keywords(form: SchemaWriter.Form) throws {
        let own: [String: Set<String>] = [
            "object": ["properties", "additionalProperties"], "string": [], "boolean": [],
            "null": [], "integer": ["minimum", "maximum"], "number": ["minimum", "maximum"],
            "array": ["items", "maxItems"],
        ]
        let notes: Set<String> = ["description", "readOnly", "writeOnly", "type"]
        let optional: Set<String> = ["required", "minItems", "minLength", "maxLength", "enum"]
        for schema in Self.all(try Self.schema(form)) {
            guard let type = schema["type"] as? String else {
                let isPassedOver = schema["readOnly"] as? Bool == true && form != .whole
                #expect((schema["anyOf"] as? [Schema])?.count == 2 || isPassedOver)
                continue
            }
            let due = try #require(own[type], "\(type)")
            #expect(due.isSubset(of: schema.keys))
            #expect(due.union(notes).union(optional).isSuperset(of: schema.keys))
            if type == "string" {
                #expect(schema["enum"] != nil || schema["maxLength"] != nil)
            }
        }
    }

    @Test("requires what a client must send, and in a patch nothing")
    func required() throws {
        let whole = try Self.schema(.whole)
        #expect(
            whole["required"] as? [String] == ["title", "weight", "is_fragile", "state"]
        )
        #expect(whole["additionalProperties"] as? Bool == false)
        #expect(try Self.schema(.input)["required"] as? [String] == whole["required"] as? [String])
        #expect(try Self.schema(.patch)["required"] == nil)
        #expect(try Self.schema(.part)["required"] == nil)
    }

    @Test("says what is written by the server and what is not shown")
    func roles() throws {
        let properties = try #require(
            try Self.schema(.whole)["properties"] as? [String: Schema]
        )
        #expect(
            properties.filter { $0.value["readOnly"] as? Bool == true }.map(\.key) == ["version"]
        )
        #expect(
            properties.filter { $0.value["writeOnly"] as? Bool == true }.map(\.key) == ["secret"]
        )
        #expect(properties["title"]?["description"] as? String == "What stands on it.")
    }

    @Test("says the bounds that reading keeps to")
    func bounds() throws {
        let properties = try #require(
            try Self.schema(.whole)["properties"] as? [String: Schema]
        )
        #expect(properties["weight"]?["minimum"] as? Int == -10)
        #expect(properties["volume"]?["maximum"] as? Double == 0.5)
        #expect(properties["note"]?["minLength"] as? Int == 0)
        #expect(properties["labels"]?["maxItems"] as? Int == 3)
        #expect((properties["labels"]?["items"] as? Schema)?["minLength"] as? Int == 2)
        #expect(properties["items"]?["minItems"] as? Int == 1)
        #expect(properties["state"]?["enum"] as? [String] == ["packed", "sent", "handed_over"])
        let depot = try #require(properties["depot"])
        #expect(depot["required"] as? [String] == ["country"])
    }

    @Test(
        "lets null stand for each optional member in what a client sends, and for no other",
        arguments: [SchemaWriter.Form.patch, .input]
    )
    func nulls(form: SchemaWriter.Form) throws {
        let schema = try Self.schema(form)
        let properties = try #require(schema["properties"] as? [String: Schema])
        let required = ["title", "weight", "is_fragile", "state"]
        for (name, property) in properties where name != "version" {
            let types = (property["anyOf"] as? [Schema])?.map { $0["type"] as? String }
            #expect((types == nil) == required.contains(name), "\(name)")
            #expect(types?.last == "null" || types == nil, "\(name)")
        }
    }

    @Test("lets anything stand for what the server writes, since it is passed over")
    func written() throws {
        for form in [SchemaWriter.Form.patch, .input] {
            let properties = try #require(
                try Self.schema(form)["properties"] as? [String: Schema]
            )
            #expect(Set(try #require(properties["version"]).keys) == ["description", "readOnly"])
        }
    }

    @Test("merges shapes within shapes in a patch, and replaces arrays whole")
    func nestedPatch() throws {
        let properties = try #require(
            try Self.schema(.patch)["properties"] as? [String: Schema]
        )
        let depot = try #require((properties["depot"]?["anyOf"] as? [Schema])?.first)
        #expect(depot["required"] == nil)
        let shelf = (depot["properties"] as? [String: Schema])?["shelf"]
        #expect((shelf?["anyOf"] as? [Schema])?.last?["type"] as? String == "null")
        let items = try #require((properties["items"]?["anyOf"] as? [Schema])?.first)
        let item = try #require(items["items"] as? Schema)
        #expect(item["required"] as? [String] == ["name"])
        let count = (item["properties"] as? [String: Schema])?["count"]
        #expect((count?["anyOf"] as? [Schema])?.last?["type"] as? String == "null")
    }

    @Test("names all members, in order")
    func names() {
        #expect(MemberNames.of(ParcelItem.self) == ["name", "count", "checked"])
    }
}
