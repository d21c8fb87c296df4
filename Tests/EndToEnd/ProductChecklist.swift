/// The checklist's rows that need an application, asked of the shipped program; in their order, for
/// some stand on what those before have written.
enum ProductChecklist {
    static let person = "/v1/persons/per-trump"
    static let json = "\r\nContent-Type: application/json"
    static let merge = "\r\nContent-Type: application/merge-patch+json"
    static let named = #"{"names":[{"full":"A Name"}]}"#

    static let all = methods + paths + selection + writing + texts + operation

    static let methods = [
        ProductRow(9, "9110 15.6.2", "DELETE /v1/changes", 405, ["Allow: GET, HEAD, OPTIONS"]),
        ProductRow(34, "9112 6.3", "POST /v1/persons\(json)", 411),
        ProductRow(
            51,
            "9110 9.3.7",
            "OPTIONS \(person)",
            204,
            [
                "Allow: GET, HEAD, PUT, PATCH, DELETE, OPTIONS", "-Access-Control-Allow-Origin",
                "-Content-Length",
            ]
        ),
        ProductRow(53, "9110 9.3.5", "DELETE \(person)", body: "x", 400, says: "misplaced-body"),
        ProductRow(
            54,
            "9110 15.5.6",
            "DELETE /v1/events",
            405,
            [
                "Allow: GET, HEAD, POST, OPTIONS"
            ]
        ),
        ProductRow(54, "9110 15.5.5", "DELETE /v1/planets", 404, ["-Allow"]),
        ProductRow(54, "9110 15.5.5", "POST /nothing", body: "x", 404),
    ]

    static let paths = [
        ProductRow(56, "9110 4.2.3", "GET /v1/%70ersons/per%2Dtrump", 200),
        ProductRow(56, "9110 4.2.3", "GET /v1/persons%2Fper-trump", 404),
        ProductRow(56, "9110 4.2.3", "GET /v1/persons/%zz", 400),
        ProductRow(56, "9110 4.2.3", "GET /v1/persons/%4", 400),
        ProductRow(56, "9110 4.2.3", "GET /v1/persons/%00", 400),
        ProductRow(56, "9110 4.2.3", "GET /v1/persons/%C0%AF", 400),
        ProductRow(56, "9110 4.2.3", "GET /v1/persons?q=%FF", 400),
        ProductRow(57, "no normalising", "GET /v1/./persons", 404, ["-Location"]),
        ProductRow(57, "no normalising", "GET /v1/x/../persons", 404, ["-Location"]),
        ProductRow(57, "no normalising", "GET /v1/x/%2E%2E/persons", 404, ["-Location"]),
        ProductRow(57, "no normalising", "GET //v1/persons", 404, ["-Location"]),
        ProductRow(58, "no slash at the end", "GET /v1/persons/", 404, ["-Location"]),
        ProductRow(
            59,
            "an unknown parameter",
            "GET /v1/persons?limmit=1",
            400,
            says: #"\"limit\""#
        ),
        ProductRow(59, "one twice", "GET /v1/persons?limit=1&limit=1", 400, says: "only once"),
        ProductRow(
            60,
            "9110 15.5.15",
            "GET /v1/persons?q=\(String(repeating: "a", count: 20_000))",
            414,
            ["Connection: close"],
            says: #""limit":16384"#
        ),
    ]

