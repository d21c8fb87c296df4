import HTTPServer
import HTTPWire
import Testing

/// One answer as it came: what its head says, and its content as bytes.
struct HeardBytes {
    let head: HeardAnswer
    let body: [UInt8]

    init(_ bytes: [UInt8]) {
        let end = bytes.indices.first { bytes[$0...].starts(with: Array("\r\n\r\n".utf8)) }
        head = HeardAnswer(head: String(decoding: bytes[..<(end ?? 0)], as: UTF8.self))
        body = Array(bytes[((end ?? 0) + 4)...])
    }

    /// The content of chunks, one element for each.
    var chunks: [[UInt8]] {
        var chunks: [[UInt8]] = []
        var rest = body[...]
        while let lineEnd = rest.firstIndex(of: 13),
            let size = Int(String(decoding: rest[..<lineEnd], as: UTF8.self), radix: 16), size > 0
        {
            let start = lineEnd + 2
            chunks.append(Array(rest[start..<start + size]))
            rest = rest[(start + size + 2)...]
        }
        return chunks
    }

    var coding: String { head.values(of: "Content-Encoding").joined() }
    var tag: String { head.values(of: "ETag").joined() }
    var vary: String { head.values(of: "Vary").joined() }
}

func heard(
    _ method: String,
    _ path: String,
    _ fields: String = "",
    _ change: (inout ServerSettings) -> Void = { _ in }
) throws -> HeardBytes {
    var bytes: [UInt8] = []
    try withServer(change) { _, address, _ in
        let client = try RawClient(address)
        client.send("\(method) \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(fields)\r\n")
        bytes = client.receiveAllBytes()
    }
    return HeardBytes(bytes)
}

private let asking = "Accept-Encoding: gzip\r\n"

@Suite("64. 9110 12.5.3: an answer in gzip")
struct CodedAnswerTests {
    @Test("is what was meant, with a length and a tag of its own", arguments: [2_000, 200_000])
    func coded(_ count: Int) throws {
        let answer = try heard("GET", count > 100_000 ? "/long" : "/text", asking)
        #expect(answer.head.status == 200)
        #expect(answer.coding == "gzip")
        #expect(answer.vary == "Accept-Encoding")
        #expect(answer.tag == "\"7-gzip\"")
        #expect(answer.head.values(of: "Content-Length") == ["\(answer.body.count)"])
        let plain = Gzip.plain(answer.body)
        #expect(plain.bytes == TestText.of(count) && plain.isWhole)
        #expect(answer.body.count < count / 2)
        answer.head.expectItsForm()
    }

    @Test(
        "is given to who takes it (q-values, *, x-gzip, in any case), and to nobody else",
        arguments: [
            ("gzip", true), ("GZip", true), ("x-gzip", true), ("*", true), ("br, gzip;q=0.1", true),
            ("identity;q=0.5, gzip", true), ("gzip;q=1.000", true), ("*;q=0.3", true),
            ("identity;q=0, *", true), ("br\r\nAccept-Encoding: gzip", true),
            ("", false), ("br", false), ("gzip;q=0", false), ("gzip;q=0.000", false),
            ("*;q=0", false), ("gzip;q=0.2, identity;q=0.9", false), ("gzip;q=2", false),
            ("gzip;q=x", false), ("gzip;q=0.0001", false), ("*, gzip;q=0", false), ("gzi", false),
        ]
    )
    func negotiation(_ value: String, _ isCoded: Bool) throws {
        let answer = try heard("GET", "/text", "Accept-Encoding: \(value)\r\n")
        #expect((answer.coding == "gzip") == isCoded)
        #expect(answer.vary == "Accept-Encoding")
        #expect(answer.tag == (isCoded ? "\"7-gzip\"" : "\"7\""))
        #expect((isCoded ? Gzip.plain(answer.body).bytes : answer.body) == TestText.of(2_000))
    }

