// What clients write: conditions, outcomes, and what a text has to be.
extension ProductChecklist {
    static let writing = [
        ProductRow(
            69,
            "9110 13.1.1: * where there is none",
            "PUT /v1/persons/per-a\(json)\r\nIf-Match: *",
            body: named,
            412
        ),
        ProductRow(
            74,
            "9110 15.3.2",
            "PUT /v1/persons/per-a\(json)",
            body: named,
            201,
            [
                "Location: /v1/persons/per-a", #"ETag: "1""#,
            ]
        ),
        ProductRow(
            68,
            "9110 13.1.2: * where there is one",
            "PUT /v1/persons/per-a\(json)\r\nIf-None-Match: *",
            body: named,
            412
        ),
        ProductRow(
            69,
            "9110 13.1.1: strong",
            "PATCH /v1/persons/per-a\(merge)\r\nIf-Match: W/\"1\"",
            body: "{}",
            412
        ),
        ProductRow(
            69,
            "9110 13.1.1",
            "PATCH /v1/persons/per-a\(merge)\r\nIf-Match: \"9\"",
            body: "{}",
            412
        ),
        ProductRow(
            69,
            "9110 13.1.1",
            "PATCH /v1/persons/per-a\(merge)\r\nIf-Match: \"9\", \"1\"",
            body: "{}",
            200
        ),
        ProductRow(74, "9110 15.3.5", "DELETE /v1/persons/per-a", 204, ["-Content-Length"]),
        ProductRow(76, "9110 15.5.11", "GET /v1/persons/per-a", 410),
        ProductRow(75, "9110 15.5.10", "DELETE \(person)", 409),
        ProductRow(
            75,
            "9110 15.5.21",
            "POST /v1/persons\(json)",
            body: "{}",
            422,
            says: #""pointer":"/names""#
        ),
        ProductRow(90, "9110 15.4.9", "GET /v1/records/per-trump", 308, ["Location: \(person)"]),
    ]

    static let texts = [
        ProductRow(
            93,
            "8259 8.1: overlong",
            "POST /v1/persons\(json)",
            bytes: [0x22, 0xC0, 0xAF, 0x22],
            400,
            says: #""offset":1"#
        ),
        ProductRow(
            93,
            "8259 8.1: a surrogate",
            "POST /v1/persons\(json)",
            bytes: [0x22, 0xED, 0xA0, 0x80, 0x22],
            400,
            says: #""offset":1"#
        ),
        malformed(94, "7493 2.3: a name twice", #"{"a":1,"\u0061":2}"#, says: #""offset":7"#),
        malformed(94, "7493 2.1: half a pair", #""\ud800""#, says: #""offset":"#),
        malformed(93, "8259 8.1: a mark", "\u{FEFF}{}", says: #""offset":0"#),
        malformed(96, "8259 9: too deep", String(repeating: "[", count: 65)),
        malformed(96, "8259 9: a long number", "1" + String(repeating: "0", count: 64)),
        malformed(97, "8259 2: more behind it", "{} {}"),
        malformed(97, "8259 6: no number", "NaN"),
        malformed(97, "8259 6: a leading zero", "01"),
        malformed(97, "8259 2: a comment", "{/**/}"),
        malformed(97, "8259 4: a comma too many", #"{"a":1,}"#),
        malformed(97, "8259 7: a control character", "\"\t\""),
        ProductRow(
            95,
            "7493 2.2: beyond 2^53",
            "POST /v1/groups\(json)",
            body: counted("9007199254740993"),
            422,
            says: #""pointer":"/size/count""#
        ),
        ProductRow(
            95,
            "7493 2.2: beyond any",
            "POST /v1/groups\(json)",
            body: counted("1e400"),
            422,
            says: #""pointer":"/size/count""#
        ),
        ProductRow(
            95,
            "no fraction of one",
            "POST /v1/groups\(json)",
            body: counted("36.5"),
            422,
            says: #""pointer":"/size/count""#
        ),
        ProductRow(
            96,
            "over its member's limit",
            "POST /v1/persons\(json)",
            body: longName,
            422,
            says: #""pointer":"/names/0/full""#
        ),
        ProductRow(
            97,
            "an unknown member",
            "POST /v1/persons\(json)",
            body: #"{"nam":1}"#,
            422,
            says: #""pointer":"/nam""#
        ),
        ProductRow(
            98,
            "an object is due",
            "POST /v1/persons\(json)",
            body: "[]",
            422,
            says: #""pointer":"""#
        ),
        ProductRow(98, "an object is due", "POST /v1/persons\(json)", body: "7", 422),
        ProductRow(
            99,
            "3339 5.6: an offset",
            "GET \(person)?as_of=2999-01-01T00:00:00%2B01:00",
            200
        ),
        ProductRow(99, "3339 5.7: a leap second", "GET \(person)?as_of=2998-12-31T23:59:60Z", 200),
        ProductRow(99, "3339 5.6: a day", "GET \(person)?as_of=2999-01-01", 200),
        ProductRow(99, "3339 5.6: no offset", "GET \(person)?as_of=2999-01-01T00:00:00", 400),
        ProductRow(99, "3339 5.7: no such day", "GET \(person)?as_of=2999-02-29", 400),
    ]
}
