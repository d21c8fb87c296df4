// The target `targets`: a request's target, or its host, in an otherwise plain request.

/// Holds the bytes to the oracle: parts that decode are, encoded anew, read as the same
/// parts; what is a path's segment holds no other; a host is one in both places or in none.
func judge(_ bytes: [UInt8]) {
    judgeTarget(bytes)
    judgeHost(bytes)
}

private func read(_ target: [UInt8], host: [UInt8] = [UInt8(ascii: "a")]) -> Request? {
    var bytes = Array("OPTIONS ".utf8) + target
    bytes += Array(" HTTP/1.1\r\nHost:".utf8) + host + Array("\r\n\r\n".utf8)
    guard let request = try? Request.parsed(from: bytes), request.head.length == bytes.count
    else { return nil }
    return request
}

private func judgeTarget(_ bytes: [UInt8]) {
    guard let request = read(bytes) else { return }
    let path = request.bytes[request.path]
    expect(path.first == Octet.slash || request.isAsterisk, "a path begins with a slash")
    expect(!path.contains(UInt8(ascii: "?")), "a path holds no query")
    let segments = request.segments
    if !request.isAsterisk {
        let split = path.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false)
        expect(split.elementsEqual(segments) { $0 == request.bytes[$1] }, "segments are split")
    }
    let span = request.bytes.span
    let texts = segments.map { Target.decodedSegment(span, $0) }
    for (segment, text) in zip(segments, texts) {
        guard let text else { continue }
        expect(Target.segment(span, segment, equals: text), "a segment equals its own text")
        expect(!Target.segment(span, segment, equals: text + "x"), "and no longer one")
    }
    guard let parameters = try? request.queryParameters(), !request.isAsterisk else { return }
    let known = texts.compactMap(\.self)
    guard known.count == texts.count else { return }
    judgeAnew(known, request.query == nil ? nil : parameters)
}

/// Writes the parts with everything encoded that may be, and reads them again.
private func judgeAnew(_ segments: [String], _ parameters: [(name: String, value: String)]?) {
    var target = segments.map { "/" + Target.encoded($0) }.joined()
    if let parameters {
        let parts = parameters.map { Target.encoded($0.name) + "=" + Target.encoded($0.value) }
        target += "?" + parts.joined(separator: "&")
    }
    // Encoding makes a text up to three times as long: then it may be too long for a line.
    guard target.utf8.count < 16_000 else { return }
    guard let request = read(Array(target.utf8)) else {
        return expect(false, "\(target) is a target")
    }
    let span = request.bytes.span
    let again = request.segments.map { Target.decodedSegment(span, $0) ?? "\u{0}" }
    expect(again.elementsEqual(segments) { $0.utf8.elementsEqual($1.utf8) }, "\(again)")
    guard let parameters else { return expect(request.query == nil, "no query came about") }
    let anew = (try? request.queryParameters()) ?? []
    let isSame = anew.elementsEqual(parameters) {
        $0.name.utf8.elementsEqual($1.name.utf8) && $0.value.utf8.elementsEqual($1.value.utf8)
    }
    expect(isSame, "\(parameters) became \(anew)")
}

private func judgeHost(_ bytes: [UInt8]) {
    // White space around a field's value is not part of it, and ends a target.
    guard let first = bytes.first, let last = bytes.last, !Octet.isBlank(first),
        !Octet.isBlank(last)
    else { return }
    let asField = read([Octet.slash], host: bytes)
    let asTarget = read(Array("http://".utf8) + bytes + Array("/".utf8), host: bytes)
    // With line ends in it the bytes are more than a host.
    guard (asField ?? asTarget)?.fieldLines.count ?? 1 == 1 else { return }
    guard let asField else { return expect(asTarget == nil, "a host in the target alone") }
    guard let asTarget else { return expect(false, "a host in the field alone") }
    expect(asField.host == asTarget.host, "\(asField.host) is \(asTarget.host)")
    expect(asTarget.bytes[asTarget.path] == [Octet.slash], "the path is the rest")
    let host = asField.host
    expect(!host.isEmpty, "a host is not empty")
    let isOne = !host.utf8.contains {
        [0x2F, 0x3F, 0x40, 0x2C, 0x20, 0x23, 0x5C].contains($0)
    }
    expect(isOne, "a host is one host: \(host)")
    expect(host.utf8.first == UInt8(ascii: "[") || !host.utf8.contains(0x3A), "no port: \(host)")
}

extension Request {
    fileprivate var isAsterisk: Bool { bytes[path] == [UInt8(ascii: "*")] }
}
