import HTTPWire
import Locks
import NoticeRegister
import StrictJSON

/// An import over HTTP: lines come in as the client sends them, reports go out as lines are
/// carried out, and neither piles up: whoever is slow slows the other down.
///
/// Work is done on the pool, one step at a time; while the writer commits, nobody waits. A dry run
/// is decided there and then. The loop touches only the gate, which is never held for longer than it
/// takes to put something in.
final class ImportReceiver: BodyReceiver, Sendable {
    /// Bytes of reports that go out as one piece.
    private static var pieceBytesMax: Int { 64 * 1024 }

    /// What only the one who works touches.
    private struct Work {
        var run: ImportRun
        var rehearsal = ImportRehearsal()
        var splitter = LineSplitter()
        var lines: ArraySlice<[UInt8]> = []
        var summary = ImportSummary()
        var hasStarted = false
    }

    private let gate = Locked(ImportGate())
    private let work: Locked<Work>
    private let exchange: Exchange
    private let context: APIContext
    private let writer: ImportReportWriter
    private let fields: FieldLines
    private let isAtomic: Bool
    private let isDryRun: Bool

    /// Takes the body of an import; the answer bears `fields` besides those of reports.
    init(
        _ order: ImportRun.Order,
        exchange: Exchange,
        context: APIContext,
        writer: ImportReportWriter,
        fields: FieldLines
    ) {
        work = Locked(Work(run: ImportRun(order)))
        self.exchange = exchange
        self.context = context
        self.writer = writer
        self.fields = fields
        (isAtomic, isDryRun) = (order.isAtomic, order.isDryRun)
    }

    func receive(_ piece: [UInt8]) -> Appetite {
        let appetite = gate.withLock { $0.put(piece) }
        wake()
        return appetite
    }

    func end(whole: Bool) {
        gate.withLock { $0.body = whole ? .whole : .cutOff }
        wake()
    }

    /// Has the pool go on, unless it is at it.
    private func wake() {
        guard gate.withLock({ $0.callWorker() }) else { return }
        let isTaken = context.workers.submit { [self] in
            while goOn() {}
        }
        if !isTaken { giveUp() }
    }

    /// The next step that can be taken.
    private enum Act {
        case rest
        case proceed
        case commit(Submission)
        case send([UInt8])
        case finish(StatusCode, [UInt8])
        case resume
    }

    /// Takes one step; false when there is nothing to do until something comes.
    private func goOn() -> Bool {
        let outcomes = gate.withLock { $0.look() }
        switch work.withLock({ step(&$0, outcomes) }) {
        case .rest: return gate.withLock { $0.rest() }
        case .proceed: return true
        case .resume: exchange.resume()
        case .send(let bytes): send(bytes)
        case .finish(let status, let bytes):
            finish(status, bytes)
            return false
        case .commit(let submission): return commit(submission)
        }
        return true
    }

    private func step(_ work: inout Work, _ outcomes: [Outcome]?) -> Act {
        if let outcomes { work.run.settle(outcomes) }
        for report in work.run.takeReports() { work.summary.count(report, by: writer) }
        let (isCommitting, isSending) = gate.withLock { ($0.isCommitting, $0.isSending) }
        if work.summary.pending.count >= Self.pieceBytesMax, !isSending, !isAtomic {
            gate.withLock { $0.isSending = true }
            return .send(work.summary.takePending())
        }
        guard !isCommitting, !isSending || isAtomic else { return .rest }
        return read(&work)
    }

    /// Reads lines until a batch is full or all that came has been read.
    private func read(_ work: inout Work) -> Act {
        while true {
            while !work.run.isFull, let line = work.lines.popFirst() { work.run.take(line) }
            if work.run.isLost { return finish(&work) }
            guard !work.run.isFull, let (piece, isResuming) = gate.withLock({ $0.take() })
            else { break }
            work.lines = work.splitter.take(piece)[...]
            if isResuming { return .resume }
        }
        let body = gate.withLock { $0.bodyRead }
        let isAtEnd = work.lines.isEmpty && body != .coming
        // A body that was cut off ends in half a line, which nobody has sent.
        if isAtEnd, body == .whole, let last = work.splitter.finish() { work.run.take(last) }
        if let submission = work.run.next(atEnd: isAtEnd && !(isAtomic && body == .cutOff)) {
            guard isDryRun else { return .commit(submission) }
            work.rehearsal.carryOut(submission, of: &work.run, on: context.repository)
            return .proceed
        }
        return isAtEnd ? finish(&work) : .rest
    }

    private func commit(_ submission: Submission) -> Bool {
        gate.withLock { $0.beginCommit() }
        let isTaken = context.repository.submit(submission) { [self] outcomes in
            gate.withLock { $0.endCommit(outcomes) }
            wake()
        }
        if !isTaken { giveUp() }
        return isTaken
    }

    private func send(_ bytes: [UInt8]) {
        startIfDue(.ok)
        exchange.send(bytes) { [self] isAlive in
            gate.withLock { gate in
                gate.isSending = false
                if !isAlive, gate.body == .coming { gate.body = .cutOff }
            }
            wake()
        }
    }

    /// All is done, or lost: what has not been reported is reported, what has not been read is not
    /// looked at.
    private func finish(_ work: inout Work) -> Act {
        gate.withLock { $0.close() }
        work.run.abandon()
        for report in work.run.takeReports() { work.summary.count(report, by: writer) }
        let summary = work.summary
        let end = writer.end(summary, head: context.repository.head.seq)
        let bytes = work.summary.takePending() + end
        guard isAtomic, summary.errors > 0 else { return .finish(.ok, bytes) }
        return .finish(summary.hasStoreFailed ? .serviceUnavailable : .unprocessableContent, bytes)
    }

    private func finish(_ status: StatusCode, _ bytes: [UInt8]) {
        startIfDue(status)
        exchange.send(bytes)
        exchange.finish()
    }

    private func startIfDue(_ status: StatusCode) {
        let isDue = work.withLock { work in
            defer { work.hasStarted = true }
            return !work.hasStarted
        }
        guard isDue else { return }
        var response = Response(status, fields: ImportReportWriter.fields)
        response.fields.append(fields)
        if status == .serviceUnavailable { response.fields.append("Retry-After", 1) }
        exchange.start(response)
    }

    /// The server is too busy to go on: what was reported stands, the rest was not carried out.
    private func giveUp() {
        gate.withLock { $0.close() }
        let last = work.withLock { work in
            let end = writer.brokenOff(work.summary)
            return work.summary.takePending() + end
        }
        finish(.serviceUnavailable, last)
    }
}
