import HTTPServer
import HTTPWire

/// Where the server meets its clients, as the settings and a service manager say.
struct Edges {
    private let settings: Settings
    private let inherited: [InheritedSocket]
    private let mode: UInt32

    /// Reads what the settings say of addresses.
    ///
    /// - Throws: the exit code, once it has been said which value cannot be used.
    init(_ settings: Settings, _ inherited: [InheritedSocket]) throws {
        self.settings = settings
        self.inherited = inherited
        guard let mode = UInt32(settings.socketMode, radix: 8), mode <= 0o777 else {
            throw Self.unusable("socket_mode", settings.socketMode, "three octal digits")
        }
        self.mode = mode
    }

    /// Where to listen: what was handed over, but for what is named by `tls_listen`, takes the
    /// place of `listen`, unless that names it.
    func addresses() throws -> [ListenAddress] {
        let secure = try secureAddresses()
        let left = inherited.map { ListenAddress.inherited($0) }.filter { !secure.contains($0) }
        let isNamed = settings.listen.contains { $0.hasPrefix(Self.prefix) }
        guard isNamed || left.isEmpty else { return left }
        let addresses = try settings.listen.flatMap { try resolved($0, for: "listen") }
        try refuseTwice(addresses + secure)
        return addresses
    }

    /// Where to listen with TLS.
    func secureAddresses() throws -> [ListenAddress] {
        let secure = try settings.tlsListen.flatMap { try resolved($0, for: "tls_listen") }
        try refuseTwice(secure)
        return secure
    }

    /// A socket that was handed over has one owner, who closes it.
    private func refuseTwice(_ addresses: [ListenAddress]) throws {
        for socket in inherited where addresses.count(where: { $0 == .inherited(socket) }) > 1 {
            throw Self.unusable("listen", Self.prefix + socket.name, "each socket once")
        }
    }

    /// Adds these settings to the engine's.
    func add(to server: inout ServerSettings, listening addresses: [ListenAddress]) throws {
        server.gzipLevel = settings.gzipLevel
        server.inflatedBytesMax = settings.inflatedMebibytesMax * 1_048_576
        server.forwardedField = settings.forwardedField.field
        server.isDualStack = !settings.ipv6Only
        server.heartbeatTime = .seconds(settings.eventHeartbeatSeconds)
        server.retryTime = .seconds(settings.eventRetrySeconds)
        server.trustedProxies = try settings.trustedProxies.map { text in
            guard let range = AddressRange(text) else {
                throw Self.unusable("trusted_proxies", text, "ADDRESS, ADDRESS/BITS or unix")
            }
            return range
        }
        let listened = addresses + (server.tls?.listen ?? [])
        server.proxiedAddresses = try settings.proxyProtocol.flatMap { text in
            let named = try resolved(text, for: "proxy_protocol")
            guard named.allSatisfy(listened.contains) else {
                throw Self.unusable("proxy_protocol", text, "an address that is listened on")
            }
            return named
        }
        if !settings.proxyProtocol.isEmpty, settings.trustedProxies.isEmpty {
            throw Self.unusable("proxy_protocol", "", "trusted_proxies beside it")
        }
        server.socketOwner = try number(settings.socketOwner, "socket_owner", Account.user)
        server.socketGroup = try number(settings.socketGroup, "socket_group", Account.group)
    }

    private static let prefix = "fd:"

    private func resolved(_ text: String, for key: String) throws -> [ListenAddress] {
        if text.hasPrefix(Self.prefix) {
            let named = inherited.filter { $0.name == text.dropFirst(Self.prefix.count) }
            guard !named.isEmpty else {
                throw Self.unusable(key, text, "the name of a socket that was handed over")
            }
            return named.map { .inherited($0) }
        }
        let address = try Exit.mapping { () throws(ServerError) in try ListenAddress(text) }
        guard case .unix(let path, _) = address else { return [address] }
        return [.unix(path, mode: mode)]
    }

    private func number(
        _ name: String,
        _ key: String,
        _ find: (String) -> UInt32?
    ) throws -> UInt32? {
        guard !name.isEmpty else { return nil }
        guard let number = find(name) else {
            throw Self.unusable(key, name, "a name or number of this machine")
        }
        return number
    }

    private static func unusable(_ key: String, _ text: String, _ due: String) -> any Error {
        Exit.because("\(key): '\(text)': expected \(due)", Exit.configuration)
    }
}
