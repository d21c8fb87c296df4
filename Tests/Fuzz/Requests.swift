// The target `requests`: a connection's bytes, read as a loop reads them.

/// Holds the bytes to the oracle: cut anywhere, the bytes give the same messages; each
/// message, written anew, is read as the same one; and none is one that a plain reader would frame
/// in another way.
func judge(_ bytes: [UInt8]) {
    var chance = InputChance(bytes)
    let atOnce = Conversation(bytes, cuts: [])
    let inPieces = Conversation(bytes, cuts: chance.cuts(of: bytes.count))
    expect(atOnce == inPieces, "\(atOnce) is \(inPieces) in pieces")
    for message in atOnce.messages {
        expect(PlainFraming.agrees(with: message, in: bytes), "framing is plain: \(message)")
        let written = message.written(&chance)
        let again = Conversation(written, cuts: [])
        expect(again.messages.count == 1 && again.end == .whole, "one message: \(again)")
        if let same = again.messages.first {
            expect(message.says(what: same), "\(message) became \(same)")
        }
    }
}

/// A request as an application sees it, all parts as bytes.
struct Message: Equatable {
    let start: Int
    let end: Int
    let method: Method
    let minorVersion: UInt8
    let isChunked: Bool
    let keepsAlive: Bool
    let expectsContinue: Bool
    let isAsterisk: Bool
    let target: [UInt8]
    let path: [UInt8]
    let query: [UInt8]?
    let authority: [UInt8]
    let host: String
    let fields: [[UInt8]]
    let body: [UInt8]

    init(_ request: Request, start: Int, end: Int, body: [UInt8]) {
        let bytes = request.bytes
        self.start = start
        self.end = end
        self.body = body
        method = request.method
        minorVersion = request.head.minorVersion
        isChunked = request.head.framing == .chunked
        keepsAlive = request.head.keepsAlive
        expectsContinue = request.head.expectsContinue
        isAsterisk = request.head.isAsterisk
        target = Array(bytes[request.target])
        path = Array(bytes[request.path])
        query = request.query.map { Array(bytes[$0]) }
        authority = Array(bytes[request.authority])
        host = request.host
        fields = request.fieldLines.flatMap { [Array(bytes[$0.name]), Array(bytes[$0.value])] }
        for name in FieldName.allCases {
            let found = request.fieldLines.first {
                String(decoding: bytes[$0.name], as: UTF8.self).lowercased() == name.name
            }
            expect(request.field(name) == found?.value, "\(name) is found by its place")
        }
    }

    /// Whether another message says the same, wherever it stands.
    func says(what other: Message) -> Bool {
        method == other.method && minorVersion == other.minorVersion
            && isChunked == other.isChunked && keepsAlive == other.keepsAlive
            && expectsContinue == other.expectsContinue && isAsterisk == other.isAsterisk
            && target == other.target && path == other.path && query == other.query
            && authority == other.authority && host == other.host && fields == other.fields
            && body == other.body
    }

    /// The message in its plainest form, its body cut into other chunks.
    func written(_ chance: inout InputChance) -> [UInt8] {
        var written = Array("\(method.name) ".utf8) + target
        written += Array(" HTTP/1.\(minorVersion)\r\n".utf8)
        for index in stride(from: 0, to: fields.count, by: 2) {
            // Without a space, so that the head does not outgrow the limit it was read under.
            written += fields[index] + [Octet.colon] + fields[index + 1] + Array("\r\n".utf8)
        }
        written += Array("\r\n".utf8)
        guard isChunked else { return written + body }
        return written + Chunked.written(body, &chance)
    }
}

/// All that comes of a connection's bytes: whole requests, and then perhaps a refusal.
struct Conversation: Equatable {
    enum End: Equatable {
        case whole, more
        case refused(Refusal)
    }

    private(set) var messages: [Message] = []
    private(set) var end = End.whole

