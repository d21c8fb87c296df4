import Locks
import NoticeAPI
import NoticeRegister
import NoticeStore

/// An import into a store of this process: lines go in, and each batch is waited for.
struct StoreImport {
    private let store: JournalStore
    private let writer = ImportReportWriter()
    private var splitter = LineSplitter()
    private var run: ImportRun
    private var rehearsal = ImportRehearsal()
    private let isDryRun: Bool
    private var summary = ImportSummary()

    init(_ order: ImportRun.Order, into store: JournalStore) {
        self.store = store
        run = ImportRun(order)
        isDryRun = order.isDryRun
    }

    /// Takes bytes of the file, and tells the reports of what they completed.
    mutating func take(_ bytes: [UInt8], _ tell: ([UInt8]) -> Void) {
        for line in splitter.take(bytes) {
            while run.isFull { carryOut(atEnd: false) }
            run.take(line)
        }
        report(tell)
    }

    /// Takes the end of the file, carries out all that waited, and tells the sums.
    mutating func finish(_ tell: ([UInt8]) -> Void) {
        if let last = splitter.finish() { run.take(last) }
        while carryOut(atEnd: true) { report(tell) }
        report(tell)
        tell(writer.end(summary, head: store.head.seq))
    }

    /// Carries out the next batch; false when there is none.
    @discardableResult
    private mutating func carryOut(atEnd: Bool) -> Bool {
        guard let submission = run.next(atEnd: atEnd) else { return false }
        guard !isDryRun else {
            rehearsal.carryOut(submission, of: &run, on: store)
            return true
        }
        let answer = Locked<[Outcome]?>(nil)
        let isTaken = store.submit(submission) { outcomes in
            answer.withLock { $0 = outcomes }
            answer.notify()
        }
        let refused = submission.commands.map { _ in Outcome.failed(.overloaded) }
        run.settle(isTaken ? answer.wait { $0 } : refused)
        return true
    }

    private mutating func report(_ tell: ([UInt8]) -> Void) {
        for report in run.takeReports() {
            summary.count(report)
            tell(writer.line(report))
        }
    }
}
