import Foundation
import Locks
import NoticeRegister
import NoticeStore
import Shapes
import StrictJSON
import Testing

/// A store under test, with a clock that stands still until it is moved.
final class StoreDesk: Sendable {
    /// The stores that share one contract.
    enum Maker: String, CaseIterable, CustomTestStringConvertible {
        case memory, sqlite
        var testDescription: String { rawValue }
    }

    let maker: Maker
    let folder: TemporaryFolder
    private let settings: StoreSettings
    private let time = Locked(Instant(milliseconds: 1_612_180_800_000))
    private let current: Locked<JournalStore>

    init(
        _ maker: Maker,
        in folder: TemporaryFolder? = nil,
        settings: StoreSettings = .forTests
    ) throws {
        self.maker = maker
        self.settings = settings
        self.folder = try folder ?? TemporaryFolder()
        let folder = self.folder
        let path = folder.path("register.db")
        let time = self.time
        let clock: @Sendable () -> Instant = { time.withLock { $0 } }
        let store: JournalStore =
            switch maker {
            case .memory: .inMemory(settings: settings, clock: clock)
            case .sqlite: try .sqlite(at: path, settings: settings, clock: clock)
            }
        current = Locked(store)
    }

    deinit { store.close() }

    var store: JournalStore { current.withLock { $0 } }
    var path: String { folder.path("register.db") }
    var now: Instant { time.withLock { $0 } }

    /// Lets time pass, or go back.
    func pass(milliseconds: Int) {
        time.withLock { $0 = Instant(milliseconds: $0.milliseconds + milliseconds) }
    }

    /// Closes the file and opens it again.
    func reopen() throws {
        store.close()
        let time = self.time
        let opened = try JournalStore.sqlite(at: path, settings: settings) { time.withLock { $0 } }
        current.withLock { $0 = opened }
    }

    /// Hands in commands and waits for what becomes of them; nil when the queue is full.
    func submit(_ submission: Submission) async -> [Outcome]? {
        await withCheckedContinuation { continuation in
            if !store.submit(submission, then: { continuation.resume(returning: $0) }) {
                continuation.resume(returning: nil)
            }
        }
    }

    /// Carries out one act.
    @discardableResult
    func act(
        _ act: Command.Act,
        _ precondition: Precondition = .none,
        reason: String? = nil,
        key: Submission.Idempotency? = nil,
        actor: String = "desk-1"
    ) async throws -> Outcome {
        let command = Command(kind: nil, act: act, precondition: precondition, reason: reason)
        var submission = Submission([command], actor: actor)
        submission.idempotency = key
        return try #require(await submit(submission)?.first)
    }

    /// Carries out one act that has to succeed.
    @discardableResult
    func done(
        _ act: Command.Act,
        _ precondition: Precondition = .none,
        reason: String? = nil,
        key: Submission.Idempotency? = nil,
        actor: String = "desk-1"
    ) async throws -> Outcome.Done {
        let outcome = try await self.act(act, precondition, reason: reason, key: key, actor: actor)
        guard case .done(let done) = outcome else {
            Issue.record("\(outcome)")
            throw Unexpected(outcome: "\(outcome)")
        }
        return done
    }

    /// All changes, as a reader sees them.
    func journal() throws -> [JournalEntry] {
        let head = store.head.seq
        return try store.withReader { reader throws(StoreFault) in
            try reader.changes(after: 0, through: head, limit: head)
        }
    }

    /// A source's text, as a reader sees it.
    func text(of id: String) throws -> String? {
        try store.withReader { reader throws(StoreFault) in try reader.text(of: id) }
    }

    /// Keeps the writer from its work until it is released.
    func holdWriter() async throws -> HeldWriter {
        let held = HeldWriter()
        let release = held.released
        let entered = held.entered
        let submission = Submission([], actor: "holder")
        #expect(
            store.submit(submission) { _ in
                entered.withLock { $0 = true }
                entered.notify()
                release.wait { $0 ? () : nil }
            }
        )
        entered.wait { $0 ? () : nil }
        return held
    }
}

/// A writer that waits in the answer to an empty submission.
struct HeldWriter {
    let entered = Locked(false)
    let released = Locked(false)

    func release() {
        released.withLock { $0 = true }
        released.notify()
    }
}

/// An outcome that a test did not reckon with.
struct Unexpected: Error {
    let outcome: String
}

/// A folder that goes with its owner.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("noticed-store-\(UUID().uuidString)")
            .resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

extension StoreSettings {
    /// No test asks how full this machine's disk is, unless it says so.
    static var forTests: StoreSettings {
        var settings = StoreSettings()
        settings.freeSpaceMin = 0
        return settings
    }
}

extension Command.Act {
    /// A new record given as JSON.
    static func create(_ kind: Kind, _ json: String) throws -> Command.Act {
        .create(try record(kind, json))
    }

    /// A put of a record given as JSON.
    static func put(_ kind: Kind, _ id: String, _ json: String) throws -> Command.Act {
        .put(id: id, try record(kind, json))
    }

    /// A merge-patch given as JSON.
    static func patch(_ id: String, _ json: String) throws -> Command.Act {
        .patch(id: id, try Document(Array(json.utf8)))
    }

    /// A step given as JSON.
    static func step(_ id: String, _ json: String) throws -> Command.Act {
        .step(of: id, try StepBody.decode(Document(Array(json.utf8)), origin: .client))
    }

    private static func record(_ kind: Kind, _ json: String) throws -> Record {
        try Record.decode(kind, Document(Array(json.utf8)), origin: .client)
    }

    /// A put of an event with a title.
    static func event(_ id: String, _ title: String) throws -> Command.Act {
        try put(.event, id, #"{"title":"\#(title)","type":"other","when":"2021"}"#)
    }
}

extension Outcome {
    /// The name of what a command was turned down for; nil when it was not.
    var rejection: String? {
        guard case .rejected(let rejection) = self else { return nil }
        return "\(rejection)".split(separator: "(").first.map(String.init)
    }

    /// What was done; nil for anything else.
    var done: Done? {
        guard case .done(let done) = self else { return nil }
        return done
    }

    /// What stood in the way; nil for anything else.
    var fault: StoreFault? {
        guard case .failed(let fault) = self else { return nil }
        return fault
    }

    var isKeyReused: Bool {
        guard case .keyReused = self else { return false }
        return true
    }
}

extension Optional<[UInt8]> {
    var text: String? { map { String(decoding: $0, as: UTF8.self) } }
}
