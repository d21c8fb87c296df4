import Foundation
import Glibc
import Harness
import Testing

@Suite("Under a service manager")
struct ServiceTests {
    /// A socket file on which datagrams are heard.
    private func listener(_ path: String) throws -> Int32 {
        let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) {
            unsafe $0.copyBytes(from: path.utf8)
        }
        let result = unsafe withUnsafePointer(to: address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(number, address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(result == 0)
        var time = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        return number
    }

    private func hear(_ number: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(number, $0.baseAddress, $0.count, 0)
        }
        return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }

    @Test("the server says that it is ready, reads again, and ends")
    func words() throws {
        let folder = try TemporaryFolder()
        let path = NSTemporaryDirectory() + "n-\(UInt32.random(in: 0...(.max)))"
        let number = try listener(path)
        defer {
            close(number)
            unsafe _ = unlink(path)
        }
        let server = try NoticedProcess.serve(
            ["--store", "memory:"],
            in: folder.url,
            environment: ["NOTIFY_SOCKET": path]
        )
        #expect(hear(number) == "READY=1")
        server.signal(SIGHUP)
        #expect(hear(number).hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        #expect(hear(number) == "READY=1")
        server.signal(SIGTERM)
        #expect(hear(number) == "STOPPING=1")
        #expect(server.wait() == 0)
    }

    private static let activator = "/usr/bin/systemd-socket-activate"

    @Test(
        "the server serves the socket that was made for it",
        .enabled(if: FileManager.default.isExecutableFile(atPath: activator))
    )
    func activation() throws {
        let folder = try TemporaryFolder()
        // A port of the loopback network that nobody else has.
        let host = "127.\(Int.random(in: 1...254)).\(Int.random(in: 1...254)).1"
        let address = "\(host):18470"
        // The activator becomes the server, and closes what Foundation would follow it by: a shell
        // starts it, says which it is, and ends.
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "\"$@\" & echo $!", "sh", Self.activator, "--listen", address,
            "--fdname", "web", NoticedProcess.binary.path, "serve", "--store", "memory:",
        ]
        process.currentDirectoryURL = folder.url
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let server = try #require(Int32(line.prefix { $0.isNumber }))
        defer { kill(server, SIGKILL) }
        // The activator starts the server when the first client comes.
        var said = ""
        while !said.contains("Listening on") {
            let piece = errors.fileHandleForReading.availableData
            guard !piece.isEmpty else { break }
            said += String(decoding: piece, as: UTF8.self)
        }
        let client = try NoticedProcess.run(
            ["healthcheck", "http://\(address)/readyz"],
            in: folder.url
        )
        #expect(client.code == 0)
        kill(server, SIGTERM)
        said += String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(said.contains("listening on http://\(address) (web)"))
        #expect(said.contains("drained"))
    }

    @Test(
        "settings of proxies and sockets that cannot be used are said at start",
        arguments: [
            ["--trusted-proxies", "10.0.0.0/33"], ["--proxy-protocol", "127.0.0.1:1"],
            ["--proxy-protocol", "127.0.0.1:0"], ["--socket-mode", "9"], ["--listen", "fd:web"],
            ["--socket-owner", "nobody at all"], ["--forwarded-field", "via"],
            ["--security-contact", "security@example.org"],
            ["--security-contact", "mailto:a\nContact: b"],
        ]
    )
    func unusable(_ options: [String]) throws {
        let folder = try TemporaryFolder()
        let listen = options.first == "--listen" ? [] : ["--listen", "127.0.0.1:0"]
        let ended = try NoticedProcess.run(
            ["serve", "--store", "memory:"] + listen + options,
            in: folder.url
        )
        #expect(ended.code == 78)
        #expect(ended.errors.contains(options[0].dropFirst(2).replacing("-", with: "_")))
    }
}
