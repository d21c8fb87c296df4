import HTTPWire
import NoticeRegister

/// What the loop and the writer leave for whoever works on an import.
struct ImportGate {
    /// Bytes that may wait to be read as lines before the client is told to pause.
    private static var inboxBytesMax: Int { 256 * 1024 }

    /// What has come of the body.
    enum Body {
        case coming, whole, cutOff
    }

    /// What has come of the body, of which pieces may still wait.
    var body = Body.coming
    /// What became of the commands that were handed in last.
    private var outcomes: [Outcome]?
    /// Whether commands are with the writer.
    private(set) var isCommitting = false
    /// Whether a piece of the answer is on its way.
    var isSending = false
    /// Whether nothing more is looked at.
    private(set) var isOver = false

    private var inbox: [[UInt8]] = []
    private var inboxBytes = 0
    private var isPaused = false
    /// Whether a worker is at it, and whether something came since it last looked.
    private var isWorking = false
    private var hasNews = false

    /// What is known of the body by whoever has read all that came: pieces that wait are to come.
    var bodyRead: Body { inbox.isEmpty ? body : .coming }

    // MARK: The body

    /// Puts a piece in, and says whether the client may go on sending.
    mutating func put(_ piece: [UInt8]) -> Appetite {
        guard !isOver else { return .more }
        inbox.append(piece)
        inboxBytes += piece.count
        isPaused = inboxBytes >= Self.inboxBytesMax
        return isPaused ? .pause : .more
    }

    /// The next piece of the body, and whether a client that paused may go on.
    mutating func take() -> (piece: [UInt8], isResuming: Bool)? {
        guard !inbox.isEmpty else { return nil }
        let piece = inbox.removeFirst()
        inboxBytes -= piece.count
        let isResuming = isPaused && inboxBytes < Self.inboxBytesMax / 2
        if isResuming { isPaused = false }
        return (piece, isResuming)
    }

    /// What has not been read is not looked at.
    mutating func close() {
        isOver = true
        inbox = []
    }

    // MARK: The writer

    /// Commands are handed in.
    mutating func beginCommit() { isCommitting = true }

    /// Commands have been carried out.
    mutating func endCommit(_ outcomes: [Outcome]) {
        self.outcomes = outcomes
        isCommitting = false
    }

    // MARK: The worker

    /// Whether a worker is to be found: something has come, and nobody is at it.
    mutating func callWorker() -> Bool {
        hasNews = true
        guard !isWorking, !isOver else { return false }
        isWorking = true
        return true
    }

    /// The worker looks: the outcomes that have come since.
    mutating func look() -> [Outcome]? {
        hasNews = false
        defer { outcomes = nil }
        return outcomes
    }

    /// The worker has nothing to do; true when something came meanwhile, and it stays.
    mutating func rest() -> Bool {
        isWorking = hasNews
        return hasNews
    }
}
