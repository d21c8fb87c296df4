/// What answers requests: one per loop, used by one thread at a time.
///
/// A request reaches an application in this order: ``admit(_:)`` when its head announces a body,
/// ``answer(_:)`` once it is whole, ``endTurn()`` when every request of the loop's turn has been
/// answered. Bytes that the wire refuses reach ``refuse(_:)`` instead.
public protocol Application: SendableMetatype {
    /// Says what becomes of the body that this head announces. `request.body` is still empty.
    ///
    /// Asked before `100 Continue` is sent, so that what is refused here is never uploaded
    /// (RFC 9110 §10.1.1).
    mutating func admit(_ request: borrowing Request) -> Admission

    /// Answers at once, or says who will. Never waits.
    mutating func answer(_ request: borrowing Request) -> Reply

    /// Gives the words for a refusal by the wire; the engine adds framing, and closes.
    mutating func refuse(_ refusal: Refusal) -> Response

    /// All requests of this turn are answered: the place to end a read transaction, and to say
    /// what they left to be done that has to wait, as for a disk.
    mutating func endTurn() -> Errand?
}

extension Application {
    /// Gathers every body whole, up to the limit.
    public mutating func admit(_ request: borrowing Request) -> Admission { .whole }

    /// Says the refusal's status and detail in plain text.
    public mutating func refuse(_ refusal: Refusal) -> Response { refusal.plainText }

    /// Has nothing to end, and left nothing.
    public mutating func endTurn() -> Errand? { nil }
}

/// What a turn left to be done that has to wait: it is run at once, by the loop's own thread.
///
/// No other thread needs to be woken for it, and what the thread has just read is still in its
/// caches. Meanwhile the loop waits for nobody: as soon as anything happens to it, a stand-in turns
/// it on.
public struct Errand: Sendable {
    private let work: @Sendable (_ comesBack: () -> Bool) -> Void

    /// Takes the work.
    ///
    /// - Parameter work: asks `comesBack` once its waiting is over. When that says yes the thread
    ///   has its loop back: what is left takes no longer than an answer may. It says no when a
    ///   stand-in has the loop: then the thread is free to wait on.
    public init(_ work: @escaping @Sendable (_ comesBack: () -> Bool) -> Void) {
        self.work = work
    }

    /// Does the work on this thread.
    public func run(_ comesBack: () -> Bool) { work(comesBack) }
}

/// What becomes of a request's body.
public enum Admission {
    /// Gathered up to `RequestLimits.bodyBytesMax`, then given to `answer` with the request.
    case whole
    /// Handed over piece by piece, of any length; `answer` is not called. The receiver answers.
    case pieces((Exchange) -> any BodyReceiver)
    /// Answered now; the body is not read, and the connection closes after the answer.
    case refused(Response)
}

/// How a request is answered.
public enum Reply {
    /// Now, on the loop.
    case ready(Response)
    /// By whoever takes the `Answer`: the loop calls this closure once, before `endTurn`.
    case later((Answer) -> Void)
    /// Piece by piece, by whoever takes the `Exchange`: called once, before `endTurn`.
    case streamed((Exchange) -> Void)
}

/// The right to answer one request, once, from any thread.
///
/// A second answer, or one after the client left, falls dead on the generation. Without an answer
/// by the handler deadline the engine says 504 for a read and 503 for a write.
public struct Answer: Sendable {
    private let mailbox: any Mailbox
    private let address: Mail.Address

    /// Made by the engine for each `.later`.
    public init(mailbox: any Mailbox, address: Mail.Address) {
        self.mailbox = mailbox
        self.address = address
    }

    /// Sends the response back to the loop that owns the connection.
    public func answer(_ response: consuming Response) {
        mailbox.deliver(Mail(address: address, content: .response(response)))
    }

    /// Has the loop make the response, when it sends it: for threads whose time is dearer.
    public func answer(making response: @escaping @Sendable () -> Response) {
        mailbox.deliver(Mail(address: address, content: .made(response)))
    }
}

