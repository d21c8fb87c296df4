import Foundation
import HTTPWire
import StrictJSON
import Testing

@testable import NoticeAPI

/// Holds answers to the API's own description: each status, media type and member has to be told.
struct Contract: Sendable {
    static let shared = Contract()

    let document: Document
    private let router = Router(API.routes)

    private init() {
        let bytes = OpenAPI.document(of: API.routes, version: "0.0.0")
        guard let document = try? Document(bytes) else {
            preconditionFailure("the description is no JSON")
        }
        self.document = document
    }

    /// What of an answer the description does not tell; nothing for what it is silent about.
    func faults(_ request: Request, _ answer: TestAnswer) -> [String] {
        guard let match = try? router.match(request.bytes.span, request.path),
            let operation = operation(match.resource.path, request.method)
        else { return [] }
        let status = String(answer.status)
        let responses = document.member("responses", of: operation) ?? 0
        guard
            let told = document.member(status, of: responses)
                ?? document.member("default", of: responses)
        else { return ["\(status) is not told"] }
        let response = resolved(told)
        guard let content = document.member("content", of: response) else {
            return answer.body.isEmpty ? [] : ["\(status) has content, and none is told"]
        }
        let type = String((answer["Content-Type"] ?? "").prefix { $0 != ";" })
        guard let media = document.member(type, of: content),
            let schema = document.member("schema", of: media)
        else { return ["\(status) is \(type), which is not told"] }
        switch type {
        case "application/json", "application/problem+json":
            return faults(answer.body, schema)
        case "application/x-ndjson":
            return answer.text.split(separator: "\n").flatMap { faults(Array($0.utf8), schema) }
        default: return []
        }
    }

    /// What of a JSON text breaks one of the description's components.
    func faults(_ json: [UInt8], component name: String) -> [String] {
        let schemas = document.member("components", of: 0).flatMap {
            document.member("schemas", of: $0)
        }
        guard let schema = schemas.flatMap({ document.member(name, of: $0) }) else {
            return ["there is no component \(name)"]
        }
        return faults(json, schema)
    }

    private func faults(_ json: [UInt8], _ schema: Int) -> [String] {
        guard let value = try? Document(json) else { return ["no JSON"] }
        return SchemaChecker(schemas: document, value: value).faults(0, schema)
    }

    private func operation(_ path: String, _ method: HTTPWire.Method) -> Int? {
        guard let paths = document.member("paths", of: 0),
            let item = document.member(path, of: paths)
        else { return nil }
        return document.member(method.name.lowercased(), of: item)
    }

    private func resolved(_ node: Int) -> Int {
        guard let reference = document.member("$ref", of: node).flatMap(document.string) else {
            return node
        }
        return document.place(reference) ?? node
    }
}

/// Checks a JSON value by a schema, with as many keywords as the description uses.
struct SchemaChecker {
    let schemas: Document
    let value: Document

    /// What breaks the schema, each with where it lies.
    func faults(_ node: Int, _ schema: Int) -> [String] {
        schemas.members(of: schema).flatMap { member -> [String] in
            let keyword = schemas.string(member.name) ?? ""
            return check(node, keyword, member.value, schema).map { fault in
                fault.hasPrefix("/") ? fault : "\(value.pointer(to: node)) \(keyword): \(fault)"
            }
        }
    }

    private func check(_ node: Int, _ keyword: String, _ rule: Int, _ schema: Int) -> [String] {
        switch keyword {
        case "description", "readOnly", "writeOnly", "format": return []
        case "$ref":
            guard let target = schemas.string(rule).flatMap(schemas.place) else {
                return ["leads nowhere"]
            }
            return faults(node, target)
        case "anyOf":
            let all = schemas.elements(of: rule).map { faults(node, $0) }
            guard !all.contains(where: \.isEmpty) else { return [] }
            return all.min { $0.count < $1.count } ?? []
        case "enum":
            let isKnown = schemas.elements(of: rule).contains {
                schemas.text($0).elementsEqual(value.text(node))
            }
            return isKnown ? [] : ["\(value.string(node) ?? "") is none of the words"]
        case "type": return isOfType(node, schemas.string(rule) ?? "") ? [] : ["another type"]
        case "minLength", "maxLength", "pattern": return text(node, keyword, rule)
        case "minimum", "maximum": return number(node, keyword, rule)
        case "items", "minItems", "maxItems": return array(node, keyword, rule)
        case "properties", "required", "additionalProperties", "propertyNames", "minProperties",
            "maxProperties":
            return object(node, keyword, rule, schema)
        default: return ["the checker does not know this keyword"]
        }
    }

