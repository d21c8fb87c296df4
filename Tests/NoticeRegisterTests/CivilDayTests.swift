import Foundation
import NoticeRegister
import Testing

@Suite("Days and moments")
struct CivilDayTests {
    @Test("days and their numbers answer to each other over all years that dates can have")
    func daysAndNumbers() throws {
        var expected = try #require(CivilDay(year: -9_999, month: 1, day: 1)).daysSince1970
        for year in -9_999...9_999 {
            let first = try #require(CivilDay(year: year, month: 1, day: 1))
            #expect(first.daysSince1970 == expected)
            #expect(CivilDay(daysSince1970: expected) == first)
            #expect(CivilDay(daysSince1970: expected - 1).text.hasSuffix("-12-31"))
            expected += CivilDay.isLeap(year) ? 366 : 365
        }
    }

    @Test("every day of four centuries follows the one before it")
    func everyDay() throws {
        let start = try #require(CivilDay(year: 1_800, month: 1, day: 1)).daysSince1970
        for number in start..<start + 146_097 {
            let day = CivilDay(daysSince1970: number)
            #expect(day.daysSince1970 == number)
            #expect(CivilDay(year: day.year, month: day.month, day: day.day) == day)
        }
    }

    @Test("1970 begins with day 0")
    func epoch() {
        #expect(CivilDay(daysSince1970: 0).text == "1970-01-01")
        #expect(CivilDay(daysSince1970: -1).text == "1969-12-31")
        #expect(CivilDay(daysSince1970: 18_264).text == "2020-01-03")
    }

    @Test(
        "months clamp to the month's end",
        arguments: [
            ("2020-01-31", 1, "2020-02-29"), ("2021-01-31", 1, "2021-02-28"),
            ("2020-10-31", 4, "2021-02-28"), ("2020-08-31", 9, "2021-05-31"),
            ("2020-02-29", 60, "2025-02-28"), ("2020-12-15", 1, "2021-01-15"),
            ("2020-01-31", -2, "2019-11-30"), ("2020-03-15", 0, "2020-03-15"),
        ]
    )
    func monthsClamp(from: String, months: Int, to: String) throws {
        let day = try #require(try PartialDate(from).fullDay)
        #expect(day.adding(months: months).text == to)
    }

    @Test(
        "times of RFC 3339 are read to the millisecond",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01t00:00:00.001z", 1),
            ("1970-01-01T03:30:00+03:30", 0), ("1969-12-31T19:00:00-05:00", 0),
            ("2021-01-06T10:00:00.5Z", 1_609_927_200_500),
            ("2021-01-06T10:00:00.123456789Z", 1_609_927_200_123),
            ("1969-12-31T23:59:59.999Z", -1), ("1970-01-01T00:00:00-00:00", 0),
            ("2016-12-31T23:59:60Z", 1_483_228_799_999),
            ("2017-01-01T03:29:60.5+03:30", 1_483_228_799_999),
        ]
    )
    func times(text: String, milliseconds: Int) {
        #expect(Instant(text)?.milliseconds == milliseconds)
    }

    @Test(
        "what is no time of RFC 3339 is refused",
        arguments: [
            "", "2021-01-06", "2021-01-06T10:00Z", "2021-01-06T10:00:00", "2021-01-06 10:00:00Z",
            "2021-02-29T10:00:00Z", "2021-01-06T24:00:00Z", "2021-01-06T10:60:00Z",
            "2021-01-06T10:00:61Z", "2021-01-06T10:00:60Z", "2021-01-06T10:00:00.Z",
            "2021-01-06T10:00:00+0330", "2021-01-06T10:00:00+24:00", "2021-01-06T10:00:00Z ",
            "2021-01-06T10:00:00.1234567890123Z", "21-01-06T10:00:00Z", "-2021-01-06T10:00:00Z",
        ]
    )
    func notTimes(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("moments are written as Foundation writes them, and read back")
    func momentsAsFoundation() throws {
        let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        var chance = SeededNumbers(seed: 1)
        for _ in 0..<2_000 {
            // From 1583: before, Foundation's calendar is the Julian one.
            let milliseconds = Int.random(
                in: -12_200_000_000_000...253_402_300_799_999,
                using: &chance
            )
            let instant = Instant(milliseconds: milliseconds)
            #expect(Instant(instant.text) == instant)
            // Whole seconds, for Foundation's dates are doubles.
            let whole = milliseconds / 1_000 * 1_000
            let date = Date(timeIntervalSince1970: Double(whole / 1_000))
            #expect(Instant(milliseconds: whole).text == format.format(date))
        }
    }

    @Test(
        "a moment falls on its day of UTC",
        arguments: [(0, 0), (86_399_999, 0), (86_400_000, 1), (-1, -1)]
    )
    func dayOfMoment(milliseconds: Int, day: Int32) {
        #expect(Instant(milliseconds: milliseconds).daysSince1970 == day)
    }
}
