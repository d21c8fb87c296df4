import HTTPServer
import HTTPWire
import Testing

@Suite("The client")
struct ClientTests {
    private func client(of address: ListenAddress, _ target: String) throws -> HTTPClient {
        try HTTPClient(HTTPClient.Location("\(address)\(target)"), seconds: 20)
    }

    private func answer(_ client: HTTPClient) throws -> (status: Int, body: String) {
        var body: [UInt8] = []
        let status = try client.receive { body += $0 }
        return (status, String(decoding: body, as: UTF8.self))
    }

    @Test(
        "reads an answer whole, however it is framed",
        arguments: [
            ("/", HTTPWire.Method.get, 200, "hello"), ("/stream", .get, 200, "onetwo"),
            ("/refused", .get, 200, "hello"), ("?a/b", .get, 200, "hello"),
            ("/big", .get, 200, String(repeating: "x", count: 3_000_000)),
        ]
    )
    func reads(_ target: String, _ method: HTTPWire.Method, _ status: Int, _ body: String) throws {
        try withServer { _, address, _ in
            let client = try client(of: address, target)
            try client.begin(method)
            let answer = try answer(client)
            #expect(answer.status == status)
            #expect(answer.body == body)
        }
    }

    @Test("sends a body in pieces", arguments: [("/count", "1500"), ("/echo", "abcabc")])
    func sends(_ target: String, _ expected: String) throws {
        try withServer { _, address, _ in
            let client = try client(of: address, target)
            try client.begin(.post, fields: ["X-Own": "a"], isChunked: true)
            let piece = target == "/echo" ? "abc" : String(repeating: "b", count: 750)
            for _ in 0..<2 { try client.send(piece: Array(piece.utf8)) }
            try client.send(piece: [])
            let answer = try answer(client)
            #expect(answer.status == 200)
            #expect(answer.body == expected)
        }
    }

    @Test("breaks a body off so that the server does not take it for whole")
    func breaksOff() throws {
        try withServer { _, address, witness in
            let client = try client(of: address, "/count")
            try client.begin(.post, isChunked: true)
            try client.send(piece: [1])
            client.breakOff()
            #expect(try answer(client).status == 400)
            #expect(witness.wait { $0.ends } == [false])
        }
    }

    @Test("does not take an answer that breaks off for whole")
    func cutOff() throws {
        try withServer { server, address, witness in
            let client = try client(of: address, "/taken")
            try client.begin(.get)
            let exchange = witness.wait { $0.exchanges.first }
            exchange.start(Response(.ok))
            exchange.send(Array("half".utf8))
            server.stop()
            try server.wait()
            #expect(throws: HTTPClient.Failure.self) { try answer(client) }
        }
    }

    @Test(
        "knows an http URL when it sees one (RFC 9110 4.2.1)",
        arguments: [
            ("http://a", "a", 80, "/"), ("http://a:81/b?c", "a", 81, "/b?c"),
            ("http://[::1]:8470/x", "::1", 8470, "/x"), ("http://[::1]?q", "::1", 80, "/?q"),
        ] as [(String, String, UInt16, String)]
    )
    func reads(_ url: String, _ host: String, _ port: UInt16, _ target: String) throws {
        let location = try HTTPClient.Location(url)
        #expect(location.host == host)
        #expect(location.port == port)
        #expect(location.target == target)
    }

    @Test("asks through TLS, and reads the answer whole", arguments: ["/", "/big", "/stream"])
    func throughTLS(_ target: String) throws {
        try withTLS { _, address, _ in
            guard case .tcp(let host, let port) = address else { return }
            let url = "https://\(host):\(port)\(target)"
            let answer = try HTTPClient.get(
                throughTLS: HTTPClient.Location(secure: url),
                seconds: 20
            )
            #expect(answer.status == 200)
            #expect(answer.body.count == ["/": 5, "/big": 3_000_000, "/stream": 6][target])
        }
    }

    @Test(
        "refuses what is no http URL",
        arguments: ["", "a", "https://a", "http://", "http://:80/", "http://a:x/", "http://a/ b"]
    )
    func refuses(_ url: String) {
        #expect(throws: HTTPClient.Failure.self) { try HTTPClient.Location(url) }
    }
}

@Suite("An address to listen on")
struct ListenAddressTests {
    @Test(
        "is a numeric host with a port, or a socket file",
        arguments: [
            ("127.0.0.1:8470", .tcp("127.0.0.1", 8470)), ("[::1]:80", .tcp("::1", 80)),
            ("0.0.0.0:0", .tcp("0.0.0.0", 0)), ("unix:/a/b", .unix("/a/b")),
        ] as [(String, ListenAddress)]
    )
    func reads(_ text: String, _ expected: ListenAddress) throws {
        #expect(try ListenAddress(text) == expected)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "8470", ":8470", "localhost:80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
            "127.0.0.1:-1", "127.0.0.1:+1", "::1:80", "[::1]", "unix:",
            "unix:/" + String(repeating: "a", count: 107),
        ]
    )
    func refuses(_ text: String) {
        #expect(throws: ServerError.self) { try ListenAddress(text) }
    }
}
