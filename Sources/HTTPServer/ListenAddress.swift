internal import HTTPWire

/// Where a server listens.
public enum ListenAddress: Sendable, Equatable {
    /// A numeric address and a port; port 0 takes any free one, `::` takes version 4 as well.
    case tcp(String, UInt16)
    /// A socket file, by default for its owner and group only.
    case unix(String, mode: UInt32 = 0o660)
    /// A socket that a service manager handed over.
    case inherited(InheritedSocket)

    /// Reads `127.0.0.1:8470`, `[::1]:8470` or `unix:/path`.
    ///
    /// - Throws: `badAddress` when it is none of them, or the host is not numeric.
    public init(_ text: String) throws(ServerError) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard SocketAddress.unix(path) != nil else { throw .badAddress(text) }
            self = .unix(path)
            return
        }
        guard let colon = text.lastIndex(of: ":"),
            let port = Self.port(text[text.index(after: colon)...])
        else { throw .badAddress(text) }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw .badAddress(text)
        }
        guard SocketAddress.tcp(String(host), port) != nil else { throw .badAddress(text) }
        self = .tcp(String(host), port)
    }

    private static func port(_ text: Substring) -> UInt16? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? UInt16(text) : nil
    }
}

extension ListenAddress: CustomStringConvertible {
    /// The address as a URL, or `unix:` and the path.
    public var description: String { description(scheme: "http") }

    /// The same where TLS is spoken.
    var secureDescription: String { description(scheme: "https") }

    private func description(scheme: String) -> String {
        switch self {
        case .tcp(let host, let port):
            host.contains(":") ? "\(scheme)://[\(host)]:\(port)" : "\(scheme)://\(host):\(port)"
        case .unix(let path, _): "unix:\(path)"
        case .inherited(let socket):
            switch socket.address.family {
            case .ipv4: "\(scheme)://\(socket.address):\(socket.address.port) (\(socket.name))"
            case .ipv6: "\(scheme)://[\(socket.address)]:\(socket.address.port) (\(socket.name))"
            case .local: "fd:\(socket.name)"
            }
        }
    }
}
