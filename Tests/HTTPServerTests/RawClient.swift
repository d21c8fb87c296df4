import Glibc
import HTTPServer

/// A client that sends bytes as they are given and reads what comes.
///
/// Reads end at the peer's end, or after 20 s without a byte: a hang fails a test, not the run.
final class RawClient: Sendable {
    private let number: Int32

    /// Connects; `receiveBuffer` makes the kernel's room small, for readers that do not read.
    init(_ address: ListenAddress, receiveBuffer: Int32? = nil) throws {
        switch address {
        case .tcp(_, let port):
            number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            if var size = receiveBuffer {
                unsafe setsockopt(number, SOL_SOCKET, SO_RCVBUF, &size, 4)
            }
            var target = sockaddr_in()
            target.sin_family = sa_family_t(AF_INET)
            target.sin_port = port.bigEndian
            target.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            try Self.connect(number, target)
        case .unix(let path, _):
            number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var target = sockaddr_un()
            target.sun_family = sa_family_t(AF_UNIX)
            unsafe withUnsafeMutableBytes(of: &target.sun_path) {
                unsafe $0.copyBytes(from: path.utf8)
            }
            try Self.connect(number, target)
        case .inherited: throw Refused(number: EAFNOSUPPORT)
        }
        var time = timeval(tv_sec: 20, tv_usec: 0)
        unsafe setsockopt(
            number,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &time,
            socklen_t(MemoryLayout<timeval>.size)
        )
    }

    deinit { close(number) }

    struct Refused: Error { let number: Int32 }

    private static func connect<Target>(_ number: Int32, _ target: Target) throws {
        let result = unsafe withUnsafePointer(to: target) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(number, $0, socklen_t(MemoryLayout<Target>.size))
            }
        }
        guard result == 0 else { throw Refused(number: errno) }
    }

    /// Sends all of it; what a closed peer does not take is lost, as on any network.
    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.send(
                    number,
                    buffer.baseAddress?.advanced(by: sent),
                    buffer.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Sends what the kernel takes without waiting, and says how much that was.
    func offer(_ bytes: [UInt8]) -> Int {
        let count = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.send(
                number,
                buffer.baseAddress,
                buffer.count,
                Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
            )
        }
        return max(0, count)
    }

    /// Ends our side of the connection.
    func endInput() { shutdown(number, Int32(SHUT_WR)) }

    /// What comes next; empty at the end.
    func receive(atMost count: Int = 65_536) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let received = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(number, $0.baseAddress, $0.count, 0)
        }
        return received > 0 ? Array(buffer[..<received]) : []
    }

    /// Whether the connection ends by a reset, and not in good order; what comes before is dropped.
    func endsByReset() -> Bool {
        while true {
            var byte: UInt8 = 0
            let received = unsafe recv(number, &byte, 1, 0)
            guard received > 0 else { return received < 0 && errno == ECONNRESET }
        }
    }

    /// Everything up to the peer's end.
    func receiveAll() -> String { String(decoding: receiveAllBytes(), as: UTF8.self) }

    /// The same as bytes.
    func receiveAllBytes() -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let piece = receive()
            guard !piece.isEmpty else { return all }
            all += piece
        }
    }

    /// Everything up to and with a text, or to the peer's end.
    func receive(through end: String) -> String {
        var all: [UInt8] = []
        while !all.ends(with: end.utf8) {
            let piece = receive(atMost: 1)
            guard !piece.isEmpty else { break }
            all += piece
        }
        return String(decoding: all, as: UTF8.self)
    }
}

extension RawClient {
    /// Has the loop that serves this client turn until a count is reached; a thousand times at most.
    ///
    /// Whatever was ready before a turn has been seen to when its request is answered.
    func turns(
        of server: Server,
        _ isReached: (ServerCounters) -> Bool
    ) throws -> Bool {
        for _ in 0..<1000 {
            send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            guard receive(through: "hello").hasSuffix("hello") else { return false }
            if isReached(server.counters()) { return true }
        }
        return false
    }
}

extension [UInt8] {
    fileprivate func ends(with text: String.UTF8View) -> Bool {
        count >= text.count && suffix(text.count).elementsEqual(text)
    }
}
