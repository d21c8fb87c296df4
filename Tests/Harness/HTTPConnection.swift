package import Foundation
import Glibc

/// One kept connection to a server on this machine, for tests: plain, blocking, one at a time.
package final class HTTPConnection {
    /// An answer.
    package struct Answer: Sendable {
        /// The status.
        package let status: Int
        /// The fields, names in lower case.
        package let fields: [String: String]
        /// The body, framing removed.
        package let body: Data

        /// The body as text.
        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// Why there is no answer.
    package enum Broken: Error {
        /// No connection came about.
        case refused(errno: Int32)
        /// The server closed, or was silent for half a minute.
        case cutOff
        /// What came is no HTTP answer.
        case malformed
    }

    private let descriptor: Int32
    private var buffer = Data()

    /// Connects to a port of 127.0.0.1.
    package init(port: UInt16) throws(Broken) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        // SAFETY: the address outlives the call, and its length is that of its type.
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let failure = errno
        guard result == 0 else { throw .refused(errno: failure) }
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        // SAFETY: the option's value outlives the call, and its length is that of its type.
        unsafe setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )
        var yes: Int32 = 1
        // SAFETY: as above.
        unsafe setsockopt(
            descriptor,
            Int32(IPPROTO_TCP),
            TCP_NODELAY,
            &yes,
            socklen_t(MemoryLayout<Int32>.size)
        )
    }

    deinit {
        _ = close(descriptor)
    }

    /// Sends a request and waits for its answer.
    package func send(
        _ method: String,
        _ target: String,
        fields: [String: String] = [:],
        body: Data? = nil
    ) throws(Broken) -> Answer {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        if let body { head += "Content-Length: \(body.count)\r\n" }
        try write(Data((head + "\r\n").utf8) + (body ?? Data()))
        return try read(hasBody: method != "HEAD")
    }

    /// Sends bytes as they are.
    package func write(_ bytes: Data) throws(Broken) {
        var sent = 0
        while sent < bytes.count {
            // SAFETY: the bytes outlive the call; the range is within them.
            let count = unsafe bytes.withUnsafeBytes { raw in
                unsafe Glibc.send(
                    descriptor,
                    raw.baseAddress.map { unsafe $0 + sent },
                    bytes.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { throw .cutOff }
            sent += count
        }
    }

    /// Reads the next answer.
    package func read(hasBody: Bool = true) throws(Broken) -> Answer {
        let end = Data("\r\n\r\n".utf8)
        var found = buffer.range(of: end)
        while found == nil {
            try fill()
            found = buffer.range(of: end)
        }
        guard let found else { throw .malformed }
        let head = String(decoding: buffer[..<found.lowerBound], as: UTF8.self)
        buffer = Data(buffer[found.upperBound...])
        let lines = head.components(separatedBy: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw .malformed }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        if (100..<200).contains(status) { return try read(hasBody: hasBody) }
        guard hasBody, status != 204, status != 304 else {
            return Answer(status: status, fields: fields, body: Data())
        }
        let body =
            fields["transfer-encoding"] == "chunked"
            ? try chunks() : try take(Int(fields["content-length"] ?? "0") ?? 0)
        return Answer(status: status, fields: fields, body: body)
    }

    /// Closes its sending side.
    package func finishWriting() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    private func chunks() throws(Broken) -> Data {
        var body = Data()
        while true {
            let size = Int(try line(), radix: 16) ?? 0
            guard size > 0 else {
                _ = try line()
                return body
            }
            body += try take(size)
            _ = try line()
        }
    }

    private func line() throws(Broken) -> String {
        while true {
            if let end = buffer.range(of: Data("\r\n".utf8)) {
                let text = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
                buffer = Data(buffer[end.upperBound...])
                return text
            }
            try fill()
        }
    }

    private func take(_ count: Int) throws(Broken) -> Data {
        while buffer.count < count { try fill() }
        let taken = Data(buffer.prefix(count))
        buffer = Data(buffer.dropFirst(count))
        return taken
    }

    private func fill() throws(Broken) {
        var piece = [UInt8](repeating: 0, count: 65_536)
        // SAFETY: recv writes at most as many bytes as the array has.
        let count = unsafe piece.withUnsafeMutableBytes { raw in
            unsafe recv(descriptor, raw.baseAddress, raw.count, 0)
        }
        guard count > 0 else { throw .cutOff }
        buffer.append(contentsOf: piece[..<count])
    }
}
