/// One server-sent event (WHATWG HTML, "Server-sent events").
public struct ServerSentEvent: Sendable, Equatable {
    /// What a client names in `Last-Event-ID` when it comes back; nil leaves the last one.
    public var id: String?
    /// The event's type; nil is `message`.
    public var name: String?
    /// The data; may have several lines.
    public var data: String

    /// States an event.
    public init(_ data: String, name: String? = nil, id: String? = nil) {
        self.id = id
        self.name = name
        self.data = data
    }

    /// The event as it goes out, with the empty line that ends it.
    ///
    /// An id or a name that could end its line, or an id with NUL, which clients ignore, is left out.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        Self.append("id: ", id, to: &bytes)
        Self.append("event: ", name, to: &bytes)
        var line = Array("data: ".utf8)
        var hasReturned = false
        for byte in data.utf8 {
            let ends = byte == Octet.lineFeed || byte == Octet.carriageReturn
            let isSecondHalf = hasReturned && byte == Octet.lineFeed
            hasReturned = byte == Octet.carriageReturn
            if isSecondHalf { continue }
            guard ends else {
                line.append(byte)
                continue
            }
            bytes += line
            bytes.append(Octet.lineFeed)
            line = Array("data: ".utf8)
        }
        bytes += line
        bytes.append(Octet.lineFeed)
        bytes.append(Octet.lineFeed)
        return bytes
    }

    private static func append(_ field: String, _ value: String?, to bytes: inout [UInt8]) {
        guard let value,
            value.utf8.allSatisfy({
                $0 != Octet.lineFeed && $0 != Octet.carriageReturn && $0 != 0
            })
        else { return }
        bytes += field.utf8
        bytes += value.utf8
        bytes.append(Octet.lineFeed)
    }
}

/// An answer of server-sent events, from any thread.
///
/// The engine keeps it open: it sends a comment when nothing was said for a while, and when the
/// server drains it says `retry:` and ends the stream, so that clients come back.
public struct EventStream: Sendable {
    private let exchange: Exchange

    /// Sends the head; `fields` stand beside those that every stream of events has.
    public init(_ exchange: Exchange, fields: FieldLines = FieldLines()) {
        self.exchange = exchange
        var head = Response(
            .ok,
            fields: [
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-store",
                // Asks nginx not to gather what should go out at once.
                "X-Accel-Buffering": "no",
            ]
        )
        head.fields.append(fields)
        exchange.startEvents(head)
    }

    /// Sends an event; `whenSent` as with ``Exchange/send(_:whenSent:)``.
    public func send(
        _ event: ServerSentEvent,
        whenSent: (@Sendable (_ alive: Bool) -> Void)? = nil
    ) {
        exchange.send(event.bytes, whenSent: whenSent)
    }

    /// Ends the stream; the client comes back when it likes.
    public func finish() { exchange.finish() }
}
