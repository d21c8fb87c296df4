import Shapes
package import StrictJSON

/// What happened and what was said around one record, in time, as far as dates tell.
package struct Timeline {
    /// What an entry can be.
    package enum What: String, Vocabulary {
        case event, step, statement
    }

    /// One thing that happened or was said.
    struct Entry {
        let what: What
        /// The event's, the step's or the statement's own id.
        let id: String
        /// The record whose step it is.
        let of: String?
        let title: String
        let date: PartialDate
        /// Whether the day is only that on which the source was published.
        let isDatedBySource: Bool
    }

    /// How many entries a timeline has at most; one with more is cut off.
    static let entriesMax = 5_000

    /// The entries by earliest day, then by latest, then by id.
    private(set) var entries: [Entry] = []
    /// How many were left out because nobody says when they were.
    package private(set) var undated = 0
    /// Whether more was there than was gathered.
    package internal(set) var isTruncated = false
    private let saidBy: Int32?
    private var seen: Set<String> = []

    /// How many entries there are.
    package var count: Int { entries.count }

    /// Starts a timeline of what had happened or been said by a day; nil: of everything.
    init(saidBy: Int32?) {
        self.saidBy = saidBy
    }

    /// Leaves out what the parameters of a question exclude.
    ///
    /// - Parameters:
    ///   - kinds: what is asked for; none: everything.
    ///   - from: what ended for certain before this began is left out.
    ///   - to: what began for certain after this ended is left out.
    package mutating func narrow(to kinds: [What], from: PartialDate?, to: PartialDate?) {
        entries.removeAll { entry in
            !kinds.isEmpty && !kinds.contains(entry.what)
                || from.map { entry.date.latest < $0.earliest } ?? false
                || to.map { entry.date.earliest > $0.latest } ?? false
        }
    }

    /// Writes entries as an array.
    package func write(_ places: Range<Int>, into writer: inout JSONWriter) {
        writer.beginArray()
        for entry in entries[places] { entry.write(into: &writer) }
        writer.endArray()
    }

    /// The id of the entry at a place.
    package func id(at place: Int) -> String { entries[place].id }
}

extension Timeline {
    /// Adds an event, unless it certainly began later than is asked.
    mutating func add(_ event: Event) {
        if let saidBy, event.when.earliest > saidBy { return }
        add(.event, event.common.id, nil, event.caption, event.when)
    }

    /// Adds the standing steps of a record; further accounts of a step are no happening.
    mutating func add(_ steps: [StepRecord], of id: String) {
        for step in StepRecord.standing(among: steps)
        where step.step != .annul && step.step != .report {
            guard let date = step.on else {
                if seen.insert(step.id).inserted { undated += 1 }
                continue
            }
            if let saidBy, date.latest > saidBy { continue }
            let title = step.step.rawValue.withSpaces + " of " + id
            add(.step, step.id, id, title, date)
        }
    }

    /// Adds a statement, on its own day or on that of its source.
    mutating func add(_ statement: Statement, _ source: Source?) {
        let id = statement.common.id
        guard let date = statement.saidOn ?? source?.published else {
            if seen.insert(id).inserted { undated += 1 }
            return
        }
        if let saidBy, SaidBy.holds(statement, source, by: saidBy) != true { return }
        let isDatedBySource = statement.saidOn == nil
        add(.statement, id, nil, statement.caption, date, isDatedBySource: isDatedBySource)
    }

    /// Brings the entries into their order.
    mutating func sort() {
        entries.sort { one, other in
            (one.date.earliest, one.date.latest, one.id)
                < (other.date.earliest, other.date.latest, other.id)
        }
    }

    private mutating func add(
        _ what: What,
        _ id: String,
        _ of: String?,
        _ title: String,
        _ date: PartialDate,
        isDatedBySource: Bool = false
    ) {
        guard seen.insert(id).inserted else { return }
        guard entries.count < Self.entriesMax else {
            isTruncated = true
            return
        }
        entries.append(
            Entry(
                what: what,
                id: id,
                of: of,
                title: title,
                date: date,
                isDatedBySource: isDatedBySource
            )
        )
    }
}

extension Timeline.Entry {
    fileprivate func write(into writer: inout JSONWriter) {
        writer.beginObject()
        Self.write("earliest", date.earliest, into: &writer)
        Self.write("latest", date.latest, into: &writer)
        writer.member("edtf", date.text)
        writer.member("precision", date.precision.rawValue)
        writer.member("approximate", date.isApproximate)
        writer.member("uncertain", date.isUncertain)
        writer.member("dated_by", isDatedBySource ? "source" : "own")
        writer.member("kind", what.rawValue)
        writer.member("id", id)
        if let of { writer.member("of", of) }
        writer.member("title", title)
        writer.endObject()
    }

    /// A day, or null where the date is open.
    private static func write(_ name: String, _ day: Int32, into writer: inout JSONWriter) {
        writer.name(name)
        guard day != .min, day != .max else { return writer.null() }
        writer.string(CivilDay(daysSince1970: Int(day)).text)
    }
}