/// One request's two streams: its answer going out and its body coming in, from any thread.
///
/// The order is `start`, any number of `send`, then `finish`; or one `answer` in their place.
public struct Exchange: Sendable {
    private let mailbox: any Mailbox
    private let address: Mail.Address

    /// Made by the engine for each body in pieces.
    public init(mailbox: any Mailbox, address: Mail.Address) {
        self.mailbox = mailbox
        self.address = address
    }

    /// Sends a whole response; nothing else may follow.
    public func answer(_ response: consuming Response) {
        mailbox.deliver(Mail(address: address, content: .response(response)))
    }

    /// Sends status and fields (the response's body goes first in the stream); pieces follow.
    public func start(_ head: consuming Response) {
        mailbox.deliver(Mail(address: address, content: .start(head)))
    }

    /// Sends status and fields of an answer of server-sent events; each piece is whole events.
    ///
    /// ``EventStream`` says what they are.
    public func startEvents(_ head: consuming Response) {
        mailbox.deliver(Mail(address: address, content: .events(head)))
    }

    /// Sends a piece of the answer's body, as one chunk.
    ///
    /// `whenSent` is called on the loop once the connection's output has drained below its low
    /// mark: a producer that waits for it before the next piece holds bounded memory. It is given
    /// `false`, once, when the client is gone or the answer is over; by `send` itself, once the
    /// server has ended.
    public func send(_ piece: [UInt8], whenSent: (@Sendable (_ alive: Bool) -> Void)? = nil) {
        mailbox.deliver(Mail(address: address, content: .piece(piece, whenSent)))
    }

    /// Ends the answer.
    public func finish() {
        mailbox.deliver(Mail(address: address, content: .finish))
    }

    /// Asks for more of the request's body after `receive` answered `.pause`.
    public func resume() {
        mailbox.deliver(Mail(address: address, content: .resume))
    }
}

/// Takes a request's body as it comes, on the loop's thread; it may not wait there.
public protocol BodyReceiver: AnyObject {
    /// Takes the next piece (1 byte to 64 KiB, framing removed) and says whether more may come.
    func receive(_ piece: [UInt8]) -> Appetite
    /// The body is over: `whole` is false when the client left, stalled or broke the framing.
    func end(whole: Bool)
}

/// Whether a receiver takes more of a body now.
public enum Appetite: Sendable {
    /// More may come.
    case more
    /// Nothing more until `Exchange.resume()`.
    case pause
}

/// Where answers from other threads reach their loop.
public protocol Mailbox: AnyObject, Sendable {
    /// Puts a letter into the box and wakes its loop when it was empty. Any thread.
    func deliver(_ mail: consuming Mail)
}

/// A letter to a connection: what to send, and to whom.
public struct Mail: Sendable {
    /// Which connection and which of its requests; stale once either has passed.
    public struct Address: Sendable, Equatable {
        /// The connection's place in its loop's slab.
        public let slot: UInt32
        /// Counts every request of that place, so that a late answer meets no stranger.
        public let generation: UInt64

        /// Names a connection's present request.
        public init(slot: UInt32, generation: UInt64) {
            self.slot = slot
            self.generation = generation
        }
    }

    /// What a letter holds.
    public enum Content: Sendable {
        case response(Response)
        /// A response that its loop makes.
        case made(@Sendable () -> Response)
        case start(Response)
        case events(Response)
        case piece([UInt8], (@Sendable (Bool) -> Void)?)
        case finish
        case resume
    }

    /// The connection and request it is for.
    public let address: Address
    /// What it brings.
    public let content: Content

    /// Writes a letter.
    public init(address: Address, content: consuming Content) {
        self.address = address
        self.content = content
    }
}

/// A bounded pool for work that computes or may block, so that no loop ever does.
public protocol Workers: Sendable {
    /// Takes the work, or says `false` when the queue is full (answer 503 then).
    func submit(_ work: @escaping @Sendable () -> Void) -> Bool
}
