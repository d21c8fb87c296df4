/// A day of the proleptic Gregorian calendar, as ISO 8601 counts years (0 is 1 BC).
package struct CivilDay: Sendable, Hashable {
    /// The year.
    package let year: Int
    /// The month, 1…12.
    package let month: Int
    /// The day of the month, from 1.
    package let day: Int

    /// Names a day; nil where the calendar has none.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.lastDay(of: month, in: year)
        else { return nil }
        self.init(checked: year, month, day)
    }

    private init(checked year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that stands so many days after 1970-01-01.
    package init(daysSince1970 days: Int) {
        // Years are counted from March, so that a leap day ends one; eras have 400 years.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        self.init(checked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Days since 1970-01-01.
    package var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let shiftedMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day so many months later; where that month is too short, its last day.
    package func adding(months: Int) -> CivilDay {
        let count = year * 12 + month - 1 + months
        let newYear = count >= 0 ? count / 12 : (count - 11) / 12
        let newMonth = count - newYear * 12 + 1
        return CivilDay(
            checked: newYear,
            newMonth,
            min(day, Self.lastDay(of: newMonth, in: newYear))
        )
    }

    /// The last day of a month, 1…12.
    package static func lastDay(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether a year has 366 days.
    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// `YYYY-MM-DD`, as EDTF writes it: years before 0 with a sign.
    package var text: String {
        var bytes: [UInt8] = []
        Self.append(year, 4, "-", to: &bytes)
        Self.append(month, 2, "-", to: &bytes)
        Self.append(day, 2, nil, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes a number with as many digits as `width`, and what follows it.
    static func append(
        _ number: Int,
        _ width: Int,
        _ next: Unicode.Scalar?,
        to bytes: inout [UInt8]
    ) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var power = 1
        for _ in 1..<width { power *= 10 }
        while power > 0 {
            let digit = UInt8(truncatingIfNeeded: number.magnitude / UInt(power) % 10)
            bytes.append(UInt8(ascii: "0") + digit)
            power /= 10
        }
        if let next { bytes.append(UInt8(ascii: next)) }
    }
}
