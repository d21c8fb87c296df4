// The checklist's rows once more, in every spelling that some server somewhere takes for another.
extension Checklist {
    static let spellings = lineSpellings + fieldSpellings + lengthSpellings + chunkSpellings

    private static let lineSpellings = Array(
        [
            closing(
                400,
                1,
                "9112 2.2: before the request line",
                ["\r\n\r\n", "\n", "\r", "\r\r\n", "\0"]
            ) {
                $0 + Sent.get()
            },
            closing(
                400,
                5,
                "9112 3: no request line",
                [
                    "GET /", "GET", "", " GET / HTTP/1.1", "GET\t/\tHTTP/1.1", "GET /  HTTP/1.1",
                    "GET / x HTTP/1.1", "GET / HTTP/1.1 ", "GET / HTTP/1.1\t", "GET HTTP/1.1",
                ]
            ) { $0 + "\r\nHost: a\r\n\r\n" },
            closing(
                400,
                3,
                "9112 2.2: line ends",
                [
                    "GET / HTTP/1.1\nHost: a\r\n\r\n", "GET / HTTP/1.1\rHost: a\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\n",
                    "GET / HTTP/1.1\r\nHost: a\r\n\r", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n",
                    "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n",
                ]
            ) { $0 },
            closing(400, 8, "9110 9.1: no token", ["GE\0T", "GE(T", "GÉT", "\"GET\""]) {
                "\($0) / HTTP/1.1\r\n\(Sent.end)"
            },
            closing(
                400,
                10,
                "9112 3.2: no target",
                [
                    "/\u{1}", "/\t", "/\u{7F}", "/é", "/#", "a/b", "?a", "//\u{B}",
                    "ftp://b/", "http:/b/", "http:b", "http://", "http://:80/", "http://?a",
                    "https:///",
                    "http://@b/", "http://u:p@b/", "http://b:x/", "http://b:65536/", "http://[::1/",
                    "**", "*/", "*?a",
                ]
            ) { "GET \($0) HTTP/1.1\r\n\(Sent.end)" },
            goingOn(
                200,
                12,
                "9112 3.2.2: absolute",
                [
                    "HTTP://b", "http://b?x", "http://b:/", "http://[::1]:80/", "https://b/",
                ]
            ) { "GET \($0) HTTP/1.1\r\n\(Sent.end)" },
            closing(400, 16, "9112 3.2.4: an asterisk", ["POST", "HEAD", "DELETE"]) {
                "\($0) * HTTP/1.1\r\n\(Sent.end)"
            },
            closing(
                400,
                18,
                "9112 3.2: no host",
                [
                    "", " ", "a b", "a,b", "u@a", "a/b", "a?b", "a#b", "a:x", "a:-1", "a:65536",
                    "a:80:80",
                    "a:000080", "::1", "[::1", "[::1]x", "[::g]", "[1:2]", "[]", "a%0", "é", "a\\b",
                    "http://a",
                ]
            ) { "GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n" },
            goingOn(
                200,
                18,
                "9112 3.2: a host",
                ["a:", "a:080", "[::1]:80", "[::ffff:1.2.3.4]", "%61"]
            ) {
                "GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n"
            },
            closing(
                400,
                19,
                "9112 2.3: no version",
                [
                    "http/1.1", "HTTP/1", "HTTP/11", "HTTP/1.", "HTTP/1.1.1", "HTTP/01.1",
                    "HTTP/1.10",
                    "HTTP /1.1", "HTTP/1,1", "HTTPS/1.1", "XTTP/1.1",
                ]
            ) { "GET / \($0)\r\n\(Sent.end)" },
            closing(505, 19, "9110 15.6.6: another version", ["HTTP/0.9", "HTTP/2.0", "HTTP/3.1"]) {
                "GET / \($0)\r\n\(Sent.end)"
            },
        ].joined()
    )

    private static let fieldSpellings = Array(
        [
            closing(400, 21, "9112 5.1: before the colon", ["A : b", "A\t: b", "Host : b"]) {
                Sent.get("\($0)\r\n")
            },
            closing(
                400,
                22,
                "9112 5.2: a folded line",
                [
                    "A: b\r\n\tc", "A:\r\n b", "A: b\r\n ", "Transfer-Encoding:\r\n chunked",
                ]
            ) { Sent.get("\($0)\r\n") },
            closing(
                400,
                23,
                "9110 5.6.2: no name",
                [
                    "A", ":", "A b: c", "A(: b", "\"A\": b", "é: b", "A\0: b", "A\u{7F}: b",
                    "\u{B}A: b", "@",
                ]
            ) { Sent.get("\($0)\r\n") },
            closing(
                400,
                24,
                "9110 5.5: no value",
                [
                    "\u{1}", "\u{B}", "\u{1B}[0m", "a\u{7F}", "\0", "a\0b", "a\rb", "\r",
                ]
            ) { Sent.get("A: \($0)\r\n") },
            closing(
                400,
                27,
                "9110 5.3: a field that stands once",
                [
                    "Authorization", "Content-Type", "Idempotency-Key", "Host",
                ]
            ) { Sent.get("\($0): a\r\n\($0): a\r\n") },
            goingOn(200, 28, "6585 5: 100 fields", [String(repeating: "A: b\r\n", count: 99)]) {
                Sent.get($0)
            },
            closing(
                431,
                28,
                "6585 5: over 32 KiB in many",
                [
                    String(repeating: "A: \(Sent.long(1000))\r\n", count: 40)
                ]
            ) { Sent.get($0) },
            goingOn(200, 46, "9110 7.8: Upgrade", ["websocket", "HTTP/2.0", "TLS/1.0, h2c"]) {
                Sent.get("Upgrade: \($0)\r\nConnection: Upgrade, HTTP2-Settings\r\n")
            },
            goingOn(200, 73, "9110 14.2: Range is passed over", ["bytes=0-0", "bytes=9-", "x"]) {
                Sent.get("Range: \($0)\r\n")
            },
            closing(
                200,
                43,
                "9112 9.6: close",
                [
                    "close", "CLOSE", "keep-alive, close", "keep-alive\r\nConnection: close",
                    ",close,",
                ]
            ) { Sent.get("Connection: \($0)\r\n") + Sent.get() },
            goingOn(200, 43, "9112 9.6: not close", ["closed", "\"close\"", "clo se", ""]) {
                Sent.get("Connection: \($0)\r\n")
            },
        ].joined()
    )

    /// Refused, or answered for the last time: nothing that follows is.
    static func closing(
        _ status: Int,
        _ number: Int,
        _ rule: String,
        _ spellings: [String],
        _ sent: (String) -> String
    ) -> [ChecklistRow] {
        spellings.map {
            ChecklistRow(number, "\(rule): \($0.debugDescription)", sent($0), status, then: .closes)
        }
    }

    /// Taken, and the connection goes on behind it.
    static func goingOn(
        _ status: Int,
        _ number: Int,
        _ rule: String,
        _ spellings: [String],
        _ sent: (String) -> String
    ) -> [ChecklistRow] {
        spellings.map {
            ChecklistRow(number, "\(rule): \($0.debugDescription)", sent($0), status, then: .goesOn)
        }
    }
}
