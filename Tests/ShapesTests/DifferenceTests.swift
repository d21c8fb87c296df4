import Shapes
import StrictJSON
import Testing

/// JSON as a plain value, on which RFC 6902 is applied as naively as can be.
private indirect enum Plainly: Equatable {
    case leaf(String)
    case array([Plainly])
    case object([String: Plainly])

    init(_ document: Document, _ node: Int = 0) {
        switch document.kind(node) {
        case .array: self = .array(document.elements(of: node).map { Plainly(document, $0) })
        case .object:
            var members: [String: Plainly] = [:]
            for member in document.members(of: node) {
                members[document.string(member.name) ?? ""] = Plainly(document, member.value)
            }
            self = .object(members)
        default: self = .leaf(String(decoding: document.text(node), as: UTF8.self))
        }
    }

    /// Nil where RFC 6902 §4 makes the operation an error.
    func applying(_ verb: String, _ tokens: ArraySlice<String>, _ value: Plainly?) -> Plainly? {
        guard let token = tokens.first else { return verb == "replace" ? value : nil }
        guard case .object(var members) = self else { return nil }
        if tokens.count > 1 {
            guard let inner = members[token]?.applying(verb, tokens.dropFirst(), value) else {
                return nil
            }
            members[token] = inner
        } else {
            // `add` may also replace (§4.1), but a difference that needs it tells a change wrongly.
            guard (members[token] == nil) == (verb == "add"), (value == nil) == (verb == "remove")
            else { return nil }
            members[token] = value
        }
        return .object(members)
    }

    func applying(patch: Document) -> Plainly? {
        var result: Plainly? = self
        for operation in patch.elements(of: 0) {
            let verb = patch.member("op", of: operation).flatMap { patch.string($0) } ?? ""
            let path = patch.member("path", of: operation).flatMap { patch.string($0) } ?? "?"
            let value = patch.member("value", of: operation).map { Plainly(patch, $0) }
            guard let tokens = Pointer.tokens(path) else { return nil }
            result = result?.applying(verb, tokens[...], value)
        }
        return result
    }
}

@Suite("A difference")
struct DifferenceTests {
    private static func patch(_ older: String, _ newer: String) throws -> String {
        let difference = Difference(
            from: try Document(Array(older.utf8)),
            to: try Document(Array(newer.utf8))
        )
        var writer = JSONWriter()
        difference.write(into: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(
        "is the operations that lead from one text to the other",
        arguments: [
            ("{}", "{}", "[]"), ("1", "1", "[]"),
            ("1", "[1]", #"[{"op":"replace","path":"","value":[1]}]"#),
            (#"{"a":1}"#, #"{"a":2}"#, #"[{"op":"replace","path":"/a","value":2}]"#),
            (#"{"a":1}"#, "{}", #"[{"op":"remove","path":"/a"}]"#),
            ("{}", #"{"a/~":null}"#, #"[{"op":"add","path":"/a~1~0","value":null}]"#),
            (
                #"{"a":{"b":[1]}}"#, #"{"a":{"b":[2]}}"#,
                #"[{"op":"replace","path":"/a/b","value":[2]}]"#
            ),
            (#"{"a":{}}"#, #"{"a":[]}"#, #"[{"op":"replace","path":"/a","value":[]}]"#),
            (
                #"{"x":1,"a":1,"b":2}"#, #"{"b":3,"c":4,"a":1}"#,
                #"[{"op":"remove","path":"/x"},{"op":"replace","path":"/b","value":3},"#
                    + #"{"op":"add","path":"/c","value":4}]"#
            ),
            (
                "{\"\u{E9}\":1}", "{\"e\u{301}\":1}",
                "[{\"op\":\"remove\",\"path\":\"/\u{E9}\"},{\"op\":\"add\",\"path\":\"/e\u{301}\",\"value\":1}]"
            ),
            (#"{"\u0061":1}"#, #"{"a":1}"#, "[]"),
        ]
    )
    func operations(older: String, newer: String, patch: String) throws {
        #expect(try Self.patch(older, newer) == patch)
    }

    @Test(
        "applied to the older text gives the newer one",
        arguments: [7, UInt64.random(in: 0...UInt64.max)]
    )
    func random(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for turn in 0..<2_000 {
            let (older, newer) = (dice.object(depth: 4), dice.object(depth: 4))
            let patch = try Document(Array(try Self.patch(older, newer).utf8))
            let applied = Plainly(try Document(Array(older.utf8))).applying(patch: patch)
            let due = Plainly(try Document(Array(newer.utf8)))
            try #require(applied == due, "seed \(seed), turn \(turn): \(older) → \(newer)")
        }
    }

    @Test("of a text to itself is empty", arguments: [8, UInt64.random(in: 0...UInt64.max)])
    func nothing(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for turn in 0..<200 {
            let text = dice.json(depth: 5)
            #expect(try Self.patch(text, text) == "[]", "seed \(seed), turn \(turn): \(text)")
        }
    }

    @Test("of two hundred thousand members names the one that changed")
    func many() throws {
        let members = (0..<200_000).map { "\"\($0)\":0" }.joined(separator: ",")
        let patch = try Self.patch("{\(members)}", "{\(members.dropLast())1}")
        #expect(patch == #"[{"op":"replace","path":"/199999","value":1}]"#)
    }
}
