import Foundation
import Harness

/// The ```` ```console ```` blocks of a document: commands after `$ `, then what they print.
struct ConsoleBlocks {
    /// One command and the output that the document shows for it.
    struct Step: Sendable {
        let command: String
        let output: String
        let line: Int
    }

    /// The steps of a document below the package's root, in their order.
    static func steps(of path: String) throws -> [Step] {
        let url = NoticedProcess.root.appendingPathComponent(path)
        let lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
        var steps: [Step] = []
        var isInside = false
        var command: String?
        var output: [String] = []
        var start = 0
        func finish() {
            if let command {
                steps.append(
                    Step(command: command, output: output.joined(separator: "\n"), line: start)
                )
            }
        }
        for (index, line) in lines.enumerated() {
            if line == "```console" {
                (isInside, command, output) = (true, nil, [])
            } else if isInside, line.hasPrefix("```") {
                finish()
                isInside = false
            } else if isInside, line.hasPrefix("$ ") {
                finish()
                (command, output, start) = (String(line.dropFirst(2)), [], index + 1)
            } else if isInside, command?.hasSuffix("\\") == true, output.isEmpty {
                command = (command ?? "") + "\n" + line
            } else if isInside {
                output.append(line)
            }
        }
        return steps
    }

    /// Runs a command in a shell, against a port in place of 8470: what it printed.
    static func run(_ command: String, port: UInt16, in folder: URL) throws -> String {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", command.replacing("localhost:8470", with: "127.0.0.1:\(port)")]
        shell.currentDirectoryURL = folder
        let pipe = Pipe()
        shell.standardOutput = pipe
        shell.standardError = pipe
        try shell.run()
        let printed = pipe.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        return String(decoding: printed, as: UTF8.self)
    }

    /// An output with what differs from run to run made the same: times, ids that the server made,
    /// cursors (which name the store), the port, white space at the ends of lines.
    static func comparable(_ output: String, port: UInt16 = 8470) throws -> String {
        let time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/
        let date = /[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/
        let cursor = /cursor=[A-Za-z0-9_-]+/
        let instance = /"instance": ?"[0-9A-Z]{13}"/
        let id = /\b(evt|per|grp|org|src|stm|req|dec|ntc|chl|vdt|stp)_[0-9a-hjkmnp-tv-z]{26}\b/
        return
            output
            .replacing("127.0.0.1:\(port)", with: "localhost:8470")
            .replacing(time, with: "TIME").replacing(date, with: "DATE").replacing(id, with: "ID")
            .replacing(cursor, with: "cursor=CURSOR").replacing(instance, with: "INSTANCE")
            .components(separatedBy: .newlines)
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: "\n")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
