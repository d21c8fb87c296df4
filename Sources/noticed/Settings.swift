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
    var rules = ""
    var logLevel = LogLevel.info
    var hosts: [String] = []
    var corsOrigins: [String] = []
    var requireIfMatch = false
    var securityContact = ""
    var loops = 0
    var workers = 0
    var workQueueMax = 1_024
    var writeQueueMax = 8_192
    var connectionsMax = 8_192
    var connectionsPerAddressMax = 256
    var requestsPerConnectionMax = 10_000
    var bodyBytesMax = 1_048_576
    var requestLineBytesMax = 16_384
    var headBytesMax = 32_768
    var fieldsMax = 100
    var chunkExtensionBytesMax = 256
    var chunkExtensionsBytesMax = 4_096
    var trailerBytesMax = 4_096
    var outputKibibytesMax = 256
    var outputMemoryMebibytesMax = 256
    var bodyMemoryMebibytesMax = 256
    var preambleSeconds = 5
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
            "rules",
            &rules,
            4_096,
            .given,
            "A file of the rules that requests are held against; none: INTERPOL's, built in."
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
            "security_contact",
            &securityContact,
            512,
            .given,
            "Whom to tell of a weakness, https:, mailto: or tel:, said in /.well-known/security.txt."
        )
        describeLimits(&visitor)
        describeDeadlines(&visitor)
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

/// How much is logged, the least first.
enum LogLevel: String, Vocabulary {
    case error, warning, info, debug
}
