/// How a body is coded on its way (RFC 9110 §8.4).
public enum ContentCoding: Sendable {
    /// Not at all.
    case identity
    /// In gzip, once.
    case gzip
    /// In another coding, or in several.
    case other
}

extension Request {
    /// How the body came, by `Content-Encoding`.
    public var contentCoding: ContentCoding {
        guard field(.contentEncoding) != nil else { return .identity }
        let span = bytes.span
        var coding = ContentCoding.identity
        for line in fieldLines where Octet.equalFolded(span, line.name, "content-encoding") {
            Octet.forEachElement(span, line.value) { element in
                switch true {
                case Octet.equalFolded(span, element, "identity"): break
                case Octet.equalFolded(span, element, "gzip") && coding == .identity,
                    Octet.equalFolded(span, element, "x-gzip") && coding == .identity:
                    coding = .gzip
                default: coding = .other
                }
            }
        }
        return coding
    }
}

extension RequestHead {
    /// Whether the request has fields that ``Request/acceptedCoding`` reads.
    public var maySteerCoding: Bool { has(.acceptEncoding) || has(.ifNoneMatch) }

    /// The head of the same request once its body's coding has been taken off: `Content-Encoding`
    /// is no longer found by its name.
    public var withoutContentCoding: RequestHead {
        var head = self
        head.present &= ~(1 << UInt32(FieldName.contentEncoding.rawValue))
        return head
    }
}

/// What a client takes in place of plain content (RFC 9110 §12.5.3).
public struct AcceptedCoding: Sendable, Equatable {
    /// Which form it is to get.
    public enum Form: UInt8, Sendable {
        /// Plain content.
        case identity
        /// Gzip, where that makes it smaller.
        case gzip
        /// Gzip always: plain content was refused.
        case gzipOnly
    }

    /// Which form it is to get.
    public var form = Form.identity
    /// `If-None-Match`, where it names the tag of a form in gzip; else empty.
    public var knownTags: [UInt8] = []

    /// Nothing but plain content.
    public static let none = AcceptedCoding()

    /// Whether there is nothing to do for it.
    public var saysNothing: Bool { form == .identity && knownTags.isEmpty }

    /// Plain content, until told otherwise.
    public init() {}

    /// Whether the client holds the form in gzip of what this tag marks.
    public func knowsGzip(of tag: String) -> Bool {
        guard !knownTags.isEmpty, let text = String(validating: knownTags, as: UTF8.self),
            let list = EntityTagList(text), case .tags(let tags) = list
        else { return false }
        let names = { (opaque: String) in tags.contains { !$0.isWeak && $0.text == opaque } }
        guard names(tag.dropLast() + EntityTag.gzipSuffix + "\"") else { return false }
        return form != .identity || !names(tag)
    }
}

extension Request {
    /// What the client takes, and holds; costs next to nothing where it says nothing of it.
    public var acceptedCoding: AcceptedCoding {
        var accepted = AcceptedCoding()
        let span = bytes.span
        if let first = field(.acceptEncoding) {
            var weights = CodingWeights()
            if head.isRepeated(.acceptEncoding) {
                for line in fieldLines where Octet.equalFolded(span, line.name, "accept-encoding") {
                    weights.take(span, line.value)
                }
            } else {
                weights.take(span, first)
            }
            accepted.form = weights.form
        }
        if field(.ifNoneMatch) != nil, let value = fieldText(.ifNoneMatch),
            value.contains(EntityTag.gzipSuffix + "\"")
        {
            accepted.knownTags = Array(value.utf8)
        }
        return accepted
    }
}

/// The weights of `Accept-Encoding`, in thousandths; nil: not named.
private struct CodingWeights {
    private var gzip: Int?
    private var identity: Int?
    private var others: Int?
    private var isMalformed = false

    mutating func take(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var copy = self
        Octet.forEachElement(bytes, range) { copy.takeElement(bytes, $0) }
        self = copy
    }

    /// What the client likes best of what there is; a malformed wish is none.
    var form: AcceptedCoding.Form {
        guard !isMalformed, let gzip = gzip ?? others, gzip > 0 else { return .identity }
        switch identity ?? others {
        case 0: return .gzipOnly
        case let plain? where plain > gzip: return .identity
        default: return .gzip
        }
    }

    private mutating func takeElement(_ bytes: Span<UInt8>, _ element: Range<Int>) {
        var end = element.lowerBound
        while end < element.upperBound, bytes[end] != UInt8(ascii: ";") { end += 1 }
        let name = Octet.trimmed(bytes, element.lowerBound..<end)
        var weight = 1000
        if end < element.upperBound {
            let parameter = Octet.trimmed(bytes, end + 1..<element.upperBound)
            guard let stated = Self.weight(bytes, parameter) else {
                isMalformed = true
                return
            }
            weight = stated
        }
        if Octet.equalFolded(bytes, name, "gzip") || Octet.equalFolded(bytes, name, "x-gzip") {
            gzip = max(gzip ?? 0, weight)
        } else if Octet.equalFolded(bytes, name, "identity") {
            identity = weight
        } else if Octet.equalFolded(bytes, name, "*") {
            others = weight
        }
    }

    /// `q=` and a number from 0 to 1 with up to three decimals (RFC 9110 §12.4.2).
    private static func weight(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard (3...7).contains(range.count),
            Octet.equalFolded(bytes, range.lowerBound..<range.lowerBound + 2, "q=")
        else { return nil }
        let first = bytes[range.lowerBound + 2]
        guard first == UInt8(ascii: "0") || first == UInt8(ascii: "1") else { return nil }
        var thousandths = first == UInt8(ascii: "1") ? 1000 : 0
        guard range.count > 3 else { return thousandths }
        guard bytes[range.lowerBound + 3] == UInt8(ascii: ".") else { return nil }
        var place = 100
        for index in range.lowerBound + 4..<range.upperBound {
            guard Octet.isDigit(bytes[index]) else { return nil }
            thousandths += Int(bytes[index] - UInt8(ascii: "0")) * place
            place /= 10
        }
        return thousandths <= 1000 ? thousandths : nil
    }
}
