import Foundation
import Harness
import Testing

/// A small file system of its own, in memory, which root may mount.
private final class SmallDisk {
    let folder: TemporaryFolder

    init?(mebibytes: Int) throws {
        folder = try TemporaryFolder()
        guard Self.run("mount -t tmpfs -o size=\(mebibytes)m none '\(folder.url.path)'") == 0
        else { return nil }
    }

    deinit { _ = Self.run("umount -l '\(folder.url.path)'") }

    /// Whether this machine lets us mount one.
    static let isPossible: Bool = (try? SmallDisk(mebibytes: 1)) != nil

    private static func run(_ command: String) -> Int32 {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", command + " 2>/dev/null"]
        guard (try? shell.run()) != nil else { return -1 }
        shell.waitUntilExit()
        return shell.terminationStatus
    }
}

@Suite("A full disk", .enabled(if: SmallDisk.isPossible, "mounting needs root"))
struct DiskTests {
    private func post(_ connection: HTTPConnection, _ title: String) throws -> HTTPConnection.Answer
    {
        let note = String(repeating: "x", count: 3_000)
        let body = #"{"title":"\#(title)","type":"other","when":"2021","note":"\#(note)"}"#
        return try connection.send(
            "POST",
            "/v1/events",
            fields: ["Content-Type": "application/json"],
            body: Data(body.utf8)
        )
    }

    @Test(
        "writes get 503 with Retry-After, reads go on, and room brings writing back",
        arguments: [0, 4]
    )
    func recovers(reserve: Int) throws {
        let disk = try #require(try SmallDisk(mebibytes: 16))
        let server = try NoticedProcess.serve(
            ["--store", "sqlite:register.db", "--free-space-min-mebibytes", "\(reserve)"],
            in: disk.folder.url
        )
        let connection = try HTTPConnection(port: server.port)
        let first = try post(connection, "first")
        #expect(first.status == 201)
        let ballast = disk.folder.url.appendingPathComponent("ballast")
        try Data().write(to: ballast)
        let writer = try FileHandle(forWritingTo: ballast)
        while (try? writer.write(contentsOf: Data(count: 65_536))) != nil {}
        try? writer.close()

        var acknowledged = 1
        var refusal: HTTPConnection.Answer?
        for number in 0..<2_000 {
            let answer = try post(connection, "number \(number)")
            guard answer.status == 201 else {
                refusal = answer
                break
            }
            acknowledged += 1
        }
        let refused = try #require(refusal, "the disk was never full")
        #expect(refused.status == 503)
        #expect(refused.fields["retry-after"] != nil)
        #expect(refused.fields["content-type"] == "application/problem+json")
        let location = try #require(first.fields["location"])
        #expect(try connection.send("GET", location).status == 200)

        try FileManager.default.removeItem(at: ballast)
        var status = 503
        for _ in 0..<200 where status == 503 {
            status = try post(connection, "after").status
            if status == 503 {
                _ = try ConsoleBlocks.run("sleep 0.1", port: 0, in: disk.folder.url)
            }
        }
        #expect(status == 201)
        #expect(server.terminate() == 0)

        let again = try NoticedProcess.serve(
            ["--store", "sqlite:register.db", "--free-space-min-mebibytes", "\(reserve)"],
            in: disk.folder.url
        )
        let list = try HTTPConnection(port: again.port).send("GET", "/v1/events?limit=1")
        let page = try #require(
            try JSONSerialization.jsonObject(with: list.body) as? [String: Any]
        )
        let total = try #require(page["total"] as? Int)
        // One commit in doubt may stand: its client was told so (`outcome-unknown`).
        #expect((acknowledged + 1...acknowledged + 2).contains(total))
        #expect(again.terminate() == 0)
    }
}