    @Test("is not made of what is short, coded or compressed already, or when switched off")
    func plain() throws {
        let small = try heard("GET", "/small", asking)
        #expect(small.coding.isEmpty && small.vary == "Accept-Encoding" && small.tag == "\"7\"")
        let picture = try heard("GET", "/picture", asking)
        #expect(picture.coding.isEmpty && picture.vary.isEmpty && picture.body.count == 2_000)
        let coded = try heard("GET", "/coded", asking)
        #expect(coded.coding == "br" && coded.body == TestText.of(2_000))
        let off = try heard("GET", "/text", asking) { $0.gzipLevel = 0 }
        #expect(off.coding.isEmpty && off.vary.isEmpty && off.body.count == 2_000)
    }

    @Test("is made of whatever there is for a client that refuses plain content")
    func identityRefused() throws {
        let answer = try heard("GET", "/small", "Accept-Encoding: gzip, identity;q=0\r\n")
        #expect(answer.coding == "gzip" && Gzip.plain(answer.body).bytes == TestText.of(1_000))
    }

    @Test("50. 9110 9.3.2: has the same head for HEAD", arguments: ["/text", "/long"])
    func head(_ path: String) throws {
        let get = try heard("GET", path, asking)
        let head = try heard("HEAD", path, asking)
        #expect(head.body.isEmpty)
        for name in ["Content-Length", "Content-Encoding", "ETag", "Vary", "Content-Type"] {
            #expect(head.head.values(of: name) == get.head.values(of: name))
        }
    }

    @Test(
        "67. 9110 8.8.3, 68. 13.1.2: is known by its tag, and 304 bears the tag that is known",
        arguments: [
            ("\"7-gzip\"", true, "\"7-gzip\""), ("\"7\"", true, "\"7\""),
            ("\"6\", \"7-gzip\"", true, "\"7-gzip\""), ("\"7\"", false, "\"7\""),
            ("\"7\", \"7-gzip\"", true, "\"7-gzip\""), ("\"7\", \"7-gzip\"", false, "\"7\""),
            ("\"6-gzip\", \"7\"", true, "\"7\""), ("*", true, "\"7\""),
        ]
    )
    func notModified(_ tags: String, _ takesGzip: Bool, _ tag: String) throws {
        let fields = "If-None-Match: \(tags)\r\n" + (takesGzip ? asking : "")
        let answer = try heard("GET", "/text", fields)
        #expect(answer.head.status == 304)
        #expect(answer.tag == tag)
        #expect(answer.vary == "Accept-Encoding")
        #expect(answer.body.isEmpty)
    }

    @Test("of a stream can be read as far as pieces were sent, and ends whole")
    func stream() throws {
        let answer = try heard("GET", "/lines", asking)
        #expect(answer.coding == "gzip" && answer.vary == "Accept-Encoding")
        #expect(answer.tag == "\"7-gzip\"")
        let chunks = answer.chunks
        #expect(chunks.count == 3)
        #expect(Gzip.plain(chunks.first ?? []).bytes == Array("one\n".utf8))
        let whole = Gzip.plain(chunks.flatMap { $0 })
        #expect(whole.bytes == Array("one\ntwo\n".utf8) && whole.isWhole)
        let plain = try heard("GET", "/lines")
        #expect(plain.coding.isEmpty && plain.vary == "Accept-Encoding")
        #expect(plain.chunks == [Array("one\n".utf8), Array("two\n".utf8)])
    }

    @Test("from the pool keeps its place among pipelined ones, with its own id")
    func pipelined() throws {
        try withServer { _, address, _ in
            let client = try RawClient(address)
            let ask = "GET /long HTTP/1.1\r\nHost: a\r\n\(asking)\r\n"
            client.send(ask + "GET /id HTTP/1.1\r\nHost: a\r\nX-Request-Id: second\r\n\r\n" + ask)
            client.endInput()
            let text = client.receiveAllBytes()
            #expect(String(decoding: text, as: UTF8.self).statusLines.count == 3)
            let first = HeardBytes(text)
            let length = first.head.values(of: "Content-Length").first.flatMap { Int($0) } ?? 0
            #expect(Gzip.plain(Array(first.body[..<length])).isWhole)
            let second = HeardBytes(Array(first.body[length...]))
            #expect(second.body.starts(with: Array("second".utf8)))
        }
    }
}
