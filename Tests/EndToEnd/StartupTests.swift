import Foundation
import Harness
import Testing

@Suite("Starting and stopping")
struct StartupTests {
    @Test("a second server on the same file says who holds it and ends")
    func secondServer() throws {
        let folder = try TemporaryFolder()
        let first = try NoticedProcess.serve(["--store", "sqlite:register.db"], in: folder.url)
        let second = try NoticedProcess.run(
            ["serve", "--listen", "127.0.0.1:0", "--store", "sqlite:register.db"],
            in: folder.url
        )
        #expect(second.code != 0)
        #expect(second.errors.contains("\(first.id)"), "names the process: \(second.errors)")
        #expect(second.errors.split(separator: "\n").count == 1)
        #expect(first.terminate() == 0)
    }

    @Test("a port in use is said in one line")
    func portInUse() throws {
        let folder = try TemporaryFolder()
        let first = try NoticedProcess.serve(["--store", "memory:"], in: folder.url)
        let second = try NoticedProcess.run(
            ["serve", "--listen", "127.0.0.1:\(first.port)", "--store", "memory:"],
            in: folder.url
        )
        #expect(second.code == 69)
        #expect(second.errors.contains("127.0.0.1:\(first.port)"))
        #expect(first.terminate() == 0)
    }

    @Test(
        "a file that is no register is refused with advice, and left as it was",
        arguments: [
            "this is a letter, not a database, and it is long enough to look at\n",
            "SQLite format 3\u{0}" + String(repeating: "damaged ", count: 1_000),
        ]
    )
    func foreignFile(_ content: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("letter.db")
        try Data(content.utf8).write(to: file)
        let server = try NoticedProcess.run(
            ["serve", "--listen", "127.0.0.1:0", "--store", "sqlite:letter.db"],
            in: folder.url
        )
        #expect(server.code == 65 || server.code == 74)
        #expect(server.errors.contains("letter.db"))
        #expect(try Data(contentsOf: file) == Data(content.utf8))
    }

    @Test("another program's SQLite file is refused")
    func anotherProgramsDatabase() throws {
        let folder = try TemporaryFolder()
        try ConsoleBlocks.run(
            "python3 -c \"import sqlite3; c=sqlite3.connect('other.db'); "
                + "c.execute('create table cats(name)'); c.commit()\"",
            port: 0,
            in: folder.url
        ).write(to: folder.url.appendingPathComponent("log"), atomically: true, encoding: .utf8)
        let server = try NoticedProcess.run(
            ["serve", "--listen", "127.0.0.1:0", "--store", "sqlite:other.db"],
            in: folder.url
        )
        #expect(server.code == 65)
        #expect(server.errors.contains("other.db"))
    }

