import HTTPServer
import HTTPWire
import Testing

private let loopback = ListenAddress.tcp("127.0.0.1", 0)
private let ask = "GET /peer HTTP/1.1\r\nHost: own\r\nConnection: close\r\n"

private func said(
    _ bytes: [UInt8],
    _ change: (inout ServerSettings) -> Void
) throws -> String {
    var text = ""
    try withServer(change) { _, address, _ in
        let client = try RawClient(address)
        client.send(bytes)
        text = client.receiveAll()
    }
    return text
}

private func trust(_ ranges: String...) -> [AddressRange] { ranges.compactMap { AddressRange($0) } }

@Suite("101. 7239: what proxies say of their clients")
struct ProxyTests {
    /// Version 2 of the header for a client of IPv4.
    static func binary(_ command: UInt8 = 0x21, additions: [UInt8] = []) -> [UInt8] {
        let count = 12 + additions.count
        return [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10, command, 0x11]
            + [UInt8(count >> 8), UInt8(count & 255), 192, 0, 2, 7, 10, 0, 0, 1, 0x12, 0x34, 0, 80]
            + additions
    }

    @Test("in a PROXY header is believed where it is due and the peer trusted")
    func preamble() throws {
        let headers: [([UInt8], String)] = [
            (Array("PROXY TCP4 192.0.2.7 10.0.0.1 4660 80\r\n".utf8), "192.0.2.7"),
            (Array("PROXY TCP6 2001:db8::7 ::1 4660 80\r\n".utf8), "2001:db8::7"),
            (Array("PROXY UNKNOWN\r\n".utf8), "127.0.0.1"),
            (Self.binary(), "192.0.2.7"),
            (Self.binary(additions: [1, 0, 2, 104, 50]), "192.0.2.7"),
            (Self.binary(0x20), "127.0.0.1"),
        ]
        for (header, peer) in headers {
            let text = try said(header + (ask + "\r\n").utf8) {
                $0.proxiedAddresses = [loopback]
                $0.trustedProxies = trust("127.0.0.1")
            }
            #expect(text.hasSuffix("\r\n\r\n\(peer) http own"))
        }
    }

    @Test("in a PROXY header may come a byte at a time")
    func slowPreamble() throws {
        try withServer({
            $0.proxiedAddresses = [loopback]
            $0.trustedProxies = trust("127.0.0.0/8")
        }) { _, address, _ in
            for header in [Array("PROXY TCP4 192.0.2.7 10.0.0.1 1 2\r\n".utf8), Self.binary()] {
                let client = try RawClient(address)
                for byte in header + (ask + "\r\n").utf8 { client.send([byte]) }
                #expect(client.receiveAll().hasSuffix("192.0.2.7 http own"))
            }
        }
    }

