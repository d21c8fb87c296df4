import Shapes
import StrictJSON

/// Where a JSON pointer may lead in records of a kind.
///
/// A statement may point at what the record is silent about, or no longer holds: what somebody says
/// of an office is no less said where the record has none. So a place is asked for that such a
/// record can have, and not one that it has.
enum RecordPlaces {
    /// What is wrong with a pointer into records of a kind.
    static func gap(at pointer: String, in kind: Kind) -> String? {
        guard let schema = schemas[kind], let tokens = Pointer.tokens(pointer) else { return nil }
        var places = [0]
        for (number, token) in tokens.enumerated() {
            let choices = places.flatMap { forms(of: $0, schema) }
            places = choices.compactMap { place(token, in: $0, schema) }
            guard places.isEmpty else { continue }
            let known = choices.flatMap { form in
                schema.member("properties", of: form).map { properties in
                    schema.members(of: properties).compactMap { schema.string($0.name) }
                } ?? []
            }
            let path = tokens[..<number].map { "/" + Pointer.escaped($0) }.joined()
            let whose =
                "a \(kind.name.replacing("_", with: " "))" + (path.isEmpty ? "" : " at \(path)")
            return "\(whose) has no \"\(token)\"" + NearestWord.hint(to: token, among: known)
        }
        return nil
    }

    private static let schemas: [Kind: Document] = {
        var schemas: [Kind: Document] = [:]
        for kind in Kind.allCases {
            var writer = JSONWriter()
            writer.beginObject()
            Record.schema(of: kind, into: &writer)
            writer.endObject()
            schemas[kind] = try? Document(writer.bytes)
        }
        return schemas
    }()

    /// The schemas that one may stand for: itself, or those of which any may hold.
    private static func forms(of place: Int, _ schema: Document) -> [Int] {
        var (forms, open) = ([Int](), [place])
        while let next = open.popLast() {
            guard let choices = schema.member("anyOf", of: next) else {
                forms.append(next)
                continue
            }
            open += schema.elements(of: choices)
        }
        return forms
    }

    /// The schema of a member or an element.
    private static func place(_ token: String, in form: Int, _ schema: Document) -> Int? {
        if let items = schema.member("items", of: form) {
            guard let number = Int(token), String(number) == token, number >= 0 else { return nil }
            return items
        }
        if let properties = schema.member("properties", of: form) {
            return schema.member(token, of: properties)
        }
        guard let others = schema.member("additionalProperties", of: form),
            schema.kind(others) == .object
        else { return nil }
        return others
    }
}
