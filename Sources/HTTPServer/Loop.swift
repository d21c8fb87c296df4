internal import HTTPWire

/// One event loop: a poll, listeners, connections, a mailbox and a timer wheel.
///
/// Everything here is touched by the thread that has it only; what crosses comes through the
/// mailbox.
/// A turn: wait for events, serve each connection that is ready, empty the mailbox, see to
/// deadlines, end the application's turn.
///
/// A value on its thread's stack, not an object, and moved when another thread takes it: so the
/// compiler proves that no two accesses to
/// one property overlap, where for an object each access would be checked as it happens, a quarter
/// of a small request's instructions.
struct Loop: ~Copyable {
    /// What a loop shares with the server and the other loops.
    struct Surroundings: Sendable {
        let settings: ServerSettings
        let census: Census
        let counters: LoopCounters
        let mailbox: LoopMailbox
        let workers: WorkerPool
        let log: @Sendable (ServerEvent) -> Void
        /// Where this loop's request numbers begin.
        let firstSerial: UInt64
    }

    static let mailboxTag = UInt64.max
    /// What a client on the same machine needs to read an answer and send the next request.
    private static let eagerNanoseconds: Int64 = 100_000

    let settings: ServerSettings
    let census: Census
    let counters: LoopCounters
    let mailbox: LoopMailbox
    let workers: WorkerPool
    let log: @Sendable (ServerEvent) -> Void
    let poll: EventPoll
    /// `idleTime`, which is asked for after every request.
    let idleNanoseconds: Int64
    /// This loop's share of `outputMemoryMax`.
    let waitingBytesMax: Int
    var listeners: [Listener]
    var isAccepting = true
    // Not before: accepting is tried again, room is looked for, the operator is told once more.
    var retryAt = Int64.min
    var lookAt = Int64.min
    var complainAt = Int64.min
    var spare: Descriptor?
    var application: any Application

    var slab = Slab()
    var wheel: TimerWheel
    var pool = BufferPool()
    var writer = ResponseWriter()
    var gzipAnswers: GzipAnswers
    let codingSeats = CodingSeats()
    var freshAnswers = FreshAnswers()
    /// Where answers are put together before they are sent in one call; empty between connections.
    var output: [UInt8] = []
    var scratch = [UInt8](repeating: 0, count: BufferPool.bufferSize)
    var letters: [Mail] = []
    /// What TLS needs, where any listener is one for it.
    var security: LoopSecurity?
    /// Connections whose TLS holds bytes that were not read, by their tags.
    var unread: [UInt64] = []
    var dueSlots: [UInt32] = []
    var grownBytes = 0
    /// Output that clients have not taken yet.
    var waitingBytes = 0
    /// Bytes let go of since the allocator was trimmed, and when it is to be again.
    var freedBytes = 0
    var trimAt = Int64.max
    var now: Int64
    var serial: UInt64
    var drainBegan: Int64?
    var isOver = false
    /// Whether the application was asked anything in this turn.
    var hasWorked = false
    /// Whether the next request is likely to come in a moment.
    var isEager = false

    init(
        _ surroundings: Surroundings,
        listeners: [Listener],
        application: any Application,
        security: LoopSecurity? = nil
    ) throws(SystemError) {
        poll = try EventPoll()
        settings = surroundings.settings
        idleNanoseconds = settings.idleTime.inNanoseconds
        waitingBytesMax = settings.outputMemoryMax / settings.loops
        census = surroundings.census
        counters = surroundings.counters
        mailbox = surroundings.mailbox
        workers = surroundings.workers
        gzipAnswers = GzipAnswers(level: surroundings.settings.gzipLevel)
        self.listeners = listeners
        log = surroundings.log
        serial = surroundings.firstSerial
        self.application = application
        self.security = security
        now = Clock.nanoseconds()
        wheel = TimerWheel(now: now)
        spare = Sockets.spare()
        output.reserveCapacity(64 * 1024)
        writer.setDate(Clock.unixSeconds())
        self.security?.beginTurn()
    }

    /// Watches what it has to, before its first turn.
    ///
    /// - Throws: when the system does not let it.
    mutating func begin() throws(SystemError) {
        try poll.add(mailbox.number, .readable, tag: Self.mailboxTag)
        try watchListeners()
    }

