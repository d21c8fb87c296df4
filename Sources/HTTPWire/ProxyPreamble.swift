/// What a proxy says of its client before the client's first byte: the PROXY protocol, versions 1
/// and 2 (haproxy's proxy-protocol.txt, 2020).
public struct ProxyPreamble: Sendable, Equatable {
    /// Version 1's line with its CRLF, by §2.1.
    public static let lineBytesMax = 107
    /// What we take behind version 2's first 16 bytes: addresses and a few hundred bytes of
    /// additions are usual; the field could say 65,535.
    public static let additionBytesMax = 4_096

    private static let lineStart = Array("PROXY ".utf8)
    private static let signature: [UInt8] = [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
    ]

    /// How many bytes it has.
    public let length: Int
    /// The client; nil when the proxy speaks for itself, or does not know.
    public let client: PeerAddress?

    /// Reads a preamble from its first byte on.
    ///
    /// - Returns: nil when more bytes are due.
    /// - Throws: `badPreamble` as soon as the bytes cannot become one.
    public static func parse(_ bytes: Span<UInt8>) throws(Refusal) -> ProxyPreamble? {
        guard bytes.count > 0 else { return nil }
        return bytes[0] == signature[0] ? try binary(bytes) : try line(bytes)
    }

    // MARK: Version 1

    private static func line(_ bytes: Span<UInt8>) throws(Refusal) -> ProxyPreamble? {
        try check(bytes, begins: lineStart)
        var end = lineStart.count
        let limit = min(bytes.count, lineBytesMax)
        while end < limit, bytes[end] != Octet.carriageReturn {
            // The line is for people to read (§2.1): anything else is none.
            guard bytes[end] >= 0x20, bytes[end] < 0x7F else { throw Refusal(.badPreamble) }
            end += 1
        }
        guard end + 1 < limit else {
            guard limit < lineBytesMax else { throw Refusal(.badPreamble) }
            return nil
        }
        guard bytes[end + 1] == Octet.lineFeed else { throw Refusal(.badPreamble) }
        var words: [String] = [""]
        for index in lineStart.count..<end {
            if bytes[index] == Octet.space {
                words.append("")
            } else {
                words[words.count - 1].unicodeScalars.append(Unicode.Scalar(bytes[index]))
            }
        }
        return ProxyPreamble(length: end + 2, client: try client(words))
    }

    private static func client(_ words: [String]) throws(Refusal) -> PeerAddress? {
        if words[0] == "UNKNOWN" { return nil }
        guard words.count == 5, words[0] == "TCP4" || words[0] == "TCP6",
            let from = PeerAddress.port(words[3].utf8), PeerAddress.port(words[4].utf8) != nil,
            let client = PeerAddress(words[1], port: from),
            PeerAddress(words[2], port: 0) != nil,
            words[1].contains(":") == (words[0] == "TCP6"),
            words[2].contains(":") == (words[0] == "TCP6")
        else { throw Refusal(.badPreamble) }
        return client
    }

    // MARK: Version 2

    private static func binary(_ bytes: Span<UInt8>) throws(Refusal) -> ProxyPreamble? {
        try check(bytes, begins: signature)
        if bytes.count > 12 {
            guard bytes[12] == 0x20 || bytes[12] == 0x21 else { throw Refusal(.badPreamble) }
        }
        guard bytes.count >= 16 else { return nil }
        let count = number(bytes, 14)
        guard count <= additionBytesMax else { throw Refusal(.badPreamble) }
        guard bytes.count >= 16 + count else { return nil }
        let end = 16 + count
        // LOCAL: the proxy itself; what follows is passed over (§2.2).
        guard bytes[12] == 0x21 else { return ProxyPreamble(length: end, client: nil) }
        let addresses: Int
        var client: PeerAddress?
        switch bytes[13] {
        case 0x00:
            return ProxyPreamble(length: end, client: nil)
        case 0x11:
            addresses = 12
            guard count >= addresses else { throw Refusal(.badPreamble) }
            let low = UInt64(number(bytes, 16) << 16 | number(bytes, 18))
            client = PeerAddress(family: .ipv4, high: 0, low: low, port: port(bytes, 24))
        case 0x21:
            addresses = 36
            guard count >= addresses else { throw Refusal(.badPreamble) }
            client = PeerAddress(
                family: .ipv6,
                high: half(bytes, 16),
                low: half(bytes, 24),
                port: port(bytes, 48)
            )
        case 0x31:
            addresses = 216
            guard count >= addresses else { throw Refusal(.badPreamble) }
        // Datagrams, or what does not exist yet.
        default: throw Refusal(.badPreamble)
        }
        try checkAdditions(bytes, 16 + addresses..<end)
        return ProxyPreamble(length: end, client: client)
    }

    /// The additions are passed over, but have to fit: type, length, value (§2.2).
    private static func checkAdditions(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Refusal) {
        var start = range.lowerBound
        while start < range.upperBound {
            guard start + 3 <= range.upperBound else { throw Refusal(.badPreamble) }
            start += 3 + number(bytes, start + 1)
            guard start <= range.upperBound else { throw Refusal(.badPreamble) }
        }
    }

    private static func check(_ bytes: Span<UInt8>, begins: [UInt8]) throws(Refusal) {
        for index in 0..<min(bytes.count, begins.count) where bytes[index] != begins[index] {
            throw Refusal(.badPreamble)
        }
    }

    private static func number(_ bytes: Span<UInt8>, _ index: Int) -> Int {
        Int(bytes[index]) << 8 | Int(bytes[index + 1])
    }

    private static func port(_ bytes: Span<UInt8>, _ index: Int) -> UInt16 {
        UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
    }

    private static func half(_ bytes: Span<UInt8>, _ index: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 << 8 | UInt64(bytes[index + $1]) }
    }
}
