import Shapes

/// Everything that can be set: each a key in `noticed.conf`, `NOTICED_…` in the environment and a
/// flag, declared once here.
struct Settings: Shape {
    var listen = ["127.0.0.1:8470"]
    var tlsListen: [String] = []
    var tlsCertificate: [String] = []
    var tlsKey: [String] = []
    var tlsClientVerify = ClientVerify.none
    var tlsClientCa = ""
    var tlsHandshakeSeconds = 5
    var hstsSeconds = 31_536_000
    var store = "sqlite:./data/register.db"
    var open = false
    var example = false
    var logLevel = LogLevel.info
    var hosts: [String] = []
    var corsOrigins: [String] = []
    var requireIfMatch = false
    var loops = 0
    var workers = 0
    var workQueueMax = 1_024
    var writeQueueMax = 8_192
    var connectionsMax = 8_192
    var connectionsPerAddressMax = 256
    var requestsPerConnectionMax = 10_000
    var bodyBytesMax = 1_048_576
    var headSeconds = 10
    var bodySeconds = 300
    var bodyBytesPerSecondMin = 1_024
    var writeStallSeconds = 20
    var idleSeconds = 75
    var handlerSeconds = 30
    var drainDelaySeconds = 0
    var drainSeconds = 25
    var bodyCacheMebibytes = 64
    var freeSpaceMinMebibytes = 256
    var gzipLevel = 1
    var inflatedMebibytesMax = 4_096
    var trustedProxies: [String] = []
    var forwardedField = ForwardedName.xForwardedFor
    var proxyProtocol: [String] = []
    var ipv6Only = false
    var socketMode = "660"
    var socketOwner = ""
    var socketGroup = ""
    var eventHeartbeatSeconds = 15
    var eventRetrySeconds = 3

    /// The defaults.
    init() {}

