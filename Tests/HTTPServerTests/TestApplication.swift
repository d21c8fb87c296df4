import HTTPServer
import HTTPWire
import Locks

/// What tests look into from outside the loops.
final class Witness: Sendable {
    struct Seen: Sendable {
        var requests: [String] = []
        /// The id of each request, told when it is admitted and when it is answered.
        var ids: [String] = []
        var answers: [Answer] = []
        var exchanges: [Exchange] = []
        var ends: [Bool] = []
        var turns = 0
        /// For each errand, whether its thread had the loop again.
        var returns: [Bool] = []
        var sent: [Bool] = []
        var isBlocked = false
        var isReleased = false
    }

    let seen = Locked(Seen())

    func note(_ change: (inout sending Seen) -> Void) {
        seen.withLock { change(&$0) }
        seen.notify()
    }

    /// Holds the calling loop up until ``release()``: what no application may do.
    func block() {
        note { $0.isBlocked = true }
        wait { $0.isReleased ? () : nil }
    }

    func release() { note { $0.isReleased = true } }

    /// Waits until what was seen gives a result.
    func wait<Result>(_ look: (inout sending Seen) -> sending Result?) -> Result { seen.wait(look) }
}

/// An application with one route for each way to answer.
struct TestApplication: Application {
    let witness: Witness
    let workers: any Workers
    /// Whether the turn leaves an errand, and whether that is held up.
    private var leftErrand: Bool?

    init(witness: Witness, workers: any Workers) {
        (self.witness, self.workers) = (witness, workers)
    }

    mutating func admit(_ request: borrowing Request) -> Admission {
        let id = request.id
        witness.note { $0.ids.append(id) }
        switch request.text(request.path) {
        case "/refused": return .refused(.text(.forbidden, "no\n"))
        case "/count": return .pieces { [witness] in Counter($0, witness) }
        case "/mirror": return .pieces { [witness] in Mirror($0, witness) }
        case "/slow": return .pieces { [witness, workers] in Halting($0, witness, workers) }
        case "/full": return .pieces { Full($0) }
        default: return .whole
        }
    }

    mutating func answer(_ request: borrowing Request) -> Reply {
        let path = request.text(request.path) ?? ""
        let line = "\(request.method.name) \(path)"
        let id = request.id
        witness.note {
            $0.requests.append(line)
            $0.ids.append(id)
        }
        switch path {
        case "/echo": return .ready(Response(.ok, body: request.bodyBytes))
        case "/who": return .ready(.text(.ok, request.clientName ?? "nobody"))
        case "/text", "/long", "/small", "/picture", "/coded": return texts(path, request)
        case "/lines":
            return .streamed { exchange in
                let fields: FieldLines = ["Content-Type": "text/plain", "ETag": "\"7\""]
                exchange.start(Response(.ok, fields: fields))
                exchange.send(Array("one\n".utf8))
                exchange.send(Array("two\n".utf8))
                exchange.finish()
            }
        case "/events":
            return .streamed { [witness] exchange in
                let events = EventStream(exchange)
                events.send(ServerSentEvent("a\nb", name: "change", id: "7"))
                witness.note { $0.exchanges.append(exchange) }
            }
        case "/peer":
            let (host, scheme) = (request.host, request.isSecure ? "https" : "http")
            return .ready(.text(.ok, "\(request.peer) \(scheme) \(host)"))
        case "/id": return .ready(.text(.ok, request.id))
        case "/big": return .ready(Response(.ok, body: [UInt8](repeating: 120, count: 3_000_000)))
        case "/close": return .ready(Response(.ok, closes: true))
        case "/later":
            let copy = copy request
            return .later { [workers] answer in
                _ = workers.submit {
                    answer.answer(.text(.ok, "later " + (copy.query.flatMap(copy.text) ?? "")))
                    answer.answer(.text(.ok, "twice"))
                }
            }
        case "/held":
            return .later { [witness] answer in witness.note { $0.answers.append(answer) } }
        case "/errand":
            leftErrand = request.query.flatMap(request.text) == "held"
            return .later { [witness] answer in witness.note { $0.answers.append(answer) } }
        case "/block":
            witness.block()
            return .ready(.text(.ok, "released"))
        case "/taken":
            return .streamed { [witness] exchange in
                witness.note { $0.exchanges.append(exchange) }
            }
        case "/stream":
            return .streamed { exchange in
                exchange.start(Response(.ok, fields: ["Content-Type": "text/plain"]))
                exchange.send(Array("one".utf8))
                exchange.send(Array("two".utf8))
                exchange.finish()
            }
        case "/endless":
            return .streamed { [witness] in Endless(exchange: $0, witness: witness).begin() }
        default: return .ready(.text(.ok, "hello"))
        }
    }

    /// Texts in several sizes and types, each with a tag.
    private func texts(_ path: String, _ request: borrowing Request) -> Reply {
        let fields = Conditional.Fields(request)
        let current = Conditional.Current(tag: EntityTag("7"))
        if Conditional.outcome(fields, isRead: true, current: current, now: 0) == .notModified {
            return .ready(Response(.notModified, fields: ["ETag": "\"7\""]))
        }
        var response = Response(.ok, fields: ["ETag": "\"7\""])
        let type = path == "/picture" ? "image/png" : "application/json; charset=utf-8"
        response.fields.append("Content-Type", type)
        if path == "/coded" { response.fields.append("Content-Encoding", "br") }
        let count = ["/long": 200_000, "/small": 1_000][path] ?? 2_000
        response.body = TestText.of(count)
        return .ready(response)
    }

