import Locks
import Testing

@Suite("Locked state")
struct LockedTests {
    @Test("loses no change of many tasks")
    func countsAll() async {
        let count = Locked(0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<1000 { count.withLock { $0 += 1 } } }
            }
        }
        #expect(count.withLock { $0 } == 8000)
    }

    @Test("hands an error out as it was thrown, and is free again")
    func throwsTyped() {
        struct Fault: Error, Equatable {}
        let state = Locked(1)
        #expect(throws: Fault()) { try state.withLock { _ throws(Fault) in throw Fault() } }
        #expect(state.withLock { $0 } == 1)
    }

    @Test("wakes who waits for a change")
    func wakes() async {
        let box = Locked<String?>(nil)
        async let found = Task.detached { box.wait { $0 } }.value
        box.withLock { $0 = "here" }
        box.notify()
        #expect(await found == "here")
    }
}
