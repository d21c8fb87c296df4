import NoticeRegister
import StrictJSON

/// Leaves of a record the members that `fields` names, and its id; adds what `include` asks for.
enum MemberSelection {
    /// A record's bytes with these members only, in their own order (nil: with all), and after them
    /// a member `included`, if there is to be one.
    static func trimmed(
        _ body: [UInt8],
        to names: Set<String>?,
        with included: Inclusion? = nil
    ) throws(StoreFault) -> [UInt8] {
        guard names != nil || included != nil else { return body }
        let document = try StoredRecord.document(body)
        var writer = JSONWriter(capacity: body.count)
        writer.beginObject()
        for member in document.members(of: 0) {
            let name = document.string(member.name) ?? ""
            guard name == "id" || names?.contains(name) ?? true else { continue }
            writer.name(name)
            writer.raw(document.text(member.value))
        }
        if let included {
            writer.name("included")
            included.write(into: &writer)
        }
        writer.endObject()
        return writer.bytes
    }
}
