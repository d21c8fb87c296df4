import NoticeRegister
import Testing

@Suite("Partial dates")
struct PartialDateTests {
    @Test(
        "a date of level 0 or 1 has an earliest and a latest day",
        arguments: [
            // Level 0: calendar dates, date and time, intervals.
            ("2020-01-03", "2020-01-03", "2020-01-03"),
            ("2020-01", "2020-01-01", "2020-01-31"),
            ("2020", "2020-01-01", "2020-12-31"),
            ("0000", "0000-01-01", "0000-12-31"),
            ("9999-12-31", "9999-12-31", "9999-12-31"),
            ("2020-02-29", "2020-02-29", "2020-02-29"),
            ("2000-02", "2000-02-01", "2000-02-29"),
            ("1900-02", "1900-02-01", "1900-02-28"),
            ("2021-01-06T23:59:59", "2021-01-06", "2021-01-06"),
            ("2021-01-06T10:00:00Z", "2021-01-06", "2021-01-06"),
            ("2021-01-06T10:00:00+04:30", "2021-01-06", "2021-01-06"),
            ("2021-01-06T10:00:00-11", "2021-01-06", "2021-01-06"),
            ("2020-06-29/2020-06-30", "2020-06-29", "2020-06-30"),
            ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
            ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
            ("2020/2020", "2020-01-01", "2020-12-31"),
            ("2020-06-15/2020-06", "2020-06-15", "2020-06-30"),
            // Level 1: negative years, seasons, qualifiers, unspecified digits, open intervals.
            ("-1985", "-1985-01-01", "-1985-12-31"),
            ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
            ("-012X", "-0129-01-01", "-0120-12-31"),
            ("2001-21", "2001-03-01", "2001-05-31"),
            ("2001-22", "2001-06-01", "2001-08-31"),
            ("2001-23", "2001-09-01", "2001-11-30"),
            ("2003-24", "2003-12-01", "2004-02-29"),
            ("2020-06~", "2020-06-01", "2020-06-30"),
            ("1984?", "1984-01-01", "1984-12-31"),
            ("2004-06-11%", "2004-06-11", "2004-06-11"),
            ("2001-21~", "2001-03-01", "2001-05-31"),
            ("201X", "2010-01-01", "2019-12-31"),
            ("20XX", "2000-01-01", "2099-12-31"),
            ("20XX?", "2000-01-01", "2099-12-31"),
            ("2021-XX", "2021-01-01", "2021-12-31"),
            ("2021-01-XX", "2021-01-01", "2021-01-31"),
            ("2020-02-XX", "2020-02-01", "2020-02-29"),
            ("2021-XX-XX", "2021-01-01", "2021-12-31"),
            ("1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-08"),
            ("2020-21/2020-24", "2020-03-01", "2021-02-28"),
            ("199X/2001", "1990-01-01", "2001-12-31"),
        ]
    )
    func days(text: String, earliest: String, latest: String) throws {
        let date = try PartialDate(text)
        #expect(CivilDay(daysSince1970: Int(date.earliest)).text == earliest)
        #expect(CivilDay(daysSince1970: Int(date.latest)).text == latest)
        #expect(date.text == text)
    }

    @Test(
        "an open interval has no day on its open side",
        arguments: [
            ("1985-04-12/..", "1985-04-12", nil), ("1985-04/", "1985-04-01", nil),
            ("../1985-04-12", nil, "1985-04-12"), ("/1985", nil, "1985-12-31"),
            ("2020~/..", "2020-01-01", nil),
        ] as [(String, String?, String?)]
    )
    func openIntervals(text: String, earliest: String?, latest: String?) throws {
        let date = try PartialDate(text)
        #expect(try date.earliest == (earliest.map { try PartialDate($0).earliest } ?? .min))
        #expect(try date.latest == (latest.map { try PartialDate($0).latest } ?? .max))
    }

    @Test(
        "days and months that the calendar lacks are refused",
        arguments: [
            "2021-02-30", "2021-02-29", "1900-02-29", "2021-13", "2021-00", "2021-04-31",
            "2021-01-00", "2021-01-32", "2021-20", "2021-25", "2021-32", "2021-21-01",
            "2021-13-XX", "2021-00-XX", "2021-01-06/2021-02-30", "2021-02-30T10:00:00Z",
        ]
    )
    func noSuchDay(text: String) {
        #expect(throws: DateFault.noSuchDay) { try PartialDate(text) }
    }

    @Test(
        "an interval must not end before it begins",
        arguments: [
            "2021/2020", "2020-06-30/2020-06-29", "2021-01/2020-12-31", "2020-06/2020-05",
            "202X/2019", "2021-01-XX/2020", "0000/-0001",
        ]
    )
    func backwards(text: String) {
        #expect(throws: DateFault.backwards) { try PartialDate(text) }
    }

    @Test(
        "years of more than four digits are refused with the reason",
        arguments: ["Y170000002", "Y-170000002", "Y17E7", "-Y17E7", "20210", "20210106"]
    )
    func longYears(text: String) {
        #expect(throws: DateFault.longYear) { try PartialDate(text) }
    }

