import Foundation
import HTTPWire
import Locks
import NoticeAPI
import NoticeRegister
import NoticeStore
import Testing

/// A register in memory and what all APIs over it share.
struct TestHouse: Sendable {
    let store: JournalStore
    /// The time that the APIs and the store go by.
    let clock: Locked<Instant>
    fileprivate let context: APIContext

    /// An API over the register, as one more loop would have it.
    func loop() -> TestAPI { TestAPI(self) }
}

/// The API over a register in memory, without sockets: work is done where it is handed in.
struct TestAPI {
    let house: TestHouse
    private var api: API
    private let mailbox = TestMailbox()
    private var generation: UInt64 = 0

    /// The sequence of the last change.
    var head: Int { house.store.head.seq }

    /// The store's uuid.
    static let storeName = "00000000-0000-4000-8000-000000000001"
    /// When everything happens, until a test says otherwise.
    static let morning = Instant(milliseconds: 1_795_428_000_000)

    init(
        store name: String = storeName,
        workers: any Workers = SynchronousWorkers(),
        isDraining: Bool = false,
        engineMetrics: [MetricFamily] = [],
        _ change: (inout APISettings) -> Void = { _ in }
    ) {
        var settings = APISettings()
        change(&settings)
        let clock = Locked(Self.morning)
        let now = { @Sendable in clock.withLock { $0 } }
        let store = JournalStore.inMemory(store: name, clock: now)
        let context = APIContext(
            repository: store,
            workers: workers,
            settings: settings,
            rules: DeliveredRules.rules,
            now: now,
            isDraining: { isDraining },
            engineMetrics: { engineMetrics }
        )
        self.init(TestHouse(store: store, clock: clock, context: context))
    }

    fileprivate init(_ house: TestHouse) {
        self.house = house
        api = API(house.context)
    }

    /// Lets time pass.
    func wait(seconds: Int) {
        house.clock.withLock { $0 = Instant(milliseconds: $0.milliseconds + seconds * 1_000) }
    }

    /// Sends a request and waits for its answer; a body comes in pieces of `pieceLength` bytes.
    mutating func send(
        _ method: String,
        _ target: String,
        _ fields: [String: String] = [:],
        body: String? = nil,
        pieceLength: Int = 1_000
    ) throws -> TestAnswer {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            head += "\(name): \(value)\r\n"
        }
        if let body { head += "Content-Length: \(body.utf8.count)\r\n" }
        return try send(head + "\r\n" + (body ?? ""), pieceLength: pieceLength)
    }

    /// Sends a request as it stands, and holds the answer to the description.
    mutating func send(_ text: String, pieceLength: Int = 1_000) throws -> TestAnswer {
        let request: Request
        do throws(Refusal) {
            var limits = RequestLimits()
            limits.bodyBytesMax = 64 * 1_048_576
            request = try Request.parsed(from: Array(text.utf8), limits: limits)
        } catch {
            return TestAnswer(api.refuse(error))
        }
        let answer = answer(to: request, pieceLength)
        let line = "\(request.method.name) \(request.text(request.target) ?? "")"
        for fault in Contract.shared.faults(request, answer) {
            Issue.record("\(line) is not as described: \(fault)")
        }
        return answer
    }

    private mutating func answer(to request: Request, _ pieceLength: Int) -> TestAnswer {
        generation += 1
        let address = Mail.Address(slot: 0, generation: generation)
        if request.head.announcesBody {
            switch api.admit(request.withoutBody) {
            case .refused(let response): return TestAnswer(response)
            case .pieces(let take):
                let receiver = take(Exchange(mailbox: mailbox, address: address))
                mailbox.feed(request.bodyBytes, to: receiver, pieceLength, address)
                return mailbox.answer(address)
            case .whole: break
            }
        }
        switch api.answer(request) {
        case .ready(let response):
            api.endTurn()?.run { false }
            return TestAnswer(response)
        case .later(let take): take(Answer(mailbox: mailbox, address: address))
        case .streamed(let take): take(Exchange(mailbox: mailbox, address: address))
        }
        // As the engine does it: on the same thread, which is wanted back after one commit.
        api.endTurn()?.run { true }
        return mailbox.answer(address)
    }

    /// GET.
    mutating func get(_ target: String, _ fields: [String: String] = [:]) throws -> TestAnswer {
        try send("GET", target, fields)
    }

    /// POST, PUT or PATCH of JSON.
    mutating func send(
        _ method: String,
        _ target: String,
        json: String,
        _ fields: [String: String] = [:]
    ) throws -> TestAnswer {
        let type = method == "PATCH" ? "application/merge-patch+json" : "application/json"
        return try send(method, target, fields.merging(["Content-Type": type]) { $1 }, body: json)
    }

    /// Puts a record that has to get in.
    mutating func put(_ path: String, _ json: String) throws {
        let answer = try send("PUT", "/v1/" + path, json: json)
        try #require(answer.status == 201 || answer.status == 200, "\(path): \(answer.text)")
    }

    /// Imports lines, and reads the reports.
    mutating func importLines(
        _ lines: [String],
        _ query: String = "",
        pieceLength: Int = 1_000
    ) throws -> (status: Int, reports: [[String: Any]]) {
        let answer = try send(
            "POST",
            "/v1/import" + query,
            ["Content-Type": "application/x-ndjson"],
            body: lines.map { $0 + "\n" }.joined(),
            pieceLength: pieceLength
        )
        return (answer.status, try answer.lines())
    }
}