    init(_ bytes: [UInt8], cuts: [Int]) {
        let ends = cuts + [bytes.count]
        var start = 0
        do throws(Refusal) {
            while start < bytes.count {
                guard let message = try Self.message(bytes, from: start, ends) else {
                    end = .more
                    return
                }
                messages.append(message)
                start = message.end
            }
        } catch {
            end = .refused(error)
        }
    }

    private static func message(
        _ bytes: [UInt8],
        from start: Int,
        _ ends: [Int]
    ) throws(Refusal) -> Message? {
        var parser = RequestParser(limits: RequestLimits())
        var isWhole = false
        for end in ends where end > start && !isWhole {
            isWhole = try parser.parse(bytes.span.extracting(start..<end))
        }
        guard isWhole else { return nil }
        let head = parser.head
        let bodyStart = start + head.length
        guard let (body, end) = try body(bytes, head, from: bodyStart, ends) else { return nil }
        let request = Request(
            head: head,
            bytes: bytes,
            base: start,
            body: bodyStart..<bodyStart,
            origin: Request.Origin()
        )
        return Message(request, start: start, end: end, body: body)
    }

    private static func body(
        _ bytes: [UInt8],
        _ head: RequestHead,
        from start: Int,
        _ ends: [Int]
    ) throws(Refusal) -> (body: [UInt8], end: Int)? {
        switch head.framing {
        case .none: return ([], start)
        case .length(let length):
            guard length <= bytes.count - start else { return nil }
            return (Array(bytes[start..<(start + length)]), start + length)
        case .chunked: return try Chunked.body(bytes, from: start, ends)
        }
    }
}

/// Where a reader that knows nothing but lines would see a message begin and end.
enum PlainFraming {
    static func agrees(with message: Message, in bytes: [UInt8]) -> Bool {
        var rest = Array(bytes[message.start..<message.end])
        if rest.starts(with: Array("\r\n".utf8)) { rest.removeFirst(2) }
        guard let length = endOfHead(rest) else { return false }
        var (hosts, lengths, codings) = (0, [String](), [String]())
        for line in rest[..<length].split(separator: 0x0A).dropFirst() where line.count > 1 {
            guard let colon = line.firstIndex(of: 0x3A) else { return false }
            let value = text(line[(colon + 1)...])
            switch text(line[..<colon]) {
            case "host": hosts += 1
            case "content-length": lengths.append(value)
            case "transfer-encoding": codings.append(value)
            default: break
            }
        }
        guard hosts == 1 || (hosts == 0 && message.minorVersion == 0) else { return false }
        guard lengths.count + codings.count <= 1 else { return false }
        if let first = lengths.first {
            let isDigits = first.utf8.allSatisfy { (0x30...0x39).contains($0) }
            return isDigits && Int(first) == message.body.count
                && rest.count == length + message.body.count
        }
        guard let first = codings.first else { return rest.count == length }
        return first == "chunked" && message.isChunked && message.minorVersion > 0
            && rest.suffix(4) == Array("\r\n\r\n".utf8)[...]
    }

    /// A line's part in lower case, without the white space around it and the CR behind it.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
        let rest = bytes.drop(while: isBlank)
        let length = rest.lastIndex { !isBlank($0) }.map { $0 + 1 - rest.startIndex } ?? 0
        return String(decoding: rest.prefix(length).map(Octet.lowered), as: UTF8.self)
    }

    /// The length of a head; nil when a CR or LF in it stands alone, or a NUL anywhere.
    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        for index in bytes.indices {
            switch bytes[index] {
            case 0: return nil
            case 0x0D where index + 1 >= bytes.count || bytes[index + 1] != 0x0A: return nil
            case 0x0A where index == 0 || bytes[index - 1] != 0x0D: return nil
            case 0x0A where index >= 3 && bytes[index - 2] == 0x0A: return index + 1
            default: continue
            }
        }
        return nil
    }
}
