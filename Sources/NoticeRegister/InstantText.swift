package import Shapes
package import StrictJSON

/// Moments as RFC 3339 writes them.
extension Instant: Value {
    /// Reads a time of RFC 3339: `2021-01-06T10:00:00.5+03:30`; nil for anything else.
    ///
    /// What is finer than a millisecond is dropped. A leap second (23:59:60 UTC) is taken for the
    /// last millisecond before it, since it is not counted.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.bytesMax else { return nil }
        var scanner = DateScanner(Array(text.utf8)[...])
        guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2),
            scanner.skip("-"), let number = scanner.number(2),
            let day = CivilDay(year: year, month: month, day: number),
            scanner.skip("T") || scanner.skip("t"), let time = Self.time(&scanner),
            let offset = Self.offset(&scanner), scanner.isAtEnd
        else { return nil }
        let minutes = day.daysSince1970 * 1_440 + time.minutes - offset
        guard time.milliseconds >= 60_000 else {
            self.init(milliseconds: minutes * 60_000 + time.milliseconds)
            return
        }
        // RFC 3339 §5.7: only the last minute of a day of UTC can have a 61st second.
        guard (minutes % 1_440 + 1_440) % 1_440 == 1_439 else { return nil }
        self.init(milliseconds: minutes * 60_000 + 59_999)
    }

    /// RFC 3339 in UTC, with milliseconds: `2021-01-06T10:00:00.000Z`.
    package var text: String {
        let day = CivilDay(daysSince1970: Int(daysSince1970))
        let rest = milliseconds - Int(daysSince1970) * 86_400_000
        let (seconds, thousandths) = rest.quotientAndRemainder(dividingBy: 1_000)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        CivilDay.append(day.year, 4, "-", to: &bytes)
        CivilDay.append(day.month, 2, "-", to: &bytes)
        CivilDay.append(day.day, 2, "T", to: &bytes)
        CivilDay.append(seconds / 3_600, 2, ":", to: &bytes)
        CivilDay.append(seconds / 60 % 60, 2, ":", to: &bytes)
        CivilDay.append(seconds % 60, 2, ".", to: &bytes)
        CivilDay.append(thousandths, 3, "Z", to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The day of UTC on which it falls, since 1970-01-01.
    package var daysSince1970: Int32 {
        let day = 86_400_000
        let days = milliseconds >= 0 ? milliseconds / day : (milliseconds - day + 1) / day
        return Int32(clamping: days)
    }

    /// 1970 stands where nothing could be read.
    package static var blank: Instant { Instant(milliseconds: 0) }

    /// Reads a time.
    package static func read(_ node: Int, _ limit: Plain, from reader: inout Reader) -> Instant {
        guard let text = reader.document.string(node) else {
            reader.note(node, .wrongType, "a time is due, as a string")
            return blank
        }
        guard let instant = Instant(text) else {
            reader.note(node, .badDate, detail)
            return blank
        }
        return instant
    }

    /// Reads a time from a parameter.
    package static func read(
        _ words: [String],
        _ limit: Plain,
        from reader: inout WordReader
    ) -> Instant {
        guard let word = reader.single(words) else { return blank }
        guard let instant = Instant(word) else {
            reader.note(.badDate, detail)
            return blank
        }
        return instant
    }

    /// Writes the time in UTC, with milliseconds.
    package func write(into writer: inout JSONWriter) { writer.string(text) }

    /// The schema of a time.
    package static func schema(_ limit: Plain, into writer: inout JSONWriter) {
        String.schema(Length(20, Self.bytesMax), into: &writer)
        writer.member("format", "date-time")
    }

    private static var bytesMax: Int { 40 }
    private static var detail: String { "a time of RFC 3339 is due: 2021-01-06T10:00:00Z" }

    /// The time of day: whole minutes, and milliseconds of a minute up to 60,999.
    private static func time(
        _ scanner: inout DateScanner
    ) -> (minutes: Int, milliseconds: Int)? {
        guard let hour = scanner.number(2), hour < 24, scanner.skip(":"),
            let minute = scanner.number(2), minute < 60, scanner.skip(":"),
            let second = scanner.number(2), second <= 60
        else { return nil }
        guard scanner.skip(".") else { return (hour * 60 + minute, second * 1_000) }
        guard let thousandths = scanner.thousandths(most: 12) else { return nil }
        return (hour * 60 + minute, second * 1_000 + thousandths)
    }

    /// Minutes east of Greenwich.
    private static func offset(_ scanner: inout DateScanner) -> Int? {
        if scanner.skip("Z") || scanner.skip("z") { return 0 }
        let isWest = scanner.skip("-")
        guard isWest || scanner.skip("+"), let hours = scanner.number(2), hours < 24,
            scanner.skip(":"), let minutes = scanner.number(2), minutes < 60
        else { return nil }
        return isWest ? -(hours * 60 + minutes) : hours * 60 + minutes
    }
}
