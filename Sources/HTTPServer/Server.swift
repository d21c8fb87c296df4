public import HTTPWire
internal import Locks

/// An HTTP/1.1 server: event loops, each with an application of its own.
///
/// It listens from the moment it is made and serves from ``start()`` on.
public final class Server: Sendable {
    private enum Phase: Equatable {
        case made, running, draining, stopping
    }

    private struct State {
        var phase = Phase.made
        var listeners: [[Listener]]
        var plan: SecurityPlan?
        var loopsRunning = 0
        var fault: ServerError?
    }

    /// Where it listens, with the ports that were found for port 0.
    public let addresses: [ListenAddress]
    /// Where it listens with TLS, likewise.
    public let secureAddresses: [ListenAddress]

    private let settings: ServerSettings
    private let log: @Sendable (ServerEvent) -> Void
    private let make: @Sendable (any Workers) -> any Application
    private let workers: WorkerPool
    private let census: Census
    private let loopCounters: [LoopCounters]
    private let mailboxes: [LoopMailbox]
    private let state: Locked<State>

    /// Takes the addresses.
    ///
    /// - Parameters:
    ///   - listen: where to listen; all of them with the same application.
    ///   - settings: limits, deadlines, sizes.
    ///   - log: told what an operator should know, on any thread; must not wait.
    ///   - application: makes a loop's application, on the loop's thread; the pool is for work
    ///     that computes or blocks.
    /// - Throws: which address could not be taken, or which certificate cannot be used, and why.
    public init(
        listen: [ListenAddress],
        settings: ServerSettings = ServerSettings(),
        log: @escaping @Sendable (ServerEvent) -> Void = { _ in },
        application: @escaping @Sendable (any Workers) -> any Application
    ) throws(ServerError) {
        let secure = settings.tls?.listen ?? []
        guard !listen.isEmpty || !secure.isEmpty else { throw .nothingToListenOn }
        var settings = settings
        settings.loops = max(1, settings.loops)
        settings.workers = max(1, settings.workers)
        let loops = settings.loops
        // Before any address is taken: nobody is to be let in and turned away.
        let plan: SecurityPlan?
        do throws(TLSFault) {
            plan = try Self.plan(settings, log)
        } catch {
            throw .badCertificate(error)
        }
        var listeners = [[Listener]](repeating: [], count: loops)
        addresses = try Self.take(listen, settings, isSecure: false, &listeners)
        secureAddresses = try Self.take(secure, settings, isSecure: true, &listeners)
        self.settings = settings
        self.log = log
        make = application
        workers = WorkerPool(threads: settings.workers, waitingMax: settings.workQueueMax)
        census = Census(perAddressMax: settings.connectionsPerAddressMax)
        loopCounters = (0..<loops).map { _ in LoopCounters() }
        do throws(SystemError) {
            var boxes: [LoopMailbox] = []
            for _ in 0..<loops { boxes.append(try LoopMailbox()) }
            mailboxes = boxes
        } catch {
            throw .system(error)
        }
        state = Locked(State(listeners: listeners, plan: plan))
    }

    /// Starts the loops and comes back.
    ///
    /// Raises the process's soft limit of descriptors to what `connectionsMax` needs.
    /// - Throws: when the system gives no thread or descriptor.
    public func start() throws(ServerError) {
        let isFirst = state.withLock { state in
            guard state.phase == .made else { return false }
            state.phase = .running
            state.loopsRunning = mailboxes.count
            return true
        }
        guard isFirst else { return }
        DescriptorLimit.raise(forClients: settings.connectionsMax)
        let firstSerial = UInt64.random(in: 0...(.max))
        for index in mailboxes.indices {
            let surroundings = Loop.Surroundings(
                settings: settings,
                census: census,
                counters: loopCounters[index],
                mailbox: mailboxes[index],
                workers: workers,
                log: log,
                // Far apart, so that the loops' numbers never meet.
                firstSerial: firstSerial &+ UInt64(index) << 48
            )
            do throws(SystemError) {
                try Threads.start("http-\(index)") { self.runLoop(surroundings, index) }
            } catch {
                loopEnded(.system(error))
            }
        }
        for address in addresses { log(.listening(address)) }
        for address in secureAddresses { log(.listeningSecurely(address)) }
    }

