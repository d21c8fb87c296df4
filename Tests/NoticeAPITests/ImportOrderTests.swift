import Testing

@testable import NoticeAPI

@Suite("The order of lines that wait")
struct ImportOrderTests {
    private static func event(_ id: String, partOf other: String? = nil) -> String {
        let part = other.map { #","part_of":"\#($0)""# } ?? ""
        return #"{"kind":"event","id":"\#(id)","title":"A","type":"other","when":"2021"\#(part)}"#
    }

    private static func statement(_ id: String, about: String) -> String {
        """
        {"kind":"statement","id":"\(id)","about":"\(about)","property":"other",\
        "value":{"type":"no_value"},"source":"src-0"}
        """
    }

    private static func step(_ name: String, _ date: String?, _ rest: String = "") -> String {
        let on = date.map { #","on":"\#($0)""# } ?? ""
        return #"{"kind":"step","of":"req-1","step":"\#(name)"\#(on)\#(rest)}"#
    }

    /// The numbers of the lines, group by group.
    private func groups(_ texts: [String]) throws -> [[Int]] {
        let lines = try texts.enumerated().map { place, text in
            try ImportLine(Array(text.utf8), number: place + 1)
        }
        return ImportOrder.groups(of: lines).map { $0.map(\.number) }
    }

    @Test("what is needed comes first, otherwise lines stay as they stand")
    func chain() throws {
        let lines = [
            Self.event("a", partOf: "b"), Self.event("x"), Self.event("b", partOf: "c"),
            Self.event("c"), Self.event("y", partOf: "nothing"),
        ]
        #expect(try groups(lines) == [[4], [3], [1], [2], [5]])
    }

    @Test("lines that need each other are one group, behind what they need")
    func circle() throws {
        let lines = [
            Self.event("a", partOf: "b"), Self.event("b", partOf: "c"),
            Self.event("c", partOf: "a"), Self.event("d", partOf: "b"),
            Self.event("e", partOf: "e"),
        ]
        #expect(try groups(lines) == [[1, 2, 3], [4], [5]])
    }

    @Test("steps come after records, in the order of happening, those without a day last")
    func steps() throws {
        let lines = [
            Self.step("withdraw", nil), Self.step("decline", "2020-06-29/2020-06-30"),
            Self.step("claim", "2020-06-29"), Self.event("a"), Self.step("submit", "2020-06-28~"),
        ]
        #expect(try groups(lines) == [[4], [5], [3], [2], [1]])
    }

    @Test("a step that something needs brings the earlier steps of its record along")
    func stepsBefore() throws {
        let lines = [
            Self.statement("stm-1", about: "dec-1"),
            Self.step("decline", "2020-07", #","decision":{"id":"dec-1","grounds":[]}"#),
            Self.step("claim", "2020-06"),
        ]
        #expect(try groups(lines) == [[3], [2], [1]])
    }

    @Test("a step and a statement that need each other go in together")
    func stepAndStatement() throws {
        let lines = [
            Self.statement("stm-1", about: "dec-1"),
            Self.step(
                "decline",
                "2020-07",
                #","statements":["stm-1"],"decision":{"id":"dec-1","grounds":[]}"#
            ),
        ]
        #expect(try groups(lines) == [[1, 2]])
    }

    @Test("a chain of any length is walked without recursion")
    func longChain() throws {
        let count = 20_000
        let lines = (1...count).map { Self.event("e\($0)", partOf: "e\($0 + 1)") }
        #expect(try groups(lines).map { $0[0] } == (1...count).reversed())
    }
}
