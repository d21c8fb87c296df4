extension Document {
    /// The JSON pointer (RFC 6901) of a value; of a member's name, that of its value.
    ///
    /// Looked for only when a fault is told, so that reading pays nothing for it.
    public func pointer(to target: Int) -> String {
        var pointer = ""
        var index = 0
        while index != target, target < nodes[index].nextIndex, target > index {
            guard let (token, child) = child(of: index, holding: target) else { break }
            pointer += "/" + Pointer.escaped(token)
            if child - 1 == target, nodes[index].kind == .object { break }
            index = child
        }
        return pointer
    }

    private func child(of container: Int, holding target: Int) -> (token: String, child: Int)? {
        let isObject = kind(container) == .object
        var (index, place) = (container + 1, 0)
        while index < nodes[container].nextIndex {
            let child = isObject ? index + 1 : index
            if target < nodes[child].nextIndex {
                return (isObject ? string(index) ?? "" : String(place), child)
            }
            index = nodes[child].nextIndex
            place += 1
        }
        return nil
    }
}

/// The spelling of JSON pointers (RFC 6901).
public enum Pointer {
    /// A token with `~` and `/` written as `~0` and `~1` (§3).
    public static func escaped(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
        else { return token }
        var result = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The tokens of a pointer; nil when it is none.
    ///
    /// Works on bytes: to a `Character`, a `/` before a combining mark is another letter.
    public static func tokens(_ pointer: String) -> [String]? {
        guard !pointer.isEmpty else { return [] }
        guard pointer.utf8.first == UInt8(ascii: "/") else { return nil }
        let slash = UInt8(ascii: "/")
        var tokens: [String] = []
        for part in pointer.utf8.dropFirst().split(
            separator: slash,
            omittingEmptySubsequences: false
        ) {
            guard let token = unescaped(part) else { return nil }
            tokens.append(token)
        }
        return tokens
    }

    private static func unescaped(_ part: Substring.UTF8View) -> String? {
        var token: [UInt8] = []
        var isEscape = false
        for byte in part {
            switch (isEscape, byte) {
            case (false, UInt8(ascii: "~")):
                isEscape = true
                continue
            case (false, _): token.append(byte)
            case (true, UInt8(ascii: "0")): token.append(UInt8(ascii: "~"))
            case (true, UInt8(ascii: "1")): token.append(UInt8(ascii: "/"))
            case (true, _): return nil
            }
            isEscape = false
        }
        return isEscape ? nil : String(decoding: token, as: UTF8.self)
    }
}
