internal import Glibc

/// Users and groups of this machine, by name or number.
public enum Account {
    /// A user's number; nil when there is none of this name.
    public static func user(_ name: String) -> UInt32? {
        if let number = UInt32(name) { return number }
        // SAFETY: the name is a terminated copy for the call; the entry is read at once, and asked
        // for before there are threads that could ask for another.
        guard let entry = unsafe getpwnam(name) else { return nil }
        return unsafe entry.pointee.pw_uid
    }

    /// A group's number; nil when there is none of this name.
    public static func group(_ name: String) -> UInt32? {
        if let number = UInt32(name) { return number }
        // SAFETY: as above.
        guard let entry = unsafe getgrnam(name) else { return nil }
        return unsafe entry.pointee.gr_gid
    }
}
