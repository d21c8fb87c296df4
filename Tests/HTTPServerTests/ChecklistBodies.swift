// Where messages end, and how they are let go on.
extension Checklist {
    static let bodies = [
        ChecklistRow(
            29,
            "9112 6.3: two numbers",
            Sent.post("Content-Length: 5, 6\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(
            29,
            "9112 6.3: a sign",
            Sent.post("Content-Length: +5\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(
            30,
            "9112 6.3: twice the same",
            Sent.post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"),
            400,
            then: .closes
        ),
        ChecklistRow(
            31,
            "9112 6.1: both framings",
            Sent.post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(
            32,
            "9112 6.1: chunked in 1.0",
            "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\(Sent.end)0\r\n\r\n",
            400,
            then: .closes
        ),
        ChecklistRow(
            33,
            "9112 6.1: gzip",
            Sent.post("Transfer-Encoding: gzip\r\n"),
            501,
            then: .closes
        ),
        ChecklistRow(
            33,
            "9112 6.1: chunked not last",
            Sent.post("Transfer-Encoding: chunked, gzip\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(34, "9112 6.3: neither is no body", Sent.post(""), 200, then: .goesOn),
        ChecklistRow(35, "9112 7.1: 0x", Sent.chunked("0x1\r\na\r\n0\r\n\r\n"), 400, then: .closes),
        ChecklistRow(
            35,
            "9112 7.1: 17 digits",
            Sent.chunked(String(repeating: "0", count: 17)),
            400,
            then: .closes
        ),
        ChecklistRow(
            36,
            "9110 15.5.14: a chunk over the cap",
            Sent.chunked("100001\r\n"),
            413,
            then: .closes
        ),
        ChecklistRow(
            37,
            "9112 7.1.1: an extension",
            Sent.chunked("1;a=\"b\"\r\nx\r\n0\r\n\r\n"),
            200,
            then: .goesOn
        ),
        ChecklistRow(
            37,
            "9112 7.1.1: a long one",
            Sent.chunked("1;\(Sent.long(300))\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(
            38,
            "9112 7.1: no CRLF after data",
            Sent.chunked("1\r\nxy0\r\n\r\n"),
            400,
            then: .closes
        ),
        ChecklistRow(
            39,
            "9112 7.1.2: trailers, which change nothing",
            Sent.chunked(
                "1\r\nx\r\n0\r\nContent-Length: 99\r\nConnection: close\r\nHost: b\r\n\r\n"
            ),
            200,
            then: .goesOn
        ),
        ChecklistRow(
            39,
            "9112 7.1.2: a long trailer",
            Sent.chunked("0\r\nA: \(Sent.long(5000))"),
            400,
            then: .closes
        ),
        ChecklistRow(
            41,
            "9112 9.3.2: in order",
            Sent.get() + Sent.post("") + Sent.get(),
            200,
            200,
            200,
            then: .goesOn
        ),
        ChecklistRow(
            42,
            "9112 9.3.2: nothing after a fault",
            Sent.get() + Sent.get("A\r\n") + Sent.get(),
            200,
            400,
            then: .closes
        ),
        ChecklistRow(
            43,
            "9112 9.6: close",
            Sent.get("Connection: a, Close\r\n") + Sent.get(),
            200,
            then: .closes
        ),
        ChecklistRow(
            44,
            "9112 9.6: a refusal survives the rest of the upload",
            Sent.post("Content-Length: 3000000\r\n", Sent.long(3_000_000)),
            413,
            then: .closes
        ),
        ChecklistRow(
            48,
            "9110 10.1.1: a body that is there is not asked for",
            Sent.post("Expect: 100-continue\r\nContent-Length: 2\r\n", "ab"),
            200,
            then: .goesOn
        ),
        ChecklistRow(
            48,
            "9110 10.1.1: what is refused is not asked for",
            "POST /refused HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\(Sent.end)",
            403,
            then: .closes
        ),
        ChecklistRow(
            49,
            "9110 10.1.1: another expectation",
            Sent.post("Expect: tea\r\n"),
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
            Sent.get("Content-Length: 1\r\n") + "a",
            400,
            then: .closes
        ),
        ChecklistRow(
            53,
            "9110 9.3.5: a body on DELETE",
            "DELETE / HTTP/1.1\r\nContent-Length: 1\r\n\(Sent.end)a",
            400,
            then: .closes
        ),
        ChecklistRow(
            53,
            "9110 9.3.1: a length of 0",
            Sent.get("Content-Length: 0\r\n"),
            200,
            then: .goesOn
        ),
    ]
}
