/// The mark of one version of a representation (RFC 9110 §8.8.3).
public struct EntityTag: Sendable, Hashable {
    /// The characters between the quotes.
    public let opaque: String
    /// Whether it only promises the same meaning, not the same bytes.
    public let isWeak: Bool

    /// States a tag; `opaque` is written as it is, so it must hold no quote and no control.
    public init(_ opaque: String, isWeak: Bool = false) {
        self.opaque = opaque
        self.isWeak = isWeak
    }

    /// The tag as a field's value: `"7"`, `W/"7"`.
    public var text: String { isWeak ? "W/\"\(opaque)\"" : "\"\(opaque)\"" }

    /// What a strong tag ends with when it marks the form in gzip.
    static let gzipSuffix = "-gzip"

    /// The characters between the quotes without the ending that marks the form in gzip: the tag as
    /// the application wrote it.
    public var bare: Substring {
        opaque.hasSuffix(Self.gzipSuffix) ? opaque.dropLast(Self.gzipSuffix.count) : opaque[...]
    }

    /// Whether both are strong and alike (RFC 9110 §8.8.3.2).
    ///
    /// The same content with gzip around it and without is alike: a client that holds either may
    /// change what it has read.
    public func matchesStrongly(_ other: EntityTag) -> Bool {
        !isWeak && !other.isWeak && Self.same(bare, other.bare)
    }

    /// Whether both are alike, strong or weak.
    public func matchesWeakly(_ other: EntityTag) -> Bool { Self.same(bare, other.bare) }

    /// Bytes, not characters: canonical equivalence has no place in a protocol.
    private static func same(_ one: Substring, _ other: Substring) -> Bool {
        one.utf8.elementsEqual(other.utf8)
    }
}

/// The value of `If-Match` or `If-None-Match` (RFC 9110 §13.1.1, §13.1.2).
public enum EntityTagList: Sendable, Equatable {
    /// `*`: whatever there is.
    case any
    /// One or more tags.
    case tags([EntityTag])

    /// Reads a value; nil when it is not of the form.
    public init?(_ value: String) {
        let bytes = value.utf8Span.span
        let whole = Octet.trimmed(bytes, 0..<bytes.count)
        if whole.count == 1, bytes[whole.lowerBound] == UInt8(ascii: "*") {
            self = .any
            return
        }
        var tags: [EntityTag] = []
        var index = whole.lowerBound
        while index < whole.upperBound {
            if Octet.isBlank(bytes[index]) || bytes[index] == Octet.comma {
                index += 1
                continue
            }
            guard let (tag, end) = Self.tag(bytes, index..<whole.upperBound) else { return nil }
            tags.append(tag)
            index = end
            while index < whole.upperBound, Octet.isBlank(bytes[index]) { index += 1 }
            guard index == whole.upperBound || bytes[index] == Octet.comma else { return nil }
        }
        guard !tags.isEmpty else { return nil }
        self = .tags(tags)
    }

    private static func tag(
        _ bytes: Span<UInt8>,
        _ rest: Range<Int>
    ) -> (tag: EntityTag, end: Int)? {
        var index = rest.lowerBound
        let isWeak =
            rest.count > 2 && bytes[index] == UInt8(ascii: "W") && bytes[index + 1] == Octet.slash
        if isWeak { index += 2 }
        guard index < rest.upperBound, bytes[index] == Octet.quote else { return nil }
        index += 1
        var opaque: [UInt8] = []
        while index < rest.upperBound, bytes[index] != Octet.quote {
            guard bytes[index] > 0x20, bytes[index] != 0x7F else { return nil }
            opaque.append(bytes[index])
            index += 1
        }
        guard index < rest.upperBound, let text = String(validating: opaque, as: UTF8.self) else {
            return nil
        }
        return (EntityTag(text, isWeak: isWeak), index + 1)
    }
}
