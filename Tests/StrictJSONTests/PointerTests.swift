import StrictJSON
import Testing

@Suite("A JSON pointer")
struct PointerTests {
    /// The document and the pointers of RFC 6901 §5.
    private static let example = #"""
        {"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}
        """#

    @Test(
        "names each value of the RFC's example",
        arguments: [
            ("", #"["bar","baz"]"#, "/foo"), ("", #""bar""#, "/foo/0"), ("", "0", "/"),
            ("", "1", "/a~1b"), ("", "2", "/c%d"), ("", "3", "/e^f"), ("", "4", "/g|h"),
            ("", "5", "/i\\j"), ("", "6", "/k\"l"), ("", "7", "/ "), ("", "8", "/m~0n"),
        ]
    )
    func example(_: String, value: String, pointer: String) throws {
        let document = try Document(Array(Self.example.utf8))
        let node = document.nodes.indices.first {
            document.text($0).elementsEqual(value.utf8)
        }
        #expect(document.pointer(to: try #require(node)) == pointer)
    }

    @Test("of the root is empty, and of a name is that of its value")
    func names() throws {
        let document = try Document(Array(#"{"a":{"b":[{"c":1}]}}"#.utf8))
        let pointers = document.nodes.indices.map { document.pointer(to: $0) }
        #expect(
            pointers == [
                "", "/a", "/a", "/a/b", "/a/b", "/a/b/0", "/a/b/0/c", "/a/b/0/c",
            ]
        )
    }

    @Test(
        "is taken apart into its tokens",
        arguments: [
            ("", []), ("/", [""]), ("/a/b", ["a", "b"]), ("/a~1b/m~0n", ["a/b", "m~n"]),
            ("/~01", ["~1"]), ("//", ["", ""]), ("/\u{301}a", ["\u{301}a"]),
            ("/a/\u{301}", ["a", "\u{301}"]), ("a", nil), ("/~", nil), ("/~2", nil), ("/a~/b", nil),
        ] as [(String, [String]?)]
    )
    func tokens(pointer: String, tokens: [String]?) {
        #expect(Pointer.tokens(pointer) == tokens)
    }

    @Test(
        "is put together from tokens that any string can be",
        arguments: ["", "~", "/", "~1", "a"]
    )
    func escaping(token: String) {
        #expect(Pointer.tokens("/" + Pointer.escaped(token)) == [token])
    }
}
