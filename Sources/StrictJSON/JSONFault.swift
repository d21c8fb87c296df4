/// Why a text is no I-JSON (RFC 7493), and where.
public struct JSONFault: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Reason: String, Sendable, CaseIterable {
        case empty = "no value"
        case cutOff = "the text ends within a value"
        case unexpectedByte = "a byte that cannot stand here"
        case trailingBytes = "bytes after the value"
        case tooDeep = "containers nested too deep"
        case tooLong = "the text is too long"
        case duplicateName = "a member's name stands twice"
        case badNumber = "not a number as JSON writes it"
        case numberTooLong = "a number of too many characters"
        case badEscape = "an unknown escape"
        case loneSurrogate = "half of a surrogate pair"
        case noncharacter = "a code point that is no character"
        case controlCharacter = "a control character that is not escaped"
        case badUTF8 = "bytes that are no UTF-8"
        case byteOrderMark = "a byte order mark"
    }

    /// What is wrong.
    public let reason: Reason
    /// Where, in bytes from the start of the text.
    public let offset: Int

    /// Names a fault.
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}
