import HTTPServer
import HTTPWire
import Testing

private let closing = "Host: a\r\nConnection: close\r\n\r\n"

@Suite("A request's id")
struct RequestIDTests {
    /// The ids that clients were told, in order.
    private func told(_ text: String) -> [String] {
        text.split(separator: "\r\n").filter { $0.hasPrefix("X-Request-Id: ") }
            .map { String($0.dropFirst(14)) }
    }

    @Test("stands in the refusal of a head that was read so far")
    func head() throws {
        let text = try answer(
            to: "GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\nContent-Length: 3\r\n\r\nabc"
        )
        #expect(told(text) == ["mine"])
    }

    @Test("is still known when its bytes have been given away, and others follow")
    func later() throws {
        let next = "GET /next HTTP/1.1\r\nHost: a\r\nX-Request-Id: next\r\n\r\n"
        let text = try answer(
            to: "GET /held HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n\r\n\(next)"
        ) { $0.handlerTime = .milliseconds(50) }
        #expect(text.hasPrefix("HTTP/1.1 504 "))
        #expect(told(text) == ["mine"])
    }

    @Test("is still known in the midst of a body that is taken in pieces")
    func pieces() throws {
        let chunk = "100\r\n" + String(repeating: "a", count: 256) + "\r\n"
        let text = try answer(
            to: "POST /count HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "broken"
        )
        #expect(text.hasPrefix("HTTP/1.1 400 "))
        #expect(told(text) == ["mine"])
    }

    @Test("is one from admission to answer, whoever asks in between")
    func admission() throws {
        try withServer({ $0.loops = 1 }) { _, address, witness in
            let slow = try RawClient(address)
            slow.send("POST /echo HTTP/1.1\r\nContent-Length: 2\r\n\(closing)a")
            _ = witness.wait { $0.ids.count == 1 ? true : nil }
            let quick = try RawClient(address)
            quick.send("GET / HTTP/1.1\r\n" + closing)
            #expect(quick.receiveAll().hasSuffix("hello"))
            slow.send("b")
            #expect(slow.receiveAll().hasSuffix("ab"))
            let ids = witness.wait { $0.ids }
            #expect(ids.count == 3)
            #expect(ids.first == ids.last)
            #expect(Set(ids).count == 2)
        }
    }

    @Test("is never another's", arguments: ["/count", "/refused"])
    func distinct(_ path: String) throws {
        try withServer({ $0.loops = 1 }) { _, address, witness in
            for _ in 0..<2 {
                let client = try RawClient(address)
                client.send("POST \(path) HTTP/1.1\r\nContent-Length: 1\r\n\(closing)a")
                #expect(client.receiveAll().statusLines.count == 1)
            }
            #expect(Set(witness.wait { $0.ids }).count == 2)
        }
    }
}
