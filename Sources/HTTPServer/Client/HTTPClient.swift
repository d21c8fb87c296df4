public import HTTPWire

/// A client of one request over plain HTTP/1.1: what a health check and an upload need.
///
/// It blocks, and belongs to a thread that may.
public final class HTTPClient: Sendable {
    /// Why there is no answer.
    public enum Failure: Error, Sendable {
        /// The text is no `http://HOST[:PORT]/PATH`.
        case badURL(String)
        /// No connection, or one that broke.
        case system(SystemError)
        /// What came is no HTTP answer.
        case malformedAnswer
    }

    /// The parts of an `http` URL (RFC 9110 §4.2.1).
    public struct Location: Sendable, Equatable {
        /// The host, without brackets.
        public let host: String
        /// The port; where none is given, 80, of `https` 443.
        public let port: UInt16
        /// Path and query, beginning with `/`.
        public let target: String

        /// Reads an `http` URL.
        public init(_ url: String) throws(Failure) { try self.init(url, "http://", port: 80) }

        /// Reads an `https` URL, for ``HTTPClient/get(throughTLS:seconds:)``.
        public init(secure url: String) throws(Failure) {
            try self.init(url, "https://", port: 443)
        }

        private init(_ url: String, _ scheme: String, port usual: UInt16) throws(Failure) {
            guard url.hasPrefix(scheme) else { throw .badURL(url) }
            let rest = url.dropFirst(scheme.count)
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            let target = rest.dropFirst(authority.count)
            self.target = target.hasPrefix("/") ? String(target) : "/" + target
            var host = authority
            var port: UInt16? = usual
            let end = authority.lastIndex(of: "]") ?? authority.startIndex
            if let colon = authority[end...].lastIndex(of: ":") {
                host = authority[..<colon]
                port = UInt16(authority[authority.index(after: colon)...])
            }
            if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
            guard !host.isEmpty, let port, !self.target.contains(where: \.isWhitespace) else {
                throw .badURL(url)
            }
            self.host = String(host)
            self.port = port
        }
    }

    private let dial: Dial
    private let location: Location

    /// Connects; no call waits longer than `seconds`.
    public init(_ location: Location, seconds: Int = 30) throws(Failure) {
        self.location = location
        do { dial = try Dial(host: location.host, port: location.port, seconds: seconds) } catch {
            throw .system(error)
        }
    }

    /// Sends the head of a request; with `isChunked`, pieces of a body follow.
    public func begin(
        _ method: HTTPWire.Method,
        fields: FieldLines = FieldLines(),
        isChunked: Bool = false
    ) throws(Failure) {
        var head = Self.head(method, location)
        if isChunked { head += Array("Transfer-Encoding: chunked\r\n".utf8) }
        head += fields.bytes
        head += [0x0D, 0x0A]
        try send(head)
    }

    private static func head(_ method: HTTPWire.Method, _ location: Location) -> [UInt8] {
        let host = location.host.contains(":") ? "[\(location.host)]" : location.host
        return Array("\(method.name) \(location.target) HTTP/1.1\r\n".utf8)
            + Array("Host: \(host):\(location.port)\r\nConnection: close\r\n".utf8)
    }

    /// Asks once through TLS: the status and the whole body.
    ///
    /// The server's certificate is not looked at, so that one whose names are those of the public
    /// can be asked on its own machine: send nothing secret, and believe nothing that matters.
    public static func get(
        throughTLS location: Location,
        seconds: Int = 30
    ) throws(Failure) -> (status: Int, body: [UInt8]) {
        let session: TLSDial
        do throws(SystemError) {
            session = try TLSDial(
                Dial(host: location.host, port: location.port, seconds: seconds)
            )
            try session.send(head(.get, location) + [0x0D, 0x0A])
        } catch {
            throw .system(error)
        }
        var (reader, body) = (AnswerReader(), [UInt8]())
        while !reader.isOver {
            let bytes: [UInt8]
            do { bytes = try session.receive() } catch { throw .system(error) }
            body += try reader.take(bytes)
            guard reader.isOver || !bytes.isEmpty else { throw .malformedAnswer }
        }
        return (reader.status, body)
    }

    /// Sends a piece of the body; an empty one ends it.
    public func send(piece: [UInt8]) throws(Failure) {
        var bytes = Array(String(piece.count, radix: 16).utf8) + [0x0D, 0x0A]
        bytes += piece
        bytes += [0x0D, 0x0A]
        try send(bytes)
    }

    /// Ends the sending side in the midst of a body, which the server then does not take for whole.
    public func breakOff() { dial.endOutput() }

    /// Reads the answer: its status, and its body in pieces as they come.
    public func receive(_ piece: ([UInt8]) -> Void) throws(Failure) -> Int {
        var reader = AnswerReader()
        while true {
            let bytes: [UInt8]
            do { bytes = try dial.receive() } catch { throw .system(error) }
            let body = try reader.take(bytes)
            if !body.isEmpty { piece(body) }
            if reader.isOver { return reader.status }
            guard !bytes.isEmpty else { throw .malformedAnswer }
        }
    }

    private func send(_ bytes: [UInt8]) throws(Failure) {
        do { try dial.send(bytes) } catch { throw .system(error) }
    }
}