    /// Serves until a drain has ended.
    ///
    /// - Throws: when a loop could not start.
    public func run() throws(ServerError) {
        try start()
        try wait()
    }

    /// Ends in good order: refuses new connections, closes idle ones, finishes what is in flight.
    ///
    /// At most `drainTime` long; asked a second time it ends at once. Any thread.
    public func drain() {
        let command: LoopCommand? = state.withLock { state in
            switch state.phase {
            case .made:
                state.listeners = []
                state.phase = .stopping
                return nil
            case .running:
                state.phase = .draining
                return .drain
            case .draining, .stopping:
                state.phase = .stopping
                return .stop
            }
        }
        guard let command else { return }
        if case .drain = command { log(.draining(connections: census.count)) }
        for mailbox in mailboxes { mailbox.deliver(command) }
    }

    /// Ends now, in-flight requests and all; any thread.
    public func stop() {
        drain()
        drain()
    }

    /// Reads certificates, keys and authorities again; connections that are open keep theirs.
    ///
    /// Reads files, so not for a thread that must not wait.
    /// - Throws: what is wrong with them; then those of before stay in use.
    public func renewCertificates() throws(TLSFault) {
        guard let plan = try Self.plan(settings, log) else { return }
        state.withLock { $0.plan?.material = plan.material }
        for mailbox in mailboxes { mailbox.deliver(.renew(plan.material)) }
        log(.certificatesRenewed(plan.material.pairs.count))
    }

    /// Asks every loop whether it turns; `heard` is called once, when the last one has said so.
    public func beat(_ heard: @escaping @Sendable () -> Void) {
        let left = Locked(mailboxes.count)
        for mailbox in mailboxes {
            mailbox.deliver(
                .beat {
                    let isLast = left.withLock { left in
                        left -= 1
                        return left == 0
                    }
                    if isLast { heard() }
                }
            )
        }
    }

    /// Waits until all loops have ended.
    ///
    /// - Throws: when a loop could not start.
    public func wait() throws(ServerError) {
        let fault: ServerError?? = state.wait { state in
            state.loopsRunning == 0 ? .some(state.fault) : nil
        }
        if let fault, let fault { throw fault }
    }

    /// Whether it has not ended yet.
    public var isRunning: Bool { state.withLock { $0.phase == .made || $0.loopsRunning > 0 } }

    /// What has been counted so far.
    public func counters() -> ServerCounters {
        var sum = ServerCounters()
        for counters in loopCounters { counters.add(to: &sum) }
        return sum
    }

    /// The pool that applications are given, for work that begins elsewhere.
    public var sharedWorkers: any Workers { workers }

    private func runLoop(_ surroundings: Loop.Surroundings, _ index: Int) {
        Threads.holdPipeSignal()
        let security: LoopSecurity?
        do throws(TLSFault) {
            security = try state.withLock { $0.plan }.map { plan throws(TLSFault) in
                try LoopSecurity(plan)
            }
        } catch {
            return loopEnded(.badCertificate(error))
        }
        do throws(SystemError) {
            var loop = try Loop(
                surroundings,
                listeners: takeListeners(index),
                application: make(workers),
                security: security
            )
            try loop.begin()
            try LoopKeeper(loop, name: "http-\(index)") { self.loopEnded(nil) }.run()
        } catch {
            loopEnded(.system(error))
        }
    }

    /// A loop's listeners, which only it holds from now on: they close when it lets go of them.
    private func takeListeners(_ index: Int) -> [Listener] {
        state.withLock { state in
            guard index < state.listeners.count else { return [] }
            let taken = state.listeners[index]
            state.listeners[index] = []
            return taken
        }
    }

    private func loopEnded(_ fault: ServerError?) {
        let isLast = state.withLock { state in
            state.loopsRunning -= 1
            if state.fault == nil { state.fault = fault }
            return state.loopsRunning == 0
        }
        if isLast { log(.drained) }
        if fault != nil { stop() }
        state.notify()
    }
}
