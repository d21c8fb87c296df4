internal import HTTPWire
internal import Locks
internal import Synchronization

/// Stands before a loop's mailbox for one stream, and puts its content into gzip.
///
/// The work is done by whoever sends a piece, on that thread: the loop would have others wait. Each
/// piece is flushed, so that the client can read it when it comes.
final class CodingMailbox: Mailbox {
    private struct State {
        var deflater: Deflater?
        var hasStarted = false
    }

    private let inner: any Mailbox
    private let level: Int
    private let seats: CodingSeats
    private let state = Locked(State())

    init(_ inner: any Mailbox, level: Int, seats: CodingSeats) {
        self.inner = inner
        self.level = level
        self.seats = seats
    }

    deinit {
        if state.withLock({ $0.deflater != nil }) { seats.leave() }
    }

    func deliver(_ mail: consuming Mail) {
        let letter = mail
        // Under the lock, so that what two threads send arrives in the order of its coding.
        state.withLock { state in
            switch letter.content {
            case .start(let head): inner.deliver(letter.with(.start(start(head, &state))))
            case .piece(let bytes, let whenSent):
                guard let deflater = state.deflater, !bytes.isEmpty else {
                    return inner.deliver(letter)
                }
                inner.deliver(letter.with(.piece(deflater.deflate(bytes, to: .piece), whenSent)))
            case .finish:
                if let deflater = state.deflater {
                    let end = deflater.deflate([], to: .content)
                    inner.deliver(letter.with(.piece(end, nil)))
                }
                inner.deliver(letter)
            case .response, .made, .resume, .events: inner.deliver(letter)
            }
        }
    }

    private func start(_ head: Response, _ state: inout State) -> Response {
        guard !state.hasStarted else { return head }
        state.hasStarted = true
        guard head.fields.traits.mayBeCoded, head.status.allowsContent, seats.take() else {
            return head
        }
        guard let deflater = Deflater(level: level) else {
            seats.leave()
            return head
        }
        state.deflater = deflater
        var head = head
        head.fields = head.fields.inGzip
        if !head.body.isEmpty { head.body = deflater.deflate(head.body, to: .piece) }
        return head
    }
}

extension Mail {
    /// A letter to the same request.
    fileprivate func with(_ content: Content) -> Mail { Mail(address: address, content: content) }
}

/// How many streams of a loop may be coded at once: each takes a quarter of a mebibyte.
final class CodingSeats: Sendable {
    private static let seatsMax = 64
    private let taken = Atomic<Int>(0)

    /// Takes a seat, where one is free.
    func take() -> Bool {
        if taken.add(1, ordering: .relaxed).newValue <= Self.seatsMax { return true }
        leave()
        return false
    }

    /// Gives it back.
    func leave() { taken.subtract(1, ordering: .relaxed) }
}