    @Test(
        "an interval that is open both ways says nothing",
        arguments: ["/", "../..", "/..", "../"]
    )
    func openBothWays(text: String) {
        #expect(throws: DateFault.openBothWays) { try PartialDate(text) }
    }

    @Test(
        "times that no day has are refused",
        arguments: [
            "2021-01-06T24:00:00", "2021-01-06T10:60:00Z", "2021-01-06T10:00:60Z",
            "2021-01-06T10:00:00+24:00", "2021-01-06T10:00:00+04:60",
        ]
    )
    func noSuchTime(text: String) {
        #expect(throws: DateFault.noSuchTime) { try PartialDate(text) }
    }

    @Test(
        "what is neither level 0 nor level 1 is refused",
        arguments: [
            "", " ", "..", "2021-1", "2021-1-6", "21-01-06", "2021-01-06 ", " 2021", "2021/01/06",
            "06.01.2021", "January 2021", "2021-01-06T", "2021-01-06T10:00", "2021-01T10:00:00",
            "2021-01-06T10:00:00.5Z", "2021-01-06T10:00:00z", "2021-01-06t10:00:00Z",
            "2021-01-XXT10:00:00", "2021--06", "2021-", "2021-01-", "-0000", "--2021", "+2021",
            "2021~~", "2021?~", "?2021", "2021/2022/2023", "2020...2021", "2020-01-01/2021..",
            // Level 2.
            "156X-12-25", "1XXX", "XXXX", "2X21", "20X1", "2021-1X", "2021-01-0X", "2021-XX-06",
            "2004-06-~11", "2004?-06-11", "1950S2", "[1667,1668]", "{1960,1961}", "2001-21^N",
            "2021-XX-0X", "202X-05", "٢٠٢١", "2021‐01", "２０２１",
        ]
    )
    func refused(text: String) {
        #expect(throws: DateFault.form) { try PartialDate(text) }
    }

    @Test("a text longer than two dates can be is refused unread")
    func tooLong() {
        let text = String(repeating: "2", count: 65)
        #expect(throws: DateFault.form) { try PartialDate(text) }
    }

    @Test(
        "one date is certainly before another only when it ended before the other can begin",
        arguments: [
            ("2020-06-29", "2020-06-30", true), ("2020-06-29", "2020-06-29", false),
            ("2020-06", "2020-06-30", false), ("2020-06", "2020-07", true),
            ("2020", "2020-06-29", false), ("2020-06-29/..", "2021", false),
            ("2020", "../2021", false), ("2019~", "2020", true), ("../2019", "2020/..", true),
        ]
    )
    func certainlyBefore(one: String, other: String, isBefore: Bool) throws {
        #expect(try PartialDate(one).isCertainlyBefore(PartialDate(other)) == isBefore)
    }

    @Test(
        "only an exact and undoubted day is a full day",
        arguments: [
            ("2020-01-03", true), ("2020-01-03T10:00:00Z", true), ("2020-01-03/2020-01-03", true),
            ("2020-01-03?", false), ("2020-01-03~", false), ("2020-01-XX", false),
            ("2020-01", false), ("2020-01-03/..", false),
        ]
    )
    func fullDay(text: String, isFull: Bool) throws {
        let day = try PartialDate(text).fullDay
        #expect(day == (isFull ? CivilDay(year: 2020, month: 1, day: 3) : nil))
    }

    @Test("whatever is taken has its earliest day no later than its latest, and keeps its text")
    func property() {
        var chance = SeededNumbers(seed: 20_200_629)
        var taken = 0
        for _ in 0..<20_000 {
            let text = Self.randomText(&chance)
            guard let date = try? PartialDate(text) else { continue }
            taken += 1
            #expect(date.earliest <= date.latest && date.text == text, "\(text)")
            #expect(!date.isCertainlyBefore(date), "\(text)")
        }
        #expect(taken > 5_000)
    }

    private static func randomText(_ chance: inout SeededNumbers) -> String {
        let years = ["2020", "2021", "1900", "-0044", "202X", "20XX", "0000", "9999"]
        let months = ["", "-01", "-02", "-06", "-12", "-13", "-21", "-24", "-XX"]
        let days = ["", "", "-01", "-29", "-30", "-31", "-XX"]
        let marks = ["", "", "", "~", "?", "%"]
        func side() -> String {
            years.randomElement(using: &chance).unwrapped
                + months.randomElement(using: &chance).unwrapped
                + days.randomElement(using: &chance).unwrapped
                + marks.randomElement(using: &chance).unwrapped
        }
        switch Int.random(in: 0..<10, using: &chance) {
        case 0: return side() + "/.."
        case 1: return "/" + side()
        case 2...4: return side() + "/" + side()
        default: return side()
        }
    }
}

extension Optional<String> {
    fileprivate var unwrapped: String { self ?? "" }
}

/// Numbers that are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
