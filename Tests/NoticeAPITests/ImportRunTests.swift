import NoticeRegister
import Shapes
import Testing

@testable import NoticeAPI

@Suite("The course of an import")
struct ImportRunTests {
    private static func event(_ number: Int, partOf other: Int? = nil) -> [UInt8] {
        let part = other.map { #","part_of":"evt-\#($0)""# } ?? ""
        let text =
            #"{"kind":"event","id":"evt-\#(number)","title":"A","type":"other","when":"2021"\#(part)}"#
        return Array(text.utf8)
    }

    private static func done(_ command: Command) -> Outcome {
        guard case .put(let id, _) = command.act else { return .failed(.outcomeUnknown) }
        let decided = Decided(result: .created, id: id, kind: .event, version: 1, seq: 1)
        return .done(Outcome.Done(decided: decided, seq: 1, body: []))
    }

    private static let missing = Outcome.rejected(
        .invalid(Faults([Fault("/part_of", FaultCode(rawValue: "unknown-reference"), "")]))
    )

    private func numbers(_ submission: Submission) -> [String] {
        submission.commands.map { command in
            if case .put(let id, _) = command.act { id } else { "" }
        }
    }

    @Test("lines are handed in by batches, one at a time")
    func batches() throws {
        let run = RunDesk()
        for number in 1...249 { run.take(Self.event(number)) }
        #expect(!run.isFull && run.next(atEnd: false) == nil)
        run.take(Self.event(250))
        #expect(run.isFull)
        let first = try #require(run.next(atEnd: false))
        #expect(first.commands.count == 250 && first.actor == "desk" && !first.isAtomic)
        run.take(Self.event(251))
        #expect(run.next(atEnd: true) == nil, "one is in flight")
        run.settle(first.commands.map(Self.done))
        #expect(run.lines() == Array(1...250))
        #expect(run.lines().isEmpty)
        #expect(numbers(try #require(run.next(atEnd: true))) == ["evt-251"])
    }

    @Test("long lines make small batches")
    func longLines() {
        let run = RunDesk()
        let text = #"{"kind":"source","title":"A","type":"report","text":""#
        let line = Array((text + String(repeating: "x", count: 900_000) + "\"}").utf8)
        for _ in 1...4 { run.take(line) }
        #expect(!run.isFull)
        run.take(line)
        #expect(run.isFull)
    }

    @Test("lines that lack a reference wait, and are tried in the order of need")
    func waiting() throws {
        let run = RunDesk()
        run.take(Self.event(1, partOf: 2))
        run.take(Self.event(2, partOf: 3))
        run.take(Self.event(3))
        let first = try #require(run.next(atEnd: true))
        run.settle([Self.missing, Self.missing, Self.done(first.commands[2])])
        #expect(run.lines() == [3])
        let second = try #require(run.next(atEnd: true))
        #expect(numbers(second) == ["evt-2", "evt-1"] && !second.isAtomic)
        run.settle([Self.done(second.commands[0]), Self.missing])
        let reports = run.reports()
        #expect(reports.map(\.line) == [2, 1])
        #expect(reports[1].problem?.type == .invalidRecord)
        #expect(run.next(atEnd: true) == nil)
    }

    @Test("of a group that is turned down, the innocent are tried again without the guilty")
    func innocent() throws {
        let run = RunDesk()
        run.take(Self.event(1, partOf: 2))
        run.take(Self.event(2, partOf: 3))
        run.take(Self.event(3, partOf: 1))
        _ = run.next(atEnd: true)
        run.settle([Self.missing, Self.missing, Self.missing])
        let together = try #require(run.next(atEnd: true))
        #expect(together.isAtomic && together.commands.count == 3)
        let others = Outcome.rejected(.othersRejected)
        run.settle([others, .rejected(.conflict("taken")), others])
        #expect(run.lines() == [2])
        let rest = try #require(run.next(atEnd: true))
        #expect(numbers(rest) == ["evt-1", "evt-3"])
        run.settle([others, Self.missing])
        #expect(run.lines() == [3])
        #expect(numbers(try #require(run.next(atEnd: true))) == ["evt-1"])
    }

    @Test("an atomic import is one submission at the end, or none when a line is wrong")
    func atomic() throws {
        let run = RunDesk(isAtomic: true)
        for number in 1...300 { run.take(Self.event(number)) }
        #expect(!run.isFull && run.next(atEnd: false) == nil)
        let submission = try #require(run.next(atEnd: true))
        #expect(submission.isAtomic && submission.commands.count == 300)

        let wrong = RunDesk(isAtomic: true)
        wrong.take(Self.event(1))
        wrong.take(Array("{".utf8))
        #expect(wrong.next(atEnd: true) == nil)
        #expect(wrong.lines() == [2, 1])
    }

    @Test("an atomic import is lost with its thousand-and-first line, good or bad")
    func lost() {
        for text in ["{", String(decoding: Self.event(1), as: UTF8.self)] {
            let run = RunDesk(isAtomic: true)
            for number in 1...1_005 where !run.isLost {
                run.take(Array(text.replacing("evt-1", with: "evt-\(number)").utf8))
            }
            #expect(run.isLost)
            run.take(Array("{".utf8))
            run.abandon()
            let count = run.reports().count
            #expect(count == 1_000 || count == 1_001)
        }
    }

    @Test("an atomic import is lost when it grows too large for the memory")
    func tooLarge() {
        let run = RunDesk(isAtomic: true)
        let text = #"{"kind":"source","title":"A","type":"report","text":""#
        let line = Array((text + String(repeating: "x", count: 990_000) + "\"}").utf8)
        for _ in 1...40 where !run.isLost { run.take(line) }
        #expect(run.isLost)
        let reports = run.reports()
        #expect(reports.last?.problem?.type == .contentTooLarge)
    }

    @Test("a closed import refuses what was not carried out, and all that comes")
    func closed() throws {
        let run = RunDesk()
        run.take(Self.event(1, partOf: 9))
        run.take(Array(#"{"kind":"step","of":"req-1","step":"claim"}"#.utf8))
        _ = run.next(atEnd: false)
        _ = run.next(atEnd: true)
        run.settle([Self.missing])
        run.take(Self.event(3))
        run.close(with: .tooMany(max: 7, .tried))
        run.take(Self.event(4))
        run.take(Array("{".utf8))
        let reports = run.reports()
        #expect(reports.map(\.line).sorted() == [1, 2, 3, 4, 5])
        #expect(reports.count { $0.problem?.type == .contentTooLarge } == 4)
        #expect(run.next(atEnd: true) == nil)
    }

    @Test("groups that wait are refused too when the import is closed")
    func closedLate() throws {
        let run = RunDesk()
        run.take(Self.event(1, partOf: 2))
        run.take(Self.event(2, partOf: 1))
        run.take(Self.event(3, partOf: 4))
        _ = run.next(atEnd: true)
        run.settle([Self.missing, Self.missing, Self.missing])
        let group = try #require(run.next(atEnd: true))
        #expect(group.isAtomic)
        run.settle(group.commands.map(Self.done))
        run.close(with: .tooMany(max: 7, .tried))
        #expect(run.lines() == [1, 2, 3])
        #expect(run.next(atEnd: true) == nil)
    }

    @Test("a store that fails fails the lines in flight, and no others")
    func storeFault() throws {
        let run = RunDesk()
        run.take(Self.event(1))
        _ = run.next(atEnd: true)
        run.settle([.failed(.outcomeUnknown)])
        let reports = run.reports()
        #expect(reports.first?.problem?.type == .outcomeUnknown)
        var summary = ImportSummary()
        for report in reports { summary.count(report) }
        #expect(summary.errors == 1 && summary.hasStoreFailed)
    }
}

/// An import's course, for tests to look at.
private final class RunDesk {
    private var run: ImportRun

    init(isAtomic: Bool = false) {
        var order = ImportRun.Order(actor: "desk")
        order.isAtomic = isAtomic
        run = ImportRun(order)
    }

    var isFull: Bool { run.isFull }
    var isLost: Bool { run.isLost }
    func take(_ text: [UInt8]) { run.take(text) }
    func settle(_ outcomes: [Outcome]) { run.settle(outcomes) }
    func abandon() { run.abandon() }
    func close(with refusal: ImportRefusal) { run.close(with: refusal) }
    func reports() -> [ImportRun.Report] { run.takeReports() }
    /// The numbers of the lines that are reported since the last call.
    func lines() -> [Int] { run.takeReports().map(\.line) }
    func next(atEnd: Bool) -> Submission? { run.next(atEnd: atEnd) }
}

@Suite("Cutting lines")
struct LineSplitterTests {
    @Test("lines end at LF, however the bytes come")
    func cuts() {
        let text = Array("one\n\ntwo\r\nthree".utf8)
        for length in 1...text.count {
            var splitter = LineSplitter()
            var lines: [[UInt8]] = []
            for start in stride(from: 0, to: text.count, by: length) {
                lines += splitter.take(text[start..<min(start + length, text.count)])
            }
            #expect(lines == ["one", "", "two\r"].map { Array($0.utf8) })
            #expect(splitter.finish() == Array("three".utf8))
            #expect(splitter.finish() == nil)
        }
    }

    @Test("a line without end does not grow without end")
    func endless() {
        var splitter = LineSplitter()
        for _ in 1...3 {
            #expect(splitter.take([UInt8](repeating: 0x20, count: 1 << 20)).isEmpty)
        }
        #expect(splitter.finish()?.count == ImportRun.lineBytesMax + 1)
    }
}

@Suite("Reports of an import")
struct ImportReportWriterTests {
    @Test("are an object and a line feed")
    func lines() {
        let writer = ImportReportWriter(instance: "r-1")
        let decided = Decided(result: .updated, id: "evt-1", kind: .event, version: 3, seq: 9)
        let done = ImportRun.Report(line: 7, id: "evt-1", result: .done(decided))
        let text = String(decoding: writer.line(done), as: UTF8.self)
        #expect(text == #"{"line":7,"id":"evt-1","result":"updated","version":3}"# + "\n")
        let refused = ImportRun.Report(
            line: 8,
            id: nil,
            result: .refused(.line(.tooLong(max: 5)))
        )
        let words = String(decoding: writer.line(refused), as: UTF8.self)
        #expect(
            words.hasPrefix(
                #"{"line":8,"result":"error","problem":{"type":"/problems/content-too-large""#
            )
        )
        #expect(words.hasSuffix(#","instance":"r-1","limit":5}}"# + "\n"))
        var summary = ImportSummary()
        for report in [done, done, refused] { summary.count(report) }
        let end = String(decoding: writer.end(summary, head: 9), as: UTF8.self)
        #expect(
            end == #"{"done":true,"created":0,"updated":2,"unchanged":0,"errors":1,"head":9}"#
                + "\n"
        )
    }
}
