import HTTPWire
import Testing

/// Bytes of a request and what the parser must say of them.
struct WireCase: CustomTestStringConvertible, Sendable {
    let rule: String
    let bytes: String
    let reason: Refusal.Reason?

    init(_ rule: String, _ bytes: String, _ reason: Refusal.Reason? = nil) {
        self.rule = rule
        self.bytes = bytes
        self.reason = reason
    }

    var testDescription: String { rule }
}

private func get(_ fields: String) -> String { "GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n" }

private func post(_ fields: String, _ body: String = "") -> String {
    "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\(body)"
}

/// The rows of the checklist that the wire alone decides; each cites its section.
enum WireTable {
    static let lines: [WireCase] = [
        WireCase("9112 2.2: one empty line before is skipped", "\r\n" + get("")),
        WireCase("9112 2.2: two are not", "\r\n\r\n" + get(""), .badRequestLine),
        WireCase("9112 2.2: a bare CR before", "\r" + get(""), .bareLineEnd),
        WireCase("9112 2.2: bare CR in a value", get("A: b\rc\r\n"), .bareLineEnd),
        WireCase("9112 2.2: bare CR in the request line", "GET /\r HTTP/1.1\r\n", .badRequestLine),
        WireCase(
            "9112 2.2: bare LF ends the request line",
            "GET / HTTP/1.1\nHost: a\r\n\r\n",
            .bareLineEnd
        ),
        WireCase("9112 2.2: bare LF ends a field", "GET / HTTP/1.1\r\nHost: a\n\r\n", .bareLineEnd),
        WireCase(
            "9112 2.2: bare LF ends the head",
            "GET / HTTP/1.1\r\nHost: a\r\n\n",
            .bareLineEnd
        ),
        WireCase(
            "9112 2.2: white space before the first field",
            "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
            .foldedField
        ),
        WireCase("9112 3: two spaces", "GET  / HTTP/1.1\r\n\r\n", .badRequestLine),
        WireCase(
            "9112 3: two spaces before the version",
            "GET /  HTTP/1.1\r\n\r\n",
            .badRequestLine
        ),
        WireCase("9112 3: a tab for a space", "GET\t/ HTTP/1.1\r\n\r\n", .badRequestLine),
        WireCase("9112 3: no version (HTTP/0.9)", "GET /\r\n", .badRequestLine),
        WireCase("9112 3: something after the version", "GET / HTTP/1.1 \r\n\r\n", .badRequestLine),
        WireCase("9112 3: a space first", " GET / HTTP/1.1\r\n\r\n", .badRequestLine),
        WireCase(
            "9110 9.1: methods are case-sensitive",
            "get / HTTP/1.1\r\nHost: a\r\n\r\n",
            .unknownMethod
        ),
        WireCase("9110 9.1: a method that is no token", "G(T / HTTP/1.1\r\n\r\n", .badRequestLine),
        WireCase(
            "9110 15.6.2: an unknown method",
            "BREW / HTTP/1.1\r\nHost: a\r\n\r\n",
            .unknownMethod
        ),
        WireCase("9110 9.3.8: TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", .unknownMethod),
        WireCase(
            "9112 3.2.3: CONNECT is no tunnel",
            "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
            .unknownMethod
        ),
    ]

