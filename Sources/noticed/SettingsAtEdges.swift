import HTTPWire
import Shapes

// What lies between the engine and its clients: proxies, codings, sockets, open streams.
extension Settings {
    mutating func describeEdges(_ visitor: inout some Visitor) {
        visitor.member(
            "gzip_level",
            &gzipLevel,
            0...9,
            .given,
            "How hard gzip tries on answers over 1 KiB; 0: none is put into gzip."
        )
        visitor.member(
            "inflated_mebibytes_max",
            &inflatedMebibytesMax,
            1...1_048_576,
            .given,
            "What an import that comes in gzip may come to, in MiB; other bodies have body_bytes_max."
        )
        visitor.member(
            "trusted_proxies",
            &trustedProxies,
            Items(64, 64),
            .given,
            "Proxies that may say where a client is: ADDRESS, ADDRESS/BITS, or unix for socket files."
        )
        visitor.member(
            "forwarded_field",
            &forwardedField,
            AnyOf(),
            .given,
            "The field in which trusted proxies say it; the other one is passed over."
        )
        visitor.member(
            "proxy_protocol",
            &proxyProtocol,
            Items(16, 256),
            .given,
            "Of listen and tls_listen, those that take the PROXY protocol, from trusted proxies only."
        )
        visitor.member(
            "ipv6_only",
            &ipv6Only,
            Plain(),
            .given,
            "Whether [::] leaves out clients of IPv4."
        )
        describeSockets(&visitor)
        visitor.member(
            "event_heartbeat_seconds",
            &eventHeartbeatSeconds,
            1...600,
            .given,
            "Silence after which a stream of events sends a comment; below the 60 s of most proxies."
        )
        visitor.member(
            "event_retry_seconds",
            &eventRetrySeconds,
            1...3_600,
            .given,
            "When clients of event streams are to come back after a drain, and up to twice as late."
        )
    }

    private mutating func describeSockets(_ visitor: inout some Visitor) {
        visitor.member(
            "socket_mode",
            &socketMode,
            4,
            .given,
            "Who may connect to socket files, as chmod takes it in octal."
        )
        visitor.member(
            "socket_owner",
            &socketOwner,
            64,
            .given,
            "The user, by name or number, that socket files are given to; none: the server's own."
        )
        visitor.member(
            "socket_group",
            &socketGroup,
            64,
            .given,
            "Their group, by name or number; none: the server's own."
        )
    }
}

extension Settings {
    /// The contact is a URI (RFC 9116 §2.5.3), which stands alone on its line.
    func checkContact() throws {
        guard !securityContact.isEmpty else { return }
        let isKnown = ["https:", "mailto:", "tel:"].contains { securityContact.hasPrefix($0) }
        let isOneWord = securityContact.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isKnown, isOneWord else {
            throw Exit.because(
                "security_contact: '\(securityContact)': expected https:, mailto: or tel:",
                Exit.configuration
            )
        }
    }
}

/// Where trusted proxies write a client's address.
enum ForwardedName: String, Vocabulary {
    case xForwardedFor = "x-forwarded-for"
    case forwarded

    /// What the engine calls it.
    var field: ForwardedField {
        switch self {
        case .xForwardedFor: .xForwardedFor
        case .forwarded: .forwarded
        }
    }
}
