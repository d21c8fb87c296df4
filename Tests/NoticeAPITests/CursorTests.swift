import NoticeRegister
import Testing

@testable import NoticeAPI

@Suite("Cursors")
struct CursorTests {
    private static let store = "00000000-0000-4000-8000-000000000001"
    private static let digest: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]

    private static let cursors = [
        Cursor(seq: 0, today: 0, position: .init([], id: "a")),
        Cursor(seq: 17, today: 20_780, position: .init([.number(-5)], id: "evt-1")),
        Cursor(
            seq: .max,
            today: .min,
            position: .init([.number(.min), .word("é\u{1}\u{301}"), .absent, .number(0)], id: "~")
        ),
        Cursor(seq: 1, today: 1, position: .init([.word("")], id: "x")),
        Cursor(
            seq: 1,
            today: 1,
            position: .init([.absent, .word(String(repeating: "w", count: 500))], id: "x")
        ),
    ]

    @Test("come back as they went out, in letters that a URL holds as they are", arguments: cursors)
    func roundTrip(cursor: Cursor) throws {
        let text = cursor.text(store: Self.store, digest: Self.digest)
        #expect(text.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil)
        let read = try Cursor(text, store: Self.store, digest: Self.digest)
        #expect(read == cursor)
    }

    @Test("of another store or another listing are told apart")
    func strangers() {
        let text = Self.cursors[1].text(store: Self.store, digest: Self.digest)
        #expect(throws: Cursor.Fault.ofAnotherStore) {
            try Cursor(text, store: "other", digest: Self.digest)
        }
        #expect(throws: Cursor.Fault.ofAnotherListing) {
            try Cursor(text, store: Self.store, digest: Self.digest.reversed())
        }
    }

    @Test("that were cut or changed at any letter are none")
    func damaged() {
        let text = Array(Self.cursors[1].text(store: Self.store, digest: Self.digest))
        for place in text.indices {
            var changed = text
            changed[place] = changed[place] == "A" ? "B" : "A"
            for damaged in [Array(text[..<place]), changed] {
                #expect(throws: Cursor.Fault.malformed) {
                    try Cursor(String(damaged), store: Self.store, digest: Self.digest)
                }
            }
        }
    }

    @Test("are base64url without padding, and nothing that only looks like it")
    func base64() {
        for (bytes, text) in [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
        ] {
            #expect(Base64URL.encode(Array(bytes.utf8)) == text)
            #expect(Base64URL.decode(text) == Array(bytes.utf8))
        }
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        for wrong in ["Zg==", "Z", "Zh", "Zm9v Yg", "+/8", "Zm8é"] {
            #expect(Base64URL.decode(wrong) == nil)
        }
    }
}
