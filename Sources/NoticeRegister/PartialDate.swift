package import Shapes
package import StrictJSON

/// A date as far as it is known: EDTF (ISO 8601-2), levels 0 and 1.
///
/// The text is kept as it was given. What it leaves open is told by its earliest and its latest
/// day; `~`, `?` and `%` do not move them. Seasons are those of the northern hemisphere by whole
/// months, winter beginning in December of its year: ISO 8601-2 gives them no days.
package struct PartialDate: Value, Hashable {
    /// The text as it was given.
    package let text: String
    /// The earliest day, since 1970-01-01; `Int32.min`: open.
    package let earliest: Int32
    /// The latest day, since 1970-01-01, never before the earliest; `Int32.max`: open.
    package let latest: Int32

    /// Reads a text.
    ///
    /// - Throws: why it is no date of level 0 or 1.
    package init(_ text: String) throws(DateFault) {
        let span = try DateText.span(of: text)
        self.text = text
        self.earliest = span.earliest
        self.latest = span.latest
    }

    /// One day.
    package init(_ day: CivilDay) {
        self.text = day.text
        self.earliest = Int32(clamping: day.daysSince1970)
        self.latest = earliest
    }

    /// The day so many months after one; nil past the year 9999, which level 1 cannot write.
    package init?(_ day: CivilDay, adding months: Int) {
        let day = day.adding(months: months)
        guard day.year <= 9999 else { return nil }
        self.init(day)
    }

    private init() {
        text = ""
        earliest = .min
        latest = .max
    }

    /// The day, if the date names one exactly and without doubt.
    package var fullDay: CivilDay? {
        guard earliest == latest, !text.utf8.contains(where: DateText.isQualifier) else {
            return nil
        }
        return CivilDay(daysSince1970: Int(earliest))
    }

    /// Whether this ended before the other can have begun.
    package func isCertainlyBefore(_ other: PartialDate) -> Bool { latest < other.earliest }

    /// A date of which nothing is known stands where nothing could be read.
    package static var blank: PartialDate { PartialDate() }

    /// Reads a date.
    package static func read(
        _ node: Int,
        _ limit: Plain,
        from reader: inout Reader
    ) -> PartialDate {
        guard let text = reader.document.string(node) else {
            reader.note(node, .wrongType, "a date is due, as a string")
            return blank
        }
        do throws(DateFault) {
            return try PartialDate(text)
        } catch {
            reader.note(node, .badDate, error.rawValue)
            return blank
        }
    }

    /// Reads a date from a parameter.
    package static func read(
        _ words: [String],
        _ limit: Plain,
        from reader: inout WordReader
    ) -> PartialDate {
        guard let word = reader.single(words) else { return blank }
        do throws(DateFault) {
            return try PartialDate(word)
        } catch {
            reader.note(.badDate, error.rawValue)
            return blank
        }
    }

    /// Writes the text as it was given.
    package func write(into writer: inout JSONWriter) { writer.string(text) }

    /// The schema of a date.
    package static func schema(_ limit: Plain, into writer: inout JSONWriter) {
        String.schema(Length(4, DateText.bytesMax), into: &writer)
        writer.member("pattern", "^[-0-9XTZ:+?~%./]+$")
    }

    /// The span of days.
    package func facts(_ name: String, into facts: inout some FactSink) {
        facts.days(name, earliest, latest)
    }

    /// Adds the span of days to a list of facts.
    func tell(_ name: String, _ facts: inout [Fact]) {
        facts.append(
            Fact(name: name, content: .days(earliest: earliest, latest: latest))
        )
    }
}

/// Why a text is no date of EDTF's levels 0 and 1.
package enum DateFault: String, Error, Sendable, CaseIterable {
    case form =
        "a date of EDTF, level 0 or 1, is due: 2020-01-03, 2020-01, 2020~, 202X, 2020-06-29/.."
    case noSuchDay = "the calendar has no such month or day"
    case noSuchTime = "the day has no such time, or the place no such offset"
    case longYear = "years of more than four digits are beyond what the register counts in days"
    case backwards = "the interval ends before it begins"
    case openBothWays = "an interval needs a date on one side at least"
}
