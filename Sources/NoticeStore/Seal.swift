internal import NoticeRegister
internal import Seals
internal import StrictJSON

/// What commits the audit tree to a change: its salted digest, and its leaf (API.md, "Leaf").
enum Seal {
    /// Bytes of a change's salt.
    static let saltBytes = 16

    /// The digest of what a redaction can erase: SHA-256 over the salt, the length of the reason in
    /// four bytes, the reason and the body.
    static func digest(salt: [UInt8], reason: String?, body: [UInt8]?) -> [UInt8] {
        let reason = Array((reason ?? "").utf8)
        var sealed: [UInt8] = []
        sealed.reserveCapacity(salt.count + 4 + reason.count + (body?.count ?? 0))
        sealed += salt
        for shift in [24, 16, 8, 0] {
            sealed.append(UInt8(truncatingIfNeeded: reason.count >> shift))
        }
        sealed += reason
        sealed += body ?? []
        return SHA256.digest(sealed)
    }

    /// The hash of a change's leaf.
    static func leafHash(of entry: JournalEntry) -> [UInt8] {
        SHA256.digest([0x00] + leaf(of: entry))
    }

    /// The leaf: the members in this order, without spaces.
    static func leaf(of entry: JournalEntry) -> [UInt8] {
        var writer = JSONWriter(capacity: 320)
        writer.beginObject()
        writer.member("actor", entry.actor)
        writer.member("at", entry.at.text)
        writer.member("body_digest", SHA256.hexadecimal(entry.digest))
        writer.member("id", entry.id)
        writer.member("kind", entry.kind.name)
        writer.member("op", entry.operation.name)
        writer.member("seq", entry.seq)
        writer.member("version", entry.version)
        writer.endObject()
        return writer.bytes
    }
}
