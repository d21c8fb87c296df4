// The target `chunks`: the first byte bounds the body, the others are chunks and what follows.

/// Holds the bytes to the oracle: cut anywhere, the chunks give the same body; a reader
/// that slices lines finds the same; and the body in other chunks is read as the same one.
func judge(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let bytes = Array(input.dropFirst())
    let most = Int(first) << 2
    var chance = InputChance(input)
    let atOnce = Outcome(bytes, [bytes.count], most)
    let inPieces = Outcome(bytes, chance.cuts(of: bytes.count) + [bytes.count], most)
    expect(atOnce == inPieces, "\(atOnce) is \(inPieces) in pieces")
    guard case .whole(let body, let end) = atOnce else { return }
    expect(body.count <= most, "the body is within its bound")
    expect(sliced(bytes) == body, "slicing lines gives the same")
    let rest = chance.next(below: 2) == 0 ? Array("GET / HTTP/1.1\r\n".utf8) : []
    let written = Chunked.written(body, &chance)
    let again = Outcome(written + rest, [written.count + rest.count], most)
    expect(again == .whole(body, end: written.count), "\(body) became \(again)")
    expect(end <= bytes.count, "no more is taken than there is")
}

private enum Outcome: Equatable {
    case whole([UInt8], end: Int)
    case more
    case refused(Refusal)

    init(_ bytes: [UInt8], _ ends: [Int], _ most: Int) {
        do throws(Refusal) {
            let found = try Chunked.body(bytes, from: 0, ends, bodyBytesMax: most)
            self = found.map { .whole($0.body, end: $0.end) } ?? .more
        } catch {
            self = .refused(error)
        }
    }
}

/// The body of chunks, found without a state: line, content, line end; nil where one is amiss.
private func sliced(_ bytes: [UInt8]) -> [UInt8]? {
    var (body, rest) = ([UInt8](), bytes[...])
    while let lineEnd = rest.firstIndex(of: 0x0D), rest[lineEnd...].starts(with: [0x0D, 0x0A]) {
        let line = rest[..<lineEnd]
        let digits = line.prefix { $0 != UInt8(ascii: ";") }
        let isPlain = digits.allSatisfy { Octet.hexValue($0) != nil } && digits.count <= 16
        guard isPlain, !line.contains(0x0A), !line.contains(0),
            let length = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { return nil }
        if length == 0 { return body }
        rest = rest[(lineEnd + 2)...]
        body += rest.prefix(length)
        rest = rest.dropFirst(length)
        guard rest.starts(with: [0x0D, 0x0A]) else { return nil }
        rest = rest.dropFirst(2)
    }
    return nil
}