    /// Turns until the application leaves an errand, or, nil, until a drain or stop has ended the
    /// last connection.
    mutating func run() -> Errand? {
        beginTurn()
        while true {
            takeMail()
            seeToDeadlines()
            if hasWorked {
                hasWorked = false
                if let errand = application.endTurn() { return errand }
            }
            guard !isOver else { return nil }
            let isAsleep = mailbox.fallAsleep()
            var count = isEager ? waitAwake() : 0
            if count == 0 {
                count = poll.wait(milliseconds: isAsleep && unread.isEmpty ? waitTime() : 0)
            }
            beginTurn()
            for index in 0..<count {
                let event = poll.event(index)
                handle(event.tag, event.ready)
            }
            readUnread()
        }
    }

    /// Waits without sleeping, for a moment: a client that waited for one write sends the next.
    ///
    /// To fall asleep and be woken costs about as much processor time as that moment, and the
    /// client twice as much time.
    private mutating func waitAwake() -> Int {
        isEager = false
        let end = Clock.nanoseconds() + Self.eagerNanoseconds
        while true {
            let count = poll.wait(milliseconds: 0)
            guard count == 0, Clock.nanoseconds() < end else { return count }
        }
    }

    private mutating func beginTurn() {
        mailbox.awake()
        now = Clock.nanoseconds()
        writer.setDate(Clock.unixSeconds())
        security?.beginTurn()
    }

    /// Said before its thread leaves: whatever happens to it from now on shows at its poll.
    func lieDown() {
        if !mailbox.fallAsleep() || !unread.isEmpty { mailbox.wake() }
    }

    /// Lets go of all it holds; it does not turn again.
    mutating func end() {
        stopListening()
        for connection in slab.all { close(connection) }
        mailbox.close()
        if hasWorked { application.endTurn()?.run { false } }
    }

    private mutating func waitTime() -> Int32 {
        let wheelTime = wheel.wait(from: now)
        // Paused listeners, a drain and leftovers look round once a slot, with no entry in the wheel.
        guard !isAccepting || drainBegan != nil || trimAt != .max else { return wheelTime }
        return wheelTime < 0 ? 250 : min(wheelTime, 250)
    }

    private mutating func handle(_ tag: UInt64, _ ready: Readiness) {
        if tag == Self.mailboxTag {
            mailbox.hush()
        } else if let connection = slab.connection(tag: tag) {
            serve(connection, ready)
        } else if let listener = listener(tag: tag) {
            accept(from: listener)
        }
    }

    mutating func serve(_ connection: Connection, _ ready: Readiness) {
        // What came before the peer left is still read: closing over it would reset the answer.
        guard ready.isDisjoint(with: .gone) || ready.contains(.readable) else {
            return close(connection)
        }
        let readsOnOutput = ready.contains(.writable) && connection.readsOnOutput
        if ready.contains(.writable) { sendPending(connection) }
        if readsOnOutput || ready.contains(.readable), connection.isOpen { read(connection) }
        if connection.isOpen { settle(connection) }
    }

    private mutating func takeMail() {
        let commands = mailbox.empty(into: &letters)
        for command in commands { obey(command) }
        for letter in letters { deliver(letter) }
        if !letters.isEmpty { letters.removeAll() }
    }

    private mutating func obey(_ command: LoopCommand) {
        switch command {
        case .drain: beginDrain()
        case .renew(let material): renew(material)
        case .stop:
            if slab.count > 0 { log(.cut(connections: slab.count)) }
            isOver = true
        case .beat(let heard): heard()
        case .inflated(let address, let result): takeInflated(address, result)
        }
    }

    private mutating func seeToDeadlines() {
        dueSlots.removeAll(keepingCapacity: true)
        wheel.advance(to: now, &dueSlots)
        for slot in dueSlots {
            guard let connection = slab.connection(at: slot) else { continue }
            guard let deadline = deadline(of: connection) else { continue }
            if deadline > now {
                wheel.schedule(slot, deadline)
            } else {
                expire(connection)
                if connection.isOpen { settle(connection) }
            }
        }
        if !isAccepting { resumeAccepting() }
        trimLeftovers()
        seeToDrain()
    }
}

extension Duration {
    /// The duration in nanoseconds, as far as 292 years go.
    var inNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000
    }
}
