import StrictJSON
import Testing

@Suite("A text that is no I-JSON")
struct ParserTests {
    @Test(
        "is refused with the reason and the place",
        arguments: RefusedText.cutOff + RefusedText.structure + RefusedText.numbers
            + RefusedText.strings + RefusedText.encoding + RefusedText.names
    )
    func isRefused(text: RefusedText) {
        #expect(throws: text.fault) { try Document(text.bytes) }
    }

    @Test(
        "is refused from the 65th container on",
        arguments: [("[", "]"), (#"{"a":"#, "}")]
    )
    func depth(open: String, close: String) throws {
        func nested(_ depth: Int) -> [UInt8] {
            let core = close == "}" ? "1" : ""
            return Array(
                (String(repeating: open, count: depth) + core
                    + String(repeating: close, count: depth)).utf8
            )
        }
        #expect(throws: Never.self) { try Document(nested(64)) }
        #expect(throws: JSONFault(.tooDeep, at: 64 * open.utf8.count)) { try Document(nested(65)) }
    }

    @Test("is one that is longer than the limit, whatever it holds")
    func length() throws {
        var limits = JSONLimits()
        limits.textBytesMax = 4
        #expect(throws: Never.self) { try Document(Array("null".utf8), limits: limits) }
        #expect(throws: JSONFault(.tooLong, at: 0)) {
            try Document(Array("false".utf8), limits: limits)
        }
    }

    @Test("is not one with a number of 64 characters, nor with names that only look alike")
    func borderline() throws {
        #expect(throws: Never.self) { try Document(Array(repeating: 0x31, count: 64)) }
        // e with an acute accent, in one code point and in two: RFC 8259 §8.3 compares code units.
        let names = Array("{\"\u{E9}\":1,\"e\u{301}\":2,\"\\u00E8\":3}".utf8)
        let document = try Document(names)
        #expect(document.member("\u{E9}", of: 0).flatMap { document.integer($0) } == 1)
        #expect(document.member("e\u{301}", of: 0).flatMap { document.integer($0) } == 2)
        #expect(document.member("\u{E8}", of: 0).flatMap { document.integer($0) } == 3)
        #expect(document.member("e\u{300}", of: 0) == nil)
    }
}

@Suite("A huge hostile text")
struct HostileTextTests {
    @Test("of brackets is refused at the 65th")
    func brackets() {
        let text = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
        #expect(throws: JSONFault(.tooDeep, at: 64)) { try Document(text) }
    }

    @Test("of digits is refused as a number too long")
    func digits() {
        let text = [UInt8](repeating: UInt8(ascii: "7"), count: 1 << 20)
        #expect(throws: JSONFault(.numberTooLong, at: 0)) { try Document(text) }
    }

    @Test("of members is read with a node for each name and value", arguments: ["", "\\u0020"])
    func members(escape: String) throws {
        let count = 100_000
        let members = (0..<count).map { "\"\(escape)\($0)\":0" }
        let document = try Document(Array("{\(members.joined(separator: ","))}".utf8))
        #expect(document.nodes.count == 2 * count + 1)
        #expect(document.count(of: 0) == count)
        let last = document.pointer(to: 2 * count)
        #expect(last == "/" + (escape.isEmpty ? "" : " ") + "99999")
    }

    @Test("whose last of a hundred thousand names stood before is refused there")
    func lateDuplicate() {
        let text = "{" + (0..<100_000).map { "\"\($0)\":0," }.joined()
        #expect(throws: JSONFault(.duplicateName, at: text.utf8.count)) {
            try Document(Array((text + "\"\\u0030\":0}").utf8))
        }
    }

    @Test("of small objects in an array is read with three nodes for each")
    func objects() throws {
        let count = 100_000
        let text = "[" + Array(repeating: "{\"a\":1}", count: count).joined(separator: ",") + "]"
        let document = try Document(Array(text.utf8))
        #expect(document.nodes.count == 3 * count + 1)
        #expect(document.pointer(to: 3 * count) == "/99999/a")
    }
}
