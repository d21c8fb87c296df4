import Dispatch
import Glibc
import HTTPServer
import HTTPWire
import Locks
import Testing

@Suite("The pool of workers")
struct WorkerPoolTests {
    private final class Token: Sendable {}

    private struct Seen: Sendable {
        var begun = 0
        var released = 0
        var isOtherDone = false
        var turns = 0
        var isOver = false
    }

    private let seen = Locked(Seen())

    private func note(_ change: (inout sending Seen) -> Void) {
        seen.withLock { change(&$0) }
        seen.notify()
    }

    /// Work that says that it began, and waits to be released.
    private func gate(_ number: Int) -> @Sendable () -> Void {
        { [self] in
            note { $0.begun += 1 }
            seen.wait { $0.released >= number ? () : nil }
        }
    }

    private func workers(_ change: (inout ServerSettings) -> Void) throws -> any Workers {
        var settings = ServerSettings()
        change(&settings)
        return try Server(listen: [.tcp("127.0.0.1", 0)], settings: settings) { _ in
            fatalError("never asked")
        }.sharedWorkers
    }

    @Test("takes so much work and no more")
    func bounded() throws {
        let workers = try workers {
            $0.workers = 1
            $0.workQueueMax = 2
        }
        #expect(workers.submit(gate(1)))
        seen.wait { $0.begun == 1 ? () : nil }
        #expect(workers.submit(gate(1)))
        #expect(workers.submit(gate(1)))
        #expect(!workers.submit(gate(1)))
        note { $0.released = 1 }
        seen.wait { $0.begun == 3 ? () : nil }
    }

    @Test("lets go of work that is done, though more waits")
    func letsGo() throws {
        let workers = try workers { $0.workers = 1 }
        #expect(workers.submit(gate(1)))
        weak var token: Token?
        do {
            let held = Token()
            token = held
            #expect(workers.submit { withExtendedLifetime(held) {} })
        }
        #expect(workers.submit(gate(2)))
        #expect(workers.submit {})
        #expect(token != nil)
        note { $0.released = 1 }
        seen.wait { $0.begun == 2 ? () : nil }
        // Dispatch drops the block that ran while the next one begins.
        var looks = 0
        while token != nil, looks < 1_000_000 {
            looks += 1
            sched_yield()
        }
        #expect(token == nil)
        note { $0.released = 2 }
    }

    @Test("leaves others on Dispatch's threads their turn, however much work there is")
    func isFair() throws {
        let workers = try workers { _ in }
        let count = ServerSettings().workers
        for _ in 0..<count { #expect(workers.submit { goOn(workers) }) }
        DispatchQueue.global().async { note { $0.isOtherDone = true } }
        let isInTime = seen.wait { seen in
            seen.isOtherDone || seen.isOver ? !seen.isOver : nil
        }
        #expect(isInTime)
    }

    /// Work that makes work, until the other had its turn, or gives up.
    private func goOn(_ workers: any Workers) {
        let goesOn = seen.withLock { seen in
            seen.turns += 1
            if seen.turns == 200_000 { seen.isOver = !seen.isOtherDone }
            return seen.turns < 200_000 && !seen.isOtherDone
        }
        if goesOn { _ = workers.submit { goOn(workers) } } else { seen.notify() }
    }
}
