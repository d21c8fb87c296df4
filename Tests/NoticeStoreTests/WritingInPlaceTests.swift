import Locks
import NoticeRegister
import Testing

@testable import NoticeStore

@Suite("A thread that writes what it has handed in")
struct WritingInPlaceTests {
    @Test("does so once it has claimed it, and not before", arguments: StoreDesk.Maker.allCases)
    func claims(_ maker: StoreDesk.Maker) throws {
        let desk = try StoreDesk(maker)
        let told = Locked<[Outcome]>([])
        #expect(!desk.store.claimWriting())
        let left = try desk.store.leave(.event("a")) { outcomes in told.withLock { $0 += outcomes }
        }
        #expect(left)
        #expect(desk.store.counters.queued == 1)
        #expect(desk.store.head.seq == 0)
        #expect(desk.store.claimWriting())
        #expect(!desk.store.claimWriting())
        let headWhenAsked = Locked(0)
        desk.store.write {
            headWhenAsked.withLock { $0 = desk.store.head.seq }
            #expect(told.withLock { $0.isEmpty })
            return true
        }
        #expect(headWhenAsked.withLock { $0 } == 1)
        #expect(told.withLock { $0.count } == 1)
        #expect(!desk.store.claimWriting())
    }

    @Test("writes what others leave meanwhile, too", arguments: StoreDesk.Maker.allCases)
    func others(_ maker: StoreDesk.Maker) throws {
        let desk = try StoreDesk(maker)
        let told = Locked(0)
        let store = desk.store
        let second = try Submission.event("b")
        _ = try store.leave(.event("a")) { _ in
            _ = store.leave(second) { _ in told.withLock { $0 += 1 } }
            #expect(!store.claimWriting())
        }
        #expect(store.claimWriting())
        store.write { false }
        #expect(told.withLock { $0 } == 1)
        #expect(store.head.seq == 2)
    }

    @Test(
        "leaves the rest to the writer's thread when it is wanted elsewhere",
        arguments: StoreDesk.Maker.allCases
    )
    func wanted(_ maker: StoreDesk.Maker) throws {
        let desk = try StoreDesk(maker)
        let told = Locked(false)
        let store = desk.store
        let second = try Submission.event("b")
        _ = try store.leave(.event("a")) { _ in
            _ = store.leave(second) { _ in
                told.withLock { $0 = true }
                told.notify()
            }
        }
        #expect(store.claimWriting())
        store.write { true }
        told.wait { $0 ? () : nil }
        #expect(store.head.seq == 2)
    }

    @Test(
        "what was left and never claimed is written when the store closes",
        arguments: StoreDesk.Maker.allCases
    )
    func closing(_ maker: StoreDesk.Maker) throws {
        let desk = try StoreDesk(maker)
        let told = Locked(false)
        _ = try desk.store.leave(.event("a")) { _ in told.withLock { $0 = true } }
        desk.store.close()
        #expect(told.withLock { $0 })
    }
}

extension Submission {
    fileprivate static func event(_ id: String) throws -> Submission {
        Submission([try Command(kind: nil, act: .event(id, "one"))], actor: "d")
    }
}
