import HTTPWire
import Testing

@Suite("A PROXY header")
struct ProxyPreambleTests {
    /// Every form, each followed by other bytes.
    static let samples: [(header: [UInt8], client: String?)] = [
        (Array("PROXY TCP4 192.0.2.7 10.0.0.1 4660 65535\r\n".utf8), "192.0.2.7"),
        (Array("PROXY TCP6 2001:db8::7 ::1 0 80\r\n".utf8), "2001:db8::7"),
        (Array("PROXY UNKNOWN\r\n".utf8), nil),
        (Array("PROXY UNKNOWN ffff::1 whatever 1 2\r\n".utf8), nil),
        (binary(0x21, 0x11, [192, 0, 2, 7, 10, 0, 0, 1, 1, 2, 0, 80]), "192.0.2.7"),
        (
            binary(0x21, 0x11, [192, 0, 2, 7, 10, 0, 0, 1, 1, 2, 0, 80, 4, 0, 1, 9, 5, 0, 0]),
            "192.0.2.7"
        ),
        (
            binary(
                0x21,
                0x21,
                [0x20, 1, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [7]
                    + Array(repeating: 1, count: 16) + [0, 1, 0, 2]
            ),
            "2001:db8::7"
        ),
        (binary(0x21, 0x31, Array(repeating: 47, count: 216)), nil),
        (binary(0x20, 0x00, []), nil), (binary(0x20, 0xFF, [1, 2, 3]), nil),
        (binary(0x21, 0x00, [1, 2, 3]), nil),
    ]

    static func binary(_ command: UInt8, _ family: UInt8, _ rest: [UInt8]) -> [UInt8] {
        [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10, command, family]
            + [UInt8(rest.count >> 8), UInt8(rest.count & 255)] + rest
    }

    private static func parse(_ bytes: [UInt8]) -> Result<ProxyPreamble?, Refusal> {
        do throws(Refusal) {
            return .success(try ProxyPreamble.parse(bytes.span))
        } catch {
            return .failure(error)
        }
    }

    @Test("says who the client is, whatever follows, and asks for more at every split")
    func splits() throws {
        for (header, client) in Self.samples {
            let whole = try #require(try ProxyPreamble.parse((header + [71, 69, 84]).span))
            #expect(whole.length == header.count)
            #expect(whole.client?.description == client)
            for count in 0..<header.count {
                #expect(try ProxyPreamble.parse(Array(header[..<count]).span) == nil)
            }
        }
    }

    @Test("with any one byte changed is another one, unfinished, or refused for good")
    func mutations() {
        for (header, _) in Self.samples {
            for index in header.indices {
                // Deep in a long one nothing but its length counts.
                let values = index < 56 ? Array(UInt8.min...UInt8.max) : [0, 13, 255]
                for byte in values {
                    var bytes = header
                    bytes[index] = byte
                    bytes += [13, 10, 13, 10]
                    switch Self.parse(bytes) {
                    case .success(let preamble?): #expect(preamble.length <= bytes.count)
                    case .success(nil): #expect(bytes.count < 16 + ProxyPreamble.additionBytesMax)
                    case .failure(let refusal):
                        #expect(refusal.reason == .badPreamble)
                        // What was refused stays refused, whatever comes.
                        #expect(Self.isRefused(bytes + header))
                    }
                }
            }
        }
    }

    private static func isRefused(_ bytes: [UInt8]) -> Bool {
        if case .failure = parse(bytes) { true } else { false }
    }

    @Test("of any length is decided in the end")
    func bounds() {
        let line = Array("PROXY TCP4 ".utf8) + [UInt8](repeating: 49, count: 200)
        #expect(Self.isRefused(line))
        #expect(!Self.isRefused(Array(line[..<106])))
        let long = Self.binary(0x20, 0, [UInt8](repeating: 0, count: 4_097))
        #expect(Self.isRefused(Array(long[..<16])))
        let fits = Self.binary(0x20, 0, [UInt8](repeating: 0, count: 4_096))
        #expect(!Self.isRefused(fits))
    }

    @Test(
        "is refused when it is not to the letter",
        arguments: [
            "PROXY TCP4 192.0.2.7 10.0.0.1 1\r\n", "PROXY  TCP4 192.0.2.7 10.0.0.1 1 2\r\n",
            "PROXY TCP4 192.0.2.7 10.0.0.1 1 2 \r\n", "PROXY TCP4 192.0.2.7 10.0.0.1 1 65536\r\n",
            "PROXY TCP4 192.0.2.7 10.0.0.1 01 2\r\n", "PROXY TCP4 ::1 ::1 1 2\r\n",
            "PROXY TCP6 192.0.2.7 10.0.0.1 1 2\r\n", "PROXY TCP4 192.0.2.7 10.0.0.1 -1 2\r\n",
            "PROXY TCP4 192.0.2.07 10.0.0.1 1 2\r\n", "PROXY TCP5 192.0.2.7 10.0.0.1 1 2\r\n",
            "PROXY\r\n", "PROXY \r\n", "PROXY UNKNOWN\n", "PROXY UNKNOWN\rx", "proxy UNKNOWN\r\n",
            "PROXY UNKNOWN \u{7}\r\n", "GET / HTTP/1.1\r\n",
        ]
    )
    func refused(_ line: String) {
        #expect(Self.isRefused(Array(line.utf8)))
    }
}

@Suite("An address")
struct PeerAddressTests {
    @Test(
        "is read as it is written",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("::", "::"), ("::1", "::1"), ("1::", "1::"),
            ("2001:DB8:0:0:0:0:0:7", "2001:db8::7"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
            ("::ffff:192.0.2.7", "192.0.2.7"), ("64:ff9b::192.0.2.7", "64:ff9b::c000:207"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
        ]
    )
    func reads(_ text: String, _ written: String) {
        #expect(PeerAddress(text, port: 1)?.description == written)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", ":", ":::", "1:",
            ":1",
            "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "::1%lo", "g::", "::1.2.3",
            "1:2:3:4:5:6:7:1.2.3.4", "::1:2:3:4:5:6:7:8", "1.2.3.4::", "0x1.2.3.4",
        ]
    )
    func refuses(_ text: String) {
        #expect(PeerAddress(text, port: 1) == nil)
    }

