package import Foundation
import Glibc
import Synchronization

/// A `noticed` that runs for real, in a process of its own.
package final class NoticedProcess {
    private let process = Process()
    private let log = ProcessLog()
    /// Where it listens; 0 for verbs that do not.
    package private(set) var port: UInt16 = 0

    /// What a run that ended left behind.
    package struct Ended: Sendable {
        /// Its exit code, or the signal that ended it, negative.
        package let code: Int32
        /// What it printed.
        package let output: String
        /// What it said on standard error.
        package let errors: String
    }

    /// Why no server came up.
    package struct DidNotStart: Error, CustomStringConvertible {
        /// What it said on standard error.
        package let description: String
    }

    /// The binary under test: `NOTICED_BIN`, else what was built beside the tests.
    package static var binary: URL {
        if let path = ProcessInfo.processInfo.environment["NOTICED_BIN"], !path.isEmpty {
            return URL(fileURLWithPath: path)
        }
        // `swift test` puts the test bundle and the package's executables into one folder.
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0])
        return bundle.deletingLastPathComponent().appendingPathComponent("noticed")
    }

    /// The package's root.
    package static var root: URL {
        URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    /// Starts `noticed serve` on a free port and waits until it accepts.
    package static func serve(
        _ arguments: [String],
        in folder: URL,
        environment: [String: String] = [:]
    ) throws -> NoticedProcess {
        let server = NoticedProcess()
        try server.launch(
            ["serve", "--listen", "127.0.0.1:0"] + arguments,
            in: folder,
            environment: environment
        )
        guard
            let line = server.log.wait(
                for: "listening on http://127.0.0.1:",
                while: {
                    server.process.isRunning
                }
            )
        else {
            server.process.terminate()
            throw DidNotStart(description: server.log.text)
        }
        let digits = line.split(separator: "http://127.0.0.1:").last?.prefix { $0.isNumber } ?? ""
        server.port = UInt16(digits) ?? 0
        return server
    }

    /// Runs a verb to its end.
    package static func run(
        _ arguments: [String],
        in folder: URL,
        environment: [String: String] = [:],
        input: String? = nil
    ) throws -> Ended {
        let one = NoticedProcess()
        let output = Pipe()
        one.process.standardOutput = output
        if let input {
            let pipe = Pipe()
            one.process.standardInput = pipe
            try one.launch(arguments, in: folder, environment: environment)
            try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try pipe.fileHandleForWriting.close()
        } else {
            one.process.standardInput = FileHandle.nullDevice
            try one.launch(arguments, in: folder, environment: environment)
        }
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        let code = one.wait()
        return Ended(
            code: code,
            output: String(decoding: printed, as: UTF8.self),
            errors: one.log.text
        )
    }

    /// Asks it to stop (SIGTERM) and waits: its exit code.
    package func terminate() -> Int32 {
        process.terminate()
        return wait()
    }

    /// Kills it (SIGKILL), as a power cut would, and waits.
    package func kill() {
        _ = Glibc.kill(process.processIdentifier, SIGKILL)
        _ = wait()
    }

    /// Sends a signal.
    package func signal(_ number: Int32) {
        _ = Glibc.kill(process.processIdentifier, number)
    }

    /// Waits for its end: its exit code, or the signal that ended it, negative.
    package func wait() -> Int32 {
        process.waitUntilExit()
        log.finish()
        let status = process.terminationStatus
        return process.terminationReason == .uncaughtSignal ? -status : status
    }

    /// Whether it still runs.
    package var isRunning: Bool { process.isRunning }
    /// Its process id.
    package var id: Int32 { process.processIdentifier }
    /// What it has said on standard error.
    package var errors: String { log.text }

    /// The first line on standard error that holds words, waited for; nil when it does not come.
    package func errors(holding words: String) -> String? {
        log.wait(for: words, while: { process.isRunning }).map(String.init)
    }

    deinit {
        if process.isRunning { _ = Glibc.kill(process.processIdentifier, SIGKILL) }
    }

    private func launch(
        _ arguments: [String],
        in folder: URL,
        environment: [String: String]
    ) throws {
        process.executableURL = Self.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var variables = ProcessInfo.processInfo.environment
        // A crash must end at once: the backtracer can hold a pipe open.
        variables["SWIFT_BACKTRACE"] = "enable=no"
        // It is for us, and no setting of the program.
        variables["NOTICED_BIN"] = nil
        for (name, value) in environment { variables[name] = value }
        process.environment = variables
        process.standardError = log.pipe
        try process.run()
        log.follow()
    }
}

/// Follows what a process says on standard error.
private final class ProcessLog: Sendable {
    let pipe = Pipe()
    private let condition = NSCondition()
    private let said = Mutex("")
    private let isOver = Mutex(false)

    var text: String { said.withLock { $0 } }

    func follow() {
        Thread.detachNewThread { [self] in
            while true {
                let piece = pipe.fileHandleForReading.availableData
                condition.lock()
                if piece.isEmpty { isOver.withLock { $0 = true } }
                said.withLock { $0 += String(decoding: piece, as: UTF8.self) }
                condition.broadcast()
                condition.unlock()
                if piece.isEmpty { return }
            }
        }
    }

    /// The first line that holds `words`; nil when the process ends, or says nothing for a minute.
    func wait(for words: String, while isRunning: () -> Bool) -> Substring? {
        let deadline = Date(timeIntervalSinceNow: 60)
        condition.lock()
        defer { condition.unlock() }
        while true {
            let lines = text.split(separator: "\n")
            if let line = lines.first(where: { $0.contains(words) }) { return line }
            if isOver.withLock({ $0 }) { return nil }
            guard condition.wait(until: deadline) else { return nil }
        }
    }

    /// Waits until all has been read.
    func finish() {
        let deadline = Date(timeIntervalSinceNow: 10)
        condition.lock()
        defer { condition.unlock() }
        while !isOver.withLock({ $0 }), condition.wait(until: deadline) {}
    }
}
