import Foundation
import Harness
import Testing

@Suite("Importing, from the command line and over HTTP")
struct ImportTests {
    private static let example = NoticedProcess.root
        .appendingPathComponent("Config/examples/soleimani.ndjson")

    /// Three records that refer forward and to each other, a step, and four lines that are wrong.
    private static let mixed = """
        {"kind":"statement","id":"stm_a","about":"evt_x","property":"legality","value":{"type":"value","value":"lawful"},"source":"src_x","contradicts":["stm_b"]}
        {"kind":"statement","id":"stm_b","about":"evt_x","property":"legality","value":{"type":"value","value":"unlawful"},"source":"src_x","contradicts":["stm_a"]}
        {"kind":"event","id":"evt_x","title":"A test","type":"other","when":"2021-02-30"}
        not json
        {"kind":"event","id":"evt_x","title":"A test","type":"other","when":"2021-02"}
        {"kind":"planet","id":"pla_x"}

        {"kind":"source","id":"src_x","title":"A paper","type":"report"}
        {"kind":"event","id":"evt_y","title":"Another","type":"other","when":"2021","part_of":"evt_nowhere"}
        """

    private func lines(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            )
        }
    }

    private func upload(
        _ text: String,
        _ query: String,
        to connection: HTTPConnection
    ) throws -> (status: Int, lines: [[String: Any]]) {
        let answer = try connection.send(
            "POST",
            "/v1/import" + query,
            fields: ["Content-Type": "application/x-ndjson"],
            body: Data(text.utf8)
        )
        return (answer.status, try lines(answer.text))
    }

    @Test("good lines go in, wrong ones are named by number and reason")
    func mixedLines() throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(["--store", "memory:"], in: folder.url)
        let connection = try HTTPConnection(port: server.port)
        let (status, lines) = try upload(Self.mixed, "", to: connection)
        #expect(status == 200)
        let errors = lines.filter { $0["result"] as? String == "error" }
        #expect(Set(errors.compactMap { $0["line"] as? Int }) == [3, 4, 6, 9])
        #expect(errors.allSatisfy { $0["problem"] is [String: Any] })
        let last = try #require(lines.last)
        #expect(last["done"] as? Bool == true)
        #expect(last["created"] as? Int == 4)
        #expect(last["errors"] as? Int == 4)
        for path in ["events/evt_x", "statements/stm_a", "statements/stm_b", "sources/src_x"] {
            #expect(try connection.send("GET", "/v1/\(path)").status == 200)
        }
        #expect(try connection.send("GET", "/v1/events/evt_y").status == 404)
    }

    @Test("an atomic import with one wrong line changes nothing")
    func atomic() throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(["--store", "memory:"], in: folder.url)
        let connection = try HTTPConnection(port: server.port)
        let (status, lines) = try upload(Self.mixed, "?atomic=true", to: connection)
        #expect(status == 422)
        #expect(lines.last?["created"] as? Int == 0)
        let changes = try connection.send("GET", "/v1/changes")
        #expect(changes.text.contains("\"items\":[]"))
    }

    @Test("a dry run tells what would happen and writes nothing")
    func dryRun() throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(["--store", "memory:"], in: folder.url)
        let connection = try HTTPConnection(port: server.port)
        let example = try String(contentsOf: Self.example, encoding: .utf8)
        let shuffled = example.split(separator: "\n").shuffled().joined(separator: "\n") + "\n"
        let names = ["created", "updated", "unchanged", "errors"]
        var expected: [[Int?]] = []
        for input in [example, shuffled] {
            let (_, lines) = try upload(input, "?dry_run=true", to: connection)
            #expect(lines.last?["errors"] as? Int == 0, "\(input)")
            expected.append(names.map { lines.last?[$0] as? Int })
            #expect(try connection.send("GET", "/v1/changes").text.contains("\"items\":[]"))
        }
        let (_, lines) = try upload(shuffled, "", to: connection)
        let happened = names.map { lines.last?[$0] as? Int }
        #expect(expected == [happened, happened])
    }

    @Test("the command's dry run tells what its import then does, and makes no change")
    func dryRunOfCommand() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOf: Self.example, encoding: .utf8)
        let shuffled = text.split(separator: "\n").shuffled().joined(separator: "\n") + "\n"
        let run = { (arguments: [String], input: String) in
            try NoticedProcess.run(
                ["import", "--store", "sqlite:register.db"] + arguments + ["-"],
                in: folder.url,
                input: input
            )
        }
        let dry = try [text, shuffled].map { try run(["--dry-run"], $0) }
        let real = try run([], shuffled)
        for one in dry {
            #expect(one.code == 0, "\(one.errors)")
            #expect(one.output == "nothing written; it would be " + real.output)
        }
        #expect(real.output.contains(" 0 unchanged, 0 errors"), "\(real.output)")
    }

    @Test("the example goes in by every road, in any order, and a second time changes nothing")
    func example() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOf: Self.example, encoding: .utf8)
        let shuffled = text.split(separator: "\n").shuffled().joined(separator: "\n") + "\n"
        let count = text.split(separator: "\n").count
        for input in [text, shuffled, text] {
            let first = input == text ? Self.example.path : "-"
            let run = try NoticedProcess.run(
                ["import", "--store", "sqlite:register.db", first],
                in: folder.url,
                input: first == "-" ? input : nil
            )
            #expect(run.code == 0, "\(run.errors)")
        }
        let again = try NoticedProcess.run(
            ["import", "--store", "sqlite:register.db", Self.example.path],
            in: folder.url
        )
        #expect(again.output.contains("\(count) unchanged"), "\(again.output)")

        let server = try NoticedProcess.serve(["--store", "memory:"], in: folder.url)
        let url = "http://127.0.0.1:\(server.port)"
        let through = try NoticedProcess.run(
            ["import", "--server", url, "-"],
            in: folder.url,
            input: shuffled
        )
        #expect(through.code == 0, "\(through.errors)")
        let steps = text.split(separator: "\n").count { $0.contains("\"kind\":\"step\"") }
        // A step is a new version of its request, not a new record.
        #expect(
            through.output.contains("\(count - steps) created, \(steps) updated"),
            "\(through.output)"
        )
        let atomic = try NoticedProcess.run(
            ["import", "--server", url, "--atomic", Self.example.path],
            in: folder.url
        )
        #expect(atomic.output.contains("\(count) unchanged"), "\(atomic.output)")
    }

    @Test("an upload cut off in the midst of a line carries out whole lines only")
    func cutOff() throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(["--store", "memory:"], in: folder.url)
        let whole = #"{"kind":"event","id":"evt_1","title":"A test","type":"other","when":"2021"}"#
        let half = #"{"kind":"event","id":"evt_2","title":"A te"#
        do {
            let connection = try HTTPConnection(port: server.port)
            try connection.write(
                Data(
                    ("POST /v1/import HTTP/1.1\r\nHost: l\r\nContent-Length: 5000\r\n"
                        + "Content-Type: application/x-ndjson\r\n\r\n\(whole)\n\(half)").utf8
                )
            )
            connection.finishWriting()
            while (try? connection.read()) != nil {}
        }
        let connection = try HTTPConnection(port: server.port)
        #expect(try connection.send("GET", "/v1/events/evt_2").status == 404)
        #expect(try connection.send("GET", "/healthz").status == 200)
        #expect(server.terminate() == 0)
    }

    @Test("the command ends with 65 and names each wrong line")
    func exitCode() throws {
        let folder = try TemporaryFolder()
        let run = try NoticedProcess.run(
            ["import", "--store", "sqlite:register.db", "-"],
            in: folder.url,
            input: Self.mixed
        )
        #expect(run.code == 65)
        for line in ["line 3", "line 4", "line 6", "line 9"] { #expect(run.errors.contains(line)) }
        #expect(run.output.contains("4 created"))
    }
}
