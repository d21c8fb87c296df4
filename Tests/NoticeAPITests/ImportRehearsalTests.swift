import NoticeRegister
import NoticeStore
import Testing

@testable import NoticeAPI

@Suite("A dry run")
struct ImportRehearsalTests {
    private let store = JournalStore.inMemory { Instant(milliseconds: 1_795_428_000_000) }

    private func event(_ number: Int, note: String = "x") -> [UInt8] {
        Array(
            #"""
            {"kind":"event","id":"evt-\#(number)","title":"A","type":"other","when":"2021",\#
            "note":"\#(note)"}
            """#.utf8
        )
    }

    private func reports(
        of lines: [[UInt8]],
        _ rehearsal: consuming ImportRehearsal
    ) -> [ImportRun.Report] {
        var order = ImportRun.Order(actor: "desk")
        order.isDryRun = true
        var run = ImportRun(order)
        for line in lines {
            run.take(line)
            // Every line on its own, as if it were a full batch.
            while let submission = run.next(atEnd: true) {
                rehearsal.carryOut(submission, of: &run, on: store)
            }
        }
        return run.takeReports()
    }

    private func problem(_ report: ImportRun.Report) -> String? { report.problem?.detail }

    @Test("tries so many changes, and refuses all further lines")
    func changes() throws {
        let lines = (1...6).map { event($0 % 3 == 0 ? 1 : $0) }
        let reports = reports(of: lines, ImportRehearsal(changesMax: 3))
        #expect(reports.map(\.line) == [1, 2, 3, 4, 5, 6])
        let words = "A dry run tries at most 3 changes."
        #expect(reports.map(problem) == [nil, nil, nil, nil, words, words])
        #expect(store.head.seq == 0)
    }

    @Test("tries so many bytes, and refuses all further lines")
    func bytes() throws {
        let lines = (1...3).map { event($0, note: String(repeating: "x", count: 600)) }
        let reports = reports(of: lines, ImportRehearsal(bytesMax: 1_000))
        #expect(reports.map(problem) == [nil, nil, "A dry run tries at most 1000 bytes."])
    }

    @Test("of a store that closes fails its lines as any import would")
    func closed() throws {
        store.close()
        let reports = reports(of: [event(1), event(2)], ImportRehearsal())
        #expect(reports.map { $0.problem?.type } == [.notReady, .notReady])
    }
}
