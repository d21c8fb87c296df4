package import Shapes

/// An address on the web: an `http` or `https` URL (RFC 9110 §4.2), absolute.
package struct Link: Code {
    /// The URL.
    package let text: String

    /// Takes a URL that has been checked.
    package init(checked text: String) {
        self.text = text
    }

    /// The form, in broad strokes.
    package static var pattern: String { "^https?://[^/?#]" }
    /// Browsers and proxies carry this much everywhere.
    package static var length: Length { Length(8, 2_048) }
    /// What is due.
    package static var detail: String {
        "an absolute http or https URL is due, other characters percent-encoded"
    }

    /// Whether a text is such a URL, of the characters of RFC 3986 and with a host.
    package static func isWellFormed(_ text: String) -> Bool {
        guard length.holds(text) else { return false }
        let bytes = Array(text.utf8)
        let scheme = ["https://", "http://"].first { bytes.starts(with: $0.utf8) }
        guard let scheme, bytes.allSatisfy(isAllowed) else { return false }
        let authority = bytes[scheme.utf8.count...].prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        // User names and passwords have no business in a register.
        guard !authority.isEmpty, authority.first != UInt8(ascii: ":"),
            !authority.contains(UInt8(ascii: "@"))
        else { return false }
        return hasWholeEscapes(bytes)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        guard byte > 0x20, byte < 0x7F else { return false }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
            UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
            UInt8(ascii: "}"):
            return false
        default: return true
        }
    }

    private static func hasWholeEscapes(_ bytes: [UInt8]) -> Bool {
        for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "%") {
            guard place + 2 < bytes.count, isHexadecimal(bytes[place + 1]),
                isHexadecimal(bytes[place + 2])
            else { return false }
        }
        return true
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        Letters.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
