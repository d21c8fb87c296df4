import HTTPServer
import Locks
import Testing

@Suite("The keys of session tickets")
struct TicketKeysTests {
    private let now = Locked<Int64>(1_000)
    private let keys: TicketKeys

    init() {
        let now = now
        keys = TicketKeys { now.withLock { $0 } }
    }

    private func pass(_ seconds: Int64) { now.withLock { $0 += seconds } }

    @Test("seal for a while, and then make way for others")
    func sealing() {
        let first = keys.sealing()
        pass(TicketKeys.lifetime - 1)
        #expect(keys.sealing().name == first.name)
        pass(1)
        let second = keys.sealing()
        #expect(second.name != first.name)
        #expect(second.secret != first.secret)
    }

    @Test("open twice as long, and ask for a new ticket when they seal no more")
    func opening() {
        let first = keys.sealing()
        #expect(keys.opening(first.name)?.isOld == false)
        pass(TicketKeys.lifetime)
        #expect(keys.opening(first.name)?.isOld == true)
        #expect(keys.opening(keys.sealing().name)?.isOld == false)
        #expect(keys.opening(first.name)?.key.secret == first.secret)
        pass(TicketKeys.lifetime)
        #expect(keys.opening(first.name) == nil)
    }

    @Test("of other servers open nothing")
    func others() {
        _ = keys.sealing()
        #expect(keys.opening([UInt8](repeating: 0, count: 16)) == nil)
    }
}
