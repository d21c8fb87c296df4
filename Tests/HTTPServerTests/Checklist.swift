/// The rows that the engine alone decides, in the order of the checklist.
///
/// Those that an application decides are `ProductChecklist`, and are asked of the shipped program.
enum Checklist {
    static let lines = [
        ChecklistRow(
            1,
            "9112 2.2: an empty line before is skipped",
            "\r\n" + Sent.get(),
            200,
            then: .goesOn
        ),
        ChecklistRow(1, "9112 2.2: two are not", "\r\n\r\n" + Sent.get(), 400, then: .closes),
        ChecklistRow(2, "9112 2.2: bare CR", Sent.get("A: b\rc\r\n"), 400, then: .closes),
        ChecklistRow(3, "9112 2.2: bare LF", Sent.get("A: b\n"), 400, then: .closes),
        ChecklistRow(
            4,
            "9112 2.2: space before the first field",
            Sent.get(" A: b\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(
            5,
            "9112 3: one space only",
            "GET  / HTTP/1.1\r\n\(Sent.end)",
            400,
            then: .closes
        ),
        ChecklistRow(
            6,
            "9112 3: 8,000 octets",
            "GET /\(Sent.long(7986)) HTTP/1.1\r\n\(Sent.end)",
            200,
            then: .goesOn
        ),
        ChecklistRow(
            7,
            "9112 3: over 16 KiB",
            "GET /\(Sent.long(17_000)) HTTP/1.1\r\n\(Sent.end)",
            414,
            then: .closes
        ),
        ChecklistRow(
            8,
            "9110 9.1: case matters",
            "get / HTTP/1.1\r\n\(Sent.end)",
            501,
            then: .closes
        ),
        ChecklistRow(8, "9110 9.1: no token", "G@T / HTTP/1.1\r\n\(Sent.end)", 400, then: .closes),
        ChecklistRow(
            9,
            "9110 15.6.2: unknown method",
            "BREW / HTTP/1.1\r\n\(Sent.end)",
            501,
            then: .closes
        ),
        ChecklistRow(
            10,
            "9112 3.2: a fragment",
            "GET /#a HTTP/1.1\r\n\(Sent.end)",
            400,
            then: .closes
        ),
        ChecklistRow(
            11,
            "9112 3.2.1: no slash",
            "GET a HTTP/1.1\r\n\(Sent.end)",
            400,
            then: .closes
        ),
        ChecklistRow(
            12,
            "9112 3.2.2: absolute",
            "GET http://b/ HTTP/1.1\r\n\(Sent.end)",
            200,
            then: .goesOn
        ),
        ChecklistRow(
            13,
            "9110 4.2.1: no host",
            "GET http:///a HTTP/1.1\r\n\(Sent.end)",
            400,
            then: .closes
        ),
        ChecklistRow(
            14,
            "9110 4.2.4: userinfo",
            "GET http://u@b/ HTTP/1.1\r\n\(Sent.end)",
            400,
            then: .closes
        ),
        ChecklistRow(
            15,
            "9112 3.2.3: no tunnel",
            "CONNECT a:80 HTTP/1.1\r\n\(Sent.end)",
            501,
            then: .closes
        ),
        ChecklistRow(
            16,
            "9112 3.2.4: OPTIONS *",
            "OPTIONS * HTTP/1.1\r\n\(Sent.end)",
            204,
            then: .goesOn
        ),
        ChecklistRow(16, "9112 3.2.4: GET *", "GET * HTTP/1.1\r\n\(Sent.end)", 400, then: .closes),
        ChecklistRow(17, "9112 3.2: no Host", "GET / HTTP/1.1\r\n\r\n", 400, then: .closes),
        ChecklistRow(17, "9112 3.2: two", Sent.get("Host: a\r\n"), 400, then: .closes),
        ChecklistRow(
            18,
            "9112 3.2: a list",
            "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n",
            400,
            then: .closes
        ),
        ChecklistRow(
            19,
            "9112 2.3: no version",
            "GET / HTTP/1.x\r\n\(Sent.end)",
            400,
            then: .closes
        ),
        ChecklistRow(
            19,
            "9112 2.3: version 2",
            "GET / HTTP/2.0\r\n\(Sent.end)",
            505,
            then: .closes
        ),
        ChecklistRow(
            19,
            "9112 2.3: 1.2 is 1.1",
            "GET / HTTP/1.2\r\n\(Sent.end)",
            200,
            then: .goesOn
        ),
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
        ChecklistRow(
            21,
            "9112 5.1: space before the colon",
            Sent.get("A : b\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(22, "9112 5.2: a folded line", Sent.get("A: b\r\n c\r\n"), 400, then: .closes),
        ChecklistRow(23, "9110 5.6.2: no name", Sent.get(": b\r\n"), 400, then: .closes),
        ChecklistRow(24, "9110 5.5: NUL", Sent.get("A: \0\r\n"), 400, then: .closes),
        ChecklistRow(24, "9110 5.5: DEL", Sent.get("A: \u{7F}\r\n"), 400, then: .closes),
        ChecklistRow(25, "9110 5.5: obs-text", Sent.get("A: é\r\n"), 200, then: .goesOn),
        ChecklistRow(
            26,
            "9110 5.6.3: an empty value",
            Sent.get("A:\r\nB: \t \r\n"),
            200,
            then: .goesOn
        ),
        ChecklistRow(
            27,
            "9110 5.3: a list in lines",
            Sent.get("Accept: a\r\nAccept: b\r\n"),
            200,
            then: .goesOn
        ),
        ChecklistRow(
            27,
            "9110 5.3: one twice",
            Sent.get("Authorization: a\r\nAuthorization: b\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(
            28,
            "6585 5: over 32 KiB",
            Sent.get("A: \(Sent.long(40_000))\r\n"),
            431,
            then: .closes
        ),
        ChecklistRow(
            28,
            "6585 5: over 100 fields",
            Sent.get(String(repeating: "A: b\r\n", count: 100)),
            431,
            then: .closes
        ),
        ChecklistRow(
            46,
            "9110 7.8: Upgrade",
            Sent.get("Upgrade: h2c\r\nConnection: Upgrade\r\n"),
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
        ChecklistRow(
            52,
            "9110 9.3.8: TRACE",
            "TRACE / HTTP/1.1\r\n\(Sent.end)",
            501,
            then: .closes
        ),
    ]

    static let all = lines + fields + bodies + spellings
}