    @Test("of a range is in it, and no other")
    func ranges() throws {
        let cases: [(String, [String], [String])] = [
            ("10.0.0.0/8", ["10.0.0.0", "10.255.255.255"], ["11.0.0.0", "::", "9.255.255.255"]),
            ("192.0.2.7", ["192.0.2.7", "::ffff:192.0.2.7"], ["192.0.2.6", "192.0.2.8"]),
            ("192.0.2.7/24", ["192.0.2.0", "192.0.2.255"], ["192.0.3.0"]),
            ("0.0.0.0/0", ["1.2.3.4"], ["::1"]), ("::/0", ["::1", "ffff::"], ["1.2.3.4"]),
            ("2001:db8::/32", ["2001:db8:ffff::1"], ["2001:db9::"]),
            ("2001:db8::/64", ["2001:db8::ffff:0:0:1"], ["2001:db8:0:1::"]),
            ("2001:db8::/65", ["2001:db8::7fff:0:0:1"], ["2001:db8::8000:0:0:0"]),
            ("::1/128", ["::1"], ["::2", "::"]),
            ("::ffff:10.0.0.0/104", ["10.1.1.1"], ["11.0.0.0"]),
        ]
        for (text, inside, outside) in cases {
            let range = try #require(AddressRange(text))
            for one in inside { #expect(range.contains(try #require(PeerAddress(one, port: 9)))) }
            for one in outside { #expect(!range.contains(try #require(PeerAddress(one, port: 9)))) }
            #expect(!range.contains(.local))
        }
        #expect(try #require(AddressRange("unix")).contains(.local))
        for text in ["", "10.0.0.0/33", "::/129", "10.0.0.0/", "10/8", "10.0.0.0/-1", "::1/+1"] {
            #expect(AddressRange(text) == nil)
        }
    }
}

@Suite("An event's bytes")
struct ServerSentEventTests {
    @Test("end no line that they should not")
    func lines() {
        let bytes = ServerSentEvent("a\r\nb\rc\n", name: "x\ny", id: "7\u{0}").bytes
        #expect(String(decoding: bytes, as: UTF8.self) == "data: a\ndata: b\ndata: c\ndata: \n\n")
        let whole = ServerSentEvent("", name: "n", id: "").bytes
        #expect(String(decoding: whole, as: UTF8.self) == "id: \nevent: n\ndata: \n\n")
    }
}
