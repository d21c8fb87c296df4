import Foundation
import StrictJSON
import Testing

@Suite("The canonical form")
struct JSONWriterTests {
    private static func written(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// RFC 8785, appendix B.
    static let numbers: [(UInt64, String)] = [
        (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"), (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"), (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"), (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"), (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"), (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"), (0x41b3_de43_5555_5556, "333333333.3333334"),
        (0x41b3_de43_5555_5557, "333333333.33333343"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ]

    @Test("of a number is the one of RFC 8785's table", arguments: numbers)
    func number(bits: UInt64, text: String) {
        #expect(Self.written { $0.number(Double(bitPattern: bits)) } == text)
    }

    @Test(
        "of a number is ECMAScript's between the borders of its forms",
        arguments: [
            (1, "1"), (-1.5, "-1.5"), (100, "100"), (123_456, "123456"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"), (1.5e300, "1.5e+300"), (0.1, "0.1"), (0.001, "0.001"),
            (1e-6, "0.000001"),
            (1.5e-7, "1.5e-7"), (1e-7, "1e-7"), (12.5e-6, "0.0000125"), (1e16, "10000000000000000"),
        ] as [(Double, String)]
    )
    func borders(value: Double, text: String) {
        #expect(Self.written { $0.number(value) } == text)
    }

    @Test(
        "of a random number reads back as itself and has the fewest digits",
        arguments: [2, UInt64.random(in: 0...UInt64.max)]
    )
    func randomNumbers(seed: UInt64) {
        var chance = SeededChance(seed: seed)
        for _ in 0..<5_000 {
            let value = Double(bitPattern: chance.next())
            guard value.isFinite else { continue }
            let text = Self.written { $0.number(value) }
            #expect(Double(text) == value, "seed \(seed)")
            let digits = text.split(separator: "e")[0].filter(\.isWholeNumber)
            let significant = digits.drop { $0 == "0" }.reversed().drop { $0 == "0" }
            // One digit fewer, rounded as well as can be, must be another number.
            guard significant.count > 1 else { continue }
            let shorter = String(format: "%.\(significant.count - 2)e", value)
            #expect(Double(shorter) != value, "seed \(seed): \(text) could be \(shorter)")
        }
    }

    @Test(
        "of a string escapes what it must and nothing else (RFC 8785 §3.2.2.2)",
        arguments: [
            ("", ""), ("a/b", "a/b"), ("\"\\", #"\"\\"#), ("\u{8}\t\n\u{C}\r", #"\b\t\n\f\r"#),
            ("\u{0}\u{1}\u{B}\u{1F}", #"\u0000\u0001\u000b\u001f"#),
            ("\u{7F}\u{80}", "\u{7F}\u{80}"),
            ("\u{20AC}$\u{F}\nA'\u{42}\u{22}\u{5C}\\\"/", "€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/"),
            ("😀\u{2028}\u{FFFD}e\u{301}", "😀\u{2028}\u{FFFD}e\u{301}"),
        ]
    )
    func strings(value: String, text: String) {
        #expect(Self.written { $0.string(value) } == "\"\(text)\"")
        #expect(
            Self.written {
                $0.beginObject()
                $0.name(escaping: value)
                $0.null()
                $0.endObject()
            } == "{\"\(text)\":null}"
        )
    }

    @Test(
        "of a control character is its short escape or four digits",
        arguments: 0..<0x20 as Range<UInt8>
    )
    func controlCharacters(byte: UInt8) {
        let short: [UInt8: String] = [8: "b", 9: "t", 10: "n", 12: "f", 13: "r"]
        let digits = String(byte, radix: 16)
        let long = "u" + String(repeating: "0", count: 4 - digits.count) + digits
        let text = Self.written { $0.string(String(Unicode.Scalar(byte))) }
        #expect(text == "\"\\\(short[byte] ?? long)\"")
    }

    @Test("puts commas between values and members, and nowhere else")
    func commas() {
        let text = Self.written {
            $0.beginArray()
            $0.beginObject()
            $0.endObject()
            $0.beginObject()
            $0.member("a", "x")
            $0.member("b", -1)
            $0.member("c", true)
            $0.name("d")
            $0.beginArray()
            $0.endArray()
            $0.name(escaping: "\"")
            $0.raw(Array("[1]".utf8))
            $0.endObject()
            $0.null()
            $0.bool(false)
            $0.integer(.min)
            $0.number(0.5)
            $0.string("")
            $0.endArray()
        }
        #expect(
            text == #"[{},{"a":"x","b":-1,"c":true,"d":[],"\"":[1]},null,false,"#
                + #"-9223372036854775808,0.5,""]"#
        )
    }
}