    static let selection = [
        ProductRow(
            60,
            "9110 15.5.14",
            "POST /v1/persons\(json)",
            body: long,
            413,
            says: #""limit":1048576"#
        ),
        ProductRow(
            60,
            "9110 15.5.16",
            "POST /v1/persons\r\nContent-Type: text/plain",
            body: "x",
            415,
            [
                "Accept-Post: application/json"
            ]
        ),
        ProductRow(
            60,
            "5789 3.1",
            "PATCH \(person)\(json)",
            body: "{}",
            415,
            [
                "Accept-Patch: application/merge-patch+json"
            ]
        ),
        ProductRow(
            61,
            "9110 8.3: any case",
            "POST /v1/persons\r\nContent-Type: APPLICATION/Json; charset=UTF-8",
            body: "{}",
            422
        ),
        ProductRow(
            61,
            "9110 8.3.2: another charset",
            "POST /v1/persons\r\nContent-Type: application/json; charset=latin1",
            body: "{}",
            415
        ),
        ProductRow(61, "9110 8.3: no type", "POST /v1/persons", body: "{}", 415),
        ProductRow(
            62,
            "9110 8.4",
            "POST /v1/persons\(json)\r\nContent-Encoding: br",
            body: "x",
            415,
            [
                "Accept-Encoding: gzip"
            ]
        ),
        ProductRow(
            62,
            "9110 8.4: identity",
            "POST /v1/persons\(json)\r\nContent-Encoding: identity",
            body: "{}",
            422
        ),
        ProductRow(63, "9110 12.5.1", "GET \(person)\r\nAccept: text/html", 406),
        ProductRow(63, "9110 12.5.1", "GET \(person)\r\nAccept: text/html, */*;q=0.1", 200),
        ProductRow(
            64,
            "9110 12.5.3",
            "GET /openapi.json\r\nAccept-Encoding: gzip",
            200,
            [
                "Content-Encoding: gzip", "Vary: Accept-Encoding",
            ]
        ),
        ProductRow(
            64,
            "9110 12.5.3: q=0",
            "GET /openapi.json\r\nAccept-Encoding: gzip;q=0",
            200,
            [
                "-Content-Encoding", "Vary: Accept-Encoding",
            ]
        ),
        ProductRow(
            64,
            "9110 12.5.3: short",
            "GET \(person)\r\nAccept-Encoding: gzip",
            200,
            [
                "-Content-Encoding"
            ]
        ),
        ProductRow(67, "9110 8.8.3", "GET \(person)", 200, [#"ETag: "1""#]),
        ProductRow(68, "9110 13.1.2", "GET \(person)\r\nIf-None-Match: W/\"1\"", 304, unchanged),
        ProductRow(
            68,
            "9110 13.1.2",
            "GET \(person)\r\nIf-None-Match: \"7\", \"1\"",
            304,
            unchanged
        ),
        ProductRow(68, "9110 13.1.2", "GET \(person)\r\nIf-None-Match: *", 304, unchanged),
        ProductRow(68, "9110 13.1.2", "HEAD \(person)\r\nIf-None-Match: \"1\"", 304, unchanged),
        ProductRow(68, "9110 13.1.2", "GET \(person)\r\nIf-None-Match: \"2\"", 200),
        ProductRow(70, "9110 13.2.2", "GET \(person)\r\nIf-Match: \"9\"\r\nIf-None-Match: *", 412),
        ProductRow(
            70,
            "9110 13.2.2",
            "GET \(person)\r\nIf-Match: \"1\"\r\nIf-None-Match: \"1\"",
            304
        ),
        ProductRow(71, "9110 13.1.3", "GET \(person)\r\nIf-Modified-Since: tomorrow", 200),
        ProductRow(
            71,
            "9110 13.1.3",
            "GET \(person)\r\nIf-None-Match: \"9\"\r\nIf-Modified-Since: Sun, 01 Jan 2040 00:00:00 GMT",
            200
        ),
        ProductRow(
            73,
            "9110 14.2",
            "GET \(person)\r\nRange: bytes=0-0",
            200,
            [
                "-Accept-Ranges", "-Content-Range",
            ]
        ),
    ]

    static let operation = [
        ProductRow(81, "9111 5.2.2", "GET \(person)", 200, ["Cache-Control: private, no-cache"]),
        ProductRow(81, "9111 5.2.2", "GET /v1/persons", 200, ["Cache-Control: private, no-cache"]),
        ProductRow(
            87,
            "8288 3",
            "GET /v1/persons?limit=1",
            200,
            says: #""next":"/v1/persons?limit=1&cursor="#
        ),
        ProductRow(
            87,
            "8288 3: the last page",
            "GET /v1/persons?limit=500",
            200,
            [#"Link: </openapi.json>; rel="describedby""#]
        ),
        ProductRow(
            101,
            "7239: a stranger's word",
            "GET /v1/persons?limit=1\r\nForwarded: host=evil.example\r\nX-Forwarded-Host: evil.example",
            200,
            says: #""next":"/v1/"#
        ),
        ProductRow(
            102,
            "9116 2.5",
            "GET /.well-known/security.txt",
            200,
            ["Content-Type: text/plain; charset=utf-8"],
            says: "Contact: mailto:security@example.org\nExpires: 2"
        ),
        ProductRow(102, "liveness", "GET /healthz", 200, ["Cache-Control: no-store"]),
        ProductRow(102, "readiness", "GET /readyz", 200, ["Cache-Control: no-store"]),
        ProductRow(
            103,
            "an id",
            "GET /healthz\r\nX-Request-Id: a.B-c_1",
            200,
            ["X-Request-Id: a.B-c_1"]
        ),
        ProductRow(
            103,
            "a trace",
            "GET /healthz\r\ntraceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            200
        ),
        ProductRow(103, "no trace", "GET /healthz\r\ntraceparent: x", 200),
    ]

    static let unchanged = [
        #"ETag: "1""#, "Cache-Control: private, no-cache", "Vary: Accept-Encoding",
        "-Content-Length", "-Content-Type",
    ]
    static let long = String(repeating: " ", count: 1_048_577)
    static let longName =
        #"{"names":[{"full":"\#(String(repeating: "a", count: 501))"}]}"#

    static func counted(_ number: String) -> String {
        #"{"title":"Some","size":{"count":\#(number),"basis":"exact"}}"#
    }

    static func malformed(
        _ number: Int,
        _ rule: String,
        _ text: String,
        says words: String = "malformed-json"
    ) -> ProductRow {
        ProductRow(number, rule, "POST /v1/persons\(json)", body: text, 400, says: words)
    }
}
