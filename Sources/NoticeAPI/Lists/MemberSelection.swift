import NoticeRegister
import StrictJSON

/// Leaves of a record the members that `fields` names, and its id.
enum MemberSelection {
    /// A record's bytes with these members only, in their own order; nil: with all.
    static func trimmed(_ body: [UInt8], to names: Set<String>?) throws(StoreFault) -> [UInt8] {
        guard let names else { return body }
        let document = try StoredRecord.document(body)
        var writer = JSONWriter(capacity: body.count)
        writer.beginObject()
        for member in document.members(of: 0) {
            let name = document.string(member.name) ?? ""
            guard name == "id" || names.contains(name) else { continue }
            writer.name(name)
            writer.raw(document.text(member.value))
        }
        writer.endObject()
        return writer.bytes
    }
}
