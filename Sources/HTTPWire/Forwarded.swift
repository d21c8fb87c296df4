/// Which request field trusted proxies write a client's address into; the other one is passed over.
///
/// Only one: a proxy that writes the one lets a client's own version of the other through.
public enum ForwardedField: String, Sendable, CaseIterable {
    /// `X-Forwarded-For`, with `X-Forwarded-Proto` and `X-Forwarded-Host`.
    case xForwardedFor = "x-forwarded-for"
    /// `Forwarded` (RFC 7239).
    case forwarded
}

extension Request {
    /// The origin that trusted proxies tell: the rightmost address that is no proxy's.
    ///
    /// Read from the right, since each proxy adds its client at the end, and only as far as those
    /// who wrote it are trusted. An address that is hidden or no address ends the way: then the
    /// proxy that wrote it is all that is known.
    public func origin(
        toldIn field: ForwardedField,
        trusting isTrusted: (PeerAddress) -> Bool
    ) -> Origin {
        var told = origin
        let isTold =
            switch field {
            case .forwarded: head.has(.forwarded)
            case .xForwardedFor: head.has(.xForwardedFor) || head.has(.xForwardedProto)
            }
        guard isTold, isTrusted(origin.peer) else { return told }
        switch field {
        case .forwarded:
            for hop in fieldHops(named: "forwarded", ForwardedHop.elements).reversed() {
                if let proto = hop.isSecure { told.isSecure = proto }
                if let host = hop.host { told.host = host }
                guard let client = hop.client else { break }
                told.peer = client
                guard isTrusted(client) else { break }
            }
        case .xForwardedFor:
            for text in fieldHops(named: "x-forwarded-for", Self.listElements).reversed() {
                guard let client = PeerAddress(withPort: text) else { break }
                told.peer = client
                guard isTrusted(client) else { break }
            }
            let proto = fieldHops(named: "x-forwarded-proto", Self.listElements).last
            if let proto { told.isSecure = ForwardedHop.isSecure(proto) ?? told.isSecure }
            let host = fieldHops(named: "x-forwarded-host", Self.listElements).last
            if let host { told.host = ForwardedHop.validHost(host) ?? told.host }
        }
        return told
    }

    private func fieldHops<Hop>(named name: String, _ read: (String) -> [Hop]) -> [Hop] {
        fieldLines.flatMap { line in
            Octet.equalFolded(bytes.span, line.name, name)
                ? read(String(decoding: bytes[line.value], as: UTF8.self)) : []
        }
    }

    private static func listElements(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { element in
            var element = element
            while element.first == " " || element.first == "\t" { element.removeFirst() }
            while element.last == " " || element.last == "\t" { element.removeLast() }
            return String(element)
        }
    }
}

/// One proxy's element of `Forwarded` (RFC 7239 §4).
struct ForwardedHop {
    /// Whom it had as its client; nil: hidden, unknown, or not said.
    var client: PeerAddress?
    /// Whether the client spoke TLS to it.
    var isSecure: Bool?
    /// The host that the client asked for.
    var host: String?

    /// The elements of a line; a malformed line is one that says nothing.
    static func elements(_ text: String) -> [ForwardedHop] {
        var hops = [ForwardedHop()]
        var isSound = true
        var scanner = PairScanner(Array(text.utf8))
        scan: while true {
            switch scanner.next() {
            case .pair(let name, let value): hops[hops.count - 1].note(name, value)
            case .endOfElement: hops.append(ForwardedHop())
            case .end: break scan
            case .malformed:
                isSound = false
                break scan
            }
        }
        // A broken quotation leaves open where it ends: nothing of the line can be believed.
        return isSound ? hops : [ForwardedHop()]
    }

    private mutating func note(_ name: String, _ value: String) {
        switch name {
        case "for": client = PeerAddress(withPort: value)
        case "proto": isSecure = Self.isSecure(value)
        case "host": host = Self.validHost(value)
        default: break
        }
    }

    static func isSecure(_ scheme: String) -> Bool? {
        switch scheme.lowercased() {
        case "https": true
        case "http": false
        default: nil
        }
    }

    static func validHost(_ text: String) -> String? {
        let span = text.utf8Span.span
        return Authority.isValid(span, 0..<span.count) ? text : nil
    }
}

/// Reads `name=value` pairs that `;` and `,` part; values may be quoted (RFC 9110 §5.6.4).
private struct PairScanner {
    enum Item {
        case pair(name: String, value: String)
        case endOfElement
        case end, malformed
    }

    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Item {
        while index < bytes.count, Octet.isBlank(bytes[index]) || bytes[index] == semicolon {
            index += 1
        }
        guard index < bytes.count else { return .end }
        if bytes[index] == Octet.comma {
            index += 1
            return .endOfElement
        }
        let name = token()
        guard !name.isEmpty, index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
            return .malformed
        }
        index += 1
        let value: [UInt8]
        if index < bytes.count, bytes[index] == Octet.quote {
            guard let quoted = quoted() else { return .malformed }
            value = quoted
        } else {
            value = token(also: [Octet.colon, UInt8(ascii: "["), UInt8(ascii: "]")])
        }
        while index < bytes.count, Octet.isBlank(bytes[index]) { index += 1 }
        guard
            index == bytes.count || bytes[index] == semicolon || bytes[index] == Octet.comma
        else { return .malformed }
        return .pair(
            name: String(decoding: name.map(Octet.lowered), as: UTF8.self),
            value: String(decoding: value, as: UTF8.self)
        )
    }

    private let semicolon = UInt8(ascii: ";")

    /// Addresses with colons belong into quotes; many proxies leave those out.
    private mutating func token(also others: [UInt8] = []) -> [UInt8] {
        let start = index
        while index < bytes.count, Octet.isToken(bytes[index]) || others.contains(bytes[index]) {
            index += 1
        }
        return Array(bytes[start..<index])
    }

    private mutating func quoted() -> [UInt8]? {
        var text: [UInt8] = []
        index += 1
        while index < bytes.count, bytes[index] != Octet.quote {
            if bytes[index] == UInt8(ascii: "\\") { index += 1 }
            guard index < bytes.count else { return nil }
            text.append(bytes[index])
            index += 1
        }
        guard index < bytes.count else { return nil }
        index += 1
        return text
    }
}
