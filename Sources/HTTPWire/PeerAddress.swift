/// Where a client is: an address and port, or the local machine's own socket file.
public struct PeerAddress: Sendable, Hashable {
    /// The kind of address.
    public enum Family: UInt8, Sendable {
        case ipv4, ipv6, local
    }

    /// The kind of address.
    public let family: Family
    /// The first half of a version 6 address; 0 in the others.
    public let high: UInt64
    /// The second half of a version 6 address, or a version 4 address in its low 32 bits.
    public let low: UInt64
    /// The port; 0 for a socket file.
    public let port: UInt16

    /// A client on a socket file.
    public static let local = PeerAddress(family: .local, high: 0, low: 0, port: 0)

    /// States an address; a version 4 address mapped into version 6 becomes version 4.
    public init(family: Family, high: UInt64, low: UInt64, port: UInt16) {
        let isMapped = family == .ipv6 && high == 0 && low >> 32 == 0xFFFF
        self.family = isMapped ? .ipv4 : family
        self.high = high
        self.low = isMapped ? low & 0xFFFF_FFFF : low
        self.port = port
    }

    /// Whether the client is on this machine.
    public var isLoopback: Bool {
        switch family {
        case .local: true
        case .ipv4: low >> 24 == 127
        case .ipv6: high == 0 && low == 1
        }
    }

    /// The address without its port, and of version 6 the network's half: what one client holds.
    public var network: PeerAddress {
        switch family {
        case .local: .local
        case .ipv4: PeerAddress(family: .ipv4, high: 0, low: low, port: 0)
        case .ipv6: PeerAddress(family: .ipv6, high: high, low: 0, port: 0)
        }
    }
}

extension PeerAddress: CustomStringConvertible {
    /// The address as text, without the port: `192.0.2.7`, `2001:db8::1`, `local`.
    public var description: String {
        switch family {
        case .local: "local"
        case .ipv4: "\(low >> 24 & 255).\(low >> 16 & 255).\(low >> 8 & 255).\(low & 255)"
        case .ipv6: versionSixText
        }
    }

    /// The recommended form of RFC 5952 §4: lower case, the longest run of zeros as `::`.
    private var versionSixText: String {
        let groups = (0..<8).map { group in
            let half = group < 4 ? high : low
            return UInt16(truncatingIfNeeded: half >> UInt64(48 - group % 4 * 16))
        }
        let run = Self.longestZeroRun(groups)
        let hex = { (part: ArraySlice<UInt16>) in
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard run.count > 1 else { return hex(groups[...]) }
        return hex(groups[..<run.lowerBound]) + "::" + hex(groups[run.upperBound...])
    }

    private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
        var best = 0..<0
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start > best.count { best = start..<index }
            start = index + 1
        }
        return best
    }
}