    static let targets: [WireCase] = [
        WireCase("9112 3.2: a control in the target", "GET /\u{1} HTTP/1.1\r\n", .badTarget),
        WireCase("9112 3.2: a fragment", "GET /a#b HTTP/1.1\r\n", .badTarget),
        WireCase("9112 3.2: beyond ASCII", "GET /é HTTP/1.1\r\n", .badTarget),
        WireCase("9112 3.2: DEL", "GET /\u{7F} HTTP/1.1\r\n", .badTarget),
        WireCase(
            "9112 3.2.1: origin-form begins with a slash",
            "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
            .badTarget
        ),
        WireCase("9112 3.2.2: absolute-form", "GET http://b/x?y HTTP/1.1\r\nHost: a\r\n\r\n"),
        WireCase(
            "9112 3.2.2: absolute-form, scheme in any case",
            "GET HTTPS://b:443/ HTTP/1.1\r\nHost: a\r\n\r\n"
        ),
        WireCase(
            "9112 3.2.2: absolute-form without a path",
            "GET http://b HTTP/1.1\r\nHost: a\r\n\r\n"
        ),
        WireCase(
            "9112 3.2.2: absolute-form of another scheme",
            "GET ftp://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
            .badTarget
        ),
        WireCase(
            "9110 4.2.1: an empty host",
            "GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n",
            .badHost
        ),
        WireCase(
            "9110 4.2.1: only a port",
            "GET http://:80/x HTTP/1.1\r\nHost: a\r\n\r\n",
            .badHost
        ),
        WireCase("9110 4.2.4: userinfo", "GET http://u@b/ HTTP/1.1\r\nHost: a\r\n\r\n", .badHost),
        WireCase("9112 3.2.4: OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
        WireCase(
            "9112 3.2.4: * with another method",
            "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
            .badTarget
        ),
    ]

    static let versions: [WireCase] = [
        WireCase("9112 2.3: lower case", "GET / http/1.1\r\n\r\n", .badVersion),
        WireCase("9112 2.3: two digits", "GET / HTTP/1.10\r\n\r\n", .badRequestLine),
        WireCase("9112 2.3: no digit", "GET / HTTP/1.x\r\n\r\n", .badVersion),
        WireCase(
            "9112 2.3: another major version",
            "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
            .unsupportedVersion
        ),
        WireCase("9112 2.3: a higher minor version", "GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
        WireCase(
            "9113 3.4: the preface of HTTP/2",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            .unsupportedVersion
        ),
        WireCase("9112 3.2: 1.0 needs no Host", "GET / HTTP/1.0\r\n\r\n"),
    ]

    static let hosts: [WireCase] =
        [
            WireCase("9112 3.2: no Host", "GET / HTTP/1.1\r\n\r\n", .missingHost),
            WireCase("9112 3.2: two Hosts", get("Host: a\r\n"), .repeatedField),
            WireCase(
                "9112 3.2: two Hosts in 1.0",
                "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n",
                .repeatedField
            ),
        ]
        + [
            "", "a,b", "a b", "u@a", "a/", "a:b", "a:99999", "a:-1", "a:1:2", "[::1", "::1", "[1]",
            "[::1]x", "[1::2::3]", "[12345::]", "[::1.2.3]", "[v1.x]", "a%2", ":80",
        ].map {
            WireCase("9112 3.2: Host '\($0)'", "GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n", .badHost)
        }
        + [
            "a", "a.b:80", "a:", "127.0.0.1:8470", "[::1]:80", "[1:2:3:4:5:6:7:8]", "[::]",
            "[::ffff:1.2.3.4]", "a_b", "xn--bcher-kva.example", "a%20b",
        ].map { WireCase("9110 7.2: Host '\($0)'", "GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n") }

    static let fields: [WireCase] = [
        WireCase("9112 5.1: space before the colon", get("A : b\r\n"), .badFieldName),
        WireCase("9112 5.2: obs-fold", get("A: b\r\n c\r\n"), .foldedField),
        WireCase("9110 5.6.2: no name", get(": b\r\n"), .badFieldName),
        WireCase("9110 5.6.2: no colon", get("A\r\n"), .badFieldName),
        WireCase("9110 5.6.2: a name that is no token", get("A(: b\r\n"), .badFieldName),
        WireCase("9110 5.5: NUL in a value", get("A: \0\r\n"), .badFieldValue),
        WireCase("9110 5.5: another control", get("A: \u{8}\r\n"), .badFieldValue),
        WireCase("9110 5.5: DEL", get("A: \u{7F}\r\n"), .badFieldValue),
        WireCase("9110 5.5: obs-text", get("A: é\r\n")),
        WireCase("9110 5.6.3: an empty value, and white space", get("A:\r\nB: \t x \t\r\n")),
        WireCase("9110 5.3: a list field twice", get("Accept: a\r\nAccept: b\r\n")),
        WireCase(
            "9110 5.3: Content-Type twice",
            post("Content-Type: a\r\nContent-Type: a\r\n"),
            .repeatedField
        ),
        WireCase(
            "9110 5.3: Authorization twice",
            get("Authorization: a\r\nAUTHORIZATION: b\r\n"),
            .repeatedField
        ),
        WireCase(
            "9110 5.3: Idempotency-Key twice",
            post("Idempotency-Key: a\r\nIdempotency-Key: b\r\n"),
            .repeatedField
        ),
        WireCase(
            "6585 5: 101 fields",
            get(String(repeating: "A: b\r\n", count: 100)),
            .tooManyFields
        ),
        WireCase("6585 5: 100 fields", get(String(repeating: "A: b\r\n", count: 99))),
        WireCase(
            "6585 5: a head over 32 KiB",
            get("A: " + String(repeating: "b", count: 33_000) + "\r\n"),
            .headTooLong
        ),
        WireCase(
            "9112 3: a request line of 8,000 octets",
            "GET /" + String(repeating: "a", count: 7986) + " HTTP/1.1\r\nHost: a\r\n\r\n"
        ),
        WireCase(
            "9112 3: a request line of 16 KiB",
            "GET /" + String(repeating: "a", count: 16_370) + " HTTP/1.1\r\nHost: a\r\n\r\n"
        ),
        WireCase(
            "9112 3: a request line of a byte more",
            "GET /" + String(repeating: "a", count: 16_371) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            .requestLineTooLong
        ),
        WireCase(
            "9112 3: over 16 KiB",
            "GET /" + String(repeating: "a", count: 17_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            .requestLineTooLong
        ),
        WireCase(
            "9112 3: an endless method",
            String(repeating: "A", count: 17_000),
            .requestLineTooLong
        ),
        WireCase(
            "9110 10.1.1: another expectation",
            post("Expect: coffee\r\n"),
            .unknownExpectation
        ),
        WireCase(
            "9110 7.8: Upgrade is ignored",
            get("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n")
        ),
    ]

    static let framing: [WireCase] =
        ["", "+1", "-1", "0x1", "5, 6", "5, 5", "5;", "1 1", "99999999999999999999", "1.0"].map {
            WireCase(
                "9112 6.3: Content-Length '\($0)'",
                post("Content-Length: \($0)\r\n", "12345"),
                .badContentLength
            )
        } + [
            WireCase(
                "9112 6.3: Content-Length twice",
                post("Content-Length: 1\r\nContent-Length: 1\r\n", "1"),
                .badContentLength
            ),
            WireCase(
                "9112 6.1: length with chunked",
                post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "1"),
                .conflictingLength
            ),
            WireCase(
                "9112 6.1: chunked with length",
                post("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", "1"),
                .conflictingLength
            ),
            WireCase(
                "9112 6.1: chunked in 1.0",
                "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                .badTransferEncoding
            ),
            WireCase(
                "9112 6.1: an unknown coding",
                post("Transfer-Encoding: gzip\r\n"),
                .unknownTransferCoding
            ),
            WireCase(
                "9112 6.1: gzip, chunked",
                post("Transfer-Encoding: gzip, chunked\r\n"),
                .unknownTransferCoding
            ),
            WireCase(
                "9112 6.1: chunked not last",
                post("Transfer-Encoding: chunked, gzip\r\n"),
                .badTransferEncoding
            ),
            WireCase(
                "9112 6.1: chunked twice",
                post("Transfer-Encoding: chunked, chunked\r\n"),
                .badTransferEncoding
            ),
            WireCase(
                "9112 6.1: chunked on two lines",
                post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
                .badTransferEncoding
            ),
            WireCase(
                "9112 6.1: an empty coding",
                post("Transfer-Encoding: \r\n"),
                .badTransferEncoding
            ),
            WireCase(
                "9112 6.1: xchunked",
                post("Transfer-Encoding: xchunked\r\n"),
                .unknownTransferCoding
            ),
            WireCase(
                "9112 6.1: identity",
                post("Transfer-Encoding: identity\r\n"),
                .unknownTransferCoding
            ),
            WireCase(
                "9112 6.1: a vertical tab before chunked",
                post("Transfer-Encoding: \u{B}chunked\r\n"),
                .badFieldValue
            ),
            WireCase(
                "9112 6.1: Chunked in any case",
                post("Transfer-Encoding: ChunKED\r\n", "1\r\na\r\n0\r\n\r\n")
            ),
            WireCase("9112 6.3: neither means no body", post("")),
            WireCase("9112 6.3: a length of 0 with zeros", post("Content-Length: 000\r\n")),
            WireCase(
                "9110 9.3.1: a body on GET",
                get("Content-Length: 1\r\n") + "a",
                .misplacedBody
            ),
            WireCase("9110 9.3.1: a length of 0 on GET", get("Content-Length: 0\r\n")),
            WireCase("9112 6.3: a body cut off", post("Content-Length: 3\r\n", "ab"), .truncated),
            WireCase("9112 8: a head cut off", "GET / HTTP/1.1\r\nHost: a\r\n", .truncated),
            WireCase(
                "9110 15.5.14: a length over the limit",
                post("Content-Length: 1048577\r\n"),
                .bodyTooLong
            ),
        ]

    static let chunks: [WireCase] =
        [
            "0x1\r\na", "+1\r\na", "-1\r\na", "1_0\r\n", " 1\r\na", "1 \r\na", "\r\na", "g\r\n",
            "1\na", "1\r\na\n", "1\r\nab\r\n", "11111111111111111\r\n", "ffffffffffffffff\r\n",
            "1;a=\u{1}\r\n", "1;a=\"\u{0}\"\r\n", "1;a\n",
            "1;" + String(repeating: "a", count: 256),
        ].map {
            WireCase(
                "9112 7.1: chunks '\($0.prefix(20))'",
                post("Transfer-Encoding: chunked\r\n", $0),
                .badChunk
            )
        } + [
            WireCase(
                "9112 7.1: a size over the limit, refused at once",
                post("Transfer-Encoding: chunked\r\n", "100001\r\n"),
                .bodyTooLong
            ),
            WireCase(
                "9112 7.1: sizes that add up beyond it",
                post("Transfer-Encoding: chunked\r\n", "1\r\na\r\n100000\r\n"),
                .bodyTooLong
            ),
            WireCase(
                "9112 7.1.1: an extension",
                post("Transfer-Encoding: chunked\r\n", "1;a=b;c=\"d\\\"\"\r\nx\r\n0;z\r\n\r\n")
            ),
            WireCase(
                "9112 7.1.2: trailers",
                post("Transfer-Encoding: chunked\r\n", "1\r\nx\r\n0\r\nA: b\r\nHost: c\r\n\r\n")
            ),
            WireCase(
                "9112 7.1.2: a trailer without a name",
                post("Transfer-Encoding: chunked\r\n", "0\r\n: b\r\n\r\n"),
                .badTrailer
            ),
            WireCase(
                "9112 7.1.2: a folded trailer",
                post("Transfer-Encoding: chunked\r\n", "0\r\nA: b\r\n c\r\n\r\n"),
                .badTrailer
            ),
            WireCase(
                "9112 7.1.2: trailers over 4 KiB",
                post(
                    "Transfer-Encoding: chunked\r\n",
                    "0\r\nA: " + String(repeating: "b", count: 5000)
                ),
                .badTrailer
            ),
            WireCase(
                "9112 8: no last chunk",
                post("Transfer-Encoding: chunked\r\n", "1\r\nx\r\n"),
                .truncated
            ),
        ]

    static let all = lines + targets + versions + hosts + fields + framing + chunks
}
