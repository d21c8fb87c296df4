import NoticeRegister
import Seals

/// Where a page ended, so that the next one shows the same register: opaque to clients, and checked
/// like any input.
///
/// The form: a byte for the form's number, four that tell the store, the sequence, the day, the
/// digest of what was asked, the place; then four bytes of a digest over all of it. In base64url.
/// The place: a byte with two bits for each value, of the first the lowest (0: no more values, 1: a
/// number, 2: a word, 3: nothing), the values, the id.
struct Cursor: Equatable {
    /// The register as it was recorded at this sequence.
    let seq: Int
    /// The day of asking, in days since 1970.
    let today: Int32
    /// After this place.
    let position: Query.Position

    /// Why a text is no cursor of this listing.
    enum Fault: Error {
        case malformed, ofAnotherStore, ofAnotherListing
    }

    private static let form: UInt8 = 1
    private static let sealLength = 4

    init(seq: Int, today: Int32, position: Query.Position) {
        self.seq = seq
        self.today = today
        self.position = position
    }

    /// Reads a cursor of a listing.
    ///
    /// - Parameters:
    ///   - text: what the client sent.
    ///   - store: the store's uuid.
    ///   - digest: what is asked, as `text(store:digest:)` was given it.
    /// - Throws: why it is none.
    init(_ text: String, store: String, digest: [UInt8]) throws(Fault) {
        guard let sealed = Base64URL.decode(text), sealed.count > Self.sealLength else {
            throw .malformed
        }
        let bytes = Array(sealed.dropLast(Self.sealLength))
        guard Self.seal(bytes) == Array(sealed.suffix(Self.sealLength)) else { throw .malformed }
        var reader = ByteReader(bytes)
        guard reader.byte() == Self.form else { throw .malformed }
        guard reader.bytes(4) == Self.mark(store) else { throw .ofAnotherStore }
        guard let seq = reader.integer(), let day = reader.integer(),
            let today = Int32(exactly: day), seq >= 0, let asked = reader.bytes(digest.count)
        else { throw .malformed }
        guard asked == digest else { throw .ofAnotherListing }
        guard let position = reader.position(), reader.isAtEnd else { throw .malformed }
        self.init(seq: seq, today: today, position: position)
    }

    /// The cursor as clients carry it.
    func text(store: String, digest: [UInt8]) -> String {
        var bytes: [UInt8] = [Self.form]
        bytes += Self.mark(store)
        Self.append(seq, to: &bytes)
        Self.append(Int(today), to: &bytes)
        bytes += digest
        append(to: &bytes)
        return Base64URL.encode(bytes + Self.seal(bytes))
    }

    private func append(to bytes: inout [UInt8]) {
        precondition(position.values.count <= Self.valuesMax, "the form has room for four values")
        var forms: UInt8 = 0
        for value in position.values.reversed() { forms = forms << 2 | Self.form(of: value) }
        bytes.append(forms)
        for value in position.values {
            switch value {
            case .absent: break
            case .number(let number): Self.append(number, to: &bytes)
            case .word(let word): Self.append(word, to: &bytes)
            }
        }
        Self.append(position.id, to: &bytes)
    }

    private static let valuesMax = 4

    private static func form(of value: Query.Position.Value) -> UInt8 {
        switch value {
        case .number: 1
        case .word: 2
        case .absent: 3
        }
    }

    /// Four bytes of a digest: not against forgers, who gain nothing, but against accidents.
    private static func seal(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.digest(bytes).prefix(sealLength))
    }

    private static func mark(_ store: String) -> [UInt8] {
        Array(SHA256.digest(Array(store.utf8)).prefix(4))
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        let bits = UInt64(bitPattern: Int64(number))
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        append(text.utf8.count, to: &bytes)
        bytes += Array(text.utf8)
    }
}

/// Takes a cursor's bytes apart, each step nil where they end too soon.
private struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard count >= 0, rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func integer() -> Int? {
        guard let bytes = bytes(8) else { return nil }
        return Int(truncatingIfNeeded: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    mutating func position() -> Query.Position? {
        guard var forms = byte() else { return nil }
        var values: [Query.Position.Value] = []
        while forms != 0 {
            switch forms & 3 {
            case 1:
                guard let number = integer() else { return nil }
                values.append(.number(number))
            case 2:
                guard let word = text() else { return nil }
                values.append(.word(word))
            case 3: values.append(.absent)
            default: return nil
            }
            forms >>= 2
        }
        guard let id = text() else { return nil }
        return Query.Position(values, id: id)
    }

    private mutating func text() -> String? {
        guard let count = integer(), let bytes = bytes(count) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}

/// Bytes as letters that a URL holds as they are (RFC 4648 §5), without padding.
enum Base64URL {
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    /// The letters.
    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for place in 0...group.count { text.append(letters[bits >> (18 - 6 * place) & 63]) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes; nil for other letters, and for letters that no bytes come out as.
    static func decode(_ text: String) -> [UInt8]? {
        var (bytes, bits, count) = ([UInt8](), 0, 0)
        for letter in text.utf8 {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            bits = (bits << 6 | value) & 0xFFFF
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
        return encode(bytes) == text ? bytes : nil
    }
}
