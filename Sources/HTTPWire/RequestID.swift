/// Ids for requests that bring none.
public enum RequestID {
    /// The 13 letters of a serial number in Crockford's base 32: no I, L, O or U to misread.
    public static func text(of serial: UInt64) -> String {
        let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        let text = (0..<13).map { place in
            letters[Int(truncatingIfNeeded: serial >> UInt64((12 - place) * 5) & 31)]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
