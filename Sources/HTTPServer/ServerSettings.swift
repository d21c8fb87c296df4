public import HTTPWire

/// How a server behaves; each default has its reason.
public struct ServerSettings: Sendable {
    /// How much of a request is taken.
    public var limits = RequestLimits()
    /// Event loops: one per core keeps every core busy, more than 8 only share caches.
    public var loops = min(Clock.processorCount(), 8)
    /// Threads for work that computes or blocks.
    public var workers = max(2, Clock.processorCount())
    /// Work that may wait for a thread; beyond it a client is better told to come back.
    public var workQueueMax = 1024
    /// Hosts that are served, without port, in lower case; others get 421 (empty: any).
    public var hosts: Set<String> = []
    /// Where TLS is spoken, and as whom; nil: nowhere.
    public var tls: TLSConfiguration?

    /// A head must be whole this long after its first byte, however slowly bytes trickle.
    public var headTime = Duration.seconds(10)
    /// A body may take this long, and a second more for each `bodyBytesPerSecondMin` that came.
    ///
    /// In one that is taken in pieces no silence lasts longer, whatever came before.
    public var bodyTime = Duration.seconds(30)
    /// The rate below which a body counts as stalled: slower than any line that is in use.
    public var bodyBytesPerSecondMin = 1024
    /// A body that is gathered whole may take no longer, at any rate.
    public var bodyTimeMax = Duration.seconds(300)
    /// How long a client may take no byte of an answer.
    public var writeStallTime = Duration.seconds(20)
    /// How long a connection may wait for its next request: longer than a balancer's 60 s.
    public var idleTime = Duration.seconds(75)
    /// How long an answer may take: then 504 for a read, 503 for a write whose outcome is open.
    public var handlerTime = Duration.seconds(30)
    /// How long a refused client's bytes are read and dropped, so that no reset eats the answer.
    public var lingerTime = Duration.seconds(2)
    /// How many of them.
    public var lingerBytesMax = 4 * 1024 * 1024
    /// How long requests in flight may take to end in a drain: orchestrators kill at 30 s.
    public var drainTime = Duration.seconds(25)
    /// How long a drain waits for a silent client that owes bytes of a request.
    public var drainSilence = Duration.seconds(2)

    /// Requests on one connection; then it is closed, so that clients spread over loops anew.
    public var requestsPerConnectionMax = 10_000
    /// Connections in all, below the usual limit of descriptors with room for files.
    public var connectionsMax = 8192
    /// Connections from one address (of version 6: one /64); loopback and socket files are exempt.
    public var connectionsPerAddressMax = 256
    /// Connections that the kernel holds for a loop that has not accepted yet.
    public var backlog = 1024
    /// Output that may wait for one client before its requests are no longer read.
    public var outputBytesHigh = 256 * 1024
    /// Output below which they are read again and streams go on.
    public var outputBytesLow = 64 * 1024
    /// Output that may wait for all clients; beyond it those that read slowest are cut off.
    public var outputMemoryMax = 256 * 1024 * 1024
    /// Memory for bodies over all connections; beyond it a body is refused with 503.
    public var bodyMemoryMax = 256 * 1024 * 1024

    /// How hard gzip tries, 1 to 9, of which 1 does most and fastest; 0: not at all.
    public var gzipLevel = 1
    /// Whether requests' bodies in gzip are taken out of it, and other codings refused with 415.
    public var inflatesBodies = true
    /// What a body in pieces may come to, taken out of gzip: a little gzip can hold very much.
    public var inflatedBytesMax = 4 * 1024 * 1024 * 1024

    /// Who may say where a client is: by a PROXY preamble, or in `forwardedField`.
    public var trustedProxies: [AddressRange] = []
    /// The field that they say it in; the other is passed over.
    public var forwardedField = ForwardedField.xForwardedFor
    /// Of the addresses to listen on, those where each connection begins with a PROXY preamble.
    public var proxiedAddresses: [ListenAddress] = []
    /// How long a proxy may take for it.
    public var preambleTime = Duration.seconds(5)
    /// Whether `[::]` takes clients of version 4 as well, whatever the machine's default.
    public var isDualStack = true

    /// Whom socket files are given to, by number; nil: whom the server runs as.
    public var socketOwner: UInt32?
    /// Their group; nil: the server's.
    public var socketGroup: UInt32?

    /// A stream of events that is silent for so long sends a comment: proxies cut off after 60 s.
    public var heartbeatTime = Duration.seconds(15)
    /// When clients of event streams are told to come back after a drain, and up to twice as late.
    public var retryTime = Duration.seconds(3)

    /// The defaults.
    public init() {}
}
