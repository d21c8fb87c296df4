package import StrictJSON

extension Accounts {
    /// Writes the accounts as an object.
    package func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("event", event)
        writer.member("seq", seq)
        writer.name("accounts")
        writer.beginArray()
        for account in accounts { account.write(into: &writer) }
        writer.endArray()
        writer.name("conflicts")
        writer.beginArray()
        for conflict in conflicts { conflict.write(into: &writer) }
        writer.endArray()
        if let undated { writer.member("undated", undated) }
        if isTruncated { writer.member("truncated", true) }
        writer.name("included")
        writer.beginObject()
        for (id, record) in included {
            writer.name(id)
            writer.raw(record.canonicalBytes)
        }
        writer.endObject()
        writer.endObject()
    }
}

extension Accounts.Account {
    fileprivate func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("about", about)
        writer.member("property", property.rawValue)
        writer.name("values")
        writer.beginArray()
        for told in values {
            writer.beginObject()
            writer.name("value")
            writer.raw(told.value)
            if told.isDenied { writer.member("denied", true) }
            writer.name("statements")
            writer.beginArray()
            for id in told.statements { writer.string(id) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.member("conflict", conflict?.rawValue ?? "none")
        writer.endObject()
    }
}

extension Conflict {
    /// Writes the conflict as an object.
    func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("statements")
        writer.beginArray()
        writer.string(one)
        writer.string(other)
        writer.endArray()
        writer.member("how", how.rawValue)
        writer.endObject()
    }
}
