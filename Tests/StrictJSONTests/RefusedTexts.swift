import StrictJSON
import Testing

/// A text that is no I-JSON, and how it is refused.
struct RefusedText: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let fault: JSONFault

    init(_ text: String, _ reason: JSONFault.Reason, at offset: Int) {
        self.init(Array(text.utf8), reason, at: offset)
    }

    init(_ bytes: [UInt8], _ reason: JSONFault.Reason, at offset: Int) {
        self.bytes = bytes
        self.fault = JSONFault(reason, at: offset)
    }

    /// A string of these bytes in an array of one.
    init(string bytes: [UInt8], _ reason: JSONFault.Reason) {
        self.init(Array("[\"".utf8) + bytes + Array("\"]".utf8), reason, at: 2)
    }

    var testDescription: String {
        String(decoding: bytes.prefix(40), as: UTF8.self) + ": \(fault.reason.rawValue)"
    }

    static let cutOff: [RefusedText] = [
        .init("", .empty, at: 0), .init(" \t\r\n", .empty, at: 4), .init("[", .cutOff, at: 1),
        .init("{", .cutOff, at: 1), .init("[1", .cutOff, at: 2), .init("[1,", .cutOff, at: 3),
        .init(#"{"a"#, .cutOff, at: 3), .init(#"{"a""#, .cutOff, at: 4),
        .init(#"{"a":"#, .cutOff, at: 5), .init(#"{"a":1"#, .cutOff, at: 6),
        .init(#"{"a":1,"#, .cutOff, at: 7), .init(#"""#, .cutOff, at: 1),
        .init(#""\"#, .cutOff, at: 2), .init(#""\u12"#, .cutOff, at: 5),
        .init(#""\uD83D"#, .cutOff, at: 7), .init(#""\uD83D\"#, .cutOff, at: 8),
        .init(#""\uD83D\uDE0"#, .cutOff, at: 12), .init("tru", .cutOff, at: 3),
        .init("-", .cutOff, at: 1), .init("1.", .cutOff, at: 2), .init("1e", .cutOff, at: 2),
        .init("1e+", .cutOff, at: 3), .init([0x22, 0xF0, 0x9F, 0x98], .cutOff, at: 4),
    ]

    static let structure: [RefusedText] = [
        .init("[1,]", .unexpectedByte, at: 3), .init(#"{"a":1,}"#, .unexpectedByte, at: 7),
        .init("[,1]", .unexpectedByte, at: 1), .init("{,}", .unexpectedByte, at: 1),
        .init("[1 2]", .unexpectedByte, at: 3), .init("[1}", .unexpectedByte, at: 2),
        .init(#"{"a":1]"#, .unexpectedByte, at: 6), .init(#"{"a" 1}"#, .unexpectedByte, at: 5),
        .init(#"{"a",1}"#, .unexpectedByte, at: 4), .init(#"{"a"::1}"#, .unexpectedByte, at: 5),
        .init("{a:1}", .unexpectedByte, at: 1), .init("{1:1}", .unexpectedByte, at: 1),
        .init("{'a':1}", .unexpectedByte, at: 1), .init("]", .unexpectedByte, at: 0),
        .init("}", .unexpectedByte, at: 0), .init(",", .unexpectedByte, at: 0),
        .init("[1]x", .trailingBytes, at: 3), .init("1 1", .trailingBytes, at: 2),
        .init("{}{}", .trailingBytes, at: 2), .init("[]]", .trailingBytes, at: 2),
        .init("null\0", .trailingBytes, at: 4), .init("[1]/**/", .trailingBytes, at: 3),
        .init("[/* */1]", .unexpectedByte, at: 1), .init("// \n1", .unexpectedByte, at: 0),
        .init("[1#\n]", .unexpectedByte, at: 2), .init("\u{C}1", .unexpectedByte, at: 0),
        .init("\u{A0}1", .unexpectedByte, at: 0), .init("nUll", .unexpectedByte, at: 1),
        .init("[nul]", .unexpectedByte, at: 4), .init("True", .unexpectedByte, at: 0),
        .init("undefined", .unexpectedByte, at: 0), .init("nulll", .trailingBytes, at: 4),
    ]

    static let numbers: [RefusedText] = [
        .init("01", .badNumber, at: 0), .init("[-012]", .badNumber, at: 1),
        .init("00", .badNumber, at: 0), .init("[1.]", .badNumber, at: 3),
        .init("[1.e1]", .badNumber, at: 3), .init("[1e]", .badNumber, at: 3),
        .init("[1e+]", .badNumber, at: 4), .init("[-]", .badNumber, at: 2),
        .init("[-a]", .badNumber, at: 2), .init("-Infinity", .badNumber, at: 1),
        .init("[.5]", .unexpectedByte, at: 1), .init("[+1]", .unexpectedByte, at: 1),
        .init("NaN", .unexpectedByte, at: 0), .init("Infinity", .unexpectedByte, at: 0),
        .init("[0x1F]", .unexpectedByte, at: 2), .init("[1_000]", .unexpectedByte, at: 2),
        .init("[1.2.3]", .unexpectedByte, at: 4), .init("[1e1.5]", .unexpectedByte, at: 4),
        .init(String(repeating: "1", count: 65), .numberTooLong, at: 0),
        .init("[" + "0." + String(repeating: "0", count: 63) + "]", .numberTooLong, at: 1),
    ]

    static let strings: [RefusedText] = [
        .init(#"["\x41"]"#, .badEscape, at: 2), .init(#"["\'"]"#, .badEscape, at: 2),
        .init(#"["\0"]"#, .badEscape, at: 2), .init(#"["\U0041"]"#, .badEscape, at: 2),
        .init(#"["\u00g1"]"#, .badEscape, at: 2), .init(#"["\u+041"]"#, .badEscape, at: 2),
        .init(#"["\uD800"]"#, .loneSurrogate, at: 2), .init(#"["\uDFFF"]"#, .loneSurrogate, at: 2),
        .init(#"["\uDE00\uD83D"]"#, .loneSurrogate, at: 2),
        .init(#"["\uD83Dx"]"#, .loneSurrogate, at: 2),
        .init(#"["\uD83D\n"]"#, .loneSurrogate, at: 2),
        .init(#"["\uD83D\u0041"]"#, .loneSurrogate, at: 2),
        .init(#"["\uD83D\uD83D\uDE00"]"#, .loneSurrogate, at: 2),
        .init(#"["\uD83D\u00g1"]"#, .badEscape, at: 8),
        .init(#"["\uFFFE"]"#, .noncharacter, at: 2), .init(#"["\uFFFF"]"#, .noncharacter, at: 2),
        .init(#"["\uFDD0"]"#, .noncharacter, at: 2), .init(#"["\uFDEF"]"#, .noncharacter, at: 2),
        .init(#"["\uD83F\uDFFE"]"#, .noncharacter, at: 2),
        .init(#"["\uDBFF\uDFFF"]"#, .noncharacter, at: 2),
        .init("[\"\u{FFFF}\"]", .noncharacter, at: 2),
        .init(string: [0xEF, 0xB7, 0x90], .noncharacter),
        .init("[\"\u{1FFFE}\"]", .noncharacter, at: 2),
        .init("[\"\u{10FFFF}\"]", .noncharacter, at: 2),
        .init("[\"a\u{0}\"]", .controlCharacter, at: 3),
        .init("[\"a\nb\"]", .controlCharacter, at: 3), .init("[\"\t\"]", .controlCharacter, at: 2),
        .init("[\"\u{1F}\"]", .controlCharacter, at: 2),
        .init("{\"\t\":1}", .controlCharacter, at: 2),
        .init(#"{"\uDC00":1}"#, .loneSurrogate, at: 2),
    ]

    static let encoding: [RefusedText] = [
        .init("\u{FEFF}1", .byteOrderMark, at: 0), .init(" \u{FEFF}1", .unexpectedByte, at: 1),
        .init([0xFF, 0xFE, 0x31, 0x00], .unexpectedByte, at: 0),
        .init(string: [0x80], .badUTF8), .init(string: [0xBF], .badUTF8),
        .init(string: [0xC0, 0xAF], .badUTF8), .init(string: [0xC1, 0xBF], .badUTF8),
        .init(string: [0xE0, 0x9F, 0xBF], .badUTF8),
        .init(string: [0xF0, 0x8F, 0xBF, 0xBF], .badUTF8),
        .init(string: [0xED, 0xA0, 0x80], .badUTF8), .init(string: [0xED, 0xBF, 0xBF], .badUTF8),
        .init(string: [0xF4, 0x90, 0x80, 0x80], .badUTF8),
        .init(string: [0xF5, 0x80, 0x80, 0x80], .badUTF8),
        .init(string: [0xFE], .badUTF8), .init(string: [0xFF], .badUTF8),
        .init(string: [0xC3, 0x28], .badUTF8), .init(string: [0xE2, 0x82, 0x28], .badUTF8),
        .init(string: [0xF0, 0x9F, 0x98, 0x28], .badUTF8), .init(string: [0xC3], .badUTF8),
    ]

    static let names: [RefusedText] = [
        .init(#"{"a":1,"a":1}"#, .duplicateName, at: 7),
        .init(#"{"a":1,"\u0061":1}"#, .duplicateName, at: 7),
        .init(#"{"\u0061":1,"a":1}"#, .duplicateName, at: 12),
        .init(#"{"/":1,"\/":2}"#, .duplicateName, at: 7),
        .init(#"{"😀":1,"\uD83D\uDE00":2}"#, .duplicateName, at: 10),
        .init(#"{"":1,"":2}"#, .duplicateName, at: 6),
        .init(#"[{"x":{"a":1,"b":2,"a":3}}]"#, .duplicateName, at: 19),
        .init(#"{"z":1,"a":1,"z":2,"a":2,"\u0061":3}"#, .duplicateName, at: 13),
        .init(
            "{" + (0..<20).map { "\"\($0)\":0," }.joined() + "\"7\":0,\"3\":0}",
            .duplicateName,
            at: 131
        ),
    ]
}
