import Testing

@testable import NoticeAPI

@Suite("Media types")
struct MediaTypeTests {
    @Test(
        "a body's type is JSON in any case, with UTF-8 said or unsaid",
        arguments: [
            "application/json", "Application/JSON", "application/json; charset=utf-8",
            "application/json;charset=\"UTF-8\"", "application/json; charset=utf8; q=1",
        ]
    )
    func named(value: String) {
        #expect(MediaType.json.isNamed(by: value))
    }

    @Test(
        "another type, and JSON in another charset, is not",
        arguments: [
            "", "text/plain", "application/jsonx", "application/json; charset=latin1",
            "application/merge-patch+json", "json", ";application/json",
        ]
    )
    func notNamed(value: String) {
        #expect(!MediaType.json.isNamed(by: value))
    }

    @Test(
        "Accept lets a type through by its most specific range",
        arguments: [
            ("*/*", true), ("application/*", true), ("application/json", true), ("text/*", false),
            ("application/json;q=0", false), ("application/json;q=0.000", false),
            ("application/json;q=0.001", true), ("application/json;q=0, */*", false),
            ("*/*;q=0, application/json", true), ("APPLICATION/JSON", true), ("nonsense", true),
            ("application/json;q=nan", true), ("application/json;q=7", true), ("image/png", false),
        ]
    )
    func accepted(value: String, isWelcome: Bool) {
        #expect(MediaType.isAny(of: [.json], acceptedBy: value) == isWelcome)
    }

    @Test(
        "of several types the one that is liked best is given, else the first",
        arguments: [
            (nil, MediaType.text), ("*/*", .text), ("application/json", .json),
            ("text/plain;q=0.5, application/json", .json), ("text/plain, application/json", .text),
            ("application/*;q=0.3, text/*;q=0.2", .json), ("image/png", .text),
        ]
    )
    func best(value: String?, type: MediaType) {
        #expect(MediaType.best(of: [.text, .json], for: value) == type)
    }
}
