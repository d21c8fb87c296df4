import Foundation
import NoticeRegister
import Testing

@testable import NoticeStore

@Suite("Opening a register's file")
struct SQLiteOpeningTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path("register.db") }

    init() throws { folder = try TemporaryFolder() }

    private func open(_ path: String) throws(StoreOpenError) -> JournalStore {
        try .sqlite(at: path, settings: .forTests) { Instant(milliseconds: 1_612_180_800_000) }
    }

    /// Why a file cannot be opened.
    private func refusal(_ path: String) -> StoreOpenError? {
        do throws(StoreOpenError) {
            try open(path).close()
            return nil
        } catch {
            return error
        }
    }

    /// Makes a register's file with a few changes, and changes it by SQL.
    private func makeFile(changes: Int = 3, _ sql: String = "") async throws {
        let store = try open(path)
        for number in 0..<changes {
            let note = String(repeating: "x", count: 500)
            let event = #"{"title":"e","type":"other","when":"2021","note":"\#(note)"}"#
            let command = Command(kind: nil, act: try .put(.event, "e\(number)", event))
            await withCheckedContinuation { continuation in
                _ = store.submit(Submission([command], actor: "d")) { _ in continuation.resume() }
            }
        }
        store.close()
        try run(sql)
    }

    private func run(_ sql: String) throws {
        guard !sql.isEmpty else { return }
        try SQLiteConnection(path, busyMilliseconds: 0).run(sql)
    }

    @Test("makes the file and its folder for the owner alone")
    func makes() throws {
        let path = folder.path("data/register.db")
        let store = try open(path)
        #expect(store.head.seq == 0 && store.head.store.count == 36)
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(folder.path("data")) == 0o700)
        for name in ["register.db", "register.db-wal", "register.db-shm", "register.db.lock"] {
            #expect(try mode(folder.path("data/" + name)) == 0o600, "\(name)")
        }
        store.close()
        #expect(!FileManager.default.fileExists(atPath: path + ".lock"))
    }

    @Test("keeps the store's name")
    func name() throws {
        let first = try open(path)
        let name = first.head.store
        first.close()
        let again = try open(path)
        #expect(again.head.store == name)
        again.close()
    }

    @Test("is refused to a second one, also by another name, with words on who holds it")
    func held() throws {
        let store = try open(path)
        let link = folder.path("link.db")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        for name in [path, link] {
            let refusal = try #require(self.refusal(name))
            let holder =
                "process \(ProcessInfo.processInfo.processIdentifier) "
                + "holds it since 2021-02-01T12:00:00.000Z"
            #expect(refusal == .held(path: path, by: holder))
            #expect("\(refusal)".hasPrefix("\(path): process "))
        }
        store.close()
        #expect(refusal(path) == nil)
    }

    @Test(
        "is refused when the file is something else, which stays as it was",
        arguments: [
            "this is a letter, not a register, and it is long enough to be looked at closely\n",
            "short", "SQLite format 3\u{0}" + String(repeating: "something else ", count: 300),
        ]
    )
    func foreign(_ content: String) throws {
        try Data(content.utf8).write(to: URL(fileURLWithPath: path))
        #expect(refusal(path) == .foreign(path: path))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(content.utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 1)
    }

    @Test("is refused when another program's tables are in the file")
    func otherProgram() throws {
        try Data().write(to: URL(fileURLWithPath: path))
        try run("CREATE TABLE cats(name)")
        #expect(refusal(path) == .foreign(path: path))
    }

    @Test("makes a register of an empty file")
    func empty() throws {
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(refusal(path) == nil)
    }

    @Test("is refused when a newer program has written the file")
    func newer() async throws {
        try await makeFile("UPDATE head SET schema = 3")
        #expect(refusal(path) == .newer(path: path, schema: 3))
    }

    @Test("is refused when the file was written before the first release")
    func older() async throws {
        try await makeFile("UPDATE head SET schema = 1")
        #expect(refusal(path) == .older(path: path, schema: 1))
    }

    @Test(
        "is refused when the journal does not end as it was left",
        arguments: [
            "DELETE FROM head", "UPDATE head SET seq = 4",
            "DELETE FROM change WHERE seq = 3", "UPDATE change SET body = x'7B7D' WHERE seq = 2",
            "UPDATE change SET reason = 'other' WHERE seq = 1",
            "UPDATE change SET actor = 'other' WHERE seq = 3", "UPDATE change SET at = at + 1",
            "UPDATE change SET op = 99", "UPDATE change SET tree = x'' WHERE seq = 1",
            "UPDATE change SET tree = zeroblob(64) WHERE seq = 2",
            "UPDATE change SET version = 7 WHERE seq = 3", "UPDATE change SET kind = 0",
            "UPDATE change SET id = 'other'", "DROP TABLE facts",
        ]
    )
    func damaged(_ sql: String) async throws {
        try await makeFile(sql)
        let refusal = try #require(self.refusal(path))
        guard sql != "DROP TABLE facts" else { return }
        guard case .damaged(path, _) = refusal else {
            Issue.record("\(refusal)")
            return
        }
    }

    @Test("takes the last change for the head where its row lies behind, and brings the row up")
    func behind() async throws {
        try await makeFile("UPDATE head SET seq = 1, at = 0")
        let store = try open(path)
        #expect(store.head.seq == 3)
        #expect(store.head.at == Instant(milliseconds: 1_612_180_800_000))
        store.close()
        let connection = try SQLiteConnection(path, busyMilliseconds: 0)
        #expect(try connection.text("SELECT seq || ' ' || at FROM head") == "3 1612180800000")
    }

    @Test("is refused when the file is cut off, wherever", arguments: [100, 4_096, 20_000, 40_960])
    func cutOff(_ length: Int) async throws {
        try await makeFile(changes: 60)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        #expect(try file.seekToEnd() > 45_056)
        try file.truncate(atOffset: UInt64(length))
        try file.close()
        let refusal = try #require(self.refusal(path))
        guard case .damaged(path, _) = refusal else {
            Issue.record("\(refusal)")
            return
        }
    }

    @Test("makes the packed facts again when they are of another layout, or gone, or damaged")
    func rebuilds() async throws {
        try await makeFile(changes: 40)
        for sql in [
            "UPDATE facts SET layout = layout + 1", "DELETE FROM facts",
            "DELETE FROM facts WHERE seq % 3 = 0", "UPDATE facts SET packed = x'00'",
            "UPDATE facts SET packed = CAST(packed || x'FF' AS BLOB) WHERE seq = 7",
        ] {
            try run(sql)
            let store = try open(path)
            #expect(store.counters.records[.event] == 40, "\(sql)")
            let query = Query(
                kind: .event,
                by: Query.Key(Sorting("when", .days(fact: "when"))),
                seq: store.head.seq
            )
            #expect(store.find(query).total == 40)
            store.close()
        }
        // What was made again has been kept, but for the one whose facts only the view could judge.
        let count = try SQLiteConnection(path, busyMilliseconds: 0)
            .text("SELECT count(*) FROM facts WHERE layout = \(PackedRow.layout)")
        #expect(count == "40")
    }

    @Test("says why it cannot be where it was to be")
    func unusable() throws {
        try Data().write(to: URL(fileURLWithPath: folder.path("file")))
        #expect(
            refusal(folder.path("none/none/register.db"))
                == .noFolder(path: folder.path("none/none/register.db"))
        )
        for path in [
            folder.path("file/register.db"), folder.url.path, folder.url.path + "/none/", "",
            "/proc/register.db",
        ] {
            let refusal = try #require(self.refusal(path), "\(path)")
            guard case .unusable = refusal else {
                Issue.record("\(path): \(refusal)")
                continue
            }
            #expect(!"\(refusal)".contains("\n"))
        }
    }
}
