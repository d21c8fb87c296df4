/// Reads a JSON text into nodes, without recursion, and refuses what I-JSON refuses.
struct Parser {
    private let limits: JSONLimits
    private var nodes: [Node] = []
    /// The open containers, outermost first.
    private var open: [Int] = []
    private var position = 0

    init(limits: JSONLimits) {
        self.limits = limits
    }

    /// What may come next.
    private enum Expected {
        case value, firstElement, firstName, name, separator
    }

    /// The nodes of the text.
    mutating func parse(_ text: Span<UInt8>) throws(JSONFault) -> [Node] {
        guard text.count <= limits.textBytesMax else { throw JSONFault(.tooLong, at: 0) }
        if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF {
            throw JSONFault(.byteOrderMark, at: 0)
        }
        nodes.reserveCapacity(text.count / 8 + 4)
        var expected = Expected.value
        while true {
            skipSpace(text)
            if nodes.isEmpty == false, open.isEmpty, expected == .separator { break }
            guard position < text.count else {
                throw JSONFault(nodes.isEmpty ? .empty : .cutOff, at: position)
            }
            expected = try step(text, expected)
        }
        guard position == text.count else { throw JSONFault(.trailingBytes, at: position) }
        return nodes
    }

    private mutating func skipSpace(_ text: Span<UInt8>) {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position &+= 1
            default: return
            }
        }
    }

    private mutating func step(
        _ text: Span<UInt8>,
        _ expected: Expected
    ) throws(JSONFault) -> Expected {
        let byte = text[position]
        switch expected {
        case .value: return try value(text)
        case .firstElement:
            guard byte == UInt8(ascii: "]") else { return try value(text) }
            return try close(text)
        case .firstName:
            guard byte == UInt8(ascii: "}") else { return try name(text) }
            return try close(text)
        case .name: return try name(text)
        case .separator:
            guard let container = open.last else { return .separator }
            let isObject = nodes[container].kind == .object
            if byte == UInt8(ascii: ",") {
                position &+= 1
                return isObject ? .name : .value
            }
            guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw JSONFault(.unexpectedByte, at: position)
            }
            return try close(text)
        }
    }

    private mutating func name(_ text: Span<UInt8>) throws(JSONFault) -> Expected {
        guard text[position] == UInt8(ascii: "\"") else {
            throw JSONFault(.unexpectedByte, at: position)
        }
        try string(text)
        skipSpace(text)
        guard position < text.count else { throw JSONFault(.cutOff, at: position) }
        guard text[position] == UInt8(ascii: ":") else {
            throw JSONFault(.unexpectedByte, at: position)
        }
        position &+= 1
        return .value
    }

    private mutating func value(_ text: Span<UInt8>) throws(JSONFault) -> Expected {
        switch text[position] {
        case UInt8(ascii: "\""): try string(text)
        case UInt8(ascii: "{"): return try begin(.object)
        case UInt8(ascii: "["): return try begin(.array)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(text)
        case UInt8(ascii: "t"): try literal(text, "true", .true)
        case UInt8(ascii: "f"): try literal(text, "false", .false)
        case UInt8(ascii: "n"): try literal(text, "null", .null)
        default: throw JSONFault(.unexpectedByte, at: position)
        }
        return .separator
    }

    private mutating func begin(_ kind: Node.Kind) throws(JSONFault) -> Expected {
        guard open.count < limits.depthMax else { throw JSONFault(.tooDeep, at: position) }
        open.append(nodes.count)
        append(kind, from: position, to: position)
        position &+= 1
        return kind == .object ? .firstName : .firstElement
    }

    private mutating func close(_ text: Span<UInt8>) throws(JSONFault) -> Expected {
        position &+= 1
        guard let container = open.popLast() else {
            throw JSONFault(.unexpectedByte, at: position)
        }
        nodes[container].end = UInt32(position)
        nodes[container].next = UInt32(nodes.count)
        if nodes[container].kind == .object {
            try UniqueNames(nodes: nodes, object: container).check(text)
        }
        return .separator
    }

    private mutating func append(
        _ kind: Node.Kind,
        from start: Int,
        to end: Int,
        isEscaped: Bool = false
    ) {
        nodes.append(
            Node(
                kind: kind,
                isEscaped: isEscaped,
                start: UInt32(start),
                end: UInt32(end),
                next: UInt32(nodes.count &+ 1)
            )
        )
    }

    private mutating func literal(
        _ text: Span<UInt8>,
        _ word: String,
        _ kind: Node.Kind
    ) throws(JSONFault) {
        let start = position
        for byte in word.utf8 {
            guard position < text.count else { throw JSONFault(.cutOff, at: position) }
            guard text[position] == byte else { throw JSONFault(.unexpectedByte, at: position) }
            position &+= 1
        }
        append(kind, from: start, to: position)
    }

    private mutating func string(_ text: Span<UInt8>) throws(JSONFault) {
        let start = position
        var isEscaped = false
        position &+= 1
        while true {
            guard position < text.count else { throw JSONFault(.cutOff, at: position) }
            let byte = text[position]
            switch byte {
            case UInt8(ascii: "\""):
                position &+= 1
                append(.string, from: start, to: position, isEscaped: isEscaped)
                return
            case UInt8(ascii: "\\"):
                isEscaped = true
                position &+= try Escape.check(text, at: position)
            case 0x00...0x1F: throw JSONFault(.controlCharacter, at: position)
            case 0x80...0xFF: position &+= try UTF8Rules.length(text, at: position)
            default: position &+= 1
            }
        }
    }

    private mutating func number(_ text: Span<UInt8>) throws(JSONFault) {
        let start = position
        if text[position] == UInt8(ascii: "-") { position &+= 1 }
        // RFC 8259 §6: no leading zero.
        if position < text.count, text[position] == UInt8(ascii: "0") {
            position &+= 1
        } else {
            try digits(text)
        }
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position &+= 1
            try digits(text)
        }
        if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
            position &+= 1
            if position < text.count,
                text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-")
            {
                position &+= 1
            }
            try digits(text)
        }
        guard position - start <= limits.numberBytesMax else {
            throw JSONFault(.numberTooLong, at: start)
        }
        if position < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= text[position] {
            throw JSONFault(.badNumber, at: start)
        }
        append(.number, from: start, to: position)
    }

    private mutating func digits(_ text: Span<UInt8>) throws(JSONFault) {
        let start = position
        while position < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= text[position] {
            position &+= 1
        }
        guard position > start else {
            throw JSONFault(position < text.count ? .badNumber : .cutOff, at: position)
        }
    }
}
