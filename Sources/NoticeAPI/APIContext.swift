package import HTTPWire
package import NoticeRegister

/// How the API behaves.
package struct APISettings: Sendable {
    /// The name that changes of clients without a certificate bear until access control comes.
    package var actor = "anonymous"
    /// Whether a write to an existing record needs `If-Match`.
    package var requiresIfMatch = false
    /// Origins whose scripts may use the API (`https://example.org`), or `*`; none: no CORS.
    package var corsOrigins: [String] = []
    /// Whom to tell of a weakness, as a URI; empty: nobody.
    package var securityContact = ""
    /// Bytes that a body gathered whole may have.
    package var bodyBytesMax = 1_048_576
    /// Bytes of bodies that a loop keeps ready to send.
    package var loopCacheBytes = 16 * 1_048_576
    /// What the description calls this server's version.
    package var version = "0.1.0"

    /// The defaults.
    package init() {}
}

/// What all loops' APIs share: the register, the pool, the settings, the clock.
package final class APIContext: Sendable {
    let repository: any Repository
    let workers: any Workers
    let settings: APISettings
    let rules: ReviewRules
    let now: @Sendable () -> Instant
    let isDraining: @Sendable () -> Bool
    let engineMetrics: @Sendable () -> [MetricFamily]
    let router: Router
    let description = DescriptionShelf()

    /// Puts together what the API works with.
    ///
    /// - Parameters:
    ///   - repository: the register's keeper.
    ///   - workers: the pool for what computes or may block.
    ///   - settings: how it behaves.
    ///   - rules: what requests are held against.
    ///   - now: the clock.
    ///   - isDraining: whether the server is about to stop, so that `/readyz` says no.
    ///   - engineMetrics: what the HTTP engine has counted, for `/metrics`.
    package init(
        repository: any Repository,
        workers: any Workers,
        settings: APISettings = APISettings(),
        rules: ReviewRules,
        now: @escaping @Sendable () -> Instant,
        isDraining: @escaping @Sendable () -> Bool = { false },
        engineMetrics: @escaping @Sendable () -> [MetricFamily] = { [] }
    ) {
        self.repository = repository
        self.workers = workers
        self.settings = settings
        self.rules = rules
        self.now = now
        self.isDraining = isDraining
        self.engineMetrics = engineMetrics
        router = Router(API.routes)
    }

    /// The day of asking in UTC, since 1970-01-01.
    var today: Int32 { now().daysSince1970 }
}
