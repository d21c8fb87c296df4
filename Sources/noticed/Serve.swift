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
        let addresses = try listenAddresses()
        let store = try StoreLocation(settings.store).open(settings.storeSettings)
        defer { store.close() }
        if settings.example { try ExampleRegister.load(into: store, log) }
        let isDraining = Locked(false)
        let tls = try settings.tlsConfiguration()
        let server = try server(on: addresses, tls, store, isDraining)
        do throws(SystemError) {
            try signals.start { handle($0, server, isDraining) }
        } catch {
            throw Exit.because("\(error)", Exit.unavailable)
        }
        try Exit.mapping { () throws(ServerError) in try server.run() }
    }

    private func server(
        on addresses: [ListenAddress],
        _ tls: TLSConfiguration?,
        _ store: any Repository,
        _ isDraining: Locked<Bool>
    ) throws -> Server {
        // The loops start after `run`, and find it made.
        let context = Locked<APIContext?>(nil)
        let log = log
        var engineSettings = settings.serverSettings
        engineSettings.tls = tls
        let server = try Exit.mapping { [engineSettings] () throws(ServerError) in
            try Server(
                listen: addresses,
                settings: engineSettings,
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
        _ isDraining: Locked<Bool>
    ) {
        switch signal {
        case .hangUp: readAgain(server)
        case .terminate, .interrupt:
            let isFirst = isDraining.withLock { state in
                defer { state = true }
                return !state
            }
            guard isFirst else { return server.stop() }
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

    private func listenAddresses() throws -> [ListenAddress] {
        let addresses = try Exit.mapping { () throws(ServerError) in
            try settings.listen.map { text throws(ServerError) in try ListenAddress(text) }
        }
        let secure = try settings.tlsConfiguration()
        // Who must show a certificate is known.
        let unguarded = secure?.clientVerification == .required ? [] : secure?.listen ?? []
        let exposed = (addresses + unguarded).first { !$0.isLocal }
        if let exposed, !settings.open {
            throw Exit.because(
                "\(exposed) can be reached from other machines, and whoever reaches it may write;"
                    + " say --open to allow that",
                Exit.configuration
            )
        }
        return addresses
    }
}

extension ListenAddress {
    /// Whether only this machine can reach it.
    fileprivate var isLocal: Bool {
        switch self {
        case .unix: true
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
        server.limits.bodyBytesMax = bodyBytesMax
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

    /// What the settings say to the API.
    fileprivate var apiSettings: APISettings {
        var api = APISettings()
        api.requiresIfMatch = requireIfMatch
        api.corsOrigins = corsOrigins
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
