package import Shapes

/// The tag of a language (BCP 47, RFC 5646): `fa`, `zh-Hant`, `de-CH-1996`.
package struct LanguageTag: Code {
    /// The tag.
    package let text: String

    /// Takes a tag that has been checked.
    package init(checked text: String) {
        self.text = text
    }

    /// The form, in broad strokes.
    package static var pattern: String { "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$" }
    /// RFC 5646 §4.4.1: at least 35 characters have to be taken.
    package static var length: Length { Length(2, 35) }
    /// What is due.
    package static var detail: String { "a language's tag of BCP 47 is due: en, fa, zh-Hant, …" }

    /// Whether a text has the form of RFC 5646 §2.1, the grandfathered tags left out.
    package static func isWellFormed(_ text: String) -> Bool {
        guard text.utf8.count >= 2, text.utf8.count <= length.most else { return false }
        if text.utf8.count <= 3 { return text.utf8.allSatisfy(Letters.isLetter) }
        var subtags = Subtags(text)
        return subtags.skipLanguage() && subtags.skipRest()
    }
}

/// The parts of a tag, passed over in the order of RFC 5646 §2.1.
private struct Subtags {
    private var rest: ArraySlice<Substring.UTF8View>
    private var variants: Set<String> = []

    init(_ tag: String) {
        let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        rest = parts[...]
    }

    /// `langtag`'s language, or nothing before a private use that stands alone.
    mutating func skipLanguage() -> Bool {
        guard let first = rest.first else { return false }
        if Self.isSingleton(first, UInt8(ascii: "x")) { return true }
        guard (2...8).contains(first.count), first.allSatisfy(Letters.isLetter) else {
            return false
        }
        rest.removeFirst()
        guard first.count <= 3 else { return true }
        for _ in 0..<3 where next(3...3, Letters.isLetter) { rest.removeFirst() }
        return true
    }

    /// Script, region, variants, extensions and private use.
    mutating func skipRest() -> Bool {
        if next(4...4, Letters.isLetter) { rest.removeFirst() }
        if next(2...2, Letters.isLetter) || next(3...3, Letters.isDigit) { rest.removeFirst() }
        while let variant = rest.first, Self.isVariant(variant) {
            guard variants.insert(String(Substring(variant)).lowercased()).inserted else {
                return false
            }
            rest.removeFirst()
        }
        while let first = rest.first, first.count == 1 {
            let isPrivate = Self.isSingleton(first, UInt8(ascii: "x"))
            guard first.allSatisfy(Self.isAlphanumeric) else { return false }
            rest.removeFirst()
            let shortest = isPrivate ? 1 : 2
            guard next(shortest...8, Self.isAlphanumeric) else { return false }
            while next(shortest...8, Self.isAlphanumeric) { rest.removeFirst() }
        }
        return rest.isEmpty
    }

    private func next(_ lengths: ClosedRange<Int>, _ isAllowed: (UInt8) -> Bool) -> Bool {
        guard let first = rest.first else { return false }
        return lengths.contains(first.count) && first.allSatisfy(isAllowed)
    }

    private static func isVariant(_ part: Substring.UTF8View) -> Bool {
        guard part.allSatisfy(isAlphanumeric) else { return false }
        return (5...8).contains(part.count)
            || part.count == 4 && part.first.map(Letters.isDigit) == true
    }

    private static func isSingleton(_ part: Substring.UTF8View, _ letter: UInt8) -> Bool {
        part.count == 1 && part.first.map { $0 | 0x20 } == letter
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        Letters.isLetter(byte) || Letters.isDigit(byte)
    }
}
