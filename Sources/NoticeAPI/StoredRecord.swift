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
}
