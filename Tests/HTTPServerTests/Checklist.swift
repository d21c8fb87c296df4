import Testing

/// A row of the engine's checklist: what a client sends, and what it is told.
struct ChecklistRow: CustomTestStringConvertible, Sendable {
    enum After: Sendable {
        case goesOn, closes
    }

    let number: Int
    let rule: String
    let bytes: String
    let statuses: [Int]
    let after: After

    init(_ number: Int, _ rule: String, _ bytes: String, _ statuses: Int..., then after: After) {
        self.number = number
        self.rule = rule
        self.bytes = bytes
        self.statuses = statuses
        self.after = after
    }

    var testDescription: String { "\(number). \(rule)" }
}

private let end = "Host: a\r\n\r\n"

private func get(_ fields: String = "") -> String { "GET / HTTP/1.1\r\n\(fields)\(end)" }

private func post(_ fields: String, _ body: String = "") -> String {
    "POST /echo HTTP/1.1\r\n\(fields)\(end)\(body)"
}

private func chunked(_ body: String) -> String { post("Transfer-Encoding: chunked\r\n", body) }

/// The rows that the engine alone decides, in the order of the checklist.
enum Checklist {
    static let lines = [
        ChecklistRow(
            1,
            "9112 2.2: an empty line before is skipped",
            "\r\n" + get(),
            200,
            then: .goesOn
        ),
        ChecklistRow(1, "9112 2.2: two are not", "\r\n\r\n" + get(), 400, then: .closes),
        ChecklistRow(2, "9112 2.2: bare CR", get("A: b\rc\r\n"), 400, then: .closes),
        ChecklistRow(3, "9112 2.2: bare LF", get("A: b\n"), 400, then: .closes),
        ChecklistRow(
            4,
            "9112 2.2: space before the first field",
            get(" A: b\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(5, "9112 3: one space only", "GET  / HTTP/1.1\r\n\(end)", 400, then: .closes),
        ChecklistRow(
            6,
            "9112 3: 8,000 octets",
            "GET /\(long(7986)) HTTP/1.1\r\n\(end)",
            200,
            then: .goesOn
        ),
        ChecklistRow(
            7,
            "9112 3: over 16 KiB",
            "GET /\(long(17_000)) HTTP/1.1\r\n\(end)",
            414,
            then: .closes
        ),
        ChecklistRow(8, "9110 9.1: case matters", "get / HTTP/1.1\r\n\(end)", 501, then: .closes),
        ChecklistRow(8, "9110 9.1: no token", "G@T / HTTP/1.1\r\n\(end)", 400, then: .closes),
        ChecklistRow(
            9,
            "9110 15.6.2: unknown method",
            "BREW / HTTP/1.1\r\n\(end)",
            501,
            then: .closes
        ),
        ChecklistRow(10, "9112 3.2: a fragment", "GET /#a HTTP/1.1\r\n\(end)", 400, then: .closes),
        ChecklistRow(11, "9112 3.2.1: no slash", "GET a HTTP/1.1\r\n\(end)", 400, then: .closes),
        ChecklistRow(
            12,
            "9112 3.2.2: absolute",
            "GET http://b/ HTTP/1.1\r\n\(end)",
            200,
            then: .goesOn
        ),
        ChecklistRow(
            13,
            "9110 4.2.1: no host",
            "GET http:///a HTTP/1.1\r\n\(end)",
            400,
            then: .closes
        ),
        ChecklistRow(
            14,
            "9110 4.2.4: userinfo",
            "GET http://u@b/ HTTP/1.1\r\n\(end)",
            400,
            then: .closes
        ),
        ChecklistRow(
            15,
            "9112 3.2.3: no tunnel",
            "CONNECT a:80 HTTP/1.1\r\n\(end)",
            501,
            then: .closes
        ),
        ChecklistRow(
            16,
            "9112 3.2.4: OPTIONS *",
            "OPTIONS * HTTP/1.1\r\n\(end)",
            204,
            then: .goesOn
        ),
        ChecklistRow(16, "9112 3.2.4: GET *", "GET * HTTP/1.1\r\n\(end)", 400, then: .closes),
        ChecklistRow(17, "9112 3.2: no Host", "GET / HTTP/1.1\r\n\r\n", 400, then: .closes),
        ChecklistRow(17, "9112 3.2: two", get("Host: a\r\n"), 400, then: .closes),
        ChecklistRow(
            18,
            "9112 3.2: a list",
            "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n",
            400,
            then: .closes
        ),
        ChecklistRow(19, "9112 2.3: no version", "GET / HTTP/1.x\r\n\(end)", 400, then: .closes),
        ChecklistRow(19, "9112 2.3: version 2", "GET / HTTP/2.0\r\n\(end)", 505, then: .closes),
        ChecklistRow(19, "9112 2.3: 1.2 is 1.1", "GET / HTTP/1.2\r\n\(end)", 200, then: .goesOn),
        ChecklistRow(20, "9112 9.3: 1.0 closes", "GET / HTTP/1.0\r\n\r\n", 200, then: .closes),
        ChecklistRow(
            20,
            "9112 9.3: 1.0 with keep-alive",
            "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            200,
            then: .goesOn
        ),
    ]

    static let fields = [
        ChecklistRow(21, "9112 5.1: space before the colon", get("A : b\r\n"), 400, then: .closes),
        ChecklistRow(22, "9112 5.2: a folded line", get("A: b\r\n c\r\n"), 400, then: .closes),
        ChecklistRow(23, "9110 5.6.2: no name", get(": b\r\n"), 400, then: .closes),
        ChecklistRow(24, "9110 5.5: NUL", get("A: \0\r\n"), 400, then: .closes),
        ChecklistRow(24, "9110 5.5: DEL", get("A: \u{7F}\r\n"), 400, then: .closes),
        ChecklistRow(25, "9110 5.5: obs-text", get("A: é\r\n"), 200, then: .goesOn),
        ChecklistRow(26, "9110 5.6.3: an empty value", get("A:\r\nB: \t \r\n"), 200, then: .goesOn),
        ChecklistRow(
            27,
            "9110 5.3: a list in lines",
            get("Accept: a\r\nAccept: b\r\n"),
            200,
            then: .goesOn
        ),
        ChecklistRow(
            27,
            "9110 5.3: one twice",
            get("Authorization: a\r\nAuthorization: b\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(28, "6585 5: over 32 KiB", get("A: \(long(40_000))\r\n"), 431, then: .closes),
        ChecklistRow(
            28,
            "6585 5: over 100 fields",
            get(String(repeating: "A: b\r\n", count: 100)),
            431,
            then: .closes
        ),
        ChecklistRow(
            46,
            "9110 7.8: Upgrade",
            get("Upgrade: h2c\r\nConnection: Upgrade\r\n"),
            200,
            then: .goesOn
        ),
        ChecklistRow(
            47,
            "9113 3.4: the preface of HTTP/2",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            505,
            then: .closes
        ),
        ChecklistRow(52, "9110 9.3.8: TRACE", "TRACE / HTTP/1.1\r\n\(end)", 501, then: .closes),
    ]

    static let bodies = [
        ChecklistRow(
            29,
            "9112 6.3: two numbers",
            post("Content-Length: 5, 6\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(29, "9112 6.3: a sign", post("Content-Length: +5\r\n"), 400, then: .closes),
        ChecklistRow(
            30,
            "9112 6.3: twice the same",
            post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"),
            400,
            then: .closes
        ),
        ChecklistRow(
            31,
            "9112 6.1: both framings",
            post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(
            32,
            "9112 6.1: chunked in 1.0",
            "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\(end)0\r\n\r\n",
            400,
            then: .closes
        ),
        ChecklistRow(33, "9112 6.1: gzip", post("Transfer-Encoding: gzip\r\n"), 501, then: .closes),
        ChecklistRow(
            33,
            "9112 6.1: chunked not last",
            post("Transfer-Encoding: chunked, gzip\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(34, "9112 6.3: neither is no body", post(""), 200, then: .goesOn),
        ChecklistRow(35, "9112 7.1: 0x", chunked("0x1\r\na\r\n0\r\n\r\n"), 400, then: .closes),
        ChecklistRow(
            35,
            "9112 7.1: 17 digits",
            chunked(String(repeating: "0", count: 17)),
            400,
            then: .closes
        ),
        ChecklistRow(
            36,
            "9110 15.5.14: a chunk over the cap",
            chunked("100001\r\n"),
            413,
            then: .closes
        ),
        ChecklistRow(
            37,
            "9112 7.1.1: an extension",
            chunked("1;a=\"b\"\r\nx\r\n0\r\n\r\n"),
            200,
            then: .goesOn
        ),
        ChecklistRow(
            37,
            "9112 7.1.1: a long one",
            chunked("1;\(long(300))\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(
            38,
            "9112 7.1: no CRLF after data",
            chunked("1\r\nxy0\r\n\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(
            39,
            "9112 7.1.2: trailers, which change nothing",
            chunked("1\r\nx\r\n0\r\nContent-Length: 99\r\nConnection: close\r\nHost: b\r\n\r\n"),
            200,
            then: .goesOn
        ),
        ChecklistRow(
            39,
            "9112 7.1.2: a long trailer",
            chunked("0\r\nA: \(long(5000))"),
            400,
            then: .closes
        ),
        ChecklistRow(
            41,
            "9112 9.3.2: in order",
            get() + post("") + get(),
            200,
            200,
            200,
            then: .goesOn
        ),
        ChecklistRow(
            42,
            "9112 9.3.2: nothing after a fault",
            get() + get("A\r\n") + get(),
            200,
            400,
            then: .closes
        ),
        ChecklistRow(
            43,
            "9112 9.6: close",
            get("Connection: a, Close\r\n") + get(),
            200,
            then: .closes
        ),
        ChecklistRow(
            44,
            "9112 9.6: a refusal survives the rest of the upload",
            post("Content-Length: 3000000\r\n", long(3_000_000)),
            413,
            then: .closes
        ),
        ChecklistRow(
            48,
            "9110 10.1.1: a body that is there is not asked for",
            post("Expect: 100-continue\r\nContent-Length: 2\r\n", "ab"),
            200,
            then: .goesOn
        ),
        ChecklistRow(
            48,
            "9110 10.1.1: what is refused is not asked for",
            "POST /refused HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\(end)",
            403,
            then: .closes
        ),
        ChecklistRow(
            49,
            "9110 10.1.1: another expectation",
            post("Expect: tea\r\n"),
            417,
            then: .closes
        ),
        ChecklistRow(
            49,
            "9110 10.1.1: none for 1.0",
            "POST /echo HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab",
            200,
            then: .closes
        ),
        ChecklistRow(
            53,
            "9110 9.3.1: a body on GET",
            get("Content-Length: 1\r\n") + "a",
            400,
            then: .closes
        ),
        ChecklistRow(
            53,
            "9110 9.3.5: a body on DELETE",
            "DELETE / HTTP/1.1\r\nContent-Length: 1\r\n\(end)a",
            400,
            then: .closes
        ),
        ChecklistRow(
            53,
            "9110 9.3.1: a length of 0",
            get("Content-Length: 0\r\n"),
            200,
            then: .goesOn
        ),
    ]

    static let all = lines + fields + bodies

    private static func long(_ count: Int) -> String { String(repeating: "a", count: count) }
}