    /// Declares each key: its bounds and what it means.
    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "listen",
            &listen,
            Items(1...16, 256),
            .given,
            "Where to listen: ADDRESS:PORT, [IPV6]:PORT, unix:PATH or fd:NAME; port 0 picks a free one."
        )
        describeTLS(&visitor)
        visitor.member(
            "store",
            &store,
            4_096,
            .given,
            "Where the register lies: sqlite:PATH, or memory: for one that ends with the server."
        )
        visitor.member(
            "open",
            &open,
            Plain(),
            .given,
            "Lets a server without tokens listen beyond loopback; whoever reaches it may write."
        )
        visitor.member(
            "example",
            &example,
            Plain(),
            .given,
            "Loads the example register at start when the store is empty."
        )
        visitor.member(
            "log_level",
            &logLevel,
            AnyOf(),
            .given,
            "How much is written to standard error."
        )
        visitor.member(
            "hosts",
            &hosts,
            Items(64, 255),
            .given,
            "The host names that requests may name; none: any. Others get 421."
        )
        visitor.member(
            "cors_origins",
            &corsOrigins,
            Items(64, 255),
            .given,
            "Origins whose scripts may use the API, https://example.org, or *; none: no CORS."
        )
        visitor.member(
            "require_if_match",
            &requireIfMatch,
            Plain(),
            .given,
            "Whether a change of an existing record needs If-Match; without it 428."
        )
        visitor.member(
            "loops",
            &loops,
            0...64,
            .given,
            "Event loops, one thread each; 0: one a core, up to 8."
        )
        visitor.member(
            "workers",
            &workers,
            0...256,
            .given,
            "Threads for lists, imports and long bodies; 0: one a core, at least 2."
        )
        visitor.member(
            "work_queue_max",
            &workQueueMax,
            1...1_000_000,
            .given,
            "Pieces of work that may wait for a worker; beyond it the answer is 503."
        )
        visitor.member(
            "write_queue_max",
            &writeQueueMax,
            1...1_000_000,
            .given,
            "Commands that may wait for the writer; beyond it the answer is 503."
        )
        visitor.member(
            "connections_max",
            &connectionsMax,
            1...1_000_000,
            .given,
            "Open connections in all; beyond it new ones wait to be accepted."
        )
        visitor.member(
            "connections_per_address_max",
            &connectionsPerAddressMax,
            1...1_000_000,
            .given,
            "Open connections of one client address; loopback and Unix sockets are exempt."
        )
        visitor.member(
            "requests_per_connection_max",
            &requestsPerConnectionMax,
            1...1_000_000_000,
            .given,
            "Requests on one connection before it is closed."
        )
        visitor.member(
            "body_bytes_max",
            &bodyBytesMax,
            1_024...67_108_864,
            .given,
            "Bytes of a request's body; imports are streamed and have no such bound."
        )
        visitor.member(
            "head_seconds",
            &headSeconds,
            1...3_600,
            .given,
            "Time for a request's head, from its first byte."
        )
        visitor.member(
            "body_seconds",
            &bodySeconds,
            1...86_400,
            .given,
            "Time for a request's whole body; an import's has only the rate below."
        )
        visitor.member(
            "body_bytes_per_second_min",
            &bodyBytesPerSecondMin,
            0...1_000_000_000,
            .given,
            "The slowest rate at which a body may come, after its first 30 seconds."
        )
        visitor.member(
            "write_stall_seconds",
            &writeStallSeconds,
            1...3_600,
            .given,
            "Time that a client may take no byte of its answer before it is cut off."
        )
        visitor.member(
            "idle_seconds",
            &idleSeconds,
            1...3_600,
            .given,
            "Time that a kept connection may be idle; above the 60 s of most load balancers."
        )
        visitor.member(
            "handler_seconds",
            &handlerSeconds,
            1...3_600,
            .given,
            "Time for an answer to be found; then 504, or 503 for a write in doubt."
        )
        visitor.member(
            "drain_delay_seconds",
            &drainDelaySeconds,
            0...600,
            .given,
            "Time between /readyz turning 503 and the listeners closing, on SIGTERM."
        )
        visitor.member(
            "drain_seconds",
            &drainSeconds,
            1...3_600,
            .given,
            "Time for requests in flight to end, on SIGTERM; below the 30 s of orchestrators."
        )
        visitor.member(
            "body_cache_mebibytes",
            &bodyCacheMebibytes,
            0...65_536,
            .given,
            "Memory for records' bytes that are read often, in MiB."
        )
        visitor.member(
            "free_space_min_mebibytes",
            &freeSpaceMinMebibytes,
            0...1_048_576,
            .given,
            "Free disk space below which the store only reads, in MiB."
        )
        describeEdges(&visitor)
    }
}

extension Settings {
    fileprivate mutating func describeTLS(_ visitor: inout some Visitor) {
        visitor.member(
            "tls_listen",
            &tlsListen,
            Items(16, 256),
            .given,
            "Where to listen with TLS, beside the above: ADDRESS:PORT, [IPV6]:PORT, unix:PATH or fd:NAME."
        )
        visitor.member(
            "tls_certificate",
            &tlsCertificate,
            Items(64, 4_096),
            .given,
            "A PEM file: certificate, then its chain. The first is the default; others by host name."
        )
        visitor.member(
            "tls_key",
            &tlsKey,
            Items(64, 4_096),
            .given,
            "The PEM files of the keys, in the order of the certificates; none: in the same files."
        )
        visitor.member(
            "tls_client_verify",
            &tlsClientVerify,
            AnyOf(),
            .given,
            "Whether clients show a certificate; its subject is then the actor of what they write."
        )
        visitor.member(
            "tls_client_ca",
            &tlsClientCa,
            4_096,
            .given,
            "A PEM file of the authorities whose clients are let in."
        )
        visitor.member(
            "tls_handshake_seconds",
            &tlsHandshakeSeconds,
            1...3_600,
            .given,
            "Time for a TLS handshake, from the connection's beginning or the end of its PROXY preamble."
        )
        visitor.member(
            "hsts_seconds",
            &hstsSeconds,
            0...63_072_000,
            .given,
            "How long browsers keep to https, said on TLS only (RFC 6797); 0: not said."
        )
    }
}

/// Whether clients show a certificate.
enum ClientVerify: String, Vocabulary {
    case none, optional, required
}

/// How much is logged, the least first.
enum LogLevel: String, Vocabulary {
    case error, warning, info, debug
}