    private func isOfType(_ node: Int, _ type: String) -> Bool {
        switch value.kind(node) {
        case .null: type == "null"
        case .true, .false: type == "boolean"
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        case .number: type == "number" || type == "integer" && value.integer(node) != nil
        }
    }

    private func text(_ node: Int, _ keyword: String, _ rule: Int) -> [String] {
        guard let text = value.string(node) else { return [] }
        let count = text.unicodeScalars.count
        switch keyword {
        case "minLength": return count >= schemas.integer(rule) ?? .max ? [] : ["\(count)"]
        case "maxLength": return count <= schemas.integer(rule) ?? -1 ? [] : ["\(count)"]
        default:
            guard let pattern = schemas.string(rule),
                let expression = try? NSRegularExpression(pattern: pattern)
            else { return ["no pattern"] }
            let whole = NSRange(text.startIndex..., in: text)
            let isMatch = expression.firstMatch(in: text, range: whole) != nil
            return isMatch ? [] : ["\(text) against \(pattern)"]
        }
    }

    private func number(_ node: Int, _ keyword: String, _ rule: Int) -> [String] {
        guard let number = value.number(node), let bound = schemas.number(rule) else { return [] }
        let holds = keyword == "minimum" ? number >= bound : number <= bound
        return holds ? [] : ["\(number)"]
    }

    private func array(_ node: Int, _ keyword: String, _ rule: Int) -> [String] {
        guard value.kind(node) == .array else { return [] }
        let count = value.count(of: node)
        switch keyword {
        case "minItems": return count >= schemas.integer(rule) ?? .max ? [] : ["\(count)"]
        case "maxItems": return count <= schemas.integer(rule) ?? -1 ? [] : ["\(count)"]
        default: return value.elements(of: node).flatMap { faults($0, rule) }
        }
    }

    private func object(_ node: Int, _ keyword: String, _ rule: Int, _ schema: Int) -> [String] {
        guard value.kind(node) == .object else { return [] }
        let members = value.members(of: node)
        let names = members.map { value.string($0.name) ?? "" }
        switch keyword {
        case "minProperties": return names.count >= schemas.integer(rule) ?? .max ? [] : ["few"]
        case "maxProperties": return names.count <= schemas.integer(rule) ?? -1 ? [] : ["many"]
        case "required":
            return schemas.elements(of: rule).compactMap(schemas.string)
                .filter { !names.contains($0) }.map { "\($0) is missing" }
        case "propertyNames": return members.flatMap { faults($0.name, rule) }
        case "properties":
            return zip(names, members).flatMap { name, member in
                schemas.member(name, of: rule).map { faults(member.value, $0) } ?? []
            }
        default:
            let declared = schemas.member("properties", of: schema)
            let others = zip(names, members).filter { name, _ in
                declared.flatMap { schemas.member(name, of: $0) } == nil
            }
            guard schemas.kind(rule) == .object else { return others.map { "\($0.0) is unknown" } }
            return others.flatMap { faults($0.1.value, rule) }
        }
    }
}

extension Document {
    /// The place that a reference within the document, `#/components/…`, leads to.
    func place(_ reference: String) -> Int? {
        guard reference.hasPrefix("#") else { return nil }
        var place: Int? = 0
        for token in Pointer.tokens(String(reference.dropFirst())) ?? [] {
            place = place.flatMap { member(token, of: $0) }
        }
        return place
    }
}