    mutating func refuse(_ refusal: Refusal) -> Response {
        var response = refusal.plainText
        if let id = refusal.requestID { response.fields.append("X-Request-Id", id) }
        return response
    }

    mutating func endTurn() -> Errand? {
        witness.note { $0.turns += 1 }
        guard let isHeld = leftErrand else { return nil }
        leftErrand = nil
        return Errand { [witness] comesBack in
            if isHeld { witness.block() }
            let isBack = comesBack()
            witness.note { $0.returns.append(isBack) }
            let answers = witness.seen.withLock { seen in
                let answers = seen.answers
                seen.answers = []
                return answers
            }
            for answer in answers { answer.answer(.text(.ok, "done")) }
        }
    }
}

/// Counts a body's bytes and says the sum.
final class Counter: BodyReceiver {
    private let exchange: Exchange
    private let witness: Witness
    private var count = 0

    init(_ exchange: Exchange, _ witness: Witness) {
        self.exchange = exchange
        self.witness = witness
    }

    func receive(_ piece: [UInt8]) -> Appetite {
        count += piece.count
        return .more
    }

    func end(whole: Bool) {
        witness.note { $0.ends.append(whole) }
        exchange.answer(.text(.ok, "\(count)"))
    }
}

/// Sends each piece back as it comes.
final class Mirror: BodyReceiver {
    private let exchange: Exchange
    private let witness: Witness
    private var hasStarted = false

    init(_ exchange: Exchange, _ witness: Witness) {
        self.exchange = exchange
        self.witness = witness
    }

    func receive(_ piece: [UInt8]) -> Appetite {
        if !hasStarted { exchange.start(Response(.ok)) }
        hasStarted = true
        exchange.send(piece)
        return .more
    }

    func end(whole: Bool) {
        witness.note { $0.ends.append(whole) }
        exchange.finish()
    }
}

/// Pauses after every piece and goes on from another thread.
final class Halting: BodyReceiver {
    private let exchange: Exchange
    private let witness: Witness
    private let workers: any Workers
    private var count = 0

    init(_ exchange: Exchange, _ witness: Witness, _ workers: any Workers) {
        self.exchange = exchange
        self.witness = witness
        self.workers = workers
    }

    func receive(_ piece: [UInt8]) -> Appetite {
        count += piece.count
        let exchange = exchange
        _ = workers.submit { exchange.resume() }
        return .pause
    }

    func end(whole: Bool) {
        witness.note { $0.ends.append(whole) }
        exchange.answer(.text(.ok, "\(count)"))
    }
}

/// Has enough after every piece, and asks for no more: whole bodies come in one piece.
final class Full: BodyReceiver {
    private let exchange: Exchange

    init(_ exchange: Exchange) { self.exchange = exchange }

    func receive(_ piece: [UInt8]) -> Appetite { .pause }

    func end(whole: Bool) { exchange.answer(.text(.ok, "full")) }
}

/// Streams for ever, a piece at a time, as fast as the client takes them.
struct Endless: Sendable {
    let exchange: Exchange
    let witness: Witness

    func begin() {
        exchange.start(Response(.ok))
        sendNext()
    }

    private func sendNext() {
        exchange.send([UInt8](repeating: 120, count: 32_768)) { [self] isAlive in
            witness.note { $0.sent.append(isAlive) }
            if isAlive { sendNext() }
        }
    }
}

/// Runs a server with the test application around some client's acts.
func withServer(
    _ change: (inout ServerSettings) -> Void = { _ in },
    listen: [ListenAddress] = [.tcp("127.0.0.1", 0)],
    _ body: (Server, ListenAddress, Witness) throws -> Void
) throws {
    var settings = ServerSettings()
    settings.loops = 2
    change(&settings)
    let witness = Witness()
    let server = try Server(listen: listen, settings: settings) { workers in
        TestApplication(witness: witness, workers: workers)
    }
    try server.start()
    defer { server.stop() }
    try body(server, server.addresses[0], witness)
    server.stop()
    try server.wait()
}

/// What a server says to these bytes, up to its end of the connection.
func answer(
    to bytes: String,
    _ change: (inout ServerSettings) -> Void = { _ in }
) throws -> String {
    var text = ""
    try withServer(change) { _, address, _ in
        let client = try RawClient(address)
        client.send(bytes)
        text = client.receiveAll()
    }
    return text
}

extension String {
    /// The status lines of all answers in it.
    var statusLines: [String] {
        ranges(of: "HTTP/1.1 ")
            .map { range in String(self[range.lowerBound...].prefix { $0 != "\r\n" }) }
            .filter { $0.dropFirst(9).first?.isNumber == true }
    }

    /// What follows the first head.
    var afterHead: String {
        guard let end = firstRange(of: "\r\n\r\n") else { return "" }
        return String(self[end.upperBound...])
    }
}
