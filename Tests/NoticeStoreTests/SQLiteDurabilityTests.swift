import Foundation
import Glibc
import NoticeRegister
import Seals
import Shapes
import StrictJSON
import Testing

@testable import NoticeStore

@Suite("What a SQLite store has acknowledged")
struct SQLiteDurabilityTests {
    /// Everything that the register answers, in one text.
    private func answers(_ store: JournalStore) -> [String] {
        let head = store.head.seq
        let ids = ["state", "interpol", "s", "p", "r", "e", "gone"]
        var answers = ["\(store.head)", "\(store.counters.records.map { "\($0)" }.sorted())"]
        for seq in 0...head {
            for id in ids {
                answers.append("\(id) at \(seq): \(String(describing: store.entry(id, at: seq)))")
                answers.append("\(store.links(of: id, at: seq))")
            }
            for kind in Kind.allCases {
                guard let sort = kind.listing.sorts.first else { continue }
                var query = Query(kind: kind, by: Query.Key(sort), seq: seq)
                query.facets = kind.listing.filters
                answers.append("\(store.find(query))")
            }
        }
        return answers
    }

    private func fill(_ desk: StoreDesk) async throws {
        try await desk.makeRequest()
        let decline = #"""
            {"step":"decline","on":"2021-01-06","by":"interpol","sources":[{"source":"s"}],
            "decision":{"grounds":[{"code":"ARTICLE_3","basis":"stated"}]}}
            """#
        try await desk.done(.step("r", decline), reason: "as reported")
        try await desk.done(.event("e", "one"))
        try await desk.done(.event("gone", "two"))
        try await desk.done(.delete(id: "gone"), reason: "a duplicate")
        for number in 0..<30 { try await desk.done(.event("e", "number \(number)")) }
    }

    @Test("is the same register, byte for byte, when the file is opened again")
    func reopens() async throws {
        let desk = try StoreDesk(.sqlite)
        try await fill(desk)
        let (journal, before) = (try desk.journal(), answers(desk.store))
        try desk.reopen()
        #expect(try desk.journal() == journal)
        #expect(answers(desk.store) == before)
        try await desk.done(.event("e", "after"))
        #expect(try desk.journal().dropLast() == journal[...])
        #expect(try desk.journal().last?.previous == journal.last?.seq)
    }

    @Test("when one record is damaged keeps only those from being written that look at it")
    func damagedRecord() async throws {
        var settings = StoreSettings.forTests
        settings.bodyCacheBytes = 0
        let desk = try StoreDesk(.sqlite, settings: settings)
        try await desk.done(.event("broken", "one"))
        try await desk.done(.event("whole", "one"))
        try SQLiteConnection(desk.path, busyMilliseconds: 5_000)
            .run("UPDATE change SET body = x'7B' WHERE seq = 1")
        let acts: [Command.Act] = try [
            .event("before", "one"), .event("broken", "two"), .event("whole", "two"),
        ]
        let submissions = acts.map {
            Submission([Command(kind: nil, act: $0)], actor: "desk-1")
        }
        let outcomes = try await desk.submitTogether(submissions).map { try #require($0.first) }
        guard case .damaged? = outcomes[1].fault else {
            Issue.record("\(outcomes[1])")
            return
        }
        #expect(outcomes.map { $0.done?.decided.seq } == [3, nil, 4])
        #expect(desk.store.head.seq == 4)
    }

    @Test("lies in the file as the design draws it, each digest and leaf to be computed again")
    func seals() async throws {
        let desk = try StoreDesk(.sqlite)
        try await fill(desk)
        let journal = try desk.journal()
        desk.store.close()
        let statements = try JournalStatements(
            SQLiteConnection(desk.path, busyMilliseconds: 0)
        )
        var tree = AuditTree()
        var salts: Set<[UInt8]> = []
        for entry in journal {
            let stored = try #require(try statements.stored(entry.seq))
            #expect(stored.entry == entry)
            let salt = try #require(stored.salt)
            #expect(salt.count == 16 && salts.insert(salt).inserted)
            let digest = Seal.digest(salt: salt, reason: entry.reason, body: entry.body)
            #expect(digest == entry.digest)
            #expect(stored.tree == tree.append(Seal.leafHash(of: entry)))
        }
    }

    @Test("is there although the process ended without a word")
    func crash() async throws {
        let desk = try StoreDesk(.sqlite)
        try await fill(desk)
        // What a killed process leaves: the file and its log as they lie.
        let copy = try TemporaryFolder()
        for name in ["register.db", "register.db-wal"] {
            try FileManager.default.copyItem(
                atPath: desk.folder.path(name),
                toPath: copy.path(name)
            )
        }
        let after = try JournalStore.sqlite(
            at: copy.path("register.db"),
            settings: .forTests,
            clock: { desk.now }
        )
        #expect(answers(after) == answers(desk.store))
        after.close()
    }

    @Test("a snapshot of a reader's turn does not hide what came after it")
    func readers() async throws {
        let desk = try StoreDesk(.sqlite)
        try await desk.done(.event("e", "one"))
        let reader = try desk.store.reader()
        #expect(try reader.body(1) != nil)
        #expect(try reader.body(2) == nil)
        let second = try await desk.done(.event("e", "two"))
        #expect(try reader.body(2) == second.body)
        try await desk.done(.event("e", "three"))
        #expect(try reader.change(3)?.version == 3)
        try await desk.done(.event("e", "four"))
        #expect(try reader.changes(after: 1, through: 4, limit: 9).map(\.seq) == [2, 3, 4])
        #expect(try reader.changes(after: 1, through: 4, limit: 2).map(\.seq) == [2, 3])
        #expect(try reader.changes(after: 4, through: 4, limit: 2).isEmpty)
        #expect(try reader.changes(after: -5, through: 1, limit: .max).map(\.seq) == [1])
        reader.endTurn()
        desk.store.close()
        #expect(throws: StoreFault.notReady("closing")) { try reader.body(1) }
        #expect(throws: StoreFault.notReady("closing")) { try desk.store.reader() }
    }

    @Test("writes its first commits over a log that is there, so that no inode has to follow")
    func filledLog() async throws {
        let desk = try StoreDesk(.sqlite)
        let length = {
            try FileManager.default.attributesOfItem(atPath: desk.path + "-wal")[.size] as? Int
        }
        let before = try #require(try length())
        // A disk without much room is left alone.
        guard before > 0 else { return }
        #expect(before > 32 << 20)
        for number in 0..<100 { try await desk.done(.event("e\(number)", "one")) }
        #expect(try length() == before)
        try desk.reopen()
        #expect(try desk.journal().count == 100)
    }

    @Test("grows its log no further than one checkpoint's worth")
    func checkpoints() async throws {
        let desk = try StoreDesk(.sqlite)
        let words = String(repeating: "words ", count: 80_000)
        for number in 0..<250 {
            let text = #"{"title":"T","type":"article","text":"\#(words)\#(number)"}"#
            let document = try Document(Array(text.utf8))
            let source = try Record.decode(.source, document, origin: .client)
            try await desk.done(.put(id: "s", source))
        }
        let log = try FileManager.default.attributesOfItem(atPath: desk.path + "-wal")
        let size = try #require(log[.size] as? Int)
        #expect(size > 16 << 20 && size < 64 << 20, "\(size) bytes")
    }
}

/// A small file system of its own, in memory, which root may mount.
private final class SmallDisk {
    let folder: TemporaryFolder

    init?(mebibytes: Int) {
        guard let folder = try? TemporaryFolder(),
            Self.run("mount", "-t", "tmpfs", "-o", "size=\(mebibytes)m", "none", folder.url.path)
        else { return nil }
        self.folder = folder
    }

    deinit { _ = Self.run("umount", "-l", folder.url.path) }

    /// Whether this machine lets us mount one.
    static let isPossible = SmallDisk(mebibytes: 1) != nil

    /// Writes until there is no room; gives back the file.
    func fill() throws -> URL {
        let ballast = folder.url.appendingPathComponent("ballast")
        try Data().write(to: ballast)
        let file = try FileHandle(forWritingTo: ballast)
        while (try? file.write(contentsOf: Data(count: 65_536))) != nil {}
        try file.close()
        return ballast
    }

    private static func run(_ name: String, _ arguments: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}

/// Real faults of a disk: the log's descriptors are turned to a device that fails.
@Suite("A SQLite store whose disk fails", .serialized)
struct SQLiteFaultTests {
    /// The descriptors of a file that this process has open.
    private func descriptors(of path: String) throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap(Int32.init)
            .filter { number in
                let link = "/proc/self/fd/\(number)"
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link)
                return target == path
            }
    }

    /// Turns the log's descriptors to a device; gives back what restores them.
    private func turnLog(of desk: StoreDesk, to device: String) throws -> () -> Void {
        let turned = try descriptors(of: desk.path + "-wal").map { ($0, dup($0)) }
        #expect(!turned.isEmpty)
        let target = unsafe Glibc.open(device, O_RDWR)
        #expect(target >= 0)
        for (number, _) in turned { #expect(dup2(target, number) == number) }
        close(target)
        return {
            for (number, kept) in turned {
                dup2(kept, number)
                close(kept)
            }
        }
    }

    @Test("refuses writes below the free space that it is to leave, and reads on")
    func reserve() async throws {
        var settings = StoreSettings.forTests
        settings.freeSpaceMin = .max
        let desk = try StoreDesk(.sqlite, settings: settings)
        #expect(try await desk.act(.event("e", "one")).fault == .noRoom)
        #expect(desk.store.head.seq == 0 && desk.store.counters.failures == 1)
        #expect(desk.store.unreadiness == nil)
    }

    @Test("refuses writes while the disk is full, reads on, and writes again when there is room")
    func full() async throws {
        let desk = try StoreDesk(.sqlite)
        let first = try await desk.done(.event("e", "one"))
        let restore = try turnLog(of: desk, to: "/dev/full")
        #expect(try await desk.act(.event("f", "two")).fault == .noRoom)
        #expect(desk.store.entry("f", at: desk.store.head.seq) == nil)
        restore()
        let reader = try desk.store.reader()
        #expect(try reader.body(1) == first.body)
        #expect(try await desk.done(.event("f", "two")).decided.seq == 2)
        #expect(desk.store.counters.failures == 1)
        try desk.reopen()
        #expect(try desk.journal().map(\.id) == ["e", "f"])
    }

    @Test(
        "refuses every write on a full disk of its own, and takes them up again by itself",
        .enabled(if: SmallDisk.isPossible, "mounting needs root")
    )
    func smallDisk() async throws {
        let disk = try #require(SmallDisk(mebibytes: 12))
        let desk = try StoreDesk(.sqlite, in: disk.folder)
        let first = try await desk.done(.event("e", "one"))
        let ballast = try disk.fill()
        var source = Source()
        source.text = String(repeating: "words ", count: 80_000)
        for number in 0..<40 {
            let outcome = try await desk.act(.put(id: "s\(number)", .source(source)))
            if outcome.done == nil { #expect(outcome.fault == .noRoom) }
        }
        let (head, failures) = (desk.store.head.seq, desk.store.counters.failures)
        #expect(failures > 20 && head + failures == 41)
        let body = try desk.store.withReader { reader throws(StoreFault) in try reader.body(1) }
        #expect(body == first.body)
        try FileManager.default.removeItem(at: ballast)
        #expect(try await desk.done(.event("f", "two")).decided.seq == head + 1)
        try desk.reopen()
        #expect(try desk.journal().count == head + 1)
        desk.store.close()
    }

    @Test(
        "leaves the free space that it is to leave, but for what it writes between two looks",
        .enabled(if: SmallDisk.isPossible, "mounting needs root")
    )
    func reserveOnSmallDisk() async throws {
        let disk = try #require(SmallDisk(mebibytes: 24))
        var settings = StoreSettings.forTests
        settings.freeSpaceMin = 12 * 1_048_576
        let desk = try StoreDesk(.sqlite, in: disk.folder, settings: settings)
        var source = Source()
        source.text = String(repeating: "words ", count: 40_000)
        for number in 0..<80 {
            let outcome = try await desk.act(.put(id: "s\(number)", .source(source)))
            if outcome.done == nil { #expect(outcome.fault == .noRoom) }
        }
        #expect(desk.store.head.seq > 20 && desk.store.counters.failures > 20)
        #expect(try #require(try StorePath(desk.path).freeBytes) > 10 * 1_048_576)
        desk.store.close()
    }

    @Test("does not know what became of a commit whose fsync failed, and checks itself")
    func inDoubt() async throws {
        let desk = try StoreDesk(.sqlite)
        let reader = try desk.store.reader()
        let first = try await desk.done(.event("e", "one"))
        #expect(try reader.body(1) == first.body)
        // Writes vanish without an error, fdatasync(2) gives EINVAL.
        let restore = try turnLog(of: desk, to: "/dev/null")
        let held = try await desk.holdWriter()
        async let other = desk.act(.event("g", "together"))
        async let outcome = desk.act(.event("f", "two"))
        while desk.store.counters.queued < 2 { await Task.yield() }
        held.release()
        #expect(try await outcome.fault == .outcomeUnknown)
        #expect(try await other.fault == .outcomeUnknown)
        // All has been closed and opened again: the real log, which never saw the commit.
        let next = try await desk.done(.event("f", "three"))
        #expect(next.decided.seq == 2 && next.decided.version == 1)
        #expect(desk.store.unreadiness == nil && desk.store.counters.failures == 1)
        #expect(try reader.body(1) == first.body && reader.body(2) == next.body)
        _ = restore
        try desk.reopen()
        #expect(try desk.journal().map(\.id) == ["e", "f"])
    }

    @Test("writes no more when it finds itself damaged, and reads on")
    func damage() async throws {
        let desk = try StoreDesk(.sqlite)
        for number in 0..<200 { try await desk.done(.event("e\(number)", "one")) }
        // Behind the store's back a digest is changed, and the log copied, so that nothing is to be
        // read from it; then a write fails.
        let other = try SQLiteConnection(desk.path, busyMilliseconds: 1_000)
        try other.run("UPDATE change SET digest = x'00' WHERE seq = 200; PRAGMA wal_checkpoint")
        _ = try turnLog(of: desk, to: "/dev/null")
        #expect(try await desk.act(.event("f", "two")).fault == .outcomeUnknown)
        for _ in 0..<2 {
            guard case .damaged = try await desk.act(.event("f", "two")).fault else {
                Issue.record("it wrote on")
                return
            }
        }
        #expect(
            desk.store.unreadiness?.hasPrefix("damaged: ") == true && desk.store.head.seq == 200
        )
        let body = try desk.store.withReader { reader throws(StoreFault) in try reader.body(7) }
        #expect(body != nil)
    }
}
