/// The four forms of a request target (RFC 9112 §3.2).
enum TargetForm {
    /// Finds path, query and authority in the target.
    static func split(_ bytes: Span<UInt8>, _ head: inout RequestHead) throws(Refusal) {
        let target = head.target.range(from: 0)
        switch bytes[target.lowerBound] {
        case Octet.slash:
            splitQuery(bytes, target, &head)
        case UInt8(ascii: "*"):
            guard target.count == 1, head.method == .options else { throw Refusal(.badTarget) }
            head.path = head.target
            head.isAsterisk = true
        default:
            try splitAbsolute(bytes, target, &head)
        }
    }

    private static func splitQuery(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ head: inout RequestHead
    ) {
        let mark = UInt8(ascii: "?")
        var index = range.lowerBound
        while range.upperBound &- index >= 8, !Octet.areAny(bytes.octets(at: index), mark) {
            index &+= 8
        }
        while index < range.upperBound, bytes[index] != mark { index &+= 1 }
        head.path = Stretch(range.lowerBound..<index)
        if index < range.upperBound { head.query = Stretch((index &+ 1)..<range.upperBound) }
    }

    /// `http://host/path`: its authority replaces `Host` (RFC 9112 §3.2.2).
    private static func splitAbsolute(
        _ bytes: Span<UInt8>,
        _ target: Range<Int>,
        _ head: inout RequestHead
    ) throws(Refusal) {
        guard let schemeEnd = schemeEnd(bytes, target) else { throw Refusal(.badTarget) }
        var index = schemeEnd
        while index < target.upperBound, bytes[index] != Octet.slash,
            bytes[index] != UInt8(ascii: "?")
        {
            index += 1
        }
        let authority = schemeEnd..<index
        // Userinfo and an empty host end here too (RFC 9110 §4.2.1, §4.2.4).
        guard Authority.isValid(bytes, authority) else { throw Refusal(.badHost) }
        head.authority = Stretch(authority)
        if index < target.upperBound, bytes[index] == Octet.slash {
            return splitQuery(bytes, index..<target.upperBound, &head)
        }
        // An empty path is "/": the last slash of "://" stands for it. OPTIONS without path and
        // query asks about the server (RFC 9112 §3.2.4).
        head.path = Stretch((schemeEnd - 1)..<schemeEnd)
        if index < target.upperBound {
            head.query = Stretch((index + 1)..<target.upperBound)
        } else {
            head.isAsterisk = head.method == .options
        }
    }

    private static func schemeEnd(_ bytes: Span<UInt8>, _ target: Range<Int>) -> Int? {
        let start = target.lowerBound
        for scheme in ["http://", "https://"] where target.count >= scheme.utf8.count {
            let end = start + scheme.utf8.count
            if Octet.equalFolded(bytes, start..<end, scheme) { return end }
        }
        return nil
    }
}
