/// Dates of the protocol (RFC 9110 §5.6.7), as whole seconds since 1970 in UTC.
public enum HTTPDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The 29 bytes of an IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// Years 1 to 9999; what lies outside is shown as the nearest that can be written.
    public static func bytes(_ seconds: Int64) -> [UInt8] {
        let clamped = Int(min(max(seconds, -62_135_596_800), 253_402_300_799))
        let day = Int((Double(clamped) / 86_400).rounded(.down))
        let second = clamped - day * 86_400
        let date = civil(day)
        var text: [UInt8] = []
        text.reserveCapacity(29)
        text.append(contentsOf: days[((day + 3) % 7 + 7) % 7].utf8)
        text.append(contentsOf: ", ".utf8)
        Decimal.appendTwo(date.day, to: &text)
        text.append(Octet.space)
        text.append(contentsOf: months[date.month - 1].utf8)
        text.append(Octet.space)
        Decimal.appendTwo(date.year / 100, to: &text)
        Decimal.appendTwo(date.year % 100, to: &text)
        text.append(Octet.space)
        Decimal.appendTwo(second / 3600, to: &text)
        text.append(Octet.colon)
        Decimal.appendTwo(second / 60 % 60, to: &text)
        text.append(Octet.colon)
        Decimal.appendTwo(second % 60, to: &text)
        text.append(contentsOf: " GMT".utf8)
        return text
    }

    /// An IMF-fixdate as text.
    public static func text(_ seconds: Int64) -> String {
        String(decoding: bytes(seconds), as: UTF8.self)
    }

    /// The time that a field's value names: an IMF-fixdate, or one of the two obsolete forms.
    ///
    /// RFC 9110 §5.6.7 has every recipient accept `Sunday, 06-Nov-94 08:49:37 GMT` and
    /// `Sun Nov  6 08:49:37 1994` too. `now` places a two-digit year: never over 50 years ahead.
    /// - Returns: nil when it is none of them, or no such day; the field is then to be ignored.
    public static func parse(_ value: String, now: Int64) -> Int64? {
        let parts = value.split(separator: " ", omittingEmptySubsequences: true)
        switch parts.count {
        case 6 where value.utf8.count == 29 && parts[0].last == ",":
            guard days.contains(String(parts[0].dropLast())), parts[5] == "GMT" else { return nil }
            return seconds(
                year: number(parts[3], 4),
                month: parts[2],
                day: number(parts[1], 2),
                clock: parts[4]
            )
        case 4 where parts[0].last == "," && parts[3] == "GMT":
            let date = parts[1].split(separator: "-", omittingEmptySubsequences: false)
            guard date.count == 3, let short = number(date[2], 2) else { return nil }
            return seconds(
                year: fullYear(short, now: now),
                month: date[1],
                day: number(date[0], 2),
                clock: parts[2]
            )
        case 5 where value.utf8.count == 24:
            guard days.contains(String(parts[0])) else { return nil }
            let day = number(parts[2], 1) ?? number(parts[2], 2)
            return seconds(year: number(parts[4], 4), month: parts[1], day: day, clock: parts[3])
        default: return nil
        }
    }

    private static func seconds(
        year: Int?,
        month: Substring,
        day: Int?,
        clock: Substring
    ) -> Int64? {
        let time = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard let year, let day, let month = months.firstIndex(of: String(month)),
            time.count == 3, let hour = number(time[0], 2), let minute = number(time[1], 2),
            let second = number(time[2], 2), hour < 24, minute < 60, second <= 60
        else { return nil }
        let days = dayNumber(year: year, month: month + 1, day: day)
        let date = civil(days)
        guard year > 0, date == (year, month + 1, day) else { return nil }
        return Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    private static func number(_ text: Substring, _ digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy(Octet.isDigit) else { return nil }
        return Int(text)
    }

    private static func fullYear(_ short: Int, now: Int64) -> Int {
        let present = civil(Int(now / 86_400)).year
        let year = present - present % 100 + short
        return year > present + 50 ? year - 100 : year
    }

    /// The day's number from 1970-01-01 in the Gregorian calendar, years counted from March.
    private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }
}
