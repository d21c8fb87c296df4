/// The addresses that begin alike: `192.0.2.0/24`, `2001:db8::/32`, a single one, or `unix`.
public struct AddressRange: Sendable, Equatable {
    private let first: PeerAddress
    private let bits: Int

    /// Reads a range, or `unix` for all clients on socket files; nil when the text is neither.
    public init?(_ text: String) {
        if text == "unix" {
            first = .local
            bits = 0
            return
        }
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count <= 2, let address = PeerAddress(halves[0], port: 0) else { return nil }
        let isMapped = address.family == .ipv4 && halves[0].contains(":")
        let width = halves[0].contains(":") ? 128 : 32
        var bits = width
        if halves.count == 2 {
            guard (1...3).contains(halves[1].utf8.count),
                halves[1].utf8.allSatisfy(Octet.isDigit), let stated = Int(halves[1]),
                stated <= width
            else { return nil }
            bits = stated
        }
        if isMapped { bits -= 96 }
        guard bits >= 0 else { return nil }
        self.bits = bits
        first = Self.masked(address, bits)
    }

    /// Whether the address lies in the range.
    public func contains(_ address: PeerAddress) -> Bool {
        address.family == first.family && Self.masked(address, bits) == first
    }

    private static func masked(_ address: PeerAddress, _ bits: Int) -> PeerAddress {
        switch address.family {
        case .local: return .local
        case .ipv4:
            let mask: UInt64 = bits == 0 ? 0 : ~0 << UInt64(32 - bits) & 0xFFFF_FFFF
            return PeerAddress(family: .ipv4, high: 0, low: address.low & mask, port: 0)
        case .ipv6:
            let high: UInt64 = bits >= 64 ? ~0 : bits == 0 ? 0 : ~0 << UInt64(64 - bits)
            let low: UInt64 = bits <= 64 ? 0 : bits == 128 ? ~0 : ~0 << UInt64(128 - bits)
            return PeerAddress(
                family: .ipv6,
                high: address.high & high,
                low: address.low & low,
                port: 0
            )
        }
    }
}

extension PeerAddress {
    /// Reads a numeric address: `192.0.2.7`, `2001:db8::1`; nil when the text is none.
    ///
    /// Only the forms that everybody reads alike: four decimal numbers without leading zeros
    /// (RFC 6943 §3.1.1), and those of RFC 4291 §2.2; no zone.
    public init?(_ text: some StringProtocol, port: UInt16) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 45 else { return nil }
        if let low = Self.versionFour(bytes[...]) {
            self.init(family: .ipv4, high: 0, low: UInt64(low), port: port)
        } else if let (high, low) = Self.versionSix(bytes) {
            self.init(family: .ipv6, high: high, low: low, port: port)
        } else {
            return nil
        }
    }

    /// Reads an address that may bring a port: `192.0.2.7:80`, `[2001:db8::1]:80`.
    public init?(withPort text: some StringProtocol) {
        var host = text[...]
        var port: UInt16 = 0
        let isBracketed = host.first == "["
        let colons = host.utf8.count { $0 == Octet.colon }
        if isBracketed || colons == 1 {
            guard let end = isBracketed ? host.lastIndex(of: "]") : host.lastIndex(of: ":") else {
                return nil
            }
            var rest = host[end...]
            if isBracketed { rest = rest.dropFirst() }
            host = isBracketed ? host[..<end].dropFirst() : host[..<end]
            if !rest.isEmpty {
                guard rest.first == ":", let stated = Self.port(rest.dropFirst().utf8) else {
                    return nil
                }
                port = stated
            }
            guard host.contains(":") == isBracketed else { return nil }
        }
        self.init(host, port: port)
    }

    /// A port in decimal, without leading zeros.
    static func port(_ digits: some Collection<UInt8>) -> UInt16? {
        guard (1...5).contains(digits.count), digits.allSatisfy(Octet.isDigit) else { return nil }
        guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return UInt16(exactly: value)
    }

    private static func versionFour(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard part.count <= 3, let octet = port(part), octet <= 255 else { return nil }
            address = address << 8 | UInt32(octet)
        }
        return address
    }

    private static func versionSix(_ bytes: [UInt8]) -> (high: UInt64, low: UInt64)? {
        var groups: [UInt16] = []
        var gap: Int?
        var rest = bytes[...]
        // A leading "::" is a gap; any other leading colon is a fault.
        if rest.starts(with: [Octet.colon, Octet.colon]) {
            gap = 0
            rest = rest.dropFirst(2)
        }
        while !rest.isEmpty {
            let end = rest.firstIndex(of: Octet.colon) ?? rest.endIndex
            let part = rest[rest.startIndex..<end]
            if end == rest.endIndex, part.contains(UInt8(ascii: ".")) {
                guard let four = versionFour(part) else { return nil }
                groups += [UInt16(four >> 16), UInt16(truncatingIfNeeded: four)]
                rest = []
                break
            }
            guard let group = group(part) else { return nil }
            groups.append(group)
            rest = rest[end...].dropFirst()
            if end < bytes.endIndex, rest.isEmpty { return nil }
            if rest.first == Octet.colon {
                guard gap == nil else { return nil }
                gap = groups.count
                rest = rest.dropFirst()
            }
        }
        if let gap {
            guard groups.count < 8 else { return nil }
            groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
        }
        guard groups.count == 8 else { return nil }
        let half = { (part: ArraySlice<UInt16>) in part.reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        }
        return (half(groups[..<4]), half(groups[4...]))
    }

    private static func group(_ digits: ArraySlice<UInt8>) -> UInt16? {
        guard (1...4).contains(digits.count) else { return nil }
        var value: UInt16 = 0
        for digit in digits {
            guard let hex = Octet.hexValue(digit) else { return nil }
            value = value << 4 | UInt16(hex)
        }
        return value
    }
}
