import HTTPServer
import HTTPWire
import Testing

private let closing = "Host: a\r\nConnection: close\r\n\r\n"

/// Bytes, and the status that a running server answers before it closes.
struct SocketCase: CustomTestStringConvertible, Sendable {
    let rule: String
    let bytes: String
    let status: Int

    init(_ rule: String, _ bytes: String, _ status: Int) {
        self.rule = rule
        self.bytes = bytes
        self.status = status
    }

    var testDescription: String { rule }
}

@Suite("What is refused on the wire")
struct RefusalTests {
    static let table = [
        SocketCase("9112 2.2: bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400),
        SocketCase("9112 3: 0.9", "GET /\r\n", 400),
        SocketCase(
            "9112 3: a request line over 16 KiB",
            "GET /" + String(repeating: "a", count: 20_000),
            414
        ),
        SocketCase(
            "6585 5: a head over 32 KiB",
            "GET / HTTP/1.1\r\nA: " + String(repeating: "a", count: 40_000),
            431
        ),
        SocketCase("9110 15.6.2: an unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        SocketCase("9113 3.4: HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        SocketCase("9112 3.2: no Host", "GET / HTTP/1.1\r\n\r\n", 400),
        SocketCase(
            "9112 6.1: length and chunked",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400
        ),
        SocketCase(
            "9112 6.1: an unknown coding",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            501
        ),
        SocketCase(
            "9110 15.5.14: a length over the limit",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n"
                + String(repeating: "a", count: 200_000),
            413
        ),
        SocketCase(
            "9110 15.5.14: chunks over the limit",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n"
                + String(repeating: "a", count: 200_000),
            413
        ),
        SocketCase(
            "9110 10.1.1: another expectation",
            "POST / HTTP/1.1\r\nExpect: x\r\n" + closing,
            417
        ),
        SocketCase(
            "9110 9.3.1: a body on GET",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
            400
        ),
        SocketCase(
            "9110 9.3.1: a chunked body on GET",
            "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            400
        ),
        SocketCase(
            "9112 7.1: a bad chunk",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
            400
        ),
    ]

    @Test("is answered, and the connection ends", arguments: table)
    func refuses(_ row: SocketCase) throws {
        // What follows would be a second request on a connection that went on.
        let text = try answer(to: row.bytes + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(text.hasPrefix("HTTP/1.1 \(row.status) "))
        #expect(text.statusLines.count == 1)
        #expect(text.contains("Connection: close\r\n"))
    }

    @Test("an empty chunked body on GET is none")
    func emptyChunkedGet() throws {
        let text = try answer(
            to: "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(closing)0\r\n\r\n"
        )
        #expect(text.statusLines == ["HTTP/1.1 200 OK"])
    }

    @Test(
        "never reaches the application when it was cut off (RFC 9112 8)",
        arguments: [
            "GET / HTTP/1.1\r\nHost: a\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc",
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        ]
    )
    func cutOff(_ bytes: String) throws {
        try withServer { _, address, witness in
            let client = try RawClient(address)
            client.send(bytes)
            client.endInput()
            #expect(client.receiveAll().hasPrefix("HTTP/1.1 400 "))
            #expect(witness.wait { $0.requests }.isEmpty)
        }
    }

    @Test("is what comes after the wish to close (RFC 9112 9.6)")
    func afterClose() throws {
        let text = try answer(to: "GET / HTTP/1.1\r\n\(closing)GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(text.statusLines.count == 1)
    }

    @Test(
        "is a host that is not served (RFC 9110 15.5.20)",
        arguments: [("A:80", 200), ("b", 421)]
    )
    func misdirected(_ host: String, _ status: Int) throws {
        let text = try answer(to: "GET / HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n") {
            $0.hosts = ["a"]
        }
        #expect(text.hasPrefix("HTTP/1.1 \(status) "))
    }

    @Test("is counted by its reason")
    func counted() throws {
        try withServer { server, address, _ in
            let client = try RawClient(address)
            client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(client.receiveAll().hasPrefix("HTTP/1.1 400 "))
            #expect(server.counters().refusals[.missingHost] == 1)
            #expect(server.counters().answers[3].count == 1)
        }
    }

    @Test("is a request past the last that a connection may carry")
    func requestsPerConnection() throws {
        let bytes = String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 5)
        let text = try answer(to: bytes) { $0.requestsPerConnectionMax = 3 }
        #expect(text.statusLines.count == 3)
        #expect(text.components(ofClose: true) == 1)
    }

    @Test("is a body when bodies take all the memory there is for them")
    func bodyMemory() throws {
        let text = try answer(
            to: "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
                + String(repeating: "m", count: 500_000)
        ) { $0.bodyMemoryMax = 100_000 }
        #expect(text.hasPrefix("HTTP/1.1 503 "))
        #expect(text.contains("Retry-After: 1\r\n"))
    }

    @Test("is a body while others that wait for their answers take all the memory")
    func lentMemory() throws {
        let post =
            "HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n"
            + String(repeating: "m", count: 60_000)
        try withServer({
            $0.bodyMemoryMax = 90_000
            $0.loops = 1
        }) { _, address, witness in
            let first = try RawClient(address)
            first.send("POST /held " + post)
            let answer = witness.wait { $0.answers.first }
            let second = try RawClient(address)
            second.send("POST /echo " + post)
            #expect(second.receiveAll().hasPrefix("HTTP/1.1 503 "))
            answer.answer(.text(.ok, "done"))
            #expect(first.receive(through: "done").hasPrefix("HTTP/1.1 200 "))
            first.send("POST /echo " + post)
            #expect(first.receive(through: "mmm").hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("is no body for want of loops in the settings")
    func noLoops() throws {
        let body = String(repeating: "y", count: 100_000)
        let text = try answer(
            to: "POST /echo HTTP/1.1\r\nContent-Length: 100000\r\n\(closing)\(body)"
        ) {
            $0.loops = 0
            $0.workers = 0
        }
        #expect(text.afterHead == body)
    }
}

extension String {
    /// How many answers say that the connection closes.
    fileprivate func components(ofClose: Bool) -> Int {
        split(separator: "\r\n").count { $0 == "Connection: close" }
    }
}
