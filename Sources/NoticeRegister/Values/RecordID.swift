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

/// Ids that the server makes: a prefix, and a UUID in Crockford's base 32.
extension RecordID {
    /// The 26 letters of a UUID's 16 bytes; they sort as the bytes do.
    package static func text(of bytes: [UInt8]) -> String {
        precondition(bytes.count == 16, "a UUID has 16 bytes")
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(26)
        // 128 bits in groups of five: the first group has only three.
        var (bits, count) = (UInt32(0), 2)
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(letters[Int(bits >> UInt32(count) & 31)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// A new id: the prefix and a UUID of version 7 (RFC 9562 §5.7), which tells only its time.
    ///
    /// It takes 10 random bytes.
    package static func make(_ prefix: String, at: Instant, chance: [UInt8]) -> String {
        precondition(chance.count == 10, "a UUID of version 7 takes 10 random bytes")
        let time = UInt64(max(0, at.milliseconds))
        var bytes = stride(from: UInt64(40), through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: time >> $0)
        }
        bytes += chance
        bytes[6] = bytes[6] & 0x0F | 0x70
        bytes[8] = bytes[8] & 0x3F | 0x80
        return prefix + text(of: bytes)
    }
}
