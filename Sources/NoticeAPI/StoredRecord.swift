import NoticeRegister
import Shapes
import StrictJSON

/// Records as the store gives them: their canonical bytes.
enum StoredRecord {
    /// The record that bytes of the journal hold.
    ///
    /// - Throws: `damaged` when they hold none, which they never should.
    static func decode(_ body: [UInt8], _ kind: Kind) throws(StoreFault) -> Record {
        do {
            return try Record.decode(kind, try Document(body), origin: .journal)
        } catch {
            throw .damaged("a stored \(kind.name) cannot be read: \(error)")
        }
    }

    /// The places in bytes of the journal; of `null` where there are none.
    static func document(_ body: [UInt8]?) throws(StoreFault) -> Document {
        do {
            return try Document(body ?? Array("null".utf8))
        } catch {
            throw .damaged("stored bytes are no JSON: \(error)")
        }
    }

    /// The version that canonical bytes are of.
    ///
    /// They begin with `id`, `kind` and `version`, and no id holds a quote: the first member of that
    /// name is found without reading the rest.
    static func version(_ body: [UInt8]) -> Int? {
        let name = Array(",\"version\":".utf8)
        guard let place = body.prefix(400).firstRange(of: name) else { return nil }
        let digits = body[place.upperBound...].prefix { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
