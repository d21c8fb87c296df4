import HTTPWire
import Testing

/// The parser looks at eight bytes at a time, where it can: that must not show.
@Suite("A byte among many")
struct OctetTests {
    @Test("of a target is judged alike wherever it stands", arguments: 0..<20)
    func target(place: Int) {
        for byte in UInt8.min...UInt8.max {
            let request = Self.request(target: Self.letters(with: byte, at: place), value: [])
            let mayStand = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "#")
            #expect(Self.isTaken(request) == mayStand, "byte \(byte)")
        }
    }

    @Test("of a field's value is judged alike wherever it stands", arguments: 0..<20)
    func value(place: Int) {
        for byte in UInt8.min...UInt8.max {
            let request = Self.request(target: [], value: Self.letters(with: byte, at: place))
            let mayStand = byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t")
            #expect(Self.isTaken(request) == mayStand, "byte \(byte)")
        }
    }

    @Test("that begins a query is found wherever it stands", arguments: 0..<20)
    func query(place: Int) throws {
        let target = Self.letters(with: UInt8(ascii: "?"), at: place)
        let request = try Request.parsed(from: Self.request(target: target, value: []))
        #expect(request.path.count == place + 1)
        #expect(request.query?.count == 19 - place)
    }

    private static func letters(with byte: UInt8, at place: Int) -> [UInt8] {
        var letters = [UInt8](repeating: UInt8(ascii: "a"), count: 20)
        letters[place] = byte
        return letters
    }

    private static func request(target: [UInt8], value: [UInt8]) -> [UInt8] {
        Array("GET /".utf8) + target + Array(" HTTP/1.1\r\nHost: a\r\nX-Words: ".utf8) + value
            + Array("\r\n\r\n".utf8)
    }

    private static func isTaken(_ request: [UInt8]) -> Bool {
        (try? Request.parsed(from: request)) != nil
    }
}
