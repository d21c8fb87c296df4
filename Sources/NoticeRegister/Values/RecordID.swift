/// The form of ids: `[A-Za-z0-9._~-]{1,128}`, which a path can hold as they are (RFC 3986 §2.3).
package enum RecordID {
    /// The form as JSON Schema takes it.
    package static let pattern = "^[A-Za-z0-9._~-]{1,128}$"

    /// Whether a text can be an id.
    package static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        return !bytes.isEmpty && bytes.count <= RecordLimits.idLength
            && bytes.allSatisfy(isUnreserved)
    }

    /// Whether an id has the form that the server makes, and so says nothing of its record.
    ///
    /// The form is `^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$`: a prefix, and a UUID in Crockford base32.
    package static func isOpaque(_ id: String) -> Bool {
        let bytes = Array(id.utf8)
        guard bytes.count == 30, bytes[3] == UInt8(ascii: "_") else { return false }
        return bytes[..<3].allSatisfy(isLower) && bytes[4...].allSatisfy(isCrockford)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func isLower(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isCrockford(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "i"), UInt8(ascii: "l"), UInt8(ascii: "o"), UInt8(ascii: "u"): false
        default: isLower(byte)
        }
    }
}
