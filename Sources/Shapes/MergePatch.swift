public import StrictJSON

/// A merge-patch (RFC 7396): what it names takes the place of what stood, null removes.
public enum MergePatch {
    /// The text that a patch makes of another.
    ///
    /// - Throws: when the outcome is beyond the reader's bounds.
    public static func apply(
        _ patch: Document,
        to target: Document
    ) throws(JSONFault) -> Document {
        var writer = JSONWriter(capacity: target.bytes.count + patch.bytes.count)
        merge(patch, 0, target, 0, into: &writer)
        return try Document(writer.bytes)
    }

    /// Writes the merged value; the depth is that of the patch, which its parser has bounded.
    private static func merge(
        _ patch: Document,
        _ change: Int,
        _ target: Document,
        _ standing: Int?,
        into writer: inout JSONWriter
    ) {
        guard patch.kind(change) == .object else { return writer.raw(patch.text(change)) }
        writer.beginObject()
        let object = standing.flatMap { target.kind($0) == .object ? $0 : nil }
        for member in object.map(target.members) ?? [] {
            let name = target.string(member.name) ?? ""
            guard let new = patch.member(name, of: change) else {
                writer.name(escaping: name)
                writer.raw(target.text(member.value))
                continue
            }
            guard patch.kind(new) != .null else { continue }
            writer.name(escaping: name)
            merge(patch, new, target, member.value, into: &writer)
        }
        for member in patch.members(of: change) where patch.kind(member.value) != .null {
            let name = patch.string(member.name) ?? ""
            guard object.flatMap({ target.member(name, of: $0) }) == nil else { continue }
            writer.name(escaping: name)
            merge(patch, member.value, target, nil, into: &writer)
        }
        writer.endObject()
    }
}
