internal import HTTPWire

/// One client's connection: its state only, all acts are the loop's, which it never leaves.
///
/// What every request touches is only read and stored whole, and never changed in place by a call:
/// the compiler then needs no check at run time that two accesses overlap.
final class Connection {
    /// What is being read.
    enum Intake: UInt8 {
        /// What a proxy says of its client, before the client's first byte.
        case preamble
        /// A handshake (RFC 8446 §4).
        case handshake
        /// A head, or nothing yet.
        case head
        /// A body that is gathered behind its head.
        case whole
        /// A body that a receiver takes piece by piece.
        case pieces
        /// Nothing: the request is whole and waits for its answer.
        case rested
        /// What a refused client still sends, to be dropped.
        case dropping
    }

    /// What the present request's answer is at.
    enum Answering: UInt8 {
        case none, due, streaming
    }

    let descriptor: Descriptor
    /// Where requests come from, in whole for the present one; its serial is 0 before it has one.
    var origin: Request.Origin
    /// Whether the peer is a proxy that may say where its client is.
    var isTrusted = false
    /// Whose connections this one counts among; nil: nobody's.
    var countedAs: PeerAddress?
    let slot: UInt32
    let tag: UInt64
    var isOpen = true
    var interest = Readiness.readable
    /// What encrypts, where the listener is one for TLS.
    var tls: TLSSession?
    /// Whether the handshake waits for the client to take bytes.
    var handshakeWantsOutput = false

    // Input: bytes[start..<end] are received and not used up; a request begins at `start`.
    var intake = Intake.head
    var input: [UInt8] = []
    var start = 0
    var end = 0
    /// Bytes of `input` above a pooled buffer's size, counted against the memory for bodies.
    var grown = 0
    /// The same of buffers that were given away with the present request.
    var lent = 0
    var parser: RequestParser
    /// Whether the parser has seen bytes of the present request; its head is the last one's before.
    var hasBegunHead = false
    /// The body as far as it is decoded, and where undecoded bytes begin.
    var body = 0..<0
    var undecoded = 0
    /// What is still to come of a body with Content-Length.
    var remaining = 0
    var decoder: ChunkDecoder?
    /// Bytes that came of a body that is gathered, or bytes that were dropped.
    var received = 0
    var receiver: (any BodyReceiver)?
    var isPaused = false
    /// Whether the body that is gathered is in gzip.
    var isGzipped = false
    /// What takes the body that a receiver takes out of gzip.
    var gzipPieces: GzipPieces?
    /// Whether the client has ended its side.
    var hasEnded = false

    /// The id that it brought, kept where its bytes are given away.
    var givenID: String?
    /// The origin that a trusted proxy told of it.
    var told: Request.Origin?
    /// What its client takes in place of plain content; nil: nothing.
    var accepted: AcceptedCoding?

    // Output.
    var answering = Answering.none
    var generation: UInt64
    /// What the client has not taken yet; nil when it has all.
    var pending: OutQueue?
    var whenSent: [@Sendable (Bool) -> Void] = []
    var framing = ResponseWriter.Framing.chunked
    /// Whether the stream's content is left out: HEAD, or a status without content.
    var isMute = false
    /// Whether the stream is one of events, kept open by heartbeats.
    var isEventStream = false
    var streamCloses = false
    var closesAfterOutput = false
    var lingers = false
    var isBroken = false

    // Time, in the loop's nanoseconds.
    /// When what is waited for now began to be waited for.
    var since: Int64
    /// When the request was whole.
    var requestedAt: Int64
    /// When bytes last came.
    var heardAt: Int64
    /// When output last moved.
    var progressAt: Int64
    var requests = 0

    init(
        _ descriptor: consuming Descriptor,
        peer: PeerAddress,
        slot: UInt32,
        incarnation: UInt32,
        generation: UInt64,
        limits: RequestLimits,
        now: Int64
    ) {
        self.descriptor = descriptor
        origin = Request.Origin(peer: peer)
        self.slot = slot
        self.generation = generation
        tag = UInt64(incarnation) << 32 | UInt64(slot)
        parser = RequestParser(limits: limits)
        since = now
        requestedAt = now
        heardAt = now
        progressAt = now
    }

    /// Whether it is to be read from when the client takes bytes: its TLS has to answer first.
    var readsOnOutput: Bool {
        guard let tls else { return false }
        return intake == .handshake || tls.readingWantsOutput
    }

    /// The client, or the proxy that speaks for it.
    var peer: PeerAddress { origin.peer }

    var number: Int32 { descriptor.number }

    var buffered: Int { end - start }

    /// Whether nothing is begun in either direction.
    var isIdle: Bool {
        intake == .head && answering == .none && start == end && pending == nil
            && !closesAfterOutput
    }

    /// Bytes that the client has not taken yet.
    var pendingCount: Int { pending?.count ?? 0 }

    /// Lends the input buffer, which is the caller's alone meanwhile.
    func withInput<Result, Failure: Error>(
        _ use: (inout [UInt8]) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var bytes: [UInt8] = []
        swap(&bytes, &input)
        defer { input = bytes }
        return try use(&bytes)
    }

    /// Forgets the last request's head, which was of use until its answer was out.
    func forgetHead() {
        var parser = parser
        parser.reset()
        self.parser = parser
    }

    /// Goes on with the head, as far as it has come; whether it is whole.
    func parse() throws(Refusal) -> Bool {
        let received = start..<end
        var parser = parser
        // The last request's head was of use until its answer was out.
        if !hasBegunHead { parser.reset() }
        hasBegunHead = true
        defer { self.parser = parser }
        return try withInput { bytes throws(Refusal) in
            try parser.parse(bytes.span.extracting(received))
        }
    }

    /// Puts bytes behind those that the client has not taken yet.
    func keepForLater(_ bytes: [UInt8], from start: Int = 0) {
        guard start < bytes.count else { return }
        let queue = pending ?? OutQueue()
        queue.append(bytes, from: start)
        pending = queue
    }

    /// Where answers to the present request are sent.
    var address: Mail.Address { Mail.Address(slot: slot, generation: generation) }

    /// What the poll is to watch for.
    func wantedInterest(outputHigh: Int) -> Readiness {
        var wanted: Readiness = pending == nil ? [] : .writable
        guard wantsInput(outputHigh: outputHigh) else { return wanted }
        if let tls, tls.readingWantsOutput {
            wanted.insert(.writable)
        } else {
            wanted.insert(intake == .handshake && handshakeWantsOutput ? .writable : .readable)
        }
        return wanted
    }

    private func wantsInput(outputHigh: Int) -> Bool {
        guard !hasEnded else { return false }
        switch intake {
        case .dropping: return true
        case _ where closesAfterOutput: return false
        case .preamble: return true
        case .head: return pendingCount < outputHigh
        case .handshake, .whole: return true
        case .pieces: return !isPaused && pendingCount < outputHigh
        // Still watched, so that a client that leaves is noticed; a buffer full is enough.
        case .rested: return buffered < BufferPool.bufferSize
        }
    }
}
