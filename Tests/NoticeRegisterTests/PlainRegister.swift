import NoticeRegister
import Shapes
import StrictJSON
import Testing

/// A register in two dictionaries, for trying the rules without a store.
final class PlainRegister: Standing {
    private(set) var entries: [String: Entry] = [:]
    private(set) var records: [String: Record] = [:]
    /// The facts of each record: to make them again for every question is what took longest.
    private var facts: [String: [Fact]] = [:]
    private var texts: [String: String] = [:]
    private(set) var journal: [Change] = []
    /// The time of the next write.
    var at = Instant("2021-02-01T12:00:00Z") ?? .blank
    private var drawn: UInt8 = 0

    func entry(_ id: String) throws(StoreFault) -> Entry? { entries[id] }
    func record(_ id: String) throws(StoreFault) -> Record? { records[id] }
    func text(of id: String) throws(StoreFault) -> String? { texts[id] }

    func referrers(of id: String, role: String?, limit: Int) throws(StoreFault) -> [Referrer] {
        let found = facts.flatMap { (referring, facts) -> [Referrer] in
            guard let kind = entries[referring]?.kind else { return [] }
            return Set(facts.filter { $0.content == .reference(id) && $0.isLink }.map(\.name))
                .filter { role == nil || role == $0 }
                .map { Referrer(role: $0, kind: kind, id: referring) }
        }
        return Array(found.sorted { ($0.role, $0.id) < ($1.role, $1.id) }.prefix(limit))
    }

    func holder(of fact: String, _ word: String, kind: Kind) throws(StoreFault) -> String? {
        let fact = Fact(name: fact, content: .word(word))
        return facts.first { entries[$0.key]?.kind == kind && $0.value.contains(fact) }?.key
    }

    func isOnlyDerived(_ id: String, since version: Int) throws(StoreFault) -> Bool {
        journal.allSatisfy { change in
            change.id != id || change.version <= version || change.operation == .derive
        }
    }

    /// Decides a submission and keeps what it comes to.
    @discardableResult
    func submit(_ submission: Submission) throws -> [Result<Decided, Rejection>] {
        var batch = Batch(
            on: self,
            at: at,
            after: journal.count,
            fresh: fresh,
            sha256: { text in
                // No digest, but another for another text.
                Array((Array(text.reversed()) + [UInt8](repeating: 0xAB, count: 32)).prefix(32))
            }
        )
        let settled = try batch.decide(submission)
        for change in settled.changes {
            #expect(change.seq == journal.count + 1)
            #expect(change.version == (entries[change.id]?.version ?? 0) + 1)
            journal.append(change)
            entries[change.id] = Entry(
                kind: change.kind,
                seq: change.seq,
                version: change.version,
                isDeleted: change.record == nil
            )
            records[change.id] = change.record
            facts[change.id] = change.record?.facts
            switch change.text {
            case .set(let text): texts[change.id] = text
            case .removed: texts[change.id] = nil
            case nil: break
            }
        }
        return settled.verdicts
    }

    /// Carries out one act; throws why it is turned down.
    @discardableResult
    func act(
        _ act: Command.Act,
        kind: Kind? = nil,
        _ precondition: Precondition = .none,
        reason: String? = nil
    ) throws -> Decided {
        let command = Command(kind: kind, act: act, precondition: precondition, reason: reason)
        let verdicts = try submit(Submission([command], actor: "desk-1"))
        return try #require(verdicts.first).get()
    }

    /// Puts a record, given as a JSON object without its kind.
    @discardableResult
    func put(
        _ kind: Kind,
        _ id: String,
        _ json: String,
        _ precondition: Precondition = .none,
        reason: String? = nil
    ) throws -> Decided {
        try act(try .put(kind, id, json), precondition, reason: reason)
    }

    /// Patches a record.
    @discardableResult
    func patch(_ id: String, _ json: String, reason: String? = nil) throws -> Decided {
        try act(.patch(id: id, try Document(Array(json.utf8))), reason: reason)
    }

    /// Takes a step.
    @discardableResult
    func step(_ id: String, _ json: String) throws -> Decided {
        try act(try .step(id, json))
    }

    /// Another register that holds the same.
    func copy() -> PlainRegister {
        let copy = PlainRegister()
        (copy.entries, copy.records, copy.facts, copy.texts) = (entries, records, facts, texts)
        (copy.journal, copy.at, copy.drawn) = (journal, at, drawn)
        return copy
    }

    /// The JSON of a record as it stands, or of one of its members.
    func json(_ id: String, _ member: String? = nil) throws -> String? {
        let record = try #require(records[id])
        let document = try Document(record.canonicalBytes)
        guard let member else { return String(decoding: document.bytes, as: UTF8.self) }
        return document.member(member, of: 0).map {
            String(decoding: document.text($0), as: UTF8.self)
        }
    }

    private func fresh() -> [UInt8] {
        drawn &+= 1
        return [UInt8](repeating: drawn, count: 10)
    }
}

extension Command.Act {
    /// A put of a record given as JSON.
    static func put(_ kind: Kind, _ id: String, _ json: String) throws -> Command.Act {
        let document = try Document(Array(json.utf8))
        return .put(id: id, try Record.decode(kind, document, origin: .client))
    }

    /// A step given as JSON.
    static func step(_ id: String, _ json: String) throws -> Command.Act {
        let document = try Document(Array(json.utf8))
        return .step(of: id, try StepBody.decode(document, origin: .client))
    }
}

/// The faults of a command that is turned down, as `pointer code`; another rejection by its name.
func rejection(_ work: () throws -> some Any) throws -> [String] {
    do {
        _ = try work()
        Issue.record("nothing was turned down")
        return []
    } catch let rejection as Rejection {
        switch rejection {
        case .invalid(let faults): return faults.all.map { "\($0.pointer) \($0.code.rawValue)" }
        case .absent: return ["absent"]
        case .gone: return ["gone"]
        case .versionMismatch(let current): return ["mismatch \(current.map(String.init) ?? "-")"]
        case .conflict: return ["conflict"]
        case .duplicate(let other, _): return ["duplicate of \(other)"]
        case .inUse(let users): return users.map { "in use by \($0.id) \($0.role)" }
        case .invalidTransition(let transition):
            return [
                "\(transition.step) not from \(transition.from), breaks \(transition.breaks ?? "-")"
            ]
        case .othersRejected: return ["others"]
        case .tooManyChanges(let most): return ["more than \(most)"]
        }
    }
}
