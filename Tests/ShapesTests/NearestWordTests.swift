import Shapes
import Testing

@Suite("The nearest word")
struct NearestWordTests {
    private static let known = ["title", "when", "type", "participants", "id", "q"]

    @Test(
        "is found through one slip in a short word and some in a long one",
        arguments: [
            ("title", "title"), ("titel", "title"), ("tile", "title"), ("tittle", "title"),
            ("wehn", "when"), ("typ", "type"), ("di", "id"), ("partcipiant", "participants"),
            ("person", nil), ("x", nil), ("", nil), ("whom", nil),
        ] as [(String, String?)]
    )
    func nearest(word: String, meant: String?) {
        #expect(NearestWord.nearest(to: word, among: Self.known) == meant)
    }

    @Test("is not looked for where a word is longer than any that is known")
    func long() {
        let word = String(repeating: "title", count: 100_000)
        #expect(NearestWord.hint(to: word, among: Self.known).isEmpty)
    }
}
