import Foundation
import Glibc
import HTTPServer
import HTTPWire
import Testing

private let closing = "Host: a\r\nConnection: close\r\n\r\n"

/// Each in a process of its own, which holds no other test's descriptors.
@Suite("Descriptors")
struct DescriptorTests {
    /// How many this process holds.
    private static func held() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    /// Whether no more are held soon: a thread that ends lets go of its own a moment later.
    private static func holds(atMost count: Int) throws -> Bool {
        for _ in 0..<100_000 {
            if try held() <= count { return true }
            sched_yield()
        }
        return false
    }

    /// The limits on this process: what holds, and how far that may be raised.
    private static var limit: (soft: UInt, hard: UInt) {
        get {
            var limit = rlimit()
            unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            return (limit.rlim_cur, limit.rlim_max)
        }
        set {
            var limit = rlimit(rlim_cur: newValue.soft, rlim_max: newValue.hard)
            unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
    }

    /// Takes what descriptors there are.
    private static func fill() -> [Int32] {
        var fillers: [Int32] = []
        while true {
            let number = unsafe open("/dev/null", O_RDONLY)
            guard number >= 0 else { return fillers }
            fillers.append(number)
        }
    }

    /// One connection of each kind: answered, refused, cut off, streamed, left alone, left waiting.
    private static func converse(
        _ server: Server,
        _ address: ListenAddress,
        _ witness: Witness
    ) throws {
        for bytes in [
            "GET / HTTP/1.1\r\n" + closing, "GET /stream HTTP/1.1\r\n" + closing, "x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\nabc",
            "POST /count HTTP/1.1\r\nContent-Length: 3\r\n\(closing)abc",
        ] {
            let client = try RawClient(address)
            client.send(bytes)
            #expect(client.receiveAll().statusLines.count == 1)
        }
        for bytes in [
            "", "GET", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
            "GET /endless HTTP/1.1\r\nHost: a\r\n\r\n", "GET /held HTTP/1.1\r\nHost: a\r\n\r\n",
        ] {
            let client = try RawClient(address)
            client.send(bytes)
        }
    }

    @Test("are all given back, whatever became of their connections")
    func givenBack() async {
        await #expect(processExitsWith: .success) {
            let before = try Self.held()
            try withServer { server, address, witness in
                for _ in 0..<20 { try Self.converse(server, address, witness) }
            }
            // Dispatch keeps a few of its own; of 200 connections none may be among them.
            #expect(try Self.holds(atMost: before + 8))
        }
    }

    @Test("that run out turn clients away with 503, and no more than those")
    func exhausted() async {
        await #expect(processExitsWith: .success) {
            try withServer({ $0.loops = 1 }) { server, address, _ in
                let first = try RawClient(address)
                #expect(try first.turns(of: server) { _ in true })
                Self.limit = (64, 64)
                var fillers = Self.fill()
                // The client has the last one.
                if let last = fillers.popLast() { close(last) }
                let second = try RawClient(address)
                let text = second.receiveAll()
                #expect(text.hasPrefix("HTTP/1.1 503 "))
                #expect(text.contains("Retry-After: 1\r\n"))
                #expect(try first.turns(of: server) { $0.connectionsTurnedAway == 1 })
                for number in fillers { close(number) }
                let third = try RawClient(address)
                third.send("GET / HTTP/1.1\r\n" + closing)
                #expect(third.receiveAll().hasSuffix("hello"))
            }
        }
    }

    @Test("may be as many as the clients that are let in, where the hard limit allows")
    func raised() async {
        await #expect(processExitsWith: .success) {
            Self.limit.soft = 256
            try withServer({ $0.connectionsMax = 100 }) { _, _, _ in }
            #expect(Self.limit.soft == min(612, Self.limit.hard))
        }
    }
}