    @Test("is refused where the header is missing, broken or from a stranger: closed, no answer")
    func refusedPreamble() throws {
        let good = Array("PROXY TCP4 192.0.2.7 10.0.0.1 4660 80\r\n".utf8)
        let get = Array((ask + "\r\n").utf8)
        let bad: [[UInt8]] = [
            get, Array("PROXY TCP4 192.0.2.7\r\n".utf8) + get, Array("PROXY \r\n".utf8),
            Self.binary(0x22) + get, Array(repeating: 13, count: 20),
            Array("PROXY TCP4 \(String(repeating: "1", count: 120))".utf8),
        ]
        for bytes in bad {
            let text = try said(bytes) {
                $0.proxiedAddresses = [loopback]
                $0.trustedProxies = trust("127.0.0.1")
            }
            #expect(text.isEmpty)
        }
        let stranger = try said(good + get) {
            $0.proxiedAddresses = [loopback]
            $0.trustedProxies = trust("192.0.2.0/24", "unix")
        }
        #expect(stranger.isEmpty)
        // Where none is due it is no HTTP.
        for header in [good, Self.binary()] {
            let text = try said(header + get) { $0.trustedProxies = trust("127.0.0.1") }
            #expect(text.hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test("has to come in time")
    func silence() throws {
        for start in ["", "PROXY TC"] {
            let text = try said(Array(start.utf8)) {
                $0.proxiedAddresses = [loopback]
                $0.trustedProxies = trust("127.0.0.1")
                $0.preambleTime = .milliseconds(50)
            }
            #expect(text.isEmpty)
        }
    }

    @Test("counts the client's connections, not the proxy's")
    func census() throws {
        try withServer({
            $0.proxiedAddresses = [loopback]
            $0.trustedProxies = trust("127.0.0.1")
            $0.connectionsPerAddressMax = 2
        }) { _, address, _ in
            var open: [RawClient] = []
            for (index, status) in [(7, "200"), (7, "200"), (7, "503"), (8, "200")] {
                let client = try RawClient(address)
                client.send("PROXY TCP4 192.0.2.\(index) 10.0.0.1 1 2\r\n")
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(client.receive(through: "\r\n").hasPrefix("HTTP/1.1 \(status)"))
                open.append(client)
            }
        }
    }

    @Test(
        "in X-Forwarded-For is the rightmost address that is no proxy's",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("192.0.2.7:4711", "192.0.2.7"),
            ("203.0.113.9, 192.0.2.7", "192.0.2.7"), ("192.0.2.7, 10.1.2.3", "192.0.2.7"),
            ("192.0.2.7\r\nX-Forwarded-For: 10.1.2.3", "192.0.2.7"),
            ("10.9.9.9, 10.1.2.3", "10.9.9.9"), ("[2001:db8::7]:1", "2001:db8::7"),
            ("2001:db8::7", "2001:db8::7"), ("unknown, 10.1.2.3", "10.1.2.3"),
            ("192.0.2.7, x", "127.0.0.1"), ("", "127.0.0.1"), ("192.0.2.7,", "127.0.0.1"),
            ("192.0.2.07", "127.0.0.1"),
        ]
    )
    func forwardedFor(_ value: String, _ peer: String) throws {
        let text = try said(Array((ask + "X-Forwarded-For: \(value)\r\n\r\n").utf8)) {
            $0.trustedProxies = trust("127.0.0.1", "10.0.0.0/8")
        }
        #expect(text.hasSuffix("\r\n\r\n\(peer) http own"))
    }

    @Test("brings scheme and host along, which 421 goes by")
    func schemeAndHost() throws {
        let fields =
            "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n"
            + "X-Forwarded-Host: Example.org:443\r\n\r\n"
        let text = try said(Array((ask + fields).utf8)) {
            $0.trustedProxies = trust("127.0.0.1")
            $0.hosts = ["example.org"]
        }
        #expect(text.hasSuffix("192.0.2.7 https example.org"))
        let forwarded =
            "Forwarded: for=203.0.113.9;proto=http, for=\"[2001:db8::7]:1\";"
            + "proto=https;host=\"Example.org\", FOR=10.1.2.3;Proto=http\r\n\r\n"
        let other = try said(Array((ask + forwarded).utf8)) {
            $0.trustedProxies = trust("127.0.0.1", "10.0.0.0/8")
            $0.forwardedField = .forwarded
        }
        #expect(other.hasSuffix("2001:db8::7 https example.org"))
    }

    @Test(
        "is passed over from a stranger, in the field that is not read, and when malformed",
        arguments: [
            ("X-Forwarded-For: 192.0.2.7", "192.0.2.0/24", ForwardedField.xForwardedFor),
            ("Forwarded: for=192.0.2.7", "127.0.0.1", .xForwardedFor),
            ("X-Forwarded-For: 192.0.2.7", "127.0.0.1", .forwarded),
            ("Forwarded: for=\"192.0.2.7", "127.0.0.1", .forwarded),
            ("Forwarded: for=_hidden", "127.0.0.1", .forwarded),
            ("Forwarded: for=192.0.2.7, by=10.0.0.1", "127.0.0.1", .forwarded),
            ("Forwarded: for=192.0.2.7 x", "127.0.0.1", .forwarded),
        ]
    )
    func passedOver(_ line: String, _ trusted: String, _ field: ForwardedField) throws {
        let text = try said(Array((ask + line + "\r\n\r\n").utf8)) {
            $0.trustedProxies = trust(trusted)
            $0.forwardedField = field
        }
        #expect(text.hasSuffix("127.0.0.1 http own"))
    }

    @Test("is asked anew for each request of a connection")
    func perRequest() throws {
        try withServer({ $0.trustedProxies = trust("127.0.0.1") }) { _, address, _ in
            let client = try RawClient(address)
            let get = "GET /peer HTTP/1.1\r\nHost: own\r\n"
            client.send(get + "X-Forwarded-For: 192.0.2.7\r\n\r\n" + get + "\r\n")
            #expect(client.receive(through: "own").hasSuffix("192.0.2.7 http own"))
            #expect(client.receive(through: "own").hasSuffix("127.0.0.1 http own"))
        }
    }

    @Test("is believed of a socket file where unix is trusted")
    func socketFile() throws {
        let path = SocketFile.path()
        try withServer({ $0.trustedProxies = trust("unix") }, listen: [.unix(path)]) { _, _, _ in
            let client = try RawClient(.unix(path))
            client.send(ask + "X-Forwarded-For: 192.0.2.7\r\n\r\n")
            #expect(client.receiveAll().hasSuffix("192.0.2.7 http own"))
        }
    }
}
