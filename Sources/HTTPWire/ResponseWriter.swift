/// Writes responses as bytes (RFC 9112 §4, RFC 9110 §6), always with exactly one framing.
public struct ResponseWriter: Sendable {
    /// How a message's content ends.
    public enum Framing: Sendable, Equatable {
        /// `Content-Length`, also where no content follows (HEAD).
        case length(Int)
        /// `Transfer-Encoding: chunked`; pieces follow by ``appendChunk(_:to:)``.
        case chunked
        /// The end of the connection: a stream to an HTTP/1.0 client.
        case untilClose
    }

    /// What the answer says of the connection.
    public enum Persistence: Sendable, Equatable {
        /// Nothing: HTTP/1.1 goes on unless told otherwise.
        case implied
        /// `Connection: keep-alive`, for an HTTP/1.0 client that asked.
        case stated
        /// `Connection: close`.
        case close
    }

    /// The interim answer that asks for the body (RFC 9110 §15.2.1).
    public static let continueLine = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Field lines that every answer has.
    private let standing: [UInt8]
    private var second = Int64.min
    private var dateLine: [UInt8] = []
    private var okAndDate: [UInt8] = []

    /// Needs a date before the first answer; every answer gets these fields.
    public init(standing: FieldLines = FieldLines()) { self.standing = standing.bytes }

    /// Renders the `Date` line anew when the second has changed.
    public mutating func setDate(_ seconds: Int64) {
        guard seconds != second else { return }
        second = seconds
        dateLine = Array("Date: ".utf8) + HTTPDate.bytes(seconds)
        dateLine.append(contentsOf: "\r\n".utf8)
        dateLine += standing
        okAndDate = Array("HTTP/1.1 200 OK\r\n".utf8) + dateLine
    }

    /// Appends a head; `varies` says that the answer depends on `Accept-Encoding`.
    public func appendHead(
        _ response: borrowing Response,
        framing: Framing,
        persistence: Persistence,
        varies: Bool = false,
        to output: inout [UInt8]
    ) {
        if response.status == .ok {
            output.append(copying: okAndDate.span)
        } else {
            Self.appendStatusLine(response.status, to: &output)
            output.append(copying: dateLine.span)
        }
        output.append(copying: response.fields.bytes.span)
        // In as few pieces as it goes: each costs about as much as ten of its bytes.
        guard response.status.allowsContent, case .length(let length) = framing else {
            if varies { output.append(text: "Vary: Accept-Encoding\r\n") }
            if response.status.allowsContent, framing == .chunked {
                output.append(text: "Transfer-Encoding: chunked\r\n")
            }
            return Self.appendEnd(persistence, to: &output)
        }
        output.append(
            text: varies ? "Vary: Accept-Encoding\r\nContent-Length: " : "Content-Length: "
        )
        if persistence == .implied {
            Decimal.append(length, lineEnds: 2, to: &output)
        } else {
            Decimal.append(length, lineEnds: 1, to: &output)
            Self.appendEnd(persistence, to: &output)
        }
    }

    /// Appends head and content in one go.
    ///
    /// `isHead` says whether the request was HEAD: same head, no content (RFC 9110 §9.3.2).
    public func append(
        _ response: borrowing Response,
        isHead: Bool,
        persistence: Persistence,
        varies: Bool = false,
        to output: inout [UInt8]
    ) {
        appendHead(
            response,
            framing: .length(response.body.count),
            persistence: persistence,
            varies: varies,
            to: &output
        )
        if !isHead, response.status.allowsContent { output.append(copying: response.body.span) }
    }

    /// Appends a piece of chunked content; an empty piece would end it and is left out.
    public static func appendChunk(_ piece: [UInt8], to output: inout [UInt8]) {
        guard !piece.isEmpty else { return }
        Decimal.appendHex(piece.count, to: &output)
        output.append(text: "\r\n")
        output.append(copying: piece.span)
        output.append(text: "\r\n")
    }

    /// Appends the chunk that ends chunked content.
    public static func appendLastChunk(to output: inout [UInt8]) {
        output.append(text: "0\r\n\r\n")
    }

    private static func appendStatusLine(_ status: StatusCode, to output: inout [UInt8]) {
        output.append(text: "HTTP/1.1 ")
        Decimal.append(Int(status.rawValue), to: &output)
        output.append(Octet.space)
        output.append(contentsOf: status.reason.utf8)
        output.append(text: "\r\n")
    }

    private static func appendEnd(_ persistence: Persistence, to output: inout [UInt8]) {
        switch persistence {
        case .implied: output.append(text: "\r\n")
        case .stated: output.append(text: "Connection: keep-alive\r\n\r\n")
        case .close: output.append(text: "Connection: close\r\n\r\n")
        }
    }
}
