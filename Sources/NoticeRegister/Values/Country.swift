package import Shapes

/// A country by its two letters of ISO 3166-1; `XK`: Kosovo, `ZZ`: not known.
///
/// The rest of `XA` to `XZ`, which the standard leaves to its users, are for invented countries
/// (decision 21).
package struct Country: Code {
    /// The two letters.
    package let text: String

    /// Takes two letters that have been checked.
    package init(checked text: String) {
        self.text = text
    }

    /// The form.
    package static var pattern: String { "^[A-Z]{2}$" }
    /// Two letters.
    package static var length: Length { Length(2, 2) }
    /// What is due.
    package static var detail: String { "a country of ISO 3166-1 is due: IR, US, …, XK, ZZ" }

    /// Whether a text is a country's letters.
    package static func isWellFormed(_ text: String) -> Bool {
        guard text.utf8.count == 2 else { return false }
        var place = 0
        for byte in text.utf8 {
            guard Letters.isUpper(byte) else { return false }
            place = place * 26 + Int(byte - UInt8(ascii: "A"))
        }
        return assigned[place]
    }

    /// For each pair of letters whether it is a country's.
    private static let assigned: [Bool] = {
        var table = Array(repeating: false, count: 26 * 26)
        for code in codes.split(separator: " ") {
            let place = code.utf8.reduce(0) { $0 * 26 + Int($1 - UInt8(ascii: "A")) }
            table[place] = true
        }
        return table
    }()

    /// ISO 3166-1 as officially assigned, and those that this register adds.
    private static let codes = """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ \
        BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM \
        DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS \
        GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN \
        KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ \
        MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM \
        PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV \
        SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI \
        VN VU WF WS YE YT ZA ZM ZW XA XB XC XD XE XF XG XH XI XJ XK XL XM XN XO XP XQ XR XS XT XU XV \
        XW XX XY XZ ZZ
        """
}
