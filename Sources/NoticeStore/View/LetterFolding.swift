/// Letters with case and accents taken off, so that a search finds a name however it is spelt.
///
/// Covered are the case of all scripts that have one; the Latin letters with marks of Unicode's
/// blocks up to Latin Extended-B and of Latin Extended Additional (`ş` is `s`, `ø` is `o`, `ß` is
/// `ss`, `æ` is `ae`); the Greek vowels with tonos or dialytika and the final sigma; and the marks
/// that combine with a letter (U+0300–036F), the vowel signs of Arabic and the points of Hebrew,
/// which are left out. Other accents, such as those within Cyrillic letters, stay.
enum LetterFolding {
    /// The bytes of a text, folded.
    static func folded(_ text: String) -> [UInt8] {
        var folded: [UInt8] = []
        append(text.utf8.span, 0..<text.utf8.count, to: &folded)
        return folded
    }

    /// Whether a part of a text, folded, has a folded text in it; a wide one has more than ASCII.
    static func contains(
        _ folded: [UInt8],
        in text: Span<UInt8>,
        _ part: Range<Int>,
        isWide: Bool
    ) -> Bool {
        guard isWide else { return has(folded, text, part) }
        var other: [UInt8] = []
        append(text, part, to: &other)
        return has(folded, other.span, other.indices)
    }

    /// The same for a text that is folded but for the case of ASCII.
    private static func has(_ folded: [UInt8], _ text: Span<UInt8>, _ part: Range<Int>) -> Bool {
        guard let first = folded.first else { return true }
        guard part.count >= folded.count else { return false }
        for at in part.lowerBound...(part.upperBound - folded.count)
        where small(text[at]) == first && matches(folded, text, at) {
            return true
        }
        return false
    }

    private static func matches(_ folded: [UInt8], _ text: Span<UInt8>, _ start: Int) -> Bool {
        for place in 1..<folded.count where small(text[start + place]) != folded[place] {
            return false
        }
        return true
    }

    private static func append(_ text: Span<UInt8>, _ part: Range<Int>, to folded: inout [UInt8]) {
        var at = part.lowerBound
        while at < part.upperBound {
            if text[at] < 0x80 {
                folded.append(small(text[at]))
                at += 1
                continue
            }
            let (scalar, next) = scalar(of: text, at, part.upperBound)
            at = next
            let found = scalar < tableEnd ? table[Int(scalar)] : self.folded(scalar)
            encode(UInt32(truncatingIfNeeded: found), to: &folded)
            encode(UInt32(truncatingIfNeeded: found >> 32), to: &folded)
        }
    }

    /// Appends a scalar as UTF-8, and nothing for 0.
    private static func encode(_ scalar: UInt32, to bytes: inout [UInt8]) {
        switch scalar {
        case 0: break
        case ..<0x80: bytes.append(UInt8(scalar))
        case ..<0x800:
            bytes.append(0xC0 | UInt8(scalar >> 6))
            bytes.append(0x80 | UInt8(scalar & 0x3F))
        default:
            let whole = Unicode.Scalar(scalar).flatMap(UTF8.encode)
            bytes.append(contentsOf: whole ?? UTF8.encodedReplacementCharacter)
        }
    }

    /// A small letter for a capital of ASCII.
    @inline(__always)
    private static func small(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    /// The scalar that begins at a byte which is not of ASCII, and where the next one begins.
    private static func scalar(
        of text: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) -> (UInt32, next: Int) {
        let length = (~text[start]).leadingZeroBitCount
        var value = UInt32(text[start] & (0xFF >> UInt8(min(length + 1, 7))))
        let next = min(start + max(length, 1), end)
        for place in (start + 1)..<max(next, start + 1) {
            value = value << 6 | UInt32(text[place] & 0x3F)
        }
        return (value, next)
    }

    // MARK: Scalars

    /// Scalars below this are looked up in a table.
    private static let tableEnd: UInt32 = 0x2000
    private static let table = (0..<tableEnd).map(folded)

    /// What a scalar folds to: none, one or two scalars, the first one in the lower half.
    private static func folded(_ value: UInt32) -> UInt64 {
        guard let scalar = Unicode.Scalar(value), !isMark(scalar) else { return 0 }
        let small =
            scalar.properties.changesWhenLowercased
            ? scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar : scalar
        return bases[small] ?? UInt64(small.value)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0300...0x036F, 0x064B...0x065F, 0x0670: true
        case 0x0591...0x05BD, 0x05BF, 0x05C1...0x05C2, 0x05C4...0x05C5, 0x05C7: true
        default: false
        }
    }

    /// Small letters, each with what it is without its mark.
    private static let bases: [Unicode.Scalar: UInt64] = {
        var bases: [Unicode.Scalar: UInt64] = [:]
        for (base, letters) in families {
            let folded = base.unicodeScalars.reversed().reduce(0) { $0 << 32 | UInt64($1.value) }
            for letter in letters.unicodeScalars { bases[letter] = folded }
        }
        return bases
    }()

    private static let families: [(base: String, letters: String)] = [
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"), ("ae", "æǽǣ"), ("b", "ḃḅḇƀ"), ("c", "çćĉċčḉ"),
        ("d", "ďḋḍḏḑḓđð"), ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"), ("f", "ḟ"), ("g", "ĝğġģǧǵḡǥ"),
        ("h", "ĥȟḣḥḧḩḫẖħ"), ("i", "ìíîïĩīĭįǐȉȋḭḯỉịı"), ("j", "ĵǰ"), ("k", "ķǩḱḳḵĸ"),
        ("l", "ĺļľḷḹḻḽł"), ("m", "ḿṁṃ"), ("n", "ñńņňǹṅṇṉṋŉ"),
        ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿ"), ("oe", "œ"), ("p", "ṕṗ"), ("r", "ŕŗřȑȓṙṛṝṟ"),
        ("s", "śŝşšșṡṣṥṧṩẛſ"), ("ss", "ß"), ("t", "ţťțṫṭṯṱẗŧ"), ("th", "þ"),
        ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"),
        ("y", "ýÿŷȳẏẙỳỵỷỹ"), ("z", "źżžẑẓẕƶ"),
        ("α", "ά"), ("ε", "έ"), ("η", "ή"), ("ι", "ίϊΐ"), ("ο", "ό"), ("υ", "ύϋΰ"), ("ω", "ώ"),
        ("σ", "ς"),
    ]
}
