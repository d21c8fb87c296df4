import HTTPServer
import HTTPWire
import Testing

private let closing = "Host: a\r\nConnection: close\r\n\r\n"

@Suite("Deadlines")
struct DeadlineTests {
    private static let moment = Duration.milliseconds(50)

    @Test(
        "end what a client leaves half-said (RFC 9110 15.5.9), and an idle connection in silence",
        arguments: [
            ("", ""), ("GET / HT", "408"), ("GET / HTTP/1.1\r\nHost: a\r\n", "408"),
            ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab", "408"),
            ("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab", "408"),
        ]
    )
    func silence(_ bytes: String, _ status: String) throws {
        let text = try answer(to: bytes) {
            $0.headTime = Self.moment
            $0.bodyTime = Self.moment
            $0.idleTime = Self.moment
        }
        #expect(status.isEmpty ? text.isEmpty : text.hasPrefix("HTTP/1.1 \(status) "))
    }

    @Test(
        "end the wait for an answer: 504 for a read, 503 for a write that may have been done",
        arguments: [
            ("GET /held HTTP/1.1\r\n", "", "504", "The answer"),
            ("POST /held HTTP/1.1\r\nContent-Length: 1\r\n", "a", "503", "may have been done"),
        ]
    )
    func handler(_ head: String, _ body: String, _ status: String, _ words: String) throws {
        try withServer({ $0.handlerTime = Self.moment }) { _, address, witness in
            let client = try RawClient(address)
            client.send(head + "Host: a\r\n\r\n" + body)
            let text = client.receiveAll()
            #expect(text.hasPrefix("HTTP/1.1 \(status) "))
            #expect(text.contains(words))
            // Now comes the answer, which nobody hears.
            let late = witness.wait { $0.answers.first }
            late.answer(.text(.ok, "late"))
            let next = try RawClient(address)
            next.send("GET / HTTP/1.1\r\n" + closing)
            #expect(next.receiveAll().hasSuffix("hello"))
        }
    }

    @Test("end an answer that the client does not take")
    func stall() throws {
        try withServer({ $0.writeStallTime = Self.moment }) { server, address, witness in
            let client = try RawClient(address, receiveBuffer: 4096)
            client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(witness.wait { $0.sent.last == false ? true : nil })
            #expect(server.counters().connectionsOpen == 0)
        }
    }

    @Test("of a body in pieces are not put off for ever by what came fast")
    func earnedTime() throws {
        let text = try answer(
            to: "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n"
                + String(repeating: "a", count: 10_000)
        ) {
            $0.bodyTime = Self.moment
            $0.bodyBytesPerSecondMin = 1
        }
        #expect(text.hasPrefix("HTTP/1.1 408 "))
    }

    @Test("of a body may ask for no rate", arguments: ["/echo", "/count"])
    func noRate(_ path: String) throws {
        try withServer({ $0.bodyBytesPerSecondMin = 0 }) { _, address, witness in
            let client = try RawClient(address)
            client.send("POST \(path) HTTP/1.1\r\nContent-Length: 1\r\n" + closing)
            _ = witness.wait { $0.ids.first }
            client.send("a")
            #expect(client.receiveAll().statusLines == ["HTTP/1.1 200 OK"])
        }
    }

    @Test("let a late answer meet no stranger in its place")
    func lateAnswer() throws {
        try withServer({ $0.loops = 1 }) { _, address, witness in
            let late: Answer
            do {
                let client = try RawClient(address)
                client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
                late = witness.wait { $0.answers.first }
                client.endInput()
            }
            // The first client's place may be the next one's.
            let next = try RawClient(address)
            next.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = witness.wait { $0.answers.count == 2 ? $0.answers[1] : nil }
            late.answer(.text(.ok, "late"))
            answer.answer(.text(.ok, "in time"))
            #expect(next.receive(through: "in time").hasSuffix("\r\n\r\nin time"))
        }
    }
}

@Suite("A drain")
struct DrainTests {
    @Test("finishes what is in flight and says that it closes")
    func inFlight() throws {
        try withServer { server, address, witness in
            let client = try RawClient(address)
            client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = witness.wait { $0.answers.first }
            server.drain()
            answer.answer(.text(.ok, "done"))
            let text = client.receiveAll()
            #expect(text.contains("Connection: close\r\n"))
            #expect(text.hasSuffix("done"))
            try server.wait()
            #expect(throws: RawClient.Refused.self) { try RawClient(address) }
        }
    }

    @Test(
        "is not held up by clients that are silent",
        arguments: [
            "", "GET / HTTP/1.1\r\nHo",
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na",
            "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na",
        ]
    )
    func silentClient(_ bytes: String) throws {
        try withServer({ $0.drainSilence = .milliseconds(50) }) { server, address, _ in
            let client = try RawClient(address)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = client.receive(through: "hello")
            client.send(bytes)
            server.drain()
            try server.wait()
        }
    }

    @Test("cuts what does not end in time, and at once when asked twice", arguments: [false, true])
    func cut(_ isAskedTwice: Bool) throws {
        let time: Duration = isAskedTwice ? .seconds(3600) : .milliseconds(50)
        try withServer({ $0.drainTime = time }) { server, address, witness in
            let client = try RawClient(address)
            client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = witness.wait { $0.answers.first }
            server.drain()
            if isAskedTwice { server.drain() }
            try server.wait()
            #expect(client.receiveAll().isEmpty)
        }
    }

    @Test("before the start leaves nothing to wait for")
    func neverStarted() throws {
        let server = try Server(listen: [.tcp("127.0.0.1", 0)]) { _ in fatalError("never asked") }
        server.drain()
        try server.run()
        #expect(throws: RawClient.Refused.self) { try RawClient(server.addresses[0]) }
    }
}

@Suite("Caps on connections")
struct CapTests {
    @Test("pause accepting, and close the longest idle first")
    func total() throws {
        try withServer({
            $0.connectionsMax = 2
            $0.loops = 1
        }) { server, address, _ in
            let first = try RawClient(address)
            first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = first.receive(through: "hello")
            let second = try RawClient(address)
            second.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            let third = try RawClient(address)
            third.send("GET / HTTP/1.1\r\n" + closing)
            #expect(third.receiveAll().hasSuffix("hello"))
            #expect(first.receiveAll().isEmpty)
        }
    }

    @Test("are waited for when nobody is idle")
    func waits() throws {
        try withServer({
            $0.connectionsMax = 1
            $0.loops = 1
        }) { _, address, witness in
            let first = try RawClient(address)
            first.send("GET /held HTTP/1.1\r\n" + closing)
            let answer = witness.wait { $0.answers.first }
            let second = try RawClient(address)
            second.send("GET / HTTP/1.1\r\n" + closing)
            answer.answer(.text(.ok, "first"))
            #expect(first.receiveAll().hasSuffix("first"))
            #expect(second.receiveAll().hasSuffix("hello"))
        }
    }
}
