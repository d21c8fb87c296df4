package import NoticeRegister
import Shapes

/// The course of one import, without waiting: lines go in, submissions come out, outcomes go in,
/// reports come out.
///
/// Lines are carried out in batches, each line on its own feet. Steps, and lines that need what is
/// not there yet, wait until all others are in; then those that wait are tried in the order in which
/// they need each other, and those that need each other as one. A dry run takes the same course: its
/// submissions are rehearsed, see ``ImportRehearsal``.
package struct ImportRun: Sendable {
    /// What a client asked for.
    package struct Order: Sendable {
        /// All lines in one commit, or none.
        package var isAtomic = false
        /// Decide, and write nothing.
        package var isDryRun = false
        /// Who asks.
        package var actor: String

        /// Asks for lines that stand each on its own feet.
        package init(actor: String) {
            self.actor = actor
        }
    }

    /// What became of a line.
    package enum Result: Sendable {
        /// It was carried out, or in a dry run would be.
        case done(Decided)
        /// It was turned down by itself.
        case refused(ImportRefusal)
    }

    /// A line's report.
    package struct Report: Sendable {
        /// The line's number, from 1.
        package let line: Int
        /// The record's id, as far as it could be read.
        package let id: String?
        /// What became of it.
        package let result: Result
    }

    /// Lines in one commit: a few milliseconds' work for the writer, many lines for one `fsync`.
    private static var batchMax: Int { 250 }
    /// Bytes of lines in one commit, where lines are long.
    private static var batchBytesMax: Int { 4 << 20 }
    /// Lines that go in as one (API.md).
    package static var atomicMax: Int { 1_000 }
    /// Bytes of lines that go in as one: all are in memory until the last has come.
    package static var gatheredBytesMax: Int { 32 << 20 }
    /// Lines that may wait for others; each holds its record in memory.
    private static var waitingMax: Int { 100_000 }
    /// Bytes of lines that may wait.
    private static var waitingBytesMax: Int { 64 << 20 }
    /// Bytes of a line: a record of the largest kind with all its texts.
    package static var lineBytesMax: Int { 1 << 20 }

    private let order: Order
    private var lineCount = 0
    private var ready: [ImportLine] = []
    private var readyBytes = 0
    private var inFlight: [ImportLine] = []
    /// Whether what is in flight goes in as one.
    private var isTogether = false
    /// Steps, and lines that needed what was not there yet.
    private var waiting: [ImportLine] = []
    private var waitingBytes = 0
    /// What waited, in the order in which it is tried; nil until all lines have come.
    private var late: ArraySlice<[ImportLine]>?
    private var failedLines = 0
    /// Why no more lines are taken; nil while they are.
    private var closed: ImportRefusal?
    private var reports: [Report] = []

    /// Whether the import has failed whatever else may come, so that the rest need not be read.
    package private(set) var isLost = false

    /// Starts an import.
    package init(_ order: Order) {
        self.order = order
    }

    /// Whether a batch is full, so that `next` should be asked before more lines are taken.
    package var isFull: Bool {
        !order.isAtomic && (ready.count >= Self.batchMax || readyBytes >= Self.batchBytesMax)
    }

    /// Takes the next line, without its line end.
    ///
    /// Empty lines count and are passed over.
    package mutating func take(_ text: [UInt8]) {
        guard !isLost else { return }
        lineCount += 1
        guard !text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else { return }
        guard text.count <= Self.lineBytesMax else {
            return refuse(lineCount, nil, .line(.tooLong(max: Self.lineBytesMax)))
        }
        do {
            let line = try ImportLine(text, number: lineCount)
            if let closed { return refuse(lineCount, line.id, closed) }
            if order.isAtomic, let refusal = excess(with: line) {
                isLost = true
                return refuse(lineCount, line.id, refusal)
            }
            // Steps of one record depend on each other: all wait, and go in as they happened.
            if line.step != nil, mayWait(line) { return wait(line) }
            ready.append(line)
            readyBytes += line.size
        } catch {
            refuse(lineCount, nil, .line(error))
        }
    }

    /// The next commands to be carried out; nil when there are none yet, or at the end no more.
    package mutating func next(atEnd: Bool) -> Submission? {
        guard inFlight.isEmpty else { return nil }
        if order.isAtomic { return atEnd ? atomicBatch() : nil }
        if isFull || (atEnd && !ready.isEmpty) { return batch() }
        return atEnd ? lateBatch() : nil
    }

    /// Takes what became of the commands of the last submission, in their order.
    package mutating func settle(_ outcomes: [Outcome]) {
        let (lines, before) = (inFlight, failedLines)
        inFlight = []
        var innocent: [ImportLine] = []
        for (line, outcome) in zip(lines, outcomes) {
            switch outcome {
            case .done(let done):
                reports.append(Report(line: line.number, id: line.id, result: .done(done.decided)))
            case .rejected(let rejection):
                if isTogether, rejection.isForOthersOnly, !order.isAtomic {
                    innocent.append(line)
                } else if rejection.mayPass, mayWait(line) {
                    wait(line)
                } else {
                    refuse(line.number, line.id, .rejection(rejection))
                }
            case .failed(let fault): refuse(line.number, line.id, .store(fault))
            case .keyReused: preconditionFailure("an import's submissions carry no key")
            }
        }
        guard !innocent.isEmpty else { return }
        precondition(failedLines > before, "lines were turned down for others, and there are none")
        // Without those that were turned down, the others may yet go in; each round is smaller.
        late = [innocent] + (late ?? [])
    }

    /// Refuses the lines that were not carried out, and all that may yet come.
    package mutating func close(with refusal: ImportRefusal) {
        closed = refusal
        let lines = ready + waiting + (late ?? []).joined()
        (ready, readyBytes, waiting, waitingBytes) = ([], 0, [], 0)
        late = late.map { _ in [] }
        for line in lines { refuse(line.number, line.id, refusal) }
    }

    /// Gives up the lines that were not carried out: those of an import that is lost.
    package mutating func abandon() {
        let lines = ready
        (ready, readyBytes) = ([], 0)
        for line in lines { refuse(line.number, line.id, .rejection(.othersRejected)) }
    }

    /// The reports since the last call.
    package mutating func takeReports() -> [Report] {
        defer { reports = [] }
        return reports
    }

    private func excess(with line: ImportLine) -> ImportRefusal? {
        if ready.count >= Self.atomicMax { return .tooMany(max: Self.atomicMax, .together) }
        let isLarge = readyBytes + line.size > Self.gatheredBytesMax
        return isLarge ? .tooLarge(max: Self.gatheredBytesMax, .together) : nil
    }

    private func mayWait(_ line: ImportLine) -> Bool {
        !order.isAtomic && late == nil && waiting.count < Self.waitingMax
            && waitingBytes + line.size <= Self.waitingBytesMax
    }

    private mutating func wait(_ line: ImportLine) {
        waiting.append(line)
        waitingBytes += line.size
    }

    private mutating func refuse(_ number: Int, _ id: String?, _ refusal: ImportRefusal) {
        failedLines += 1
        // One report is enough where nothing goes in; a million would fill the memory.
        if order.isAtomic, failedLines >= Self.atomicMax { isLost = true }
        reports.append(Report(line: number, id: id, result: .refused(refusal)))
    }

    private mutating func batch() -> Submission {
        isTogether = false
        inFlight = ready
        (ready, readyBytes) = ([], 0)
        return submission()
    }

    private mutating func atomicBatch() -> Submission? {
        guard !ready.isEmpty else { return nil }
        guard failedLines == 0 else {
            abandon()
            return nil
        }
        isTogether = true
        inFlight = ImportOrder.groups(of: ready).flatMap { $0 }
        (ready, readyBytes) = ([], 0)
        return submission()
    }

    /// What waited: a run of lines that stand on their own feet, or a group that goes in as one.
    private mutating func lateBatch() -> Submission? {
        var groups = late ?? ImportOrder.groups(of: waiting)[...]
        (waiting, waitingBytes) = ([], 0)
        defer { late = groups }
        while let group = groups.first {
            guard group.count > 1 else {
                isTogether = false
                inFlight = groups.prefix(Self.batchMax).prefix { $0.count == 1 }.flatMap { $0 }
                groups.removeFirst(inFlight.count)
                return submission()
            }
            groups.removeFirst()
            guard group.count <= Self.atomicMax else {
                let refusal = ImportRefusal.tooMany(max: Self.atomicMax, .together)
                for line in group { refuse(line.number, line.id, refusal) }
                continue
            }
            isTogether = true
            inFlight = group
            return submission()
        }
        return nil
    }

    private func submission() -> Submission {
        var submission = Submission(inFlight.map(\.command), actor: order.actor)
        submission.isAtomic = isTogether
        return submission
    }
}
