import ArgumentParser
import Dispatch
import HTTPServer
import HTTPWire
import Locks
import NoticeAPI
import NoticeRegister
import NoticeStore

/// Puts the server together and runs it: the only place that names a store, the API and the engine.
struct Serve {
    private let settings: Settings
    private let log: ServerLog

    init(_ settings: Settings) {
        self.settings = settings
        log = ServerLog(settings.logLevel)
    }

    /// Serves until a signal says to stop and all that was in flight has ended.
    func run() throws {
        Allocator.growInLargeSteps()
        // Before any thread: they inherit what is blocked.
        let signals = Signals()
        let manager = ServiceManager.take()
        let edges = try Edges(
            settings,
            Exit.mapping { () throws(ServerError) in try InheritedSocket.take() }
        )
        try settings.checkContact()
        let addresses = try edges.addresses()
        var engine = settings.serverSettings
        engine.tls = try settings.tlsConfiguration(listening: edges.secureAddresses())
        try refuseExposure(of: addresses, engine.tls)
        try edges.add(to: &engine, listening: addresses)
        let rules = try RuleFile.rules(settings.rules)
        let store = try StoreLocation(settings.store).open(settings.storeSettings)
        defer { store.close() }
        if settings.example { try ExampleRegister.load(into: store, log) }
        let isDraining = Locked(false)
        let server = try server(on: addresses, engine, store, rules, isDraining)
        try Exit.mapping { () throws(ServerError) in try server.start() }
        do throws(SystemError) {
            try signals.start { handle($0, server, manager, isDraining) }
            try manager?.watch(server)
        } catch {
            throw Exit.because("\(error)", Exit.unavailable)
        }
        manager?.ready()
        try Exit.mapping { () throws(ServerError) in try server.wait() }
    }

    private func server(
        on addresses: [ListenAddress],
        _ engine: ServerSettings,
        _ store: any Repository,
        _ rules: ReviewRules,
        _ isDraining: Locked<Bool>
    ) throws -> Server {
        // The loops start after `run`, and find it made.
        let context = Locked<APIContext?>(nil)
        let log = log
        let server = try Exit.mapping { () throws(ServerError) in
            try Server(
                listen: addresses,
                settings: engine,
                log: { log.tell($0) }
            ) { _ in
                guard let made = context.withLock({ $0 }) else {
                    preconditionFailure("a loop started before its context was made")
                }
                return API(made)
            }
        }
        let made = APIContext(
            repository: store,
            workers: server.sharedWorkers,
            settings: settings.apiSettings,
            rules: rules,
            now: { Instant(milliseconds: SystemClock.milliseconds()) },
            isDraining: { isDraining.withLock { $0 } },
            engineMetrics: { server.counters().metricFamilies }
        )
        context.withLock { $0 = made }
        return server
    }

    /// A first signal to stop drains, a second one ends at once.
    private func handle(
        _ signal: Signals.Signal,
        _ server: Server,
        _ manager: ServiceManager?,
        _ isDraining: Locked<Bool>
    ) {
        switch signal {
        case .hangUp:
            // A manager that sent it waits for both words.
            manager?.reloading()
            readAgain(server)
            manager?.ready()
        case .terminate, .interrupt:
            let isFirst = isDraining.withLock { state in
                defer { state = true }
                return !state
            }
            guard isFirst else { return server.stop() }
            manager?.stopping()
            let delay = DispatchTimeInterval.seconds(settings.drainDelaySeconds)
            DispatchQueue.global().asyncAfter(deadline: .now() + delay) { server.drain() }
        }
    }

    /// On SIGHUP: certificates, keys and authorities; nothing else changes while it runs.
    private func readAgain(_ server: Server) {
        guard !settings.tlsListen.isEmpty else { return log.say("nothing is read again on SIGHUP") }
        do throws(TLSFault) {
            try server.renewCertificates()
        } catch {
            log.warn("\(ServerEvent.certificatesKept(error))")
        }
    }

    private func refuseExposure(of addresses: [ListenAddress], _ tls: TLSConfiguration?) throws {
        // Who must show a certificate is known.
        let unguarded = tls?.clientVerification == .required ? [] : tls?.listen ?? []
        let exposed = (addresses + unguarded).first { !$0.isLocal }
        if let exposed, !settings.open {
            throw Exit.because(
                "\(exposed) can be reached from other machines, and whoever reaches it may write;"
                    + " say --open to allow that",
                Exit.configuration
            )
        }
    }
}

extension ListenAddress {
    /// Whether only this machine can reach it.
    fileprivate var isLocal: Bool {
        switch self {
        case .unix: true
        case .inherited(let socket): socket.address.isLoopback
        case .tcp(let host, _): host.hasPrefix("127.") || host == "::1"
        }
    }
}

extension Settings {
    /// What the settings say to the engine.
    fileprivate var serverSettings: ServerSettings {
        var server = ServerSettings()
        if loops > 0 { server.loops = loops }
        if workers > 0 { server.workers = workers }
        server.workQueueMax = workQueueMax
        server.hosts = Set(hosts.map { $0.lowercased() })
        server.limits = requestLimits
        server.outputBytesHigh = outputKibibytesMax * 1_024
        server.outputBytesLow = server.outputBytesHigh / 4
        server.outputMemoryMax = outputMemoryMebibytesMax * 1_048_576
        server.bodyMemoryMax = bodyMemoryMebibytesMax * 1_048_576
        server.preambleTime = .seconds(preambleSeconds)
        server.headTime = .seconds(headSeconds)
        server.bodyTimeMax = .seconds(bodySeconds)
        server.bodyBytesPerSecondMin = bodyBytesPerSecondMin
        server.writeStallTime = .seconds(writeStallSeconds)
        server.idleTime = .seconds(idleSeconds)
        server.handlerTime = .seconds(handlerSeconds)
        server.drainTime = .seconds(drainSeconds)
        server.requestsPerConnectionMax = requestsPerConnectionMax
        server.connectionsMax = connectionsMax
        server.connectionsPerAddressMax = connectionsPerAddressMax
        return server
    }

    private var requestLimits: RequestLimits {
        var limits = RequestLimits()
        limits.requestLineBytesMax = requestLineBytesMax
        limits.headBytesMax = headBytesMax
        limits.fieldsMax = fieldsMax
        limits.bodyBytesMax = bodyBytesMax
        limits.chunkExtensionBytesMax = chunkExtensionBytesMax
        limits.chunkExtensionsBytesMax = chunkExtensionsBytesMax
        limits.trailerBytesMax = trailerBytesMax
        return limits
    }

    /// What the settings say to the API.
    fileprivate var apiSettings: APISettings {
        var api = APISettings()
        api.requiresIfMatch = requireIfMatch
        api.corsOrigins = corsOrigins
        api.securityContact = securityContact
        api.bodyBytesMax = bodyBytesMax
        api.loopCacheBytes = bodyCacheMebibytes * 1_048_576 / max(1, ServerSettings().loops)
        api.version = Build.version
        return api
    }

    /// What the settings say to a store.
    var storeSettings: StoreSettings {
        var store = StoreSettings()
        store.queueMax = writeQueueMax
        store.bodyCacheBytes = bodyCacheMebibytes * 1_048_576
        store.freeSpaceMin = freeSpaceMinMebibytes * 1_048_576
        return store
    }
}
