import HTTPWire
import Testing

@Suite("Conditional requests")
struct ConditionalTests {
    private static let current = Conditional.Current(
        tag: EntityTag("7"),
        modifiedSeconds: 784_111_777
    )

    private func outcome(
        _ change: (inout Conditional.Fields) -> Void,
        isRead: Bool = true,
        current: Conditional.Current? = current
    ) -> Conditional.Outcome {
        var fields = Conditional.Fields()
        change(&fields)
        return Conditional.outcome(
            fields,
            isRead: isRead,
            current: current,
            now: 1_700_000_000,
            alsoMatches: { $0 == EntityTag("6") }
        )
    }

    @Test(
        "If-None-Match compares weakly (RFC 9110 13.1.2)",
        arguments: [
            ("\"7\"", .notModified), ("W/\"7\"", .notModified), ("\"6\", \"7\"", .notModified),
            ("*", .notModified), ("\"6\"", .proceed), ("7", .proceed), ("\"7", .proceed),
        ] as [(String, Conditional.Outcome)]
    )
    func ifNoneMatch(_ value: String, _ expected: Conditional.Outcome) {
        #expect(outcome { $0.ifNoneMatch = value } == expected)
    }

    @Test(
        "If-Match compares strongly (RFC 9110 13.1.1)",
        arguments: [
            ("\"7\"", .proceed), ("W/\"7\"", .failed), ("*", .proceed), ("\"5\"", .failed),
            ("\"6\"", .proceed), ("W/\"6\"", .failed), ("\"5\" , \"7\"", .proceed), ("x", .failed),
        ] as [(String, Conditional.Outcome)]
    )
    func ifMatch(_ value: String, _ expected: Conditional.Outcome) {
        let found = outcome({ $0.ifMatch = value }, isRead: false)
        #expect(found == expected)
    }

    @Test("fail on what is not there, * included")
    func ifMatchOnNothing() {
        #expect(outcome({ $0.ifMatch = "*" }, isRead: false, current: nil) == .failed)
        #expect(outcome({ $0.ifNoneMatch = "*" }, isRead: false, current: nil) == .proceed)
        #expect(outcome({ $0.ifNoneMatch = "*" }, isRead: false) == .failed)
    }

    @Test("go by dates where there are no tags, and only where the date is one (13.1.3, 13.1.4)")
    func dates() {
        let same = "Sun, 06 Nov 1994 08:49:37 GMT"
        let before = "Sun, 06 Nov 1994 08:49:36 GMT"
        #expect(outcome { $0.ifModifiedSince = same } == .notModified)
        #expect(outcome { $0.ifModifiedSince = before } == .proceed)
        #expect(outcome { $0.ifModifiedSince = "yesterday" } == .proceed)
        #expect(outcome { $0.ifUnmodifiedSince = before } == .failed)
        #expect(outcome { $0.ifUnmodifiedSince = same } == .proceed)
        let ignored = outcome {
            $0.ifNoneMatch = "\"6\""
            $0.ifModifiedSince = same
        }
        #expect(ignored == .proceed)
    }

    @Test("fail, and are not passed over, when their text is none")
    func notText() throws {
        let bytes = Array("PUT / HTTP/1.1\r\nHost: a\r\nIf-Match: \"".utf8) + [0xFF]
        let request = try Request.parsed(from: bytes + Array("\"\r\n\r\n".utf8))
        let found = Conditional.outcome(
            Conditional.Fields(request),
            isRead: false,
            current: Self.current,
            now: 0
        )
        #expect(found == .failed)
    }

    @Test("are judged in the order of RFC 9110 13.2.2")
    func order() {
        let found = outcome {
            $0.ifMatch = "\"5\""
            $0.ifNoneMatch = "\"7\""
        }
        #expect(found == .failed)
    }
}

@Suite("Dates of the protocol")
struct HTTPDateTests {
    @Test(
        "are written as IMF-fixdate and read back",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ] as [(Int64, String)]
    )
    func roundTrip(_ seconds: Int64, _ text: String) {
        #expect(HTTPDate.text(seconds) == text)
        #expect(HTTPDate.parse(text, now: 0) == seconds)
    }

    @Test(
        "are read in the two obsolete forms as well (RFC 9110 5.6.7)",
        arguments: ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
    )
    func obsolete(_ text: String) {
        #expect(HTTPDate.parse(text, now: 1_700_000_000) == 784_111_777)
    }

    @Test(
        "are nothing else",
        arguments: [
            "", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        ]
    )
    func refuses(_ text: String) {
        #expect(HTTPDate.parse(text, now: 1_700_000_000) == nil)
    }
}