/// An answer as a client reads it.
struct TestAnswer {
    let status: Int
    let fields: FieldLines
    let body: [UInt8]

    init(_ response: Response) {
        status = Int(response.status.rawValue)
        fields = response.fields
        body = response.body
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a field.
    subscript(field: String) -> String? { fields.value(of: field) }

    /// The body as an object, which has to end with one newline.
    func json() throws -> [String: Any] {
        try #require(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
        return try #require(
            try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any],
            "\(text)"
        )
    }

    /// The body as an object on each line.
    func lines() throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            )
        }
    }

    /// The ids of a list's records.
    func ids() throws -> [String] {
        let items = try #require(try json()["items"] as? [[String: Any]], "\(text)")
        return items.compactMap { $0["id"] as? String }
    }

    /// The last part of a problem's type.
    func problem() throws -> String {
        try #require(self["Content-Type"] == "application/problem+json", "\(status) \(text)")
        let problem = try json()
        try #require(problem["status"] as? Int == status)
        return try #require(problem["type"] as? String).replacing("/problems/", with: "")
    }

    /// Of each error, where it lies and its code: `/title required`, `limit out-of-range`.
    func errors() throws -> Set<String> {
        let errors = try #require(try json()["errors"] as? [[String: Any]], "\(text)")
        return Set(
            errors.map { error in
                let place = error["pointer"] ?? error["parameter"] ?? ""
                return "\(place) \(error["code"] ?? "")"
            }
        )
    }
}

/// Does work where it is handed in.
struct SynchronousWorkers: Workers {
    func submit(_ work: @escaping @Sendable () -> Void) -> Bool {
        work()
        return true
    }
}

/// Has no room for more.
struct FullWorkers: Workers {
    func submit(_ work: @escaping @Sendable () -> Void) -> Bool { false }
}

/// Keeps the letters until a test reads them.
private final class TestMailbox: Mailbox {
    private let letters = Locked<[Mail]>([])

    func deliver(_ mail: consuming Mail) {
        let mail = mail
        letters.withLock { $0.append(mail) }
        letters.notify()
        if case .piece(_, let whenSent?) = mail.content { whenSent(true) }
    }

    /// Hands a body over in pieces, and waits where the receiver says so.
    func feed(
        _ body: [UInt8],
        to receiver: any BodyReceiver,
        _ pieceLength: Int,
        _ address: Mail.Address
    ) {
        for start in stride(from: 0, to: body.count, by: pieceLength) {
            let piece = Array(body[start..<min(start + pieceLength, body.count)])
            guard receiver.receive(piece) == .pause else { continue }
            letters.wait { letters -> Void? in
                let place = letters.firstIndex { letter in
                    if case .resume = letter.content { letter.address == address } else { false }
                }
                return place.map { _ = letters.remove(at: $0) }
            }
        }
        receiver.end(whole: true)
    }

    /// The answer to a request, once it is whole.
    func answer(_ address: Mail.Address) -> TestAnswer {
        let response: Response = letters.wait { letters in
            Self.response(letters.filter { $0.address == address })
        }
        return TestAnswer(response)
    }

    private static func response(_ letters: [Mail]) -> Response? {
        var streamed: Response?
        for letter in letters {
            switch letter.content {
            case .response(let response): return response
            case .made(let make): return make()
            case .start(let head), .events(let head): streamed = head
            case .piece(let piece, _): streamed?.body += piece
            case .finish: return streamed
            case .resume: break
            }
        }
        return nil
    }
}

extension Request {
    /// The head alone, as it is admitted.
    fileprivate var withoutBody: Request {
        Request(
            head: head,
            bytes: bytes,
            base: 0,
            body: body.lowerBound..<body.lowerBound,
            origin: origin
        )
    }
}
