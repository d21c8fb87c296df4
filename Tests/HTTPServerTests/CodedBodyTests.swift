import HTTPServer
import HTTPWire
import Testing

private func post(_ path: String, _ fields: String, _ body: [UInt8], chunk: Int? = nil) -> [UInt8] {
    let head = "POST \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(fields)"
    guard let chunk else {
        return Array((head + "Content-Length: \(body.count)\r\n\r\n").utf8) + body
    }
    var bytes = Array((head + "Transfer-Encoding: chunked\r\n\r\n").utf8)
    for start in stride(from: 0, to: body.count, by: chunk) {
        let piece = body[start..<min(body.count, start + chunk)]
        bytes += Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10]
    }
    return bytes + "0\r\n\r\n".utf8
}

private func heard(
    _ bytes: [UInt8],
    _ change: (inout ServerSettings) -> Void = { _ in }
) throws -> HeardBytes {
    var answer: [UInt8] = []
    try withServer(change) { _, address, _ in
        let client = try RawClient(address)
        client.send(bytes)
        answer = client.receiveAllBytes()
    }
    return HeardBytes(answer)
}

private let gzip = "Content-Encoding: gzip\r\n"

@Suite("62. 9110 8.4: a request's body in gzip")
struct CodedBodyTests {
    @Test(
        "reaches the application as it was, whole or in chunks",
        arguments: [0, 1, 10_000, 16_384, 16_385, 300_000],
        [nil, 1_000]
    )
    func whole(_ count: Int, _ chunk: Int?) throws {
        let text = TestText.of(count)
        let answer = try heard(post("/echo", gzip, Gzip.coded(text), chunk: chunk))
        #expect(answer.head.status == 200)
        #expect(answer.body == text)
    }

    @Test("is read under either name, in any case, and in several members (RFC 1952 2.2)")
    func names() throws {
        let (one, other) = (TestText.of(100), TestText.of(50_000))
        for name in ["x-gzip", "GZIP", "identity, gzip"] {
            let bytes = post("/echo", "Content-Encoding: \(name)\r\n", Gzip.coded(one))
            #expect(try heard(bytes).body == one)
        }
        let members = Gzip.coded(one) + Gzip.coded([]) + Gzip.coded(other)
        #expect(try heard(post("/echo", gzip, members)).body == one + other)
    }

    @Test(
        "is 400 when it is damaged, cut off, or followed by anything else",
        arguments: ["/echo", "/count", "/slow"]
    )
    func damaged(_ path: String) throws {
        let coded = Gzip.coded(TestText.of(40_000))
        var flipped = coded
        flipped[coded.count / 2] ^= 0x55
        var badSum = coded
        badSum[coded.count - 6] ^= 1
        let cases = [
            flipped, badSum, Array(coded.dropLast()), Array(coded.dropLast(9)), coded + [0],
            coded + [0x1F], coded + Array("x".utf8), Array("plain text".utf8), [0x1F],
        ]
        for bytes in cases {
            let answer = try heard(post(path, gzip, bytes))
            #expect(answer.head.status == 400)
            #expect(answer.head.values(of: "Connection") == ["close"])
        }
    }

    @Test("is 413 as soon as it comes to more than it may, however little was sent")
    func bomb() throws {
        let bomb = Gzip.coded([UInt8](repeating: 32, count: 3_000_000))
        #expect(bomb.count < 10_000)
        #expect(try heard(post("/echo", gzip, bomb)).head.status == 413)
        let small = try heard(post("/echo", gzip, Gzip.coded(TestText.of(1_001)))) {
            $0.limits.bodyBytesMax = 1_000
        }
        #expect(small.head.status == 413)
        let exact = try heard(post("/echo", gzip, Gzip.coded(TestText.of(1_000)))) {
            $0.limits.bodyBytesMax = 1_000
        }
        #expect(exact.head.status == 200)
        for path in ["/count", "/slow"] {
            let streamed = try heard(post(path, gzip, bomb)) { $0.inflatedBytesMax = 2_000_000 }
            #expect(streamed.head.status == 413)
        }
    }

    @Test(
        "reaches a receiver in pieces, of any length and at its pace",
        arguments: ["/count", "/slow"],
        [nil, 100]
    )
    func pieces(_ path: String, _ chunk: Int?) throws {
        let blank = [UInt8](repeating: 32, count: 3_000_000)
        for text in [[], TestText.of(1), TestText.of(700_000), blank] {
            let answer = try heard(post(path, gzip, Gzip.coded(text), chunk: chunk))
            #expect(answer.head.status == 200)
            #expect(answer.body == Array("\(text.count)".utf8))
        }
    }

    @Test("is 415 in any other coding, after what the application has against it, and unsent")
    func unknown() throws {
        let twice = "gzip\r\nContent-Encoding: gzip"
        for coding in ["br", "gzip, gzip", "gzip, br", "deflate", twice] {
            for path in ["/echo", "/count"] {
                let fields = "Content-Encoding: \(coding)\r\nExpect: 100-continue\r\n"
                let answer = try heard(post(path, fields, [1, 2, 3]))
                #expect(answer.head.status == 415)
                #expect(answer.head.values(of: "Accept-Encoding") == ["gzip"])
            }
        }
        let refused = try heard(post("/refused", "Content-Encoding: br\r\n", [1]))
        #expect(refused.head.status == 403)
        let plain = try heard(post("/echo", "Content-Encoding: identity\r\n", [1, 2]))
        #expect(plain.body == [1, 2])
    }

    @Test("is the application's own affair when the server is told so")
    func raw() throws {
        let answer = try heard(post("/echo", "Content-Encoding: br\r\n", [1, 2])) {
            $0.inflatesBodies = false
        }
        #expect(answer.body == [1, 2])
    }

    @Test("is answered on a connection that goes on")
    func goesOn() throws {
        try withServer { _, address, _ in
            let client = try RawClient(address)
            for count in [500, 200_000] {
                let text = TestText.of(count)
                let body = Gzip.coded(text)
                let length = "Content-Length: \(body.count)\r\n\r\n"
                let head = "POST /echo HTTP/1.1\r\nHost: a\r\n" + gzip + length
                client.send(Array(head.utf8) + body)
                let end = String(decoding: text.suffix(20), as: UTF8.self)
                #expect(client.receive(through: end).hasPrefix("HTTP/1.1 200"))
            }
        }
    }
}
