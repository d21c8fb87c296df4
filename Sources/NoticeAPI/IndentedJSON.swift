/// Spreads a JSON text over lines for people to read; nothing else about it changes.
enum IndentedJSON {
    /// The text with a line for each member and element, indented by two spaces, and a newline.
    static func text(of json: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(json.count * 2)
        var (depth, isInString, isEscaped) = (0, false, false)
        for (index, byte) in json.enumerated() {
            guard !isInString else {
                text.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isInString = true
                text.append(byte)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                text.append(byte)
                depth += 1
                if index + 1 < json.count, !isClosing(json[index + 1]) { breakLine(&text, depth) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if index > 0, !isOpening(json[index - 1]) { breakLine(&text, depth) }
                text.append(byte)
            case UInt8(ascii: ","):
                text.append(byte)
                breakLine(&text, depth)
            case UInt8(ascii: ":"):
                text.append(byte)
                text.append(UInt8(ascii: " "))
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\n"))
        return text
    }

    private static func breakLine(_ text: inout [UInt8], _ depth: Int) {
        text.append(UInt8(ascii: "\n"))
        for _ in 0..<depth * 2 { text.append(UInt8(ascii: " ")) }
    }

    private static func isOpening(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
    }

    private static func isClosing(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
    }
}