    @Test(
        "a store that cannot be there is said in one line",
        arguments: ["sqlite:/proc/register.db", "sqlite:/dev/null/register.db", "tape:x", ""]
    )
    func unusableStore(_ store: String) throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.run(
            ["serve", "--listen", "127.0.0.1:0", "--store=\(store)"],
            in: folder.url
        )
        #expect(server.code == 74 || server.code == 78)
        #expect(server.errors.split(separator: "\n").count == 1, "\(server.errors)")
    }

    @Test(
        "a wrong command line is told what and where",
        arguments: [
            (["serve", "--lisen", "127.0.0.1:0"], Int32(78), "listen"),
            (["serve", "--listen", "nowhere"], 78, "nowhere"),
            (["serve", "--idle-seconds", "soon"], 78, "idle_seconds"),
            (["serve", "--config", "missing.conf"], 78, "missing.conf"),
            (["sreve"], 64, "sreve"), (["import"], 64, "file"),
            (["import", "missing.ndjson", "--store", "memory:"], 74, "missing.ndjson"),
        ]
    )
    func wrongCommandLine(_ arguments: [String], _ code: Int32, _ word: String) throws {
        let folder = try TemporaryFolder()
        let run = try NoticedProcess.run(arguments, in: folder.url)
        #expect(run.code == code)
        #expect(run.errors.contains(word), "\(run.errors)")
    }

    @Test("a server that anybody may write to listens beyond loopback only when told so")
    func openness() throws {
        let folder = try TemporaryFolder()
        let refused = try NoticedProcess.run(
            ["serve", "--listen", "0.0.0.0:0", "--store", "memory:"],
            in: folder.url
        )
        #expect(refused.code == 78)
        #expect(refused.errors.contains("--open"))
        let server = try NoticedProcess.serve(
            ["--store", "memory:", "--listen", "0.0.0.0:0", "--open"],
            in: folder.url
        )
        #expect(server.terminate() == 0)
    }

    @Test("a client that sends nothing does not hold up the end", arguments: [SIGTERM, SIGINT])
    func silentClient(_ signal: Int32) throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(["--store", "memory:"], in: folder.url)
        let silent = try HTTPConnection(port: server.port)
        let half = try HTTPConnection(port: server.port)
        try half.write(Data("GET /v1/persons HTTP/1.1\r\nHost: l".utf8))
        let kept = try HTTPConnection(port: server.port)
        #expect(try kept.send("GET", "/healthz").status == 200)
        server.signal(signal)
        #expect(server.wait() == 0)
        withExtendedLifetime((silent, half)) {}
    }

    @Test("flag beats environment beats file")
    func precedence() throws {
        let folder = try TemporaryFolder()
        try Data("store = tape:file\nlog_level = debug\n".utf8)
            .write(to: folder.url.appendingPathComponent("noticed.conf"))
        let file = ["serve", "--listen", "127.0.0.1:0", "--config", "noticed.conf"]
        #expect(try NoticedProcess.run(file, in: folder.url).errors.contains("tape:file"))
        let environment = ["NOTICED_STORE": "tape:environment"]
        let second = try NoticedProcess.run(file, in: folder.url, environment: environment)
        #expect(second.errors.contains("tape:environment"))
        let third = try NoticedProcess.run(
            file + ["--store", "tape:flag"],
            in: folder.url,
            environment: environment
        )
        #expect(third.errors.contains("tape:flag"))
    }

    @Test("the configuration file in the repository is what the program prints")
    func manual() throws {
        let folder = try TemporaryFolder()
        let printed = try NoticedProcess.run(["check-config", "--manual"], in: folder.url)
        let url = NoticedProcess.root.appendingPathComponent("Config/noticed.conf")
        #expect(try String(contentsOf: url, encoding: .utf8) == printed.output)
        let checked = try NoticedProcess.run(
            ["check-config", "--config", url.path],
            in: folder.url
        )
        #expect(checked.code == 0)
    }

    @Test("the table of settings in the documents is what the program prints")
    func table() throws {
        let folder = try TemporaryFolder()
        let printed = try NoticedProcess.run(["check-config", "--table"], in: folder.url)
        let url = NoticedProcess.root.appendingPathComponent("Docs/Configuration.md")
        #expect(try String(contentsOf: url, encoding: .utf8).contains(printed.output))
    }

    @Test("a file of rules with a mistake is refused with its line and column")
    func rules() throws {
        let folder = try TemporaryFolder()
        let delivered = NoticedProcess.root.appendingPathComponent("Config/rules/interpol.json")
        let text = try String(contentsOf: delivered, encoding: .utf8)
        let file = folder.url.appendingPathComponent("rules.json")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let right = try NoticedProcess.run(
            ["check-config", "--rules", "rules.json"],
            in: folder.url
        )
        #expect(right.code == 0)
        let wrong = text.replacing("\"article_3\"", with: "\"artcle_3\"")
        try wrong.write(to: file, atomically: true, encoding: .utf8)
        for verb in ["check-config", "serve"] {
            let refused = try NoticedProcess.run([verb, "--rules", "rules.json"], in: folder.url)
            #expect(refused.code == 78)
            let line = "rules.json:10:18: no such predicate; did you mean \"article_3\"?"
            #expect(refused.errors.contains(line), "\(refused.errors)")
        }
        let missing = try NoticedProcess.run(
            ["check-config", "--rules", "none.json"],
            in: folder.url
        )
        #expect(missing.code == 78)
    }
}
