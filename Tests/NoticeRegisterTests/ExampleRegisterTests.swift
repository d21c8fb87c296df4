import Foundation
import NoticeRegister
import Shapes
import StrictJSON
import Testing

@Suite("The example register")
struct ExampleRegisterTests {
    @Test("every line is a record or a step, with a readable id of its own")
    func lines() throws {
        let lines = try ExampleLine.all()
        #expect(lines.count == 52)
        for line in lines {
            #expect(RecordID.isValid(line.id), "line \(line.number)")
            #expect(!RecordID.isOpaque(line.id), "line \(line.number)")
        }
    }

    @Test("no id stands for two things")
    func ids() throws {
        let ids = try ExampleLine.all().flatMap(\.ids)
        #expect(Set(ids).count == ids.count)
    }

    @Test("every reference leads to a record of a line, or to one that a step makes")
    func references() throws {
        let lines = try ExampleLine.all()
        let known = Set(lines.flatMap(\.records))
        for line in lines {
            for id in line.references { #expect(known.contains(id), "line \(line.number): \(id)") }
        }
    }

    @Test("no line says what the register itself writes, or what would be dropped")
    func kept() throws {
        for line in try ExampleLine.all() {
            let lost = line.members.subtracting(line.keptMembers)
            #expect(lost.isEmpty, "line \(line.number): \(lost)")
        }
    }

    @Test("the words that it quotes are those that are known, each once")
    func quotes() throws {
        let quotes = try ExampleLine.all().compactMap { line in
            line.document.member("quote", of: 0).flatMap { quote in
                line.document.member("exact", of: quote).flatMap(line.document.string)
            }
        }
        #expect(
            quotes.sorted() == [
                "a propaganda stunt", "murder and terrorism",
                "not consider requests of this nature", "plotting imminent and sinister attacks",
                "terrorist crime", "the main culprit",
                "was unlawful and arbitrary under international law",
                "were handed over to Interpol",
            ]
        )
    }

    @Test("a statement without a speaker only reports")
    func speakers() throws {
        for line in try ExampleLine.all() where line.kind == .statement {
            let stance = try #require(line.text("stance"))
            #expect((line.text("speaker") == nil) == (stance == "reports"), "line \(line.number)")
        }
    }

    @Test("a register takes it line by line, and a second time changes nothing")
    func lineByLine() throws {
        let (register, commands) = (PlainRegister(), try ExampleLine.all().map(\.command))
        var submission = Submission(commands, actor: "desk-1")
        // Three statements contradict each other in a circle: those wait for one another.
        submission.isAtomic = false
        let first = try register.submit(submission)
        #expect(first.count { (try? $0.get()) == nil } == 3)
        submission.isAtomic = true
        #expect(try register.submit(submission).allSatisfy { (try? $0.get()) != nil })
        let count = register.journal.count
        for verdict in try register.submit(submission) {
            #expect(try verdict.get().result == .unchanged)
        }
        #expect(register.journal.count == count)
    }

    @Test("a register takes it as one, and both requests come to their end")
    func together() throws {
        let register = PlainRegister()
        let commands = try ExampleLine.all().map(\.command)
        for verdict in try register.submit(Submission(commands, actor: "desk-1")) {
            #expect(throws: Never.self) { try verdict.get() }
        }
        for (request, decision, count) in [
            ("req-2020", "dec-2020", 36), ("req-2021", "dec-2021", 48),
        ] {
            #expect(try register.json(request, "status") == #""not_considered""#)
            #expect(try register.json(request, "decisions") == #"["\#(decision)"]"#)
            let people = try register.json(request, "subject_count")
            #expect(
                people
                    == #"{"count":\#(count),"basis":"exact","named":1,"unnamed":\#(count - 1)}"#
            )
        }
        #expect(try register.json("req-2020", "later") == #"["req-2021"]"#)
    }

    @Test("no source has a link, and only those that are known have a publisher")
    func sources() throws {
        let lines = try ExampleLine.all().filter { $0.kind == .source }
        #expect(lines.allSatisfy { $0.text("url") == nil && $0.text("archive_url") == nil })
        let publishers = lines.compactMap { $0.text("publisher") }
        #expect(publishers.sorted() == ["CNBC", "Jurist", "NPR", "New Telegraph", "The Hill"])
    }
}

/// One line of the example register, read as an import reads it.
private struct ExampleLine {
    /// What a line can be.
    enum Content {
        case record(Record)
        case step(StepBody)
    }

    let number: Int
    let document: Document
    let content: Content

    /// All lines of the file.
    static func all() throws -> [ExampleLine] {
        let url = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Config/examples/soleimani.ndjson")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        return try lines.enumerated().map { try ExampleLine(Array($1.utf8), number: $0 + 1) }
    }

    private init(_ bytes: [UInt8], number: Int) throws {
        let document = try Document(bytes)
        self.document = document
        self.number = number
        let place = try #require(document.member("kind", of: 0))
        let name = try #require(document.string(place))
        if name == "step" {
            content = .step(try Self.step(document))
        } else {
            let kind = try #require(Kind(name: name))
            content = .record(try Record.decode(kind, document, origin: .client))
        }
    }

    /// The step itself: the line without what only says whose it is.
    private static func step(_ document: Document) throws -> StepBody {
        var writer = JSONWriter()
        writer.beginObject()
        for member in document.members(of: 0) {
            let name = document.string(member.name) ?? ""
            guard name != "kind", name != "of" else { continue }
            writer.name(escaping: name)
            writer.raw(document.text(member.value))
        }
        writer.endObject()
        return try StepBody.decode(Document(writer.bytes), origin: .client)
    }

    /// What an import asks of the register.
    var command: Command {
        switch content {
        case .record(let record): Command(kind: record.kind, act: .put(id: id, record))
        case .step(let body): Command(kind: nil, act: .step(of: text("of") ?? "", body))
        }
    }

    /// The kind of record; nil for a step.
    var kind: Kind? {
        if case .record(let record) = content { record.kind } else { nil }
    }

    var id: String { text("id") ?? "" }

    /// The id of the decision that a step makes.
    private var decision: String? {
        document.member("decision", of: 0).flatMap { document.member("id", of: $0) }
            .flatMap(document.string)
    }

    /// The ids that the line gives.
    var ids: [String] { [id] + [decision].compactMap(\.self) }

    /// The records that the line makes.
    var records: [String] { kind == nil ? [decision].compactMap(\.self) : [id] }

    /// The records that the line points at.
    var references: [String] {
        let facts =
            switch content {
            case .record(let record): record.facts
            case .step(let body): FactVisitor.facts(of: body)
            }
        let named = facts.compactMap { fact -> String? in
            if case .reference(let id) = fact.content { id } else { nil }
        }
        return named + [text("of")].compactMap(\.self)
    }

    /// The names of the line's members.
    var members: Set<String> { Set(Self.names(in: document)) }

    /// Those of them that the register keeps.
    var keptMembers: Set<String> {
        switch content {
        case .record(let record):
            let kept = (try? Document(record.canonicalBytes)).map(Self.names) ?? []
            return Set(kept)
        case .step: return Set(["kind", "of"] + MemberNames.of(StepBody.self))
        }
    }

    /// The text of one of the line's members.
    func text(_ name: String) -> String? {
        document.member(name, of: 0).flatMap(document.string)
    }

    private static func names(in document: Document) -> [String] {
        document.members(of: 0).compactMap { document.string($0.name) }
    }
}
