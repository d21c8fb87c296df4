internal import HTTPWire

/// Reads one HTTP/1.1 answer from the bytes of a connection that closes after it.
struct AnswerReader {
    private enum Framing {
        case head
        case length(Int)
        case chunkSize
        case chunk(Int)
        case chunkEnd
        case untilClose
        case over
    }

    /// Bytes of a head or of a chunk's size line: more is no answer of ours.
    private static var lineBytesMax: Int { 65_536 }

    private(set) var status = 0
    private var buffer: [UInt8] = []
    private var framing = Framing.head

    /// Whether the answer is complete.
    var isOver: Bool { if case .over = framing { true } else { false } }

    /// Takes what came (nothing: the server closed) and gives back what of it is body.
    mutating func take(_ bytes: [UInt8]) throws(HTTPClient.Failure) -> [UInt8] {
        buffer += bytes
        if bytes.isEmpty, case .untilClose = framing { framing = .over }
        var body: [UInt8] = []
        while try step(&body) {}
        return body
    }

    /// Goes on by one part; false when more bytes are needed.
    private mutating func step(_ body: inout [UInt8]) throws(HTTPClient.Failure) -> Bool {
        switch framing {
        case .head: return try readHead()
        case .length(let left):
            let count = drain(left, into: &body)
            framing = left == count ? .over : .length(left - count)
            return count > 0 && left > count
        case .untilClose: return drain(.max, into: &body) > 0
        case .chunkSize:
            guard let line = try takeLine() else { return false }
            let digits = line.prefix { $0 != ";" }
            guard let size = Int(digits, radix: 16), size >= 0 else { throw .malformedAnswer }
            framing = size == 0 ? .over : .chunk(size)
            return size > 0
        case .chunk(let left):
            let count = drain(left, into: &body)
            framing = left == count ? .chunkEnd : .chunk(left - count)
            return count > 0
        case .chunkEnd:
            guard try takeLine() != nil else { return false }
            framing = .chunkSize
            return true
        case .over: return false
        }
    }

    private mutating func readHead() throws(HTTPClient.Failure) -> Bool {
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard let place = buffer.indices.first(where: { buffer[$0...].starts(with: end) }) else {
            guard buffer.count <= Self.lineBytesMax else { throw .malformedAnswer }
            return false
        }
        let head = String(decoding: buffer[..<place], as: UTF8.self).lowercased()
        buffer.removeFirst(place + end.count)
        let lines = head.split(separator: "\r\n")
        guard let code = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw .malformedAnswer }
        status = code
        framing = .untilClose
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { throw .malformedAnswer }
            let value = parts[1].drop { $0 == " " }
            if parts[0] == "transfer-encoding", value == "chunked" { framing = .chunkSize }
            if parts[0] == "content-length" {
                guard let length = Int(value), length >= 0 else { throw .malformedAnswer }
                framing = .length(length)
            }
        }
        if code == 204 || code == 304 { framing = .over }
        // RFC 9110 §15.2: an interim answer is followed by the final one.
        if code < 200 { framing = .head }
        if case .length(0) = framing { framing = .over }
        return true
    }

    private mutating func drain(_ most: Int, into body: inout [UInt8]) -> Int {
        let count = min(most, buffer.count)
        body += buffer[..<count]
        buffer.removeFirst(count)
        return count
    }

    private mutating func takeLine() throws(HTTPClient.Failure) -> String? {
        guard let end = buffer.firstIndex(of: 0x0A) else {
            guard buffer.count <= Self.lineBytesMax else { throw .malformedAnswer }
            return nil
        }
        let line = buffer[..<end]
        buffer.removeFirst(end + 1)
        return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
}
